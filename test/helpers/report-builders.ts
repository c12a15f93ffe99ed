import { readFileSync } from 'node:fs';
import { Border } from '../../shared/geo/border.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from '../../shared/geo/ellipsoid.ts';
import { normalCdf } from '../../shared/geo/probability.ts';
import type { StoredAcquisition } from '../../shared/model/acquisition.ts';
import {
  altitudeDatums,
  type Crossing,
  coverageStates,
  type Eligibility,
  elementIds,
  type Flight,
  type FlightPath,
  type Incursion,
  sigmaOrigins,
} from '../../shared/model/conclusion.ts';
import type { Position } from '../../shared/model/position.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type {
  AreaInput,
  FlightInput,
  IncidentInput,
  IncidentReportInput,
  PlaceInput,
} from '../../shared/report/input.ts';

/** Hand-made flights for tests of the page: every number is a consequence of the few that a test names. */

const resource = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../resources/${name}`, import.meta.url), 'utf8'));

let river: Border | undefined;
/** The built-in reference line. */
export const builtInBorder = (): Border => {
  river ??= new Border(resource('border.json'), resource('border-error.json'));
  return river;
};

/** Of the straight line: every kilometre of it has this 95 % bound, metres. */
export const straightLineErrorM = 10;
const straightLat = 31.3333;
const straightKm = 400;
const middleKm = 200;

let straight: Border | undefined;
/** A line along a parallel, 400 km: metres north of it are metres into the United States. */
export const straightBorder = (): Border => {
  straight ??= makeStraightBorder();
  return straight;
};

function makeStraightBorder(): Border {
  const west = -112_000_000;
  const perKm = Math.round(1e9 / metresPerDegreeLng(straightLat));
  const steps = Array.from({ length: straightKm }, () => perKm);
  const name = 'Straight test line';
  const line = {
    name,
    source: 'made for a test',
    vintage: '2026',
    licence: 'CC0',
    attribution: 'Test line',
    notASurvey: 'This is a test line.',
    lengthKm: straightKm,
    landFromKm: 0,
    landToKm: straightKm,
    vertices: straightKm + 1,
    scale: 1_000_000,
    lng: [west, ...steps],
    lat: [straightLat * 1_000_000, ...steps.map(() => 0)],
    stationDm: [0, ...steps.map(() => 10_000)],
  };
  const segments = [{ id: 'test', name: 'Test reach', fromKm: 0, toKm: straightKm, defaultErrorM: straightLineErrorM }];
  return new Border(line, { line: name, segments, errorBoundM: steps.map(() => straightLineErrorM) });
}

/** Where a detection is: metres east and north of the anchor on the reference line, seconds after the start. */
export interface Waypoint {
  readonly s: number;
  readonly east: number;
  readonly north: number;
  readonly altitudeM?: number | null;
}

export interface Scene {
  /** The reference line; the straight one when not given. */
  readonly border?: Border;
  /** Border kilometre of the anchor. */
  readonly km?: number;
  readonly startMs?: number;
  readonly waypoints: readonly Waypoint[];
  readonly sigmaM?: number;
  readonly altitudeDatum?: (typeof altitudeDatums)[number];
  /** Index of the track that each detection belongs to; all in the first when not given. */
  readonly trackOf?: (index: number) => number;
  readonly tracks?: number;
}

export const startMs = Date.UTC(2026, 10, 22, 3, 24, 40);

/** Content-like ids: 24 hexadecimal digits. */
export const detectionId = (index: number): string => `d0${index.toString(16).padStart(22, '0')}`;

/** A steady flight from one waypoint to the next, with a detection every `everyS` seconds. */
export function flown(turns: readonly Waypoint[], everyS: number): Waypoint[] {
  const points: Waypoint[] = [];
  for (let i = 0; i + 1 < turns.length; i++) {
    const from = turns[i]!;
    const to = turns[i + 1]!;
    for (let s = from.s; s < to.s; s += everyS) {
      const share = (s - from.s) / (to.s - from.s);
      const altitude = (from.altitudeM ?? 0) + share * ((to.altitudeM ?? 0) - (from.altitudeM ?? 0));
      points.push({
        s,
        east: from.east + share * (to.east - from.east),
        north: from.north + share * (to.north - from.north),
        altitudeM: from.altitudeM === null || to.altitudeM === null ? null : altitude,
      });
    }
  }
  points.push(turns.at(-1)!);
  return points;
}

/** The path of a scene, each point judged against the reference line. */
export function pathOf(scene: Scene): FlightPath {
  const border = scene.border ?? straightBorder();
  const anchor = border.positionOfKm(scene.km ?? middleKm);
  const { waypoints } = scene;
  const count = waypoints.length;
  const sigmaM = new Float64Array(count).fill(scene.sigmaM ?? 8);
  const lng = Float64Array.from(waypoints, ({ east }) => anchor[0] + east / metresPerDegreeLng(anchor[1]));
  const lat = Float64Array.from(waypoints, ({ north }) => anchor[1] + north / metresPerDegreeLat(anchor[1]));
  const columns = {
    distanceM: new Float64Array(count),
    km: new Float64Array(count),
    errorBoundM: new Float64Array(count),
  };
  border.fixAll(lng, lat, columns);
  const pUs = columns.distanceM.map((distance, i) =>
    normalCdf(distance / Math.hypot(sigmaM[i]!, columns.errorBoundM[i]! / 1.645)),
  );
  const datum = altitudeDatums.indexOf(scene.altitudeDatum ?? 'above take-off');
  return {
    count,
    timeMs: Float64Array.from(waypoints, ({ s }) => (scene.startMs ?? startMs) + s * 1000),
    lng,
    lat,
    altitudeM: Float64Array.from(waypoints, ({ altitudeM }) => altitudeM ?? Number.NaN),
    altitudeDatum: Uint8Array.from(waypoints, ({ altitudeM }) => ((altitudeM ?? null) === null ? 0 : datum)),
    sigmaM,
    sigmaOrigin: new Uint8Array(count).fill(sigmaOrigins.indexOf('record')),
    distanceM: columns.distanceM,
    pUs,
    coverage: Uint8Array.from(pUs, (p) =>
      coverageStates.indexOf(p < 0.05 ? 'not-us' : p > 0.95 ? 'unknown' : 'boundary'),
    ),
    track: Uint8Array.from(waypoints, (_, i) => scene.trackOf?.(i) ?? 0),
    detectionNo: Float64Array.from(waypoints, (_, i) => 1_000_000 + i),
  };
}

const surely = (path: FlightPath, index: number): 'US' | 'MX' | null =>
  path.pUs[index]! >= 0.95 ? 'US' : path.pUs[index]! <= 0.05 ? 'MX' : null;

/** Every change between points that are surely on a side. */
export function crossingsOf(border: Border, path: FlightPath, gapLimitS = 60): Crossing[] {
  const crossings: Crossing[] = [];
  let last: number | null = null;
  for (let i = 0; i < path.count; i++) {
    const side = surely(path, i);
    if (side === null) continue;
    if (last !== null && surely(path, last) !== side) {
      const from = positionAt(path, last);
      const to = positionAt(path, i);
      const line = border.crossingOf(from, to)[0];
      const direction = side === 'US' ? 'northbound' : 'southbound';
      crossings.push({
        id: `crossing-${crossings.length + 1}`,
        direction,
        timeMs: Math.round((path.timeMs[last]! + path.timeMs[i]!) / 2),
        fromMs: path.timeMs[last]! - 2000,
        toMs: path.timeMs[i]! + 2000,
        position: [...(line?.position ?? to)],
        borderKm: line?.km ?? 0,
        sector: 'RGV',
        how: path.timeMs[i]! - path.timeMs[last]! <= gapLimitS * 1000 ? 'observed' : 'inferred',
        detectionIds: [detectionId(last), detectionId(i)],
      });
    }
    last = i;
  }
  return crossings;
}

const positionAt = (path: FlightPath, index: number): Position => [path.lng[index]!, path.lat[index]!];

/** One incursion for each run of points surely in the US. */
export function incursionsOf(border: Border, path: FlightPath): Incursion[] {
  const runs: [number, number][] = [];
  for (let i = 0; i < path.count; i++) {
    if (surely(path, i) !== 'US') continue;
    const open = runs.at(-1);
    const broken =
      open === undefined ||
      Array.from({ length: i - open[1] }, (_, k) => open[1] + k).some((k) => surely(path, k) === 'MX');
    if (broken) runs.push([i, i]);
    else open[1] = i;
  }
  return runs.map(([first, last], number) => {
    let deepest = first;
    for (let i = first; i <= last; i++) if (path.distanceM[i]! > path.distanceM[deepest]!) deepest = i;
    let inferredS = 0;
    for (let i = first; i < last; i++) {
      const seconds = (path.timeMs[i + 1]! - path.timeMs[i]!) / 1000;
      if (seconds > 60) inferredS += seconds;
    }
    const place = placeAt(border, positionAt(path, deepest));
    return {
      id: `incursion-${number + 1}`,
      flightId: 'f1',
      grade: 'confirmed',
      presence: {
        probability: 0.9987,
        grade: 'confirmed',
        reasons: ['41 independent positions are on the US side, the deepest 12 standard deviations from the line.'],
      },
      origin: {
        probability: 0.9971,
        grade: 'confirmed',
        reasons: ['It crossed the reference line northbound, observed on both sides.'],
      },
      firstMs: path.timeMs[first]!,
      lastMs: path.timeMs[last]!,
      observedS: (path.timeMs[last]! - path.timeMs[first]!) / 1000 - inferredS,
      inferredS,
      depthM: path.distanceM[deepest]!,
      depthSigmaM: 9.3,
      sector: 'RGV',
      borderKm: place.borderKm,
      position: [...positionAt(path, deepest)],
      nearestPlace: place.nearest,
      areaIds: [],
      coverage: { observed: {}, inferred: {} },
      detectionIds: { first: detectionId(first), last: detectionId(last), deepest: detectionId(deepest) },
      detections: last - first + 1,
    };
  });
}

/** What `locate` would say, short of counties: the reference line's part is real. */
export function placeAt(border: Border, [lng, lat]: Position, more: Partial<PlaceInput> = {}): PlaceInput {
  const fix = border.fix(lng, lat);
  return {
    lat,
    lng,
    side: fix === null ? 'undetermined' : fix.distanceM > 0 ? 'US' : 'MX',
    borderKm: fix?.km ?? null,
    segment: fix?.segment.name ?? null,
    borderErrorM: fix?.errorBoundM ?? null,
    sector: 'RGV',
    sectorDisputed: false,
    county: 'Starr County',
    state: 'Texas',
    judicialDistrict: 'Southern District of Texas',
    nearest: { name: 'Roma', distanceM: 4213, bearingDeg: 112 },
    mgrs: '14RNP6712382456',
    ...more,
  };
}

/** A flight with the conclusions that its path leads to. */
export function flightOf(border: Border, path: FlightPath, changes: Partial<Flight> = {}, tracks = 1): Flight {
  const distances = [...path.distanceM].filter((distance) => !Number.isNaN(distance));
  const crossings = crossingsOf(border, path);
  const incursions = incursionsOf(border, path);
  const seconds: Record<string, number> = {};
  for (let i = 0; i + 1 < path.count; i++) {
    const state = coverageStates[path.coverage[i]!]!;
    const s = (path.timeMs[i + 1]! - path.timeMs[i]!) / 1000;
    if (s <= 60) seconds[state] = (seconds[state] ?? 0) + s;
  }
  return {
    id: 'f1a2b3c4d5e6f708192a3b4c',
    settingsVersion: defaultSettings.version,
    edits: [],
    rulesDigest: '0f'.repeat(32),
    objectKey: 'serial:1581F5BKD233500A1B2C',
    evidence: 'uas-identified',
    objectName: '1581F5BKD233500A1B2C',
    makeModel: 'DJI Mavic 3',
    positionOrigin: 'self-reported',
    class: incursions.length > 0 ? 'incursion' : 'border-approach',
    grade: incursions.length > 0 ? 'confirmed' : null,
    reasons: [],
    firstMs: path.timeMs[0] ?? startMs,
    lastMs: path.timeMs[path.count - 1] ?? startMs,
    detections: path.count,
    positions: path.count,
    bbox: null,
    sector: 'RGV',
    borderKm: 200,
    minDistanceM: distances.length === 0 ? null : Math.min(...distances),
    maxDistanceM: distances.length === 0 ? null : Math.max(...distances),
    sigmaM: { origin: 'record', median: path.sigmaM[0] ?? 8 },
    tracks: Array.from({ length: tracks }, (_, index) => ({
      id: `track-${index + 1}`,
      sensorId: `AEROSCOPE-${index + 7}`,
      sensorKind: 'droneid',
      formats: ['aeroscope-csv'],
      firstMs: path.timeMs[0] ?? startMs,
      lastMs: path.timeMs[path.count - 1] ?? startMs,
      detections: path.count,
      gapLimitS: 60,
    })),
    crossings,
    incursions,
    coverage: { observed: seconds, inferred: {} },
    coverageState: 'unknown',
    areaIds: [],
    mayBeSameAs: [],
    synthetic: false,
    ...changes,
  };
}

export function eligibilityOf(incursionId: string, atMs: number): Eligibility {
  const titles = [
    'Authority in force',
    'Acting component',
    'Place in the United States',
    'Covered asset, or another purpose',
    'Credible threat determined',
    'Positive identification and deconfliction',
    'FAA coordination',
  ];
  return {
    incursionId,
    atMs,
    day: '2026-11-21',
    statuteVersion: 'v2025 (from 2025-12-18)',
    authorityTableAsOf: '2026-11-22',
    authorityTable: { label: 'built in', digest: 'e3b0c442'.repeat(8) },
    result: 'undetermined',
    sentence:
      'Undetermined: the record does not show designations for this sector, a credible threat determination or FAA coordination.',
    elements: elementIds.map((id, index) => ({
      id,
      title: titles[index]!,
      verdict: index === 0 || index === 2 ? 'met' : 'unknown',
      sentence:
        index === 0
          ? 'On the record 6 U.S.C. 124n was in force on 2026-11-21 under Pub. L. 119-60 (to 2031-09-30). The table marks Pub. L. 119-60 as not verified.'
          : index === 2
            ? 'The position is in the United States with a probability above 0.99.'
            : 'The record does not show it.',
      qualifier: index === 0 ? 'source unverified' : null,
      citations: index === 0 ? ['6 U.S.C. 124n', 'Pub. L. 119-60'] : ['6 U.S.C. 124n(a)'],
      evidence: index === 0 ? ['authority:i16'] : [],
    })),
  };
}

/** A square area, metres east and north of the anchor. */
export function areaAt(
  id: string,
  name: string,
  [west, south, east, north]: readonly [number, number, number, number],
  designation: AreaInput['designation'],
  { border = straightBorder(), km = middleKm }: Pick<Scene, 'border' | 'km'> = {},
): AreaInput {
  const [lng, lat] = border.positionOfKm(km);
  const corner = (x: number, y: number): [number, number] => [
    lng + x / metresPerDegreeLng(lat),
    lat + y / metresPerDegreeLat(lat),
  ];
  return {
    area: {
      id,
      name,
      version: 1,
      geometry: [
        [[corner(west, south), corner(east, south), corner(east, north), corner(west, north), corner(west, south)]],
      ],
      edgeAccuracyM: 25,
      source: 'made for a test',
      synthetic: true,
    },
    designation,
  };
}

/** On the built-in line, where the river runs south-east. */
export const riverScene = (waypoints: readonly Waypoint[]): Scene => ({ border: builtInBorder(), km: 2762, waypoints });

/** North-east over the line, some 600 m in, a gap of 95 s while it hovers, and back. */
export const roundTrip: readonly Waypoint[] = [
  ...flown(
    [
      { s: 0, east: -1250, north: -950, altitudeM: 60 },
      { s: 120, east: -700, north: -700, altitudeM: 118 },
      { s: 300, east: 330, north: 560, altitudeM: 121 },
    ],
    4,
  ),
  ...flown(
    [
      { s: 395, east: 350, north: 590, altitudeM: 119 },
      { s: 500, east: 760, north: 300, altitudeM: 96 },
      { s: 640, east: 420, north: -640, altitudeM: 122 },
      { s: 780, east: -480, north: -1180, altitudeM: 70 },
    ],
    4,
  ),
];

export interface InputChanges {
  readonly scene?: Scene;
  readonly flight?: Partial<Flight>;
  readonly document?: Partial<IncidentReportInput['document']>;
  readonly input?: Partial<Omit<IncidentReportInput, 'flights' | 'document'>>;
  readonly one?: Partial<FlightInput>;
}

/** A whole input: a round trip over the straight line, unless the changes say otherwise. */
export function reportInput({
  scene = { waypoints: roundTrip },
  flight: flightChanges = {},
  document = {},
  input = {},
  one = {},
}: InputChanges = {}): IncidentReportInput {
  const border = scene.border ?? straightBorder();
  const path = pathOf(scene);
  const flight = flightOf(border, path, flightChanges, scene.tracks ?? 1);
  const main = flight.incursions[0];
  const place =
    main === undefined
      ? path.count === 0
        ? null
        : placeAt(border, positionAt(path, 0))
      : placeAt(border, [main.position[0], main.position[1]]);
  return {
    document: {
      number: 'RGV-2026-0007',
      version: 1,
      supersedes: null,
      marking: null,
      synthetic: false,
      preparedBy: { name: 'A. Example', account: 'aexample' },
      reviewedBy: null,
      madeAtMs: Date.UTC(2026, 10, 22, 18, 4, 11),
      program: 'Fenceline 0.1.0',
      localZone: 'America/Chicago',
      pageSize: 'letter',
      annex: true,
      withheld: [],
      ...document,
    },
    incident: null,
    flights: [
      {
        flight,
        path,
        detections: Array.from({ length: path.count }, (_, index) => ({
          id: detectionId(index),
          records: [{ source: 0, record: 112 + index + (index > 60 ? 40 : 0) }],
        })),
        unplaced: [],
        identities: [{ uasSerial: '1581F5BKD233500A1B2C', make: 'DJI', model: 'Mavic 3' }],
        eligibilities: flight.incursions.map(({ id, firstMs }) => eligibilityOf(id, firstMs)),
        place,
        crossingPlaces: flight.crossings.map(({ position: [lng, lat] }) => placeAt(border, [lng, lat])),
        sensitivity: [],
        operator: { ids: [], places: [] },
        changedSince: [],
        edits: [],
        deconfliction: null,
        settings: defaultSettings,
        ...one,
      },
    ],
    sensors: [],
    sources: [
      {
        importId: 'import-1',
        file: 'AEROSCOPE_export_2026-11-22.csv',
        memberSha256: null,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        bytes: 104_857,
        formatLabel: 'DJI AeroScope server CSV',
        readerId: 'aeroscope-csv',
        readerVersion: 1,
        importedAtMs: Date.UTC(2026, 10, 22, 15, 30),
        actor: 'aexample',
        records: 900,
        quarantined: 3,
        skipped: 0,
        assumedZone: null,
        profile: null,
        assumptions: [],
        acquisition: null,
      },
    ],
    areas: [],
    loadedLines: [],
    border,
    places: [],
    sectorNames: { RGV: 'Rio Grande Valley Sector' },
    authorityAsOf: '2026-11-22',
    attributions: ['Ports of entry: US DOT Bureau of Transportation Statistics.'],
    ...input,
  };
}

/** A note of how a file was acquired in which every text is these words. */
export const acquiredBy = (words: string): StoredAcquisition => ({
  receivedFrom: words,
  receivedBy: words,
  receivedAt: words,
  medium: words,
  mediumSerial: words,
  enteredAtMs: startMs,
  actor: words,
});

/** An incident in which every text is these words. */
export const writtenBy = (words: string, narrative = words): IncidentInput => ({
  id: 'a1b2c3d4e5f60718293a4b5c',
  provisional: false,
  sector: 'RGV',
  openedAtMs: Date.UTC(2026, 10, 22, 16, 0),
  openedBy: words,
  revision: 4,
  content: {
    title: words,
    status: 'open',
    assignedTo: words,
    preparedBy: words,
    narrative,
    disposition: words,
    actions: [
      { paragraph: 'A', what: words, by: words, reportedBy: words, atMs: startMs + 200_000 },
      { paragraph: null, what: words, by: words, reportedBy: words, atMs: null },
    ],
    effects: [{ what: words, reportedBy: words, atMs: startMs + 400_000 }],
    coordination: [{ what: words, withWhom: words, reference: words, by: words, atMs: null }],
    seizures: [{ what: words, amount: 2.4, unit: 'kg', custodyNumber: words, by: words, atMs: startMs + 3_600_000 }],
    hold: { ground: words, setBy: words, account: 'aexample', setAtMs: startMs + 7_200_000 },
    links: [{ incidentId: 'b', number: 'RGV-2026-0003', kind: 'related', note: words }],
    attachments: [
      { sha256: '0a'.repeat(32), file: words, bytes: 1234, note: words, addedAtMs: startMs, addedBy: words },
    ],
  },
});

/** Several flights on one page, each with detections and an identity of its own. */
export function withFlights(input: IncidentReportInput, scenes: readonly Scene[]): IncidentReportInput {
  const flights = scenes.map((scene, index) => {
    const one = reportInput({ scene }).flights[0]!;
    const rename = (id: string): string => id.replace(/^d0/, `d${index + 1}`);
    const { flight } = one;
    return {
      ...one,
      detections: one.detections.map((detection) => ({ ...detection, id: rename(detection.id) })),
      flight: {
        ...flight,
        id: `f${index + 1}${flight.id.slice(2)}`,
        objectKey: `serial:S${index + 1}`,
        objectName: `1581F5BKD233500A1B2${index}`,
        crossings: flight.crossings.map((crossing) => ({
          ...crossing,
          detectionIds: crossing.detectionIds.map(rename) as [string, string],
        })),
        incursions: flight.incursions.map((incursion) => ({
          ...incursion,
          id: `${index}-${incursion.id}`,
          detectionIds: {
            first: rename(incursion.detectionIds.first),
            last: rename(incursion.detectionIds.last),
            deepest: rename(incursion.detectionIds.deepest),
          },
        })),
      },
      eligibilities: one.eligibilities.map((each) => ({ ...each, incursionId: `${index}-${each.incursionId}` })),
    };
  });
  return { ...input, border: scenes[0]?.border ?? input.border, flights };
}
