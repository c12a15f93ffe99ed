import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/result.ts';

/** Somebody's MBTiles file (a SQLite database of tiles), read only. */
export interface MbtilesFile {
  /** The rows of its `metadata` table. */
  readonly metadata: ReadonlyMap<string, string>;
  /** Zooms it has tiles of. */
  readonly zooms: { readonly min: number; readonly max: number };
  /** XYZ numbering, y from the north; null where there is none. */
  tile(z: number, x: number, y: number): Buffer | null;
  close(): void;
}

const MOST_METADATA = 200;
/**
 * The one shape of view that files in the wild have: tiles by an image's number. Nothing else is asked: a view may hold a query that
 * never ends, and nothing stops one inside a process.
 */
const knownView =
  /^create view "?tiles"? as select [\w."\s,]+ from "?\w+"? (?:left |inner )?join "?\w+"? on [\w."]+ = [\w."]+;?$/i;

/**
 * Opens an MBTiles file. It is untrusted: opened read only, its schema is looked at before any of it is used, and tiles are found by
 * an index or not at all. Failures: `wrong-format`.
 */
export function openMbtiles(path: string, fileName: string): Result<MbtilesFile> {
  let db: Database.Database | null = null;
  const refuse = (because: string): Result<never> => {
    db?.close();
    return fail('wrong-format', `${fileName} is not read as MBTiles: ${because}.`, { file: fileName });
  };
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    db.pragma('trusted_schema = 0');
    db.pragma('cell_size_check = 1');
    db.pragma('mmap_size = 0');
    const opened = db;
    const schema = opened
      .prepare("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'view', 'trigger') LIMIT 100")
      .all() as { type: string; name: string; sql: string | null }[];
    const tiles = schema.find(({ name }) => name.toLowerCase() === 'tiles');
    const metadata = schema.find(({ name, type }) => name.toLowerCase() === 'metadata' && type === 'table');
    if (tiles === undefined || metadata === undefined) return refuse('its tables of tiles and metadata are not there');
    const isOdd = ({ type, name, sql }: { type: string; name: string; sql: string | null }) =>
      type === 'trigger' ||
      (type === 'view' &&
        !(name.toLowerCase() === 'tiles' && knownView.test((sql ?? '').replace(/\s+/g, ' ').trim()))) ||
      /virtual table|generated always|\bas\s*\(/i.test(type === 'table' ? (sql ?? '') : '');
    if (schema.some(isOdd)) return refuse('it holds more than tables of tiles');
    const find = opened
      .prepare('SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1')
      .pluck();
    const plan = opened
      .prepare(
        'EXPLAIN QUERY PLAN SELECT tile_data FROM tiles WHERE zoom_level = 1 AND tile_column = 1 AND tile_row = 1',
      )
      .all() as { detail: string }[];
    if (plan.some(({ detail }) => detail.startsWith('SCAN'))) return refuse('its tiles have no index');
    const rows = opened.prepare(`SELECT name, value FROM metadata LIMIT ${MOST_METADATA}`).raw().all() as unknown[][];
    const zoom = (order: 'ASC' | 'DESC'): unknown =>
      opened.prepare(`SELECT zoom_level FROM tiles ORDER BY zoom_level ${order} LIMIT 1`).pluck().get();
    const [min, max] = [zoom('ASC'), zoom('DESC')];
    if (typeof min !== 'number' || typeof max !== 'number') return refuse('it has no tiles');
    return ok({
      metadata: new Map(
        rows.flatMap(([name, value]) => (typeof name === 'string' ? [[name, String(value).slice(0, 20_000)]] : [])),
      ),
      zooms: { min, max },
      tile: (z, x, y) => {
        const data: unknown = find.get(z, x, 2 ** z - 1 - y);
        return data instanceof Buffer ? data : null;
      },
      close: () => opened.close(),
    });
  } catch {
    return refuse('it is no SQLite database, or it is damaged');
  }
}
