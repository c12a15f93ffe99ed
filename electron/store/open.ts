import { closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/result.ts';
import { latestVersion, migrations } from './migrations/index.ts';

export type Db = Database.Database;
export type Statement = Database.Statement<unknown[]>;

/** ASCII "FENC": tells a Fenceline workspace from any other SQLite file. */
const APPLICATION_ID = 0x46454e43;

/** Asserted after every open (reliability D-6): SQLite accepts a pragma it cannot honour without a word. */
const pragmas: readonly (readonly [name: string, value: string | number])[] = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['mmap_size', 0],
  ['busy_timeout', 5000],
  ['secure_delete', 1],
  ['checkpoint_fullfsync', 1],
];

/** 24 MB: imports fill their tables in order, so that a larger one would hold pages that are not asked for again. */
const CACHE_KIB = 24 * 1024;

export interface Store {
  /** The one connection that writes. */
  readonly write: Db;
  /** Sees the last committed state, also while an import is being written. */
  readonly read: Db;
  readonly folder: string;
  /** A connection of its own that goes on seeing the state of this moment, for long reading. To be closed by the caller. */
  snapshot(): Db;
  close(): void;
}

/**
 * Opens a workspace's database, making the folder and the schema when new, and checks it.
 *
 * Failures: `workspace-newer` (made by a later Fenceline; untouched), `workspace-damaged` (untouched), `workspace-busy`.
 */
export function openStore(folder: string): Result<Store> {
  const file = join(folder, 'fenceline.db');
  try {
    makePrivateFolder(folder);
    makePrivateFolder(join(folder, 'evidence'));
    // One that was killed while being made is empty and has kept nothing yet; any other empty file was emptied.
    if (existsSync(file) && statSync(file).size === 0 && readdirSync(join(folder, 'evidence')).length > 0) {
      return fail('workspace-damaged', `The workspace database ${file} is empty. It was not changed.`, { file });
    }
    // Made private before SQLite opens it: the WAL beside it takes its permissions.
    if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600));
    const write = new Database(file);
    const prepared = prepare(write, file);
    if (!prepared.ok) {
      write.close();
      return prepared;
    }
    const openReader = (): Db => {
      const reader = new Database(file, { readonly: true });
      reader.pragma('busy_timeout = 5000');
      reader.pragma('trusted_schema = 0');
      return reader;
    };
    const read = openReader();
    return ok({
      write,
      read,
      folder,
      snapshot() {
        const reader = openReader();
        // A transaction sees nothing until it reads.
        reader.exec('BEGIN; SELECT 1 FROM meta');
        return reader;
      },
      close() {
        read.close();
        write.close();
      },
    });
  } catch (error) {
    return openFailure(error, file);
  }
}

/** A connection of its own for moving the journal into the database, as durably as the one that writes. */
export function openForCheckpoint(file: string): Db {
  const db = new Database(file, { fileMustExist: true });
  setPragmas(db);
  return db;
}

function setPragmas(db: Db): void {
  for (const [name, value] of pragmas) db.pragma(`${name} = ${value}`);
  for (const [name, value] of pragmas) {
    const found = db.pragma(name, { simple: true });
    if (found !== value) throw new Error(`PRAGMA ${name} is ${found}, not ${value}`);
  }
}

function prepare(db: Db, file: string): Result<null> {
  const isNew = db.prepare('SELECT count(*) AS n FROM sqlite_schema').pluck().get() === 0;
  if (isNew) {
    // Before the first page is written, or they have no effect.
    db.pragma('page_size = 8192');
    db.pragma(`application_id = ${APPLICATION_ID}`);
  }
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    return fail('workspace-damaged', `${file} is not a Fenceline workspace. It was not changed.`, { file });
  }
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > latestVersion) {
    return fail(
      'workspace-newer',
      `The workspace was made by a newer Fenceline (schema ${version}; this one knows ${latestVersion}). It was not changed.`,
      { file },
    );
  }
  setPragmas(db);
  db.pragma(`cache_size = -${CACHE_KIB}`);
  if (!isNew && db.pragma('quick_check', { simple: true }) !== 'ok') {
    return fail('workspace-damaged', `The workspace database ${file} is damaged. It was not changed; restore a copy.`, {
      file,
    });
  }
  for (const migration of migrations) {
    if (migration.version <= version) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      migration.fill?.(db);
      db.pragma(`user_version = ${migration.version}`);
    })();
  }
  return ok(null);
}

function openFailure(error: unknown, file: string): Result<never> {
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_BUSY')) {
    return fail('workspace-busy', 'Another Fenceline is writing to this workspace. Close it, then try again.', {
      file,
    });
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return fail(
      'workspace-damaged',
      `The workspace database ${file} is damaged or not a database. It was not changed.`,
      {
        file,
      },
    );
  }
  if (error instanceof Error && 'code' in error) {
    return fail('unreadable-file', `The workspace folder cannot be used: ${error.message}.`, { file });
  }
  throw error;
}

function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
