import { packMarks, packShapes } from '../../electron/backend/map-reply.ts';
import { packCrossings, shapeOf } from '../../electron/store/flight-shape.ts';
import { encodeColumn } from '../../shared/contract/columns.ts';
import type {
  DetectionRow,
  Filters,
  FlightRow,
  ImportFileProgress,
  ImportRow,
  Look,
  MethodName,
  ProfileRow,
  Reply,
  WorkspaceStatus,
} from '../../shared/contract/contract.ts';
import { type Handlers, serve } from '../../shared/contract/serve.ts';
import type { ColumnMapping } from '../../shared/model/column-mapping.ts';
import type { FlightPath } from '../../shared/model/conclusion.ts';
import { grades } from '../../shared/model/lists.ts';
import { firstSettings, type UserSettings } from '../../shared/model/user-settings.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { fakeAreaEdits } from './fake-area-edits.ts';
import { fakeAuthority } from './fake-authority.ts';
import { fakeReference } from './fake-reference.ts';
import { fakeScenarios } from './fake-scenarios.ts';
import { border, type FakeFlight, fakeAreas, fakeDesignations, fakeFlights, sectors } from './fake-workspace.ts';

export interface FakeApiOptions {
  /** Flights in the workspace; 0 is an empty one. */
  readonly flights: number;
  readonly synthetic?: boolean;
  /** What the person has set before. */
  readonly settings?: Partial<UserSettings>;
  /** Names of the first flights' objects. */
  readonly names?: readonly string[];
}

export interface FakeApi {
  call(method: string, request: unknown): Promise<Result<unknown>>;
  offerFile(name: string): Promise<Result<string>>;
  saveMade(handle: string): Promise<Result<null>>;
  saveFile(name: string, base64: string): Promise<Result<null>>;
  /** A report page by its path; null when there is none. */
  reportHtml(path: string): string | null;
  /** Methods that fail until taken out again. */
  readonly failing: Set<MethodName>;
  /** Methods that are never answered. */
  readonly hanging: Set<MethodName>;
  /** Every call so far, by method. */
  readonly calls: { method: string; request: unknown }[];
  readonly saved: { name: string; bytes: number }[];
  /** Replies that broke the contract: a test's own mistake. */
  readonly bugs: string[];
  readonly flights: readonly FakeFlight[];
  /** While held, imports stop half way. */
  holdImports(isHeld: boolean): void;
}

const SHA = '3f9a1c7be20d4485b6c9e1f70a2d8c4497d15b06e38fa2c41b7f60d95ce8a213';

