import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../../electron/store/migrations/index.ts';

/** A database as an earlier version left it, with rows in it. */
function databaseAt(version: number): Database.Database {
  const db = new Database(':memory:');
  for (const migration of migrations) if (migration.version <= version) db.exec(migration.sql);
  db.exec(`
    INSERT INTO meta VALUES ('revision', '1');
    INSERT INTO area VALUES ('a', 1, 'A', 10, 'source', 0, '[]', 0, 'tester');
    INSERT INTO designation VALUES ('d', 'a', 'designated', 'basis', 'document', '2025-01-01', NULL, 0, 'tester');
  `);
  return db;
}

const rows = (db: Database.Database, table: string): unknown[] => db.prepare(`SELECT * FROM ${table}`).all();

function migrate(db: Database.Database, version: number): void {
  db.exec(migrations.find((migration) => migration.version === version)!.sql);
}

test('migrations go up in steps of ten', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => 10 * (i + 1)));
});

test('20 adds reference lines and leaves every row as it is', () => {
  const db = databaseAt(10);
  const before = ['meta', 'area', 'designation'].map((table) => rows(db, table));
  migrate(db, 20);
  expect(['meta', 'area', 'designation'].map((table) => rows(db, table))).toEqual(before);
  expect(rows(db, 'reference_line')).toEqual([]);
});

test('30 adds edits of the sectors and leaves every row as it is', () => {
  const db = databaseAt(20);
  db.exec(
    `INSERT INTO reference_line VALUES ('l', 1, 'L', 's', 5, 'f', 'h', 'kml', 1, 0, 0, '[]', 'd', 0, 'tester', NULL, NULL)`,
  );
  const before = ['meta', 'area', 'reference_line'].map((table) => rows(db, table));
  migrate(db, 30);
  expect(['meta', 'area', 'reference_line'].map((table) => rows(db, table))).toEqual(before);
  expect([...rows(db, 'sector_break'), ...rows(db, 'sector_polygons')]).toEqual([]);
});
