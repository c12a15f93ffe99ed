import type { Filters, Reply } from '../../../shared/contract/contract.ts';
import type { CoverageState, FlightClass } from '../../../shared/model/lists.ts';
import { type Shape, unpackShape } from '../flight-shape.ts';
import type { Db } from '../open.ts';
import { flightSpan, flightWhere } from './filters.ts';

/** A flight with a position, as the map places it. */
export type StoredMark = readonly [
  id: string,
  firstMs: number,
  lastMs: number,
  flightClass: FlightClass,
  coverageState: CoverageState | null,
  west: number,
  south: number,
  east: number,
  north: number,
];

/** Every flight under the filters that has a position, by start and id; answered from one index. */
export function listMarks(db: Db, filters: Filters): { readonly marks: readonly StoredMark[]; readonly total: number } {
  const where = flightWhere(filters, flightSpan);
  const total = db
    .prepare(`SELECT count(*) FROM flight f WHERE ${where.sql}`)
    .pluck()
    .get(...where.values) as number;
  const marks = db
    .prepare(
      `SELECT f.id, f.first_ms, f.last_ms, f.class, f.coverage_state, f.west, f.south, f.east, f.north FROM flight f
       WHERE ${where.sql} AND f.west IS NOT NULL ORDER BY f.first_ms, f.id`,
    )
    .raw()
    .all(...where.values) as unknown as StoredMark[];
  return { marks, total };
}

/** Degrees by which a 32-bit box may be smaller than the exact one, and more: they are rounded outwards. */
const BOX_SLACK = 1e-4;

export interface StoredShape {
  readonly flightId: string;
  readonly shape: Shape;
  /** Packed; see `packCrossings`. */
  readonly crossings: Buffer;
}

/**
 * Shapes of the flights under the filters whose box meets a box and is at least so large in one direction.
 *
 * @param box west, south, east, north in degrees
 * @param leastLng and leastLat degrees
 */
export function* readShapes(
  db: Db,
  filters: Filters,
  box: readonly [number, number, number, number],
  leastLng: number,
  leastLat: number,
): Generator<StoredShape> {
  const where = flightWhere(filters, flightSpan);
  const [west, south, east, north] = box;
  // CROSS JOIN: the R*Tree is asked first, whatever the statistics say. Its boxes are 32-bit and only preselect.
  const rows = db
    .prepare(
      `SELECT f.id AS flightId, s.shape, s.crossings
       FROM flight_box b CROSS JOIN flight_shape s ON s.no = b.no CROSS JOIN flight f ON f.id = s.flight_id
       WHERE b.west <= ? AND b.east >= ? AND b.south <= ? AND b.north >= ?
         AND (b.east - b.west >= ? OR b.north - b.south >= ?)
         AND f.west <= ? AND f.east >= ? AND f.south <= ? AND f.north >= ?
         AND (f.east - f.west >= ? OR f.north - f.south >= ?) AND ${where.sql}`,
    )
    .iterate(
      ...[east, west, north, south, leastLng - BOX_SLACK, leastLat - BOX_SLACK],
      ...[east, west, north, south, leastLng, leastLat],
      ...where.values,
    ) as Iterable<{
    flightId: string;
    shape: Buffer;
    crossings: Buffer;
  }>;
  for (const { flightId, shape, crossings } of rows) yield { flightId, shape: unpackShape(shape), crossings };
}

export function findBrief(db: Db, flightId: string): Reply<'flights.brief'> | null {
  const row = db
    .prepare(
      `SELECT object_name AS objectName, class, grade, coverage_state AS coverageState, first_ms AS firstMs, last_ms AS lastMs
       FROM flight WHERE id = ?`,
    )
    .get(flightId) as Reply<'flights.brief'> | undefined;
  return row ?? null;
}
