import Database from 'better-sqlite3';
import { migrations } from '../migrations/index.ts';
import type { Db } from '../open.ts';
import { damage, type Finding } from './finding.ts';

/** The file's structure, and every reference from one table to another. */
export function* checkDatabase(db: Db): Generator<Finding> {
  for (const message of db.pragma('integrity_check') as { integrity_check: string }[]) {
    if (message.integrity_check !== 'ok') yield damage('database', message.integrity_check);
  }
  const dangling = db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  for (const { table, rowid, parent } of dangling) {
    yield damage(`${table} row ${rowid}`, `refers to a ${parent} that is not there`);
  }
}

/** The schema against what the migrations give: a trigger or a view can make rows say other things than what is stored. */
export function* checkSchema(db: Db): Generator<Finding> {
  const found = schemaOf(db);
  const fresh = new Database(':memory:');
  try {
    for (const { sql } of migrations) fresh.exec(sql);
    const expected = schemaOf(fresh);
    for (const [name, sql] of expected) {
      if (!found.has(name)) yield damage(name, 'is missing from the database');
      else if (found.get(name) !== sql) yield damage(name, 'is not defined as Fenceline defines it');
    }
    for (const name of found.keys()) {
      if (!expected.has(name)) yield damage(name, 'is in the database and Fenceline did not put it there');
    }
  } finally {
    fresh.close();
  }
}

const schemaOf = (db: Db): Map<string, string | null> =>
  new Map(
    db.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema ORDER BY type, name").raw().all() as [
      string,
      string | null,
    ][],
  );
