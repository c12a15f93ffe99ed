import { createHash } from 'node:crypto';
import type { Reply, Request } from '../../shared/contract/contract.ts';
import { distanceText } from '../../shared/format/distances.ts';
import { countText, numberText } from '../../shared/format/numbers.ts';
import { durationText, localSpanText, localTimes, utcSpanText, utcText } from '../../shared/format/times.ts';
import { compassPoint } from '../../shared/geo/compass.ts';
import { localZone } from '../../shared/geo/local-zone.ts';
import { grades } from '../../shared/model/lists.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { statWords } from '../../shared/model/stats-words.ts';
import { gradeWords } from '../../shared/model/words.ts';
import type { IncidentReport } from '../../shared/report/data/incident.ts';
import { outside, type Text, text } from '../../shared/report/data/text.ts';
import { type BatchDocument, batchDigestInput, renderBatch } from '../../shared/report/overview/batch.ts';
import { type OverviewReport, overviewDigestInput } from '../../shared/report/overview/data.ts';
import { renderOverviewPage } from '../../shared/report/overview/page.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { keyText } from '../../shared/stats/key-text.ts';
import { listIncursions } from '../store/queries/flights.ts';
import { type OverviewKind, storeOverview } from '../store/queries/overviews.ts';
import { findReport } from '../store/queries/reports.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import { summariseNight } from './nights.ts';
import { issueIncidentReport } from './reports.ts';
import { statistics } from './stats.ts';
import type { Workspace } from './workspace.ts';

export interface Doer {
  readonly actor: string;
  readonly nowMs: number;
  /** Program and version, as printed. */
  readonly program: string;
}

type Issued = Reply<'reports.night'>;
type Figures = OverviewReport['figures'];
type Counted = Reply<'stats.by'>['all'];

/** Incursions listed one by one on a page; the count above says how many there are. */
const LISTED = 60;

const sha256 = (words: string): string => createHash('sha256').update(words).digest('hex');
const plain = (words: string): Text => [words];

const meanings = {
  flights:
    'Flights of unmanned aircraft, identified or by sensor class: one sortie of one aircraft, several sensors merged.',
  confirmed:
    'Incursions whose computed probability is at least 0.95: one presence of one flight on the US side, come from Mexico. A range where flights may be one aircraft.',
  probable:
    'Incursions whose computed probability is at least 0.7, or whose accuracy had to be assumed. Never added to the confirmed.',
  possible: 'Incursions whose computed probability is at least 0.3. Never added to the others.',
  aircraft: 'Distinct aircraft, by serial or registration, behind the incursions computed as confirmed: at least.',
  originUnknown: 'Flights seen on the US side with nothing on record that shows where they came from: no incursions.',
  undetermined: 'Flights whose positions cannot say on which side of the reference line they were.',
  reviewed: 'Flights that a person has reviewed, whatever came of it.',
  sensorDays:
    'Days (UTC) on which a sensor heard any of these flights, added up. A sensor that heard nothing leaves no trace.',
} as const;

function figuresOf(now: Counted, before: Counted | null): Figures {
  const range = ({ incursions, confirmedAtLeast }: Counted): string =>
    incursions.confirmed === confirmedAtLeast
      ? numberText(confirmedAtLeast)
      : `${numberText(confirmedAtLeast)}–${numberText(incursions.confirmed ?? 0)}`;
  const figure = (label: string, of: (counts: Counted) => string, definition: string): Figures[number] => ({
    label,
    value: of(now),
    compared: before === null ? null : of(before),
    definition,
  });
  return [
    figure(`Incursions, ${gradeWords.confirmed.label}`, range, meanings.confirmed),
    figure(
      `Incursions, ${gradeWords.probable.label}`,
      ({ incursions }) => numberText(incursions.probable ?? 0),
      meanings.probable,
    ),
    figure(
      `Incursions, ${gradeWords.possible.label}`,
      ({ incursions }) => numberText(incursions.possible ?? 0),
      meanings.possible,
    ),
    figure('Aircraft, at least', ({ aircraftAtLeast }) => numberText(aircraftAtLeast), meanings.aircraft),
    figure('Flights', ({ flights }) => numberText(flights), meanings.flights),
    figure('Origin unknown', ({ originUnknown }) => numberText(originUnknown), meanings.originUnknown),
    figure('Undetermined', ({ undetermined }) => numberText(undetermined), meanings.undetermined),
    figure('Reviewed', ({ reviewed }) => numberText(reviewed), meanings.reviewed),
    figure(
      'Sensors; sensor-days',
      ({ sensors, sensorDays }) => `${numberText(sensors)}; ${numberText(sensorDays)}`,
      meanings.sensorDays,
    ),
  ];
}

