import type {
  CrossingRow,
  crossingSorts,
  Filters,
  FlightRow,
  flightSorts,
  IncursionRow,
  incursionSorts,
  Reply,
} from '../../../shared/contract/contract.ts';
import type { Eligibility, Flight, FlightPath } from '../../../shared/model/conclusion.ts';
import { type Evidence, evidences } from '../../../shared/model/detection.ts';
import { coverageStates, flightClasses, grades } from '../../../shared/model/lists.ts';
import { sensorsOf, usSeconds } from '../list-keys.ts';
import type { Db } from '../open.ts';
import { unpackPath } from '../path-blob.ts';
import { rulesNow } from '../rules-succession.ts';
import { flightSpan, flightWhere, type Where } from './filters.ts';
import { reviewOf } from './reviews.ts';
import { inOrderOf, type SortedList, sortedPage } from './sorted-page.ts';

export interface Page<Row> {
  readonly rows: Row[];
  readonly total: number;
  readonly truncated: boolean;
  readonly definition: string;
}

export interface PageRequest {
  readonly filters: Filters;
  readonly limit: number;
  readonly offset: number;
}

/** A page in an order of its own; see `sortedListRequest` of the contract. */
export interface SortedPageRequest<Column extends string> extends PageRequest {
  readonly sort?: { readonly by: Column; readonly descending: boolean } | undefined;
  readonly find?: string | undefined;
}

export interface FoundPage<Row> extends Page<Row> {
  readonly index: number | null;
}

const FLIGHTS =
  'Flights of unmanned aircraft, identified or by sensor class: one sortie of one aircraft, tracks up to 10 minutes apart stitched, sensors merged.';
const definitionFor = (evidence: Evidence): string =>
  evidence === 'uas-identified' || evidence === 'uas-by-class'
    ? FLIGHTS
    : `Tracks of objects that are no unmanned aircraft by their evidence (${evidence}): counted by themselves, never as flights.`;
const INCURSIONS =
  'Incursions: one presence of one flight on the US side of the reference line, come from Mexico, graded by probability. Grades are never summed.';
const CROSSINGS = 'Crossings: changes of side between a point surely on one side and one surely on the other.';

const pageOf = <Row>(
  rows: Row[],
  { total, index }: { readonly total: number; readonly index: number | null },
  offset: number,
  definition: string,
): FoundPage<Row> => ({
  rows,
  total,
  truncated: offset + rows.length < total,
  definition,
  index,
});

/** The surest last, so that one sorting puts possible first and its reverse confirmed. */
const gradeOrder = (column: string): string => inOrderOf(column, [...grades].reverse());
const coverageOrder = inOrderOf('f.coverage_state', coverageStates);

const flightList: SortedList<(typeof flightSorts)[number]> = {
  from: 'flight f',
  keys: 'JOIN flight_key k ON k.flight_id = f.id',
  id: 'f.id',
  time: 'f.first_ms',
  columns: {
    start: 'f.first_ms',
    duration: 'f.last_ms - f.first_ms',
    object: 'f.object_name',
    class: inOrderOf('f.class', flightClasses),
    grade: gradeOrder('f.grade'),
    coverage: coverageOrder,
    sector: 'f.sector',
    km: 'k.border_km',
    farthest: 'k.farthest_m',
    us: 'k.us_s',
    crossings: 'k.crossings',
    incursions: 'k.incursions',
    model: 'k.model',
    evidence: inOrderOf('f.evidence', evidences),
    sensors: 'k.sensors',
    detections: 'k.detections',
  },
};

const incursionList: SortedList<(typeof incursionSorts)[number]> = {
  from: 'incursion i JOIN flight f ON f.id = i.flight_id',
  keys: 'JOIN incursion_key k ON k.incursion_id = i.id',
  id: 'i.id',
  time: 'i.first_ms',
  columns: {
    start: 'i.first_ms',
    grade: gradeOrder('i.grade'),
    object: 'f.object_name',
    place: 'k.place',
    depth: 'k.depth_m',
    observed: 'k.observed_s',
    inferred: 'k.inferred_s',
    sector: 'i.sector',
    km: 'k.border_km',
    coverage: coverageOrder,
    result: 'i.result',
  },
};

const crossingList: SortedList<(typeof crossingSorts)[number]> = {
  from: 'crossing c JOIN flight f ON f.id = c.flight_id',
  keys: 'JOIN crossing_key k ON k.crossing_id = c.id',
  id: 'c.id',
  time: 'c.time_ms',
  columns: {
    time: 'c.time_ms',
    direction: 'c.direction',
    window: 'k.window_ms',
    how: 'k.how',
    object: 'f.object_name',
    sector: 'c.sector',
    km: 'k.border_km',
    position: 'k.lng',
  },
};

const incursionWhere = ({ grade, ...others }: Filters): Where => {
  // The grade asked for is the incursion's own: a flight may hold several of different grades.
  const where = flightWhere(others, { from: 'i.first_ms', to: 'i.last_ms', sector: 'i.sector' });
  return grade === undefined ? where : { sql: `${where.sql} AND i.grade = ?`, values: [...where.values, grade] };
};

const crossingWhere = (filters: Filters): Where =>
  flightWhere(filters, { from: 'c.time_ms', to: 'c.time_ms', sector: 'c.sector' });

const everything: Where = { sql: '1', values: [] };

/** How many rows each list has under the filters. */
export function listTotals(db: Db, filters: Filters): Reply<'lists.totals'> {
  const count = (from: string, { sql, values }: Where) =>
    db
      .prepare(`SELECT count(*) FROM ${from} WHERE ${sql}`)
      .pluck()
      .get(...values) as number;
  return {
    flights: count(flightList.from, flightWhere(filters, flightSpan)),
    incursions: count(incursionList.from, incursionWhere(filters)),
    crossings: count(crossingList.from, crossingWhere(filters)),
    imports: count('import', everything),
    quarantine: count('quarantine', everything),
  };
}