/** A backend in memory that keeps to the contract: requests and replies are checked as in the product. */
export function fakeApi(options: FakeApiOptions): FakeApi {
  const { flights: count, synthetic = true, names = [] } = options;
  let flights: readonly FakeFlight[] = count === 0 ? [] : fakeFlights(count, names);
  let revision = 1;
  let isExample = synthetic;
  let isHeld = false;
  let settings: UserSettings = { ...firstSettings, ...options.settings };
  const failing = new Set<MethodName>();
  const hanging = new Set<MethodName>();
  const calls: { method: string; request: unknown }[] = [];
  const saved: { name: string; bytes: number }[] = [];
  const bugs: string[] = [];
  const jobs = new Map<string, { names: string[]; polls: number; cancelled: boolean; example: boolean }>();
  const reports = new Map<string, string>();
  const profiles = new Map<string, ProfileRow>();

  const within = (row: FlightRow, filters: Filters): boolean =>
    (filters.sinceMs === undefined || row.firstMs >= filters.sinceMs) &&
    (filters.untilMs === undefined || row.firstMs < filters.untilMs) &&
    (filters.sector === undefined || row.sector === filters.sector) &&
    (filters.class === undefined || row.class === filters.class) &&
    (filters.grade === undefined || row.grade === filters.grade) &&
    (filters.evidence === undefined || row.evidence === filters.evidence) &&
    (filters.object === undefined || row.objectName.includes(filters.object));
  const chosen = (filters: Filters) => flights.filter(({ row }) => within(row, filters));
  const page = <R>(rows: R[], limit: number, definition: string, offset = 0) => ({
    rows: rows.slice(offset, offset + limit),
    total: rows.length,
    truncated: rows.length > offset + limit,
    definition,
  });
  /** A page in the order asked for, by what `by` says of each column. */
  const sorted = <R extends { readonly id: string }>(
    rows: R[],
    request: {
      limit: number;
      offset: number;
      sort?: { by: string; descending: boolean } | undefined;
      find?: string | undefined;
    },
    definition: string,
    by: Readonly<Record<string, (row: R) => string | number | null>>,
  ) => {
    const { sort, find, limit, offset } = request;
    const key = by[sort?.by ?? ''] ?? Object.values(by)[0]!;
    const sign = sort?.descending === true ? -1 : 1;
    const all = [...rows].sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
      return x < y ? -sign : x > y ? sign : 0;
    });
    const index = find === undefined ? -1 : all.findIndex(({ id }) => id === find);
    return { ...page(all, limit, definition, offset), index: index < 0 ? null : index };
  };
  const imports = (): ImportRow[] => (flights.length === 0 ? [] : [importRow('export-week-47.csv', flights)]);

  const status = (): WorkspaceStatus => {
    const incursions = flights.flatMap(({ flight }) => flight.incursions);
    const of = (grade: string) => incursions.filter((incursion) => incursion.grade === grade).length;
    const boxes = flights.map(({ flight }) => flight.bbox!);
    return {
      name: isExample && flights.length > 0 ? 'Synthetic example' : 'RGV casework',
      synthetic: isExample && flights.length > 0,
      example: isExample,
      revision,
      counts: {
        imports: flights.length === 0 ? 0 : 1,
        detections: flights.reduce((sum, { flight }) => sum + flight.detections, 0),
        quarantined: flights.length === 0 ? 0 : 3,
        flights: flights.length,
        incursions: {
          confirmed: of('confirmed'),
          probable: of('probable'),
          possible: of('possible'),
          confirmedAtLeast: of('confirmed'),
        },
        aircraftAtLeast: new Set(
          incursions
            .filter(({ grade }) => grade === 'confirmed')
            .map(({ flightId }) => flights.find(({ flight }) => flight.id === flightId)!.flight.objectKey),
        ).size,
        originUnknown: flights.filter(({ flight }) => flight.class === 'us-origin-unknown').length,
        undetermined: flights.filter(({ flight }) => flight.class === 'undetermined').length,
        crossings: flights.reduce((sum, { flight }) => sum + flight.crossings.length, 0),
        areas: fakeAreas.length,
      },
      firstMs: flights.length === 0 ? null : Math.min(...flights.map(({ flight }) => flight.firstMs)),
      lastMs: flights.length === 0 ? null : Math.max(...flights.map(({ flight }) => flight.lastMs)),
      bbox:
        boxes.length === 0
          ? null
          : [
              Math.min(...boxes.map(([w]) => w)),
              Math.min(...boxes.map(([, s]) => s)),
              Math.max(...boxes.map(([, , e]) => e)),
              Math.max(...boxes.map(([, , , n]) => n)),
            ],
      referenceLine: {
        name: border.name,
        vintage: border.vintage,
        attribution: border.attribution,
        notASurvey: border.notASurvey,
      },
      authorityAsOf: '2026-11-22',
      settingsVersion: '2026-11-22.1',
      actor: 'analyst',
      version: '0.1.0',
      sectors: sectors.map(({ code, name }) => ({ code, name })),
    };
  };

  const find = (flightId: string) => flights.find(({ flight }) => flight.id === flightId);
  const rowsOf = ({ flight, points }: FakeFlight): DetectionRow[] =>
    Array.from(points.timeMs, (observedAtMs, i) => ({
      id: `${flight.id}-${i}`,
      observedAtMs,
      lat: points.lat[i]!,
      lng: points.lng[i]!,
      sigmaM: points.sigmaM[i]!,
      sensorId: flight.tracks[0]!.sensorId,
      objectName: flight.objectName,
      evidence: flight.evidence,
      altitudeM: points.altitudeM[i]!,
      altitudeDatum: 'MSL',
      speedMps: 11.5,
      courseDeg: 12,
      flags: i % 40 === 7 ? ['implausible-speed'] : [],
      file: 'export-week-47.csv',
      record: i + 2,
    }));

  /** What the tests of the window ask for; another method fails as a backend's mistake would. */
  const handlers: Partial<Handlers> = {
    'workspace.status': () => ok(status()),
    'baseMaps.list': () => ok({ maps: [] }),
    'baseMaps.add': () => fail('wrong-format', 'The fake takes no base maps.'),
    'baseMaps.remove': () => ok({}),
    'baseMaps.tile': () => ok({ data: null }),
    'sensors.places': () =>
      ok({
        places: [{ name: 'AeroScope <b>RGV-04</b>', kind: 'droneid', position: [-99.02, 26.4], farthestM: 18_000 }],
        truncated: false,
      }),
    'settings.get': () => ok(settings),
    'settings.set': ({ change }) => {
      settings = { ...settings, ...(change as Partial<UserSettings>) };
      return ok(settings);
    },
    'workspace.openExample': () => {
      jobs.set('example', {
        names: ['synthetic-aeroscope.csv', 'synthetic-rid.ndjson'],
        polls: 0,
        cancelled: false,
        example: true,
      });
      return ok({ jobId: 'example' });
    },
    'workspace.closeExample': () => {
      flights = [];
      isExample = false;
      revision++;
      return ok({});
    },
    'imports.start': ({ files }) => {
      jobs.set('job', {
        names: files.map((file) => (typeof file === 'string' ? file : file.handle).slice(7)),
        polls: 0,
        cancelled: false,
        example: false,
      });
      return ok({ jobId: 'job' });
    },
    'imports.progress': ({ jobId }) => {
      const job = jobs.get(jobId);
      if (job === undefined) return fail('not-found', 'There is no such import.');
      if (!isHeld || job.polls < 3) job.polls++;
      const finished = job.cancelled || job.polls > 5;
      if (finished && !job.cancelled && flights.length === 0) {
        flights = fakeFlights(60);
        isExample = job.example;
        revision++;
      }
      return ok({ finished, files: job.names.map((file) => progressOf(file, job, finished, flights)) });
    },
    'imports.cancel': ({ jobId }) => {
      const job = jobs.get(jobId);
      if (job !== undefined) job.cancelled = true;
      return ok({});
    },
    'imports.list': () => ok(page(imports(), 1000, 'Files imported into this workspace, one row for each import.')),
    'imports.undo': () => ok({ removedDetections: 0 }),
    'imports.mapAgain': () => {
      jobs.set('job', { names: ['export-week-47.csv'], polls: 0, cancelled: false, example: false });
      return ok({ jobId: 'job' });
    },
    'imports.look': ({ source, mapping, sensorZone }) =>
      ok(
        fakeLook(
          source.kind === 'file' ? source.handle.slice(7) : 'kept.csv',
          mapping ?? null,
          (mapping?.zone ?? sensorZone) !== undefined,
        ),
      ),
    'imports.formats': () =>
      ok({ formats: [{ id: 'generic-csv', label: 'Table of detections (CSV)', unverified: false }] }),
    'imports.noteAcquisition': () => ok({}),
    'imports.acquisition': () => ok({ notes: [] }),
    'profiles.list': () => ok(page([...profiles.values()], 1000, 'Sensor profiles.')),
    'profiles.find': ({ id }) => {
      const found = profiles.get(id);
      return found === undefined ? fail('not-found', 'There is no such profile.') : ok(found);
    },
    'profiles.save': ({ profile }) => {
      const version = (profiles.get(profile.name)?.version ?? 0) + 1;
      profiles.set(profile.name, {
        id: profile.name,
        version,
        profile,
        digest: SHA,
        savedAtMs: Date.UTC(2026, 10, 22, 14, 0, 0),
        actor: 'analyst',
        imports: 0,
      });
      revision++;
      return ok({ id: profile.name, version });
    },
    'profiles.remove': ({ id }) => {
      profiles.delete(id);
      revision++;
      return ok({});
    },
    'watch.status': () => ok({ folder: null, found: [], failure: null }),
    'watch.set': () => ok({}),
    'watch.putAside': () => ok({}),
    'quarantine.export': () => ok({ csv: 'import,file\r\n', records: 3 }),
    'quarantine.list': () =>
      ok(
        page(
          flights.length === 0 ? [] : quarantined(),
          1000,
          'Records that could not be used, with the reason and their text.',
        ),
      ),
    'lists.totals': ({ filters }) => {
      const found = chosen(filters).map(({ flight }) => flight);
      return ok({
        flights: found.length,
        incursions: found.reduce((sum, { incursions }) => sum + incursions.length, 0),
        crossings: found.reduce((sum, { crossings }) => sum + crossings.length, 0),
        imports: imports().length,
        quarantine: flights.length === 0 ? 0 : 3,
      });
    },
    'flights.list': ({ filters, ...request }) =>
      ok(
        sorted(
          chosen(filters).map(({ row }) => row),
          request,
          'Flights of unmanned aircraft, identified or by sensor class: one sortie of one aircraft, tracks up to 10 minutes apart stitched, sensors merged.',
          {
            start: ({ firstMs }) => firstMs,
            duration: ({ firstMs, lastMs }) => lastMs - firstMs,
            object: ({ objectName }) => objectName,
            grade: ({ grade }) => (grade === null ? null : -grades.indexOf(grade)),
          },
        ),
      ),
    'flights.marks': ({ filters }) => ok(marksOf(chosen(filters))),
    'flights.shapes': ({ filters, level }) => ok(shapesOf(chosen(filters), level)),
    'flights.deconfliction': () =>
      ok({
        state: 'none-loaded',
        tracks: 0,
        ownLogs: 0,
        nearest: null,
        rows: null,
        sentence: 'No cooperative traffic of this time is loaded, so whether a friendly aircraft was near is unknown.',
      }),
    'flights.brief': ({ flightId }) => {
      const found = find(flightId);
      return found === undefined ? fail('not-found', 'There is no such flight.') : ok(found.row);
    },
    'flights.otherwise': () =>
      ok({ results: [{ label: 'Gap limit 30 s', sentence: 'The same: one incursion, confirmed.' }] }),
    'flights.detail': ({ flightId }) => {
      const found = find(flightId);
      if (found === undefined) return fail('not-found', 'There is no such flight in this workspace.');
      const { flight, points, eligibilities } = found;
      return ok({
        flight,
        eligibilities: [...eligibilities],
        profile: {
          timeMs: encodeColumn(points.timeMs),
          lng: encodeColumn(points.lng),
          lat: encodeColumn(points.lat),
          altitudeM: encodeColumn(points.altitudeM),
          altitudeDatum: encodeColumn(new Uint8Array(points.timeMs.length).fill(2)),
          sigmaM: encodeColumn(points.sigmaM),
          distanceM: encodeColumn(points.distanceM),
          pUs: encodeColumn(points.pUs),
          coverage: encodeColumn(points.coverage),
          gapAfter: encodeColumn(points.gapAfter),
          detectionIds: Array.from(points.timeMs, (_, i) => `${flight.id}-${i}`),
        },
      });
    },
    'incursions.list': ({ filters, ...request }) =>
      ok(
        sorted(
          chosen(filters).flatMap(({ flight, eligibilities }) =>
            flight.incursions.map((incursion, i) => ({
              ...incursion,
              objectName: flight.objectName,
              makeModel: flight.makeModel,
              coverageState: flight.coverageState,
              result: eligibilities[i]!.result,
              resultSentence: eligibilities[i]!.sentence,
              eligibility: eligibilities[i]!,
              synthetic: true,
              settingsVersion: flight.settingsVersion,
              rulesDigest: flight.rulesDigest,
            })),
          ),
          request,
          'Incursions of any grade: one presence of one flight on the US side, come from Mexico.',
          {
            start: ({ firstMs }) => firstMs,
            grade: ({ grade }) => -grades.indexOf(grade),
            depth: ({ depthM }) => depthM,
          },
        ),
      ),
    'crossings.list': ({ filters, ...request }) =>
      ok(
        sorted(
          chosen(filters).flatMap(({ flight }) =>
            flight.crossings.map((crossing) => ({ ...crossing, flightId: flight.id, objectName: flight.objectName })),
          ),
          request,
          'Changes of side, observed between detections or inferred across a gap.',
          { time: ({ timeMs }) => timeMs },
        ),
      ),
    'detections.list': ({ flightId, limit }) => {
      const found = flights.filter(({ flight }) => flightId === undefined || flight.id === flightId);
      return ok(
        page(found.flatMap(rowsOf), limit, 'Detections: one report by one sensor about one object at one instant.'),
      );
    },
    'detections.raw': ({ detectionId }) => ok(rawRecord(detectionId)),
    'detections.personal': () =>
      ok({ fields: { operatorLat: 26.401, operatorLng: -99.02, operatorId: 'FIN-SYNTHETIC-1' } }),
    'areas.list': () => ok({ areas: [...fakeAreas], designations: [...fakeDesignations], completeness: [] }),
    'areas.import': () => fail('refused', 'The fake takes no areas.'),
    ...fakeAreaEdits,
    'reviews.history': () => ok({ reviews: [] }),
    'edits.list': () => ok({ edits: [] }),
    ...fakeAuthority(
      () => flights,
      () => revision++,
    ),
    locate: ({ lat, lng, timeMs }) =>
      ok({
        lat,
        lng,
        side: 'undetermined',
        because: 'The reference lines disagree: US by the built-in line, Mexico by <b>Survey</b>.',
        pUs: 0.5,
        distanceM: 112.4,
        lines: [
          { name: 'built in', distanceM: 112.4, errorM: 10, pUs: 1, side: 'US' },
          { name: '<b>Survey</b>', distanceM: -87.6, errorM: 15, pUs: 0, side: 'MX' },
        ],
        borderKm: 612.3,
        segment: 'Nogales to Douglas',
        borderErrorM: 10,
        sector: 'TCA',
        sectorName: 'Tucson Sector',
        sectorBy: 'border-km',
        sectorConfidence: 'A',
        sectorDisputed: false,
        sectorNote: null,
        county: 'Santa Cruz',
        state: 'AZ',
        judicialDistrict: 'District of Arizona',
        nearest: { name: 'Nogales, AZ', distanceM: 2140, bearingDeg: 22 },
        aors: ['valley'],
        coverageState: timeMs === undefined ? null : 'boundary',
        mgrs: '12RWV0950673937',
      }),
    'reports.incident': ({ flightId = '', annex }) => {
      // As in the product, another page has another id: a frame that keeps its address keeps its page.
      const reportId = `report-${flightId.slice(0, 6)}${annex ? '' : '-facts'}`;
      reports.set(`/report/${reportId}`, reportHtml(find(flightId)?.flight.objectKey ?? '', annex));
      return ok({
        reportId,
        flightId,
        incidentId: null,
        version: 1,
        dataDigest: SHA,
        htmlDigest: SHA,
        madeAtMs: Date.UTC(2026, 10, 22, 15, 4, 5),
        actor: 'analyst',
        path: `/report/${reportId}`,
      });
    },
    'reports.list': () => ok(page([], 1, 'Pages issued.')),
    'reports.freshness': () => ok({ state: 'current', changes: [] }),
    'reports.printed': () => ok({}),
    'reports.pdf': () =>
      ok({
        pdf: Buffer.from('%PDF-1.7').toString('base64'),
        pdfDigest: SHA,
        engine: 'fake',
        name: 'FLIGHT-1-v1.pdf',
        sidecar: '{}',
      }),
    ...noIncidents(),
    trace: () => fail('not-found', 'The fake traces nothing.'),
    ...fakeScenarios,
    ...fakeReference(() => {
      revision++;
    }),
  };

  return {
    async call(method, request) {
      calls.push({ method, request });
      if (hanging.has(method as MethodName)) return new Promise(() => {});
      if (failing.has(method as MethodName)) {
        return fail('internal', `Fenceline could not answer ${method}. Your data was not changed.`);
      }
      return serve(handlers as Handlers, method, request, (name, error) => bugs.push(`${name}: ${String(error)}`));
    },
    offerFile: async (name) =>
      name.endsWith('.exe')
        ? fail('unreadable-file', `${name} is not a file that Fenceline reads.`, { file: name })
        : ok(`handle:${name}`),
    saveMade: async () => ok(null),
    saveFile: async (name, base64) => {
      saved.push({ name, bytes: Buffer.from(base64, 'base64').length });
      return ok(null);
    },
    reportHtml: (path) => reports.get(path) ?? null,
    failing,
    hanging,
    calls,
    saved,
    bugs,
    get flights() {
      return flights;
    },
    holdImports: (held) => {
      isHeld = held;
    },
  };
}