const LIMITS = [
  'Everything counted here is computed from what sensors exported; none of it is a person’s decision.',
  'Nothing seen is not nothing there: sensors have gaps, and an aircraft that a sensor does not hear is not counted.',
  'Grades are never added together. Counts of other publications use other units and definitions.',
] as const;

/** Incursions as rows: when, how surely, where, how deep and long, what the record says. */
function incursionTable(
  workspace: Workspace,
  filters: Request<'incursions.list'>['filters'],
  zone: string,
): OverviewReport['tables'][number] {
  const local = localTimes(zone);
  const page = listIncursions(workspace.store.read, { filters, limit: 100_000, offset: 0 });
  const rows = page.rows.sort(
    (one, other) => grades.indexOf(one.grade) - grades.indexOf(other.grade) || one.firstMs - other.firstMs,
  );
  return {
    title: 'Incursions, the surest first',
    columns: [
      { label: 'Began (UTC)', numeric: false },
      { label: 'Local', numeric: false },
      { label: 'Grade', numeric: false },
      { label: 'Aircraft', numeric: false },
      { label: 'Near', numeric: false },
      { label: 'Farthest into the US', numeric: true },
      { label: 'On the US side', numeric: true },
      { label: 'On the record', numeric: false },
      { label: 'Flight', numeric: false },
    ],
    rows: rows.slice(0, LISTED).map((row) => {
      const time = local(row.firstMs);
      const place = row.nearestPlace;
      return [
        plain(utcText(row.firstMs)),
        plain(`${time.clock} ${time.zone}`),
        plain(gradeWords[row.grade].label),
        outside(row.objectName),
        place === null
          ? plain('no place known')
          : text`${distanceText(place.distanceM)} ${compassPoint(place.bearingDeg)} of ${outside(place.name)}`,
        plain(row.depthM === null ? 'not known' : distanceText(row.depthM)),
        plain(durationText(row.observedS + row.inferredS)),
        plain(row.result),
        plain(row.flightId.slice(0, 8).toUpperCase()),
      ];
    }),
    bars: null,
    empty: 'No incursion of any grade is on record.',
    note: rows.length > LISTED ? `The first ${LISTED} of ${numberText(rows.length)}.` : null,
  };
}

function base(
  workspace: Workspace,
  { actor, nowMs, program }: Doer,
): Omit<
  OverviewReport,
  'kind' | 'title' | 'lines' | 'figures' | 'comparedWith' | 'tables' | 'lists' | 'marking' | 'pageSize'
> {
  return {
    schema: 'fenceline-overview/1',
    synthetic: workspaceKind(workspace.store.read) === 'synthetic',
    preparedBy: { name: actor, account: actor },
    madeAtMs: nowMs,
    program,
    definitions: [...LIMITS],
    settingsVersion: defaultSettings.version,
    authorityAsOf: workspace.rules.authority.asOf,
    referenceLine: workspace.reference.line.name,
  };
}

