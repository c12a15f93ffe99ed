import type { FlightSpan } from '../../shared/conclude.ts';
import type { FlightPath } from '../../shared/model/conclusion.ts';
import type { Db } from './open.ts';
import { unpackPath } from './path-blob.ts';

/** What tells whether two flights may be one: when, where, by which sensors. Of those that fly within an interval. */
export function readFlightSpans(db: Db, sinceMs: number, untilMs: number): FlightSpan[] {
  const rows = db
    .prepare(
      `SELECT id, object_key AS objectKey, first_ms AS firstMs, last_ms AS lastMs, west, south, east, north,
         (SELECT json_group_array(DISTINCT t.value ->> 'sensorId') FROM json_each(conclusion, '$.tracks') t) AS sensorIds,
         conclusion ->> '$.sigmaM.median' AS sigmaM
       FROM flight WHERE counted = 1 AND west IS NOT NULL AND first_ms <= ? AND last_ms >= ? ORDER BY first_ms, id`,
    )
    .iterate(untilMs, sinceMs) as IterableIterator<SpanRow>;
  // Flights are many and sets of sensors few: one list stands for all that are alike.
  const sensorLists = new Map<string, readonly string[]>();
  const spans: FlightSpan[] = [];
  for (const { west, south, east, north, sensorIds: text, ...row } of rows) {
    let sensorIds = sensorLists.get(text);
    if (sensorIds === undefined) {
      sensorIds = JSON.parse(text) as string[];
      sensorLists.set(text, sensorIds);
    }
    spans.push({ ...row, bbox: [west, south, east, north], sensorIds });
  }
  return spans;
}

type SpanRow = Omit<FlightSpan, 'sensorIds' | 'bbox'> & {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly sensorIds: string;
};

/** Stores pairs of which at least one flight is new: those of a flight that was dropped went with it. */
export function addTwins(db: Db, pairs: readonly (readonly [string, string])[]): void {
  const insert = db.prepare('INSERT INTO flight_twin (flight_id, twin_id) VALUES (?, ?), (?, ?)');
  for (const [a, b] of pairs) insert.run(a, b, b, a);
}

/** Reads a flight's path when two boxes overlap; the few that do are asked for again and again, so they are kept. */
export function pathReader(db: Db): (flightId: string) => FlightPath | null {
  const find = db.prepare('SELECT path FROM flight WHERE id = ?').pluck();
  const kept = new Map<string, FlightPath | null>();
  return (flightId) => {
    let path = kept.get(flightId);
    if (path === undefined) {
      const blob = find.get(flightId) as Buffer | undefined;
      path = blob === undefined ? null : unpackPath(blob);
      if (kept.size >= KEPT_PATHS) kept.clear();
      kept.set(flightId, path);
    }
    return path;
  };
}

const KEPT_PATHS = 500;