function progressOf(
  file: string,
  job: { readonly polls: number; readonly cancelled: boolean },
  finished: boolean,
  flights: readonly FakeFlight[],
): ImportFileProgress {
  const total = 48_200_000;
  const broken = file.includes('broken');
  const state = job.cancelled
    ? 'cancelled'
    : finished
      ? broken
        ? 'failed'
        : 'done'
      : job.polls < 2
        ? 'copying'
        : job.polls < 5
          ? 'reading'
          : 'concluding';
  return {
    file,
    state,
    bytesRead: finished ? total : Math.min(total, (total / 6) * job.polls),
    bytesTotal: total,
    records: job.polls * 61_000,
    copied: job.polls >= 2,
    result: state === 'done' ? importRow(file, flights) : null,
    alreadyImported: false,
    failure:
      state === 'failed'
        ? {
            code: 'truncated-file',
            message: `${file} ends in the middle of record 1,204: its last line is cut short.`,
            file,
            row: 1204,
          }
        : null,
    note: null,
  };
}

function importRow(file: string, flights: readonly FakeFlight[]): ImportRow {
  const detections = flights.reduce((sum, { flight }) => sum + flight.detections, 0);
  return {
    importId: `import-${file}`,
    file,
    sha256: SHA,
    member: null,
    container: null,
    memberSha256: null,
    bytes: 48_200_000,
    format: 'aeroscope-csv',
    formatLabel: 'DJI AeroScope server CSV',
    unverified: false,
    readerVersion: 1,
    importedAtMs: Date.UTC(2026, 10, 22, 14, 0, 0),
    actor: 'analyst',
    records: detections + 15,
    detections,
    positions: detections - 8,
    duplicates: 12,
    quarantined: 3,
    skipped: 0,
    issues: { 'bad-time': 2, 'zero-position': 1, 'assumed-zone': 7 },
    firstTimeMs: Math.min(...flights.map(({ flight }) => flight.firstMs)),
    lastTimeMs: Math.max(...flights.map(({ flight }) => flight.lastMs)),
    bbox: [-117.2, 25.9, -97.1, 32.8],
    sensors: ['AeroScope RGV-04', 'RID receiver Roma bluff'],
    objectIds: ['1581F5FH000100A1', '1581F5FH000200A2'],
    tracks: flights.length,
    flights: flights.length,
    incursions: flights.reduce((sum, { flight }) => sum + flight.incursions.length, 0),
    assumedZone: 'UTC',
    synthetic: true,
    undone: false,
    supersededBy: null,
    mapping: null,
    sensorZone: null,
    profile: null,
    assumptions: [],
    acquisition: null,
    citedBy: [],
  };
}