/** The page of one night. Failure `not-found` when no flight is on record. */
export function issueNight(
  workspace: Workspace,
  { aroundMs, pageSize, marking }: Request<'reports.night'>,
  doer: Doer,
): Promise<Result<Issued>> {
  const night = summariseNight(workspace, aroundMs, doer.nowMs);
  if (night === null) return Promise.resolve(fail('not-found', 'No flight is on record: there is no night to print.'));
  const { sunsetMs, sunriseMs, place, silent, notUsed } = night;
  const local = localTimes(place.zone);
  const span = { sinceMs: sunsetMs, untilMs: sunriseMs };
  const { all } = statistics(workspace.store.read, { by: ['sector'], filters: span, limit: 1 });
  const report: OverviewReport = {
    ...base(workspace, doer),
    kind: 'night',
    title: `The night of ${local(sunsetMs).date}`,
    lines: [
      text`Sunset to sunrise ${outside(place.name)}: ${localSpanText(local(sunsetMs), local(sunriseMs))} (${utcSpanText(sunsetMs, sunriseMs)}).`,
    ],
    marking,
    pageSize,
    figures: figuresOf(all, null),
    comparedWith: null,
    tables: [incursionTable(workspace, span, place.zone)],
    lists: [
      {
        title: 'Not used',
        items:
          notUsed.quarantined + notUsed.skipped === 0
            ? []
            : [
                plain(
                  `Of ${countText(notUsed.imports, 'import')} that reach into this night ${countText(notUsed.quarantined, 'record')} could not be used, and ${countText(notUsed.skipped, 'record')} held no detection.`,
                ),
              ],
        empty: 'Every record of the imports that reach into this night was used.',
      },
      {
        title: 'Silent for over half an hour',
        items: silent.map(
          ({ sensorId, fromMs, toMs }) => text`${outside(sensorId)}: ${localSpanText(local(fromMs), local(toMs))}`,
        ),
        empty: 'No sensor heard that night was silent for over half an hour.',
      },
    ],
  };
  return issue(workspace, 'night', report, doer);
}

/** The page of a period, for a sector or for all. */
export function issuePeriod(
  workspace: Workspace,
  request: Request<'reports.period'>,
  doer: Doer,
): Promise<Result<Issued>> {
  const { sinceMs, untilMs, sector, compareSinceMs, compareUntilMs, pageSize, marking } = request;
  const db = workspace.store.read;
  const zone = localZone({ state: null, county: null, sector: sector ?? null });
  const within = sector === undefined ? {} : { sector };
  const filters = { sinceMs, untilMs, ...within };
  const isCompared = compareSinceMs !== undefined && compareUntilMs !== undefined;
  const before = isCompared
    ? statistics(db, {
        by: ['sector'],
        filters: { sinceMs: compareSinceMs, untilMs: compareUntilMs, ...within },
        limit: 1,
      }).all
    : null;
  const by = (
    dimension: 'sector' | 'hour' | 'border-km' | 'coverage' | 'aircraft',
    limit: number,
  ): OverviewReport['tables'][number] => {
    const { rows, total } = statistics(db, { by: [dimension], filters, limit });
    const shown =
      dimension === 'aircraft' ? rows.filter(({ flights, keys }) => flights > 1 && keys[0] !== 'not known') : rows;
    return {
      title:
        dimension === 'aircraft'
          ? 'Aircraft seen on several flights'
          : `By ${statWords[dimension].label.toLowerCase()}`,
      columns: [
        { label: statWords[dimension].label, numeric: false },
        { label: 'Flights', numeric: true },
        { label: 'Confirmed (computed)', numeric: true },
        { label: 'Probable', numeric: true },
        { label: 'Possible', numeric: true },
        { label: 'Sensors; sensor-days', numeric: true },
      ],
      rows: shown.map((row) => [
        outside(keyText(dimension, row.keys[0]!)),
        plain(numberText(row.flights)),
        plain(
          row.confirmedAtLeast === row.incursions.confirmed
            ? numberText(row.confirmedAtLeast)
            : `${numberText(row.confirmedAtLeast)}–${numberText(row.incursions.confirmed ?? 0)}`,
        ),
        plain(numberText(row.incursions.probable ?? 0)),
        plain(numberText(row.incursions.possible ?? 0)),
        plain(`${numberText(row.sensors)}; ${numberText(row.sensorDays)}`),
      ]),
      bars: { label: 'Flights', values: shown.map(({ flights }) => flights) },
      empty:
        dimension === 'aircraft'
          ? 'No aircraft that states an identity was seen on more than one flight.'
          : 'No flight is on record.',
      note: total > limit ? `The ${limit} with most flights, of ${numberText(total)}.` : statWords[dimension].meaning,
    };
  };
  const local = localTimes(zone);
  const spanOf = (fromMs: number, toMs: number): string =>
    zone === 'UTC'
      ? utcSpanText(fromMs, toMs)
      : `${localSpanText(local(fromMs), local(toMs))} (${utcSpanText(fromMs, toMs)})`;
  const report: OverviewReport = {
    ...base(workspace, doer),
    kind: 'period',
    title: `${sector === undefined ? 'All sectors' : `Sector ${sector}`}, ${utcText(sinceMs).slice(0, 10)} to ${utcText(untilMs).slice(0, 10)}`,
    lines: [
      plain(`${spanOf(sinceMs, untilMs)}.`),
      ...(isCompared
        ? [
            plain(
              `Beside it: ${spanOf(compareSinceMs, compareUntilMs)}. Periods compare only as far as the same sensors listened: sensors and sensor-days of both stand in the last line of the counts.`,
            ),
          ]
        : []),
    ],
    marking,
    pageSize,
    figures: figuresOf(statistics(db, { by: ['sector'], filters, limit: 1 }).all, before),
    comparedWith: isCompared ? 'The period beside it' : null,
    tables: [
      ...(sector === undefined ? [by('sector', 20)] : []),
      by('hour', 24),
      by('border-km', 40),
      by('coverage', 10),
      by('aircraft', 25),
      incursionTable(workspace, filters, zone),
    ],
    lists: [],
  };
  return issue(workspace, 'period', report, doer);
}

