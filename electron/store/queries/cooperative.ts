import type { FlightPath, Track } from '../../../shared/model/conclusion.ts';
import type { Db } from '../open.ts';
import { unpackPath } from '../path-blob.ts';

export interface StoredCooperative {
  readonly flightId: string;
  readonly objectKey: string;
  readonly objectName: string;
  readonly bbox: readonly [number, number, number, number];
  /** Whether it is the log of an own aircraft, not a broadcast. */
  readonly isOwnLog: boolean;
  readonly path: () => FlightPath;
}

/**
 * Tracks of cooperative traffic (ADS-B, own-aircraft logs) with positions that overlap a span of time, in order of id.
 * @param fromMs, toMs UTC milliseconds, inclusive
 */
export function listCooperative(db: Db, fromMs: number, toMs: number): StoredCooperative[] {
  const rows = db
    .prepare(
      `SELECT id, object_key AS objectKey, object_name AS objectName, west, south, east, north, conclusion ->> '$.tracks' AS tracks
       FROM flight WHERE counted = 0 AND evidence = 'cooperative' AND first_ms <= ? AND last_ms >= ? AND west IS NOT NULL
       ORDER BY id`,
    )
    .all(toMs, fromMs) as {
    id: string;
    objectKey: string;
    objectName: string;
    west: number;
    south: number;
    east: number;
    north: number;
    tracks: string;
  }[];
  const read = db.prepare('SELECT path FROM flight WHERE id = ?').pluck();
  return rows.map(({ id, objectKey, objectName, west, south, east, north, tracks }) => ({
    flightId: id,
    objectKey,
    objectName,
    bbox: [west, south, east, north],
    isOwnLog: (JSON.parse(tracks) as Track[]).some(({ sensorKind }) => sensorKind === 'own-log'),
    path: () => unpackPath(read.get(id) as Buffer),
  }));
}