/** A table of which one column is known by its name, one by its values and one not at all. */
function fakeLook(file: string, mapping: ColumnMapping | null, zoneIsKnown: boolean): Look {
  const header = ['Zeit', 'lat', 'lon', 'Höhe'];
  const cells = [
    ['2026-11-21 22:14:05', '26.0712', '-98.2101', '412'],
    ['2026-11-21 22:14:13', '26.0718', '-98.2094', '418'],
  ];
  const guesses = [
    { field: 'observedAtMs', unit: null, confidence: 0.5, reason: 'its values look like times', by: 'values' as const },
    { field: 'lat', unit: null, confidence: 0.95, reason: '"lat" means lat', by: 'name' as const },
    { field: 'lng', unit: null, confidence: 0.95, reason: '"lon" means lng', by: 'name' as const },
    null,
  ];
  return {
    file,
    format: 'generic-csv',
    candidates: [
      { format: 'generic-csv', label: 'Table of detections (CSV)', score: 0.5, reason: 'A table.', unverified: false },
    ],
    profiles: [],
    table: {
      header,
      columns: header.map((name, index) => ({
        index,
        column: name,
        header: name,
        samples: cells.map((row) => row[index]!),
        guess: guesses[index]!,
      })),
      mapping: mapping ?? {
        delimiter: ',',
        columns: [
          { column: 'Zeit', field: 'observedAtMs' },
          { column: 'lat', field: 'lat' },
          { column: 'lon', field: 'lng' },
        ],
      },
      questions: !zoneIsKnown
        ? [
            {
              kind: 'zone',
              column: null,
              example: '2026-11-21 22:14:05',
              assumption: 'Times state no zone: UTC was assumed.',
            },
          ]
        : [],
      rows: cells.map((row, i) => ({
        record: i + 1,
        cells: row,
        fields: { observedAtMs: Date.UTC(2026, 10, 21, 22, 14, 5 + 8 * i), lat: Number(row[1]), lng: Number(row[2]) },
        issues: [],
      })),
      problem: null,
    },
  };
}

