import type { Flight } from '../../../shared/model/conclusion.ts';
import type { Db } from '../open.ts';

/** Middle of the box of the flight that was seen last; null when no flight has a place. */
export function lastSeen(db: Db): { readonly timeMs: number; readonly lng: number; readonly lat: number } | null {
  const row = db
    .prepare(
      `SELECT last_ms AS timeMs, (west + east) / 2 AS lng, (south + north) / 2 AS lat FROM flight
       WHERE counted = 1 AND west IS NOT NULL ORDER BY first_ms DESC, id LIMIT 1`,
    )
    .get() as { timeMs: number; lng: number; lat: number } | undefined;
  return row ?? null;
}

/** An instant at which a flight before or after the span began or ended. */
export const lastBefore = (db: Db, timeMs: number): number | null =>
  db.prepare('SELECT max(first_ms) FROM flight WHERE counted = 1 AND first_ms < ?').pluck().get(timeMs) as
    | number
    | null;

export const firstAfter = (db: Db, timeMs: number): number | null =>
  db.prepare('SELECT min(first_ms) FROM flight WHERE counted = 1 AND first_ms > ?').pluck().get(timeMs) as
    | number
    | null;

/** Flights of UAS that any of the span saw, and tracks of everything in it. */
export function flightsBetween(db: Db, fromMs: number, toMs: number): { flights: Flight[]; tracks: Flight['tracks'] } {
  const rows = db
    .prepare('SELECT counted, conclusion FROM flight WHERE first_ms < ? AND last_ms >= ? ORDER BY first_ms, id')
    .all(toMs, fromMs) as { counted: number; conclusion: string }[];
  const all = rows.map(({ counted, conclusion }) => ({ counted, flight: JSON.parse(conclusion) as Flight }));
  return {
    flights: all.filter(({ counted }) => counted === 1).map(({ flight }) => flight),
    tracks: all.flatMap(({ flight }) => flight.tracks),
  };
}

/** Records not used of the imports whose detections reach into the span. */
export const notUsedBetween = (
  db: Db,
  fromMs: number,
  toMs: number,
): { readonly imports: number; readonly quarantined: number; readonly skipped: number } =>
  db
    .prepare(
      `SELECT count(*) AS imports, ifnull(sum(quarantined), 0) AS quarantined, ifnull(sum(skipped), 0) AS skipped
       FROM import WHERE undone = 0 AND first_time_ms < ? AND last_time_ms >= ?`,
    )
    .get(toMs, fromMs) as { imports: number; quarantined: number; skipped: number };