function twinsOf(db: Db, flightId: string): string[] {
  return db
    .prepare('SELECT twin_id FROM flight_twin WHERE flight_id = ? ORDER BY twin_id')
    .pluck()
    .all(flightId) as string[];
}

function parseFlight(db: Db, row: { id: string; conclusion: string }): Flight {
  const flight = JSON.parse(row.conclusion) as Flight;
  return { ...flight, rulesDigest: rulesNow(db, flight.rulesDigest), mayBeSameAs: twinsOf(db, row.id) };
}

export function listFlights(db: Db, request: SortedPageRequest<(typeof flightSorts)[number]>): FoundPage<FlightRow> {
  const { filters, offset } = request;
  const page = sortedPage(db, flightList, flightWhere(filters, flightSpan), request);
  const find = db.prepare('SELECT id, conclusion FROM flight WHERE id = ?');
  return pageOf(
    page.ids.map((id) => toFlightRow(db, parseFlight(db, find.get(id) as { id: string; conclusion: string }))),
    page,
    offset,
    filters.evidence === undefined ? FLIGHTS : definitionFor(filters.evidence),
  );
}

function toFlightRow(db: Db, flight: Flight): FlightRow {
  const { crossings, incursions, tracks: _tracks, coverage: _coverage, rulesDigest: _digest, ...row } = flight;
  return {
    ...row,
    crossings: crossings.length,
    incursions: incursions.length,
    sensors: sensorsOf(flight),
    usSeconds: usSeconds(flight),
    review: reviewOf(db, flight),
  };
}

export interface StoredFlight {
  readonly objectNo: number;
  readonly flight: Flight;
  readonly path: FlightPath;
  readonly eligibilities: Eligibility[];
}

export function findFlight(db: Db, flightId: string): StoredFlight | null {
  const row = db.prepare('SELECT id, object_no AS objectNo, conclusion, path FROM flight WHERE id = ?').get(flightId) as
    | { id: string; objectNo: number; conclusion: string; path: Buffer }
    | undefined;
  if (row === undefined) return null;
  const eligibilities = db
    .prepare('SELECT eligibility FROM incursion WHERE flight_id = ? ORDER BY first_ms, id')
    .pluck()
    .all(flightId) as string[];
  return {
    objectNo: row.objectNo,
    flight: parseFlight(db, row),
    path: unpackPath(row.path),
    eligibilities: eligibilities.map((text) => JSON.parse(text) as Eligibility),
  };
}

/** Every counted flight of an object, in order of time. */
export function flightsOfObject(db: Db, objectKey: string): Flight[] {
  const rows = db
    .prepare(
      `SELECT f.id, f.conclusion FROM flight f JOIN object o ON o.no = f.object_no
       WHERE o.key = ? AND f.counted = 1 ORDER BY f.first_ms, f.id`,
    )
    .all(objectKey) as { id: string; conclusion: string }[];
  return rows.map((row) => parseFlight(db, row));
}

export function listIncursions(
  db: Db,
  request: SortedPageRequest<(typeof incursionSorts)[number]>,
): FoundPage<IncursionRow> {
  const page = sortedPage(db, incursionList, incursionWhere(request.filters), request);
  const find = db.prepare(
    'SELECT i.eligibility, f.conclusion FROM incursion i JOIN flight f ON f.id = i.flight_id WHERE i.id = ?',
  );
  return pageOf(
    page.ids.map((id) => {
      const { eligibility, conclusion } = find.get(id) as { eligibility: string; conclusion: string };
      return toIncursionRow(db, id, JSON.parse(conclusion) as Flight, JSON.parse(eligibility) as Eligibility);
    }),
    page,
    request.offset,
    INCURSIONS,
  );
}

function toIncursionRow(db: Db, id: string, flight: Flight, eligibility: Eligibility): IncursionRow {
  const incursion = flight.incursions.find((one) => one.id === id);
  if (incursion === undefined) throw new Error(`Flight ${flight.id} does not hold incursion ${id}`);
  return {
    ...incursion,
    objectName: flight.objectName,
    makeModel: flight.makeModel,
    coverageState: flight.coverageState,
    result: eligibility.result,
    resultSentence: eligibility.sentence,
    eligibility,
    synthetic: flight.synthetic,
    settingsVersion: flight.settingsVersion,
    rulesDigest: rulesNow(db, flight.rulesDigest),
  };
}

export function listCrossings(
  db: Db,
  request: SortedPageRequest<(typeof crossingSorts)[number]>,
): FoundPage<CrossingRow> {
  const page = sortedPage(db, crossingList, crossingWhere(request.filters), request);
  const find = db
    .prepare('SELECT f.conclusion FROM crossing c JOIN flight f ON f.id = c.flight_id WHERE c.id = ?')
    .pluck();
  return pageOf(
    page.ids.map((id) => {
      const flight = JSON.parse(find.get(id) as string) as Flight;
      const crossing = flight.crossings.find((one) => one.id === id);
      if (crossing === undefined) throw new Error(`Flight ${flight.id} does not hold crossing ${id}`);
      return { ...crossing, flightId: flight.id, objectName: flight.objectName };
    }),
    page,
    request.offset,
    CROSSINGS,
  );
}

export const flightOfIncursion = (db: Db, incursionId: string): string | null =>
  (db.prepare('SELECT flight_id FROM incursion WHERE id = ?').pluck().get(incursionId) as string | undefined) ?? null;