const quarantined = (): Reply<'quarantine.list'>['rows'] =>
  (
    [
      [41, 'bad-time', 'The time cannot be read.', 'timestamp', '2026-13-45 99:00'],
      [977, 'bad-time', 'The time cannot be read.', 'timestamp', 'n/a'],
      [1204, 'zero-position', 'The position is 0/0, which means no fix.', 'lat', '0'],
    ] as const
  ).map(([record, code, sentence, field, found]) => ({
    importId: 'import-export-week-47.csv',
    file: 'export-week-47.csv',
    record,
    byteStart: record * 118,
    byteLength: 117,
    code,
    sentence,
    field,
    found,
    raw: `1581F5FH000100A1,DJI Mavic 3,${found},26.40712,-99.01988,118.4,11.2,342,"<script>alert(1)</script>\u202E"\r\n`,
  }));

const marksOf = (flights: readonly FakeFlight[]): Reply<'flights.marks'> =>
  packMarks(
    [...flights]
      .sort((a, b) => a.flight.firstMs - b.flight.firstMs)
      .map(({ flight }) => [
        flight.id,
        flight.firstMs,
        flight.lastMs,
        flight.class,
        flight.coverageState,
        ...flight.bbox!,
      ]),
    flights.length,
  );

const shapesOf = (flights: readonly FakeFlight[], level: number): Reply<'flights.shapes'> =>
  packShapes(
    flights.map(({ flight, points }) => ({
      flightId: flight.id,
      shape: shapeOf(
        {
          ...points,
          count: points.timeMs.length,
          track: new Uint8Array(points.timeMs.length),
        } as unknown as FlightPath,
        flight.tracks,
        flight.firstMs,
      ),
      crossings: packCrossings(flight.crossings, flight.firstMs),
    })),
    level,
  );

