import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { SectorBreak, SectorPolygon } from '../../../shared/geo/sectors.ts';
import type { Db } from '../open.ts';

export interface StoredBreak extends SectorBreak {
  readonly enteredAtMs: number;
  readonly actor: string;
}

/** The outlines of one file. */
export interface StoredPolygons {
  readonly version: number;
  readonly source: string;
  readonly file: string;
  readonly fileSha256: string;
  readonly polygons: readonly SectorPolygon[];
  readonly digest: string;
  readonly enteredAtMs: number;
  readonly actor: string;
}

interface Entered {
  readonly actor: string;
  readonly atMs: number;
}

/** SHA-256 over what a file of outlines says. */
export const polygonsDigest = ({ source, polygons }: Pick<StoredPolygons, 'source' | 'polygons'>): string =>
  createHash('sha256')
    .update(canonicalJson([source, polygons]))
    .digest('hex');

/** The breaks that were set and not given back, west to east. */
export function listBreaks(db: Db): StoredBreak[] {
  const rows = db
    .prepare(
      `SELECT west, east, km, source, entered_at_ms AS enteredAtMs, actor FROM sector_break a
       WHERE km IS NOT NULL AND no = (SELECT max(no) FROM sector_break b WHERE b.west = a.west AND b.east = a.east)
       ORDER BY km`,
    )
    .all() as (Omit<StoredBreak, 'between'> & { west: string; east: string })[];
  return rows.map(({ west, east, ...row }) => ({ between: [west, east] as const, ...row }));
}

/** Sets a break, or gives it back to the built-in table (km null). Call inside a change. */
export function storeBreak(
  db: Db,
  [west, east]: SectorBreak['between'],
  km: number | null,
  source: string,
  { actor, atMs }: Entered,
): void {
  db.prepare('INSERT INTO sector_break (west, east, km, source, entered_at_ms, actor) VALUES (?, ?, ?, ?, ?, ?)').run(
    west,
    east,
    km,
    source,
    atMs,
    actor,
  );
}

const columns = `version, source, file, file_sha256 AS fileSha256, polygons, digest, entered_at_ms AS enteredAtMs, actor`;

type Row = Omit<StoredPolygons, 'polygons'> & { readonly polygons: string };

const storedOf = (row: Row): StoredPolygons => ({
  ...row,
  polygons: JSON.parse(row.polygons) as StoredPolygons['polygons'],
});

/** The outlines in use; null when there are none. */
export function findPolygons(db: Db): StoredPolygons | null {
  const row = db
    .prepare(
      `SELECT ${columns} FROM sector_polygons
       WHERE removed_at_ms IS NULL AND version = (SELECT max(version) FROM sector_polygons)`,
    )
    .get() as Row | undefined;
  return row === undefined ? null : storedOf(row);
}

/** Every version that was ever imported, for checking. */
export const allPolygons = (db: Db): StoredPolygons[] =>
  (db.prepare(`SELECT ${columns} FROM sector_polygons ORDER BY version`).all() as Row[]).map(storedOf);

/** Stores outlines as a new version, in the place of those before. Call inside a change. */
export function storePolygons(
  db: Db,
  polygons: Pick<StoredPolygons, 'source' | 'file' | 'fileSha256' | 'polygons'>,
  { actor, atMs }: Entered,
): void {
  db.prepare(
    `INSERT INTO sector_polygons (source, file, file_sha256, polygons, digest, entered_at_ms, actor)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    polygons.source,
    polygons.file,
    polygons.fileSha256,
    JSON.stringify(polygons.polygons),
    polygonsDigest(polygons),
    atMs,
    actor,
  );
}

/** Takes outlines out of use; their row stays. Call inside a change. */
export function removePolygons(db: Db, { version }: StoredPolygons, { actor, atMs }: Entered): void {
  db.prepare('UPDATE sector_polygons SET removed_at_ms = ?, removed_by = ? WHERE version = ?').run(
    atMs,
    actor,
    version,
  );
}
