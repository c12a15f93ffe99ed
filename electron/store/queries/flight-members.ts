import { createHash } from 'node:crypto';
import type { Db } from '../open.ts';

/** Row numbers of detections by their content ids, in the order given. @throws when one is not stored: our bug */
export function detectionNumbers(db: Db, ids: readonly string[]): number[] {
  const find = db.prepare('SELECT no FROM detection_id WHERE id_hi = ? AND id_lo = ?').pluck();
  return ids.map((id) => {
    const no = find.get(Number.parseInt(id.slice(0, 12), 16), Number.parseInt(id.slice(12), 16)) as number | undefined;
    if (no === undefined) throw new Error(`Detection ${id} of a flight is not stored`);
    return no;
  });
}

/** Flights that overlap a span of time, by the object they are of. */
export const flightsOverlapping = (
  db: Db,
  fromMs: number,
  toMs: number,
): { readonly flightId: string; readonly objectNo: number; readonly objectKey: string }[] =>
  db
    .prepare(
      `SELECT id AS flightId, object_no AS objectNo, object_key AS objectKey FROM flight
       WHERE first_ms <= ? AND last_ms >= ? ORDER BY first_ms, id`,
    )
    .all(toMs, fromMs) as { flightId: string; objectNo: number; objectKey: string }[];

/** Row numbers of the imports that these detections (row numbers) were read from, each once. */
export const importsOf = (db: Db, numbers: readonly number[]): number[] =>
  db
    .prepare(
      `SELECT import_no FROM detection WHERE no IN (SELECT value FROM json_each(@numbers))
       UNION SELECT import_no FROM detection_source WHERE detection_no IN (SELECT value FROM json_each(@numbers)) ORDER BY 1`,
    )
    .pluck()
    .all({ numbers: JSON.stringify(numbers) }) as number[];

export const flightExists = (db: Db, flightId: string): boolean =>
  db.prepare('SELECT 1 FROM flight WHERE id = ?').get(flightId) !== undefined;

/** Of these, in order of time. */
export const flightIdsInOrder = (db: Db, flightIds: readonly string[]): string[] =>
  db
    .prepare('SELECT id FROM flight WHERE id IN (SELECT value FROM json_each(?)) ORDER BY first_ms, id')
    .pluck()
    .all(JSON.stringify(flightIds)) as string[];

/** SHA-256 over everything concluded of a flight: classification and determinations. */
export function conclusionDigest(db: Db, flightId: string): string {
  const hash = createHash('sha256');
  hash.update(String(db.prepare('SELECT conclusion FROM flight WHERE id = ?').pluck().get(flightId)));
  for (const text of db
    .prepare('SELECT eligibility FROM incursion WHERE flight_id = ? ORDER BY first_ms, id')
    .pluck()
    .all(flightId) as string[]) {
    hash.update(text);
  }
  return hash.digest('hex');
}