function rawRecord(detectionId: string): Reply<'detections.raw'> {
  const record = Number(detectionId.split('-').at(-1)) + 2;
  const line = (n: number) =>
    `1581F5FH000100A1,DJI Mavic 3,2026-11-16 04:${String(n % 60).padStart(2, '0')}:06,26.40${n}2,-99.01${n}8,118.4,11.2,342,AeroScope RGV-04\r\n`;
  return {
    detectionId,
    hasPersonal: true,
    sources: [
      {
        importId: 'import-export-week-47.csv',
        file: 'export-week-47.csv',
        sha256: SHA,
        containerSha256: null,
        record,
        byteStart: record * 118,
        byteLength: 117,
        readerId: 'aeroscope-csv',
        readerVersion: 1,
        before: line(record - 2) + line(record - 1),
        text: line(record),
        after: line(record + 1) + line(record + 2),
      },
    ],
    fields: {
      observedAtMs: Date.UTC(2026, 10, 16, 4, 12, 6),
      lat: 26.40712,
      lng: -99.01988,
      sigmaM: 12,
      altMslM: 118.4,
      speedMps: 11.2,
      courseDeg: 342,
      uasSerial: '1581F5FH000100A1',
      sensorId: 'AeroScope RGV-04',
      evidence: 'uas-identified',
    },
  };
}

