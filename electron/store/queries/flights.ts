import type { CrossingRow, Filters, FlightRow, IncursionRow } from '../../../shared/contract/contract.ts';
import type { Eligibility, Flight, FlightPath } from '../../../shared/model/conclusion.ts';
import type { Evidence } from '../../../shared/model/detection.ts';
import type { Db } from '../open.ts';
import { unpackPath } from '../path-blob.ts';
import { flightSpan, flightWhere } from './filters.ts';
import { reviewOf } from './reviews.ts';

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

const FLIGHTS =
  'Flights of unmanned aircraft, identified or by sensor class: one sortie of one aircraft, tracks up to 10 minutes apart stitched, sensors merged.';
const definitionFor = (evidence: Evidence): string =>
  evidence === 'uas-identified' || evidence === 'uas-by-class'
    ? FLIGHTS
    : `Tracks of objects that are no unmanned aircraft by their evidence (${evidence}): counted by themselves, never as flights.`;
const INCURSIONS =
  'Incursions: one presence of one flight on the US side of the reference line, come from Mexico, graded by probability. Grades are never summed.';
const CROSSINGS = 'Crossings: changes of side between a point surely on one side and one surely on the other.';

const pageOf = <Row>(rows: Row[], total: number, offset: number, definition: string): Page<Row> => ({
  rows,
  total,
  truncated: offset + rows.length < total,
  definition,
});

function twinsOf(db: Db, flightId: string): string[] {
  return db
    .prepare('SELECT twin_id FROM flight_twin WHERE flight_id = ? ORDER BY twin_id')
    .pluck()
    .all(flightId) as string[];
}

const parseFlight = (db: Db, row: { id: string; conclusion: string }): Flight => ({
  ...(JSON.parse(row.conclusion) as Flight),
  mayBeSameAs: twinsOf(db, row.id),
});

export function listFlights(db: Db, { filters, limit, offset }: PageRequest): Page<FlightRow> {
  const where = flightWhere(filters, flightSpan);
  const total = db
    .prepare(`SELECT count(*) FROM flight f WHERE ${where.sql}`)
    .pluck()
    .get(...where.values) as number;
  const rows = db
    .prepare(`SELECT f.id, f.conclusion FROM flight f WHERE ${where.sql} ORDER BY f.first_ms, f.id LIMIT ? OFFSET ?`)
    .all(...where.values, limit, offset) as { id: string; conclusion: string }[];
  return pageOf(
    rows.map((row) => toFlightRow(db, parseFlight(db, row))),
    total,
    offset,
    filters.evidence === undefined ? FLIGHTS : definitionFor(filters.evidence),
  );
}

function toFlightRow(db: Db, whole: Flight): FlightRow {
  const { crossings, incursions, tracks, coverage, rulesDigest: _, ...flight } = whole;
  return {
    ...flight,
    crossings: crossings.length,
    incursions: incursions.length,
    sensors: [...new Set(tracks.map(({ sensorId }) => sensorId))],
    usSeconds: Object.entries(coverage.observed).reduce(
      (sum, [state, seconds]) => (state === 'not-us' || state === 'boundary' ? sum : sum + seconds),
      0,
    ),
    review: reviewOf(db, whole),
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

export function listIncursions(db: Db, { filters, limit, offset }: PageRequest): Page<IncursionRow> {
  // The grade asked for is the incursion's own: a flight may hold several of different grades.
  const { grade, ...others } = filters;
  const where = flightWhere(others, { from: 'i.first_ms', to: 'i.last_ms', sector: 'i.sector' });
  const sql = grade === undefined ? where.sql : `${where.sql} AND i.grade = ?`;
  const values = grade === undefined ? where.values : [...where.values, grade];
  const from = 'incursion i JOIN flight f ON f.id = i.flight_id';
  const total = db
    .prepare(`SELECT count(*) FROM ${from} WHERE ${sql}`)
    .pluck()
    .get(...values) as number;
  const rows = db
    .prepare(
      `SELECT i.id, i.eligibility, f.conclusion FROM ${from} WHERE ${sql} ORDER BY i.first_ms, i.id LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset) as { id: string; eligibility: string; conclusion: string }[];
  return pageOf(
    rows.map(({ id, eligibility, conclusion }) =>
      toIncursionRow(id, JSON.parse(conclusion) as Flight, JSON.parse(eligibility) as Eligibility),
    ),
    total,
    offset,
    INCURSIONS,
  );
}

function toIncursionRow(id: string, flight: Flight, eligibility: Eligibility): IncursionRow {
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
  };
}

export function listCrossings(db: Db, { filters, limit, offset }: PageRequest): Page<CrossingRow> {
  const where = flightWhere(filters, { from: 'c.time_ms', to: 'c.time_ms', sector: 'c.sector' });
  const from = 'crossing c JOIN flight f ON f.id = c.flight_id';
  const total = db
    .prepare(`SELECT count(*) FROM ${from} WHERE ${where.sql}`)
    .pluck()
    .get(...where.values) as number;
  const rows = db
    .prepare(`SELECT c.id, f.conclusion FROM ${from} WHERE ${where.sql} ORDER BY c.time_ms, c.id LIMIT ? OFFSET ?`)
    .all(...where.values, limit, offset) as { id: string; conclusion: string }[];
  return pageOf(
    rows.map(({ id, conclusion }) => {
      const flight = JSON.parse(conclusion) as Flight;
      const crossing = flight.crossings.find((one) => one.id === id);
      if (crossing === undefined) throw new Error(`Flight ${flight.id} does not hold crossing ${id}`);
      return { ...crossing, flightId: flight.id, objectName: flight.objectName };
    }),
    total,
    offset,
    CROSSINGS,
  );
}

export const flightOfIncursion = (db: Db, incursionId: string): string | null =>
  (db.prepare('SELECT flight_id FROM incursion WHERE id = ?').pluck().get(incursionId) as string | undefined) ?? null;
