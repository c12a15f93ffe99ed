import type { ClassifiedFlight } from '../../../shared/conclude.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import type { Bbox } from '../../../shared/model/position.ts';
import { type JudgedRow, unpackJudged } from '../judged.ts';
import type { Db } from '../open.ts';
import { unpackPath } from '../path-blob.ts';

/** What tells whether a change of areas and the like may touch a flight. */
export interface FlightReach {
  readonly flightId: string;
  readonly box: Bbox;
  /** Largest standard deviation of the positions that matter, metres. */
  readonly sigmaM: number;
  readonly sectors: readonly string[];
}

/** Of every flight that any change can touch. */
export function flightReaches(db: Db): FlightReach[] {
  const rows = db
    .prepare('SELECT flight_id, west, south, east, north, sigma_m, sectors FROM flight_judged')
    .raw()
    .all() as [string, number, number, number, number, number, string][];
  const lists = new Map<string, string[]>();
  const sectorsOf = (text: string): string[] => {
    let list = lists.get(text);
    if (list === undefined) {
      list = JSON.parse(text) as string[];
      lists.set(text, list);
    }
    return list;
  };
  return rows.map(([flightId, west, south, east, north, sigmaM, sectors]) => ({
    flightId,
    box: [west, south, east, north],
    sigmaM,
    sectors: sectorsOf(sectors),
  }));
}

export interface JudgedFlight extends ClassifiedFlight {
  readonly objectNo: number;
}

/** Reads flights with what their coverage hangs on, by id; one that no judge can change is not found. */
export function judgedFlightReader(db: Db): (flightId: string) => JudgedFlight | null {
  const find = db.prepare(
    `SELECT f.object_no AS objectNo, f.counted, f.conclusion, f.path, j.decided_by AS decidedBy, j.sectors, j.moments, j.columns
     FROM flight f JOIN flight_judged j ON j.flight_id = f.id WHERE f.id = ?`,
  );
  return (flightId) => {
    const row = find.get(flightId) as
      | ({ objectNo: number; counted: number; conclusion: string; path: Buffer } & JudgedRow)
      | undefined;
    if (row === undefined) return null;
    const { objectNo, counted, conclusion, path, ...judged } = row;
    return {
      objectNo,
      counted: counted === 1,
      flight: JSON.parse(conclusion) as Flight,
      path: unpackPath(path),
      judged: unpackJudged(judged),
    };
  };
}

export const flightIdsOfObjectKey = (db: Db, objectKey: string): string[] =>
  db.prepare('SELECT id FROM flight WHERE object_key = ? ORDER BY id').pluck().all(objectKey) as string[];