/** The fake keeps no incidents: the window's view of them is tested on the real backend. */
function noIncidents(): Pick<Handlers, Extract<keyof Handlers, `incidents.${string}`>> {
  const none = () => fail('not-found', 'The fake keeps no incidents.');
  const numbering = () => ok({ prefix: null, origin: 'fake' });
  return {
    'incidents.list': () => ok({ rows: [], total: 0, truncated: false, definition: 'Incidents.' }),
    'incidents.get': none,
    'incidents.create': none,
    'incidents.edit': none,
    'incidents.addFlights': none,
    'incidents.removeFlight': none,
    'incidents.attach': none,
    'incidents.removeAttachment': none,
    'incidents.attachment': none,
    'incidents.hold': none,
    'incidents.release': none,
    'incidents.link': none,
    'incidents.merge': none,
    'incidents.review': none,
    'incidents.saveDraft': () => ok({}),
    'incidents.dropDraft': () => ok({}),
    'incidents.numbering': numbering,
    'incidents.setNumbering': numbering,
  };
}

const reportHtml = (object: string, annex: boolean) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Incident summary</title><style>body{font:14px/1.5 sans-serif;margin:40px auto;max-width:640px}h1{font-size:22px}</style></head><body><h1>Incident summary</h1><p>${object}</p><p>A page of the fake backend: the real one is drawn by shared/report.</p>${annex ? '<h2>Determination annex</h2>' : ''}</body></html>`;