function issue(workspace: Workspace, kind: OverviewKind, report: OverviewReport, doer: Doer): Promise<Result<Issued>> {
  const data = overviewDigestInput(report);
  return keepOverview(workspace, kind, report.title, data, renderOverviewPage(report, sha256(data)), doer);
}

/** Incident summaries, each issued as it stands now, behind a page of contents. */
export async function issueBatch(
  workspace: Workspace,
  request: Request<'reports.batch'>,
  doer: Doer,
): Promise<Result<Issued>> {
  const { incidentIds, title, ...options } = request;
  const members = [];
  for (const incidentId of incidentIds) {
    const issued = await issueIncidentReport(workspace, { ...options, incidentId, ...doer });
    if (!issued.ok) return issued;
    const stored = findReport(workspace.store.read, issued.value.reportId);
    if (stored === null) return fail('not-found', `Page ${issued.value.reportId} is not there.`);
    members.push({ report: JSON.parse(stored.data) as IncidentReport, dataDigest: stored.dataDigest });
  }
  const document: BatchDocument = {
    title: title ?? `${countText(members.length, 'incident summary', 'incident summaries')}`,
    marking: options.marking,
    pageSize: options.pageSize,
    madeAtMs: doer.nowMs,
    preparedBy: doer.actor,
    program: doer.program,
  };
  const data = batchDigestInput(document, members);
  return keepOverview(workspace, 'batch', document.title, data, renderBatch(document, members, sha256(data)), doer);
}

/** Stores an issued page under the digest of its data. */
export function keepOverview(
  workspace: Workspace,
  kind: OverviewKind,
  title: string,
  data: string,
  html: string,
  { actor, nowMs, program }: Doer,
): Promise<Result<Issued>> {
  const [dataDigest, htmlDigest] = [sha256(data), sha256(html)];
  const id = dataDigest.slice(0, 24);
  return workspace.change({ actor, kind: 'overview-issued', atMs: nowMs }, async () => {
    storeOverview(workspace.store.write, {
      id,
      kind,
      title,
      data,
      dataDigest,
      html,
      htmlDigest,
      madeAtMs: nowMs,
      actor,
      program,
    });
    return ok({
      value: { reportId: id, kind, title, dataDigest, htmlDigest, madeAtMs: nowMs, actor, path: `/report/${id}` },
      details: { page: id, kind, title, dataDigest, htmlDigest },
    });
  });
}
