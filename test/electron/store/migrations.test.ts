import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { type Shape, unpackShape } from '../../../electron/store/flight-shape.ts';
import { migrations } from '../../../electron/store/migrations/index.ts';
import { packPath } from '../../../electron/store/path-blob.ts';
import type { FlightPath } from '../../../shared/model/conclusion.ts';

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
  const { sql, fill } = migrations.find((migration) => migration.version === version)!;
  db.exec(sql);
  fill?.(db);
}

test('migrations only go up, each with room before it', () => {
  migrations.forEach(({ version }, at) => {
    expect(version - (migrations[at - 1]?.version ?? 0)).toBeGreaterThanOrEqual(5);
  });
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

test('40 adds what persons put on record about authority and leaves every row as it is', () => {
  const db = databaseAt(30);
  db.exec(`INSERT INTO sector_break VALUES (1, 'DRT', 'LRT', 1500.5, 's', 0, 'tester')`);
  const before = ['meta', 'area', 'designation', 'sector_break'].map((table) => rows(db, table));
  migrate(db, 40);
  expect(['meta', 'area', 'designation', 'sector_break'].map((table) => rows(db, table))).toEqual(before);
  const added = ['recorded_element', 'recorded_element_event', 'authority_version', 'kit_import', 'kit_signer'];
  expect(added.flatMap((table) => rows(db, table))).toEqual([]);
});

test('45 adds containers and leaves every import as it is, in none', () => {
  const db = databaseAt(40);
  db.exec(
    `INSERT INTO import (no, id, sha256, file, bytes, format, format_label, reader_version, options, imported_at_ms, actor, records,
       detections, positions, duplicates, quarantined, skipped, issues, sensors, object_ids, synthetic)
     VALUES (1, 'i', 'h', 'a.csv', 7, 'generic-csv', 'CSV', 1, '{}', 0, 'tester', 0, 0, 0, 0, 0, 0, '{}', '[]', '[]', 0)`,
  );
  const before = rows(db, 'import')[0] as object;
  migrate(db, 45);
  const none = { member: null, container_kind: null, container_sha256: null, container_bytes: null };
  expect(rows(db, 'import')).toEqual([{ ...before, ...none }]);
});

test('70 derives what the map draws from the paths that are stored', () => {
  const db = databaseAt(30);
  const path = packPath({
    ...Object.fromEntries(
      ['timeMs', 'lng', 'lat', 'detectionNo', 'altitudeM', 'sigmaM', 'distanceM', 'pUs'].map((name) => [
        name,
        Float64Array.of(name === 'lng' ? -99 : 26, name === 'lng' ? -98 : 26.5),
      ]),
    ),
    ...Object.fromEntries(
      ['altitudeDatum', 'sigmaOrigin', 'coverage', 'track'].map((name) => [name, Uint8Array.of(0, 0)]),
    ),
    count: 2,
  } as unknown as FlightPath);
  const conclusion = JSON.stringify({
    id: 'f',
    firstMs: 26,
    bbox: [-99, 26, -98, 26.5],
    tracks: [{ gapLimitS: 60 }],
    crossings: [{ position: [-98.5, 26.2], direction: 'northbound', how: 'observed', timeMs: 26 }],
  });
  db.exec("INSERT INTO object (no, key) VALUES (1, 'k')");
  db.prepare(
    `INSERT INTO flight VALUES ('f', 1, 1, 26, 26, 'incursion', 'confirmed', 'uas-identified', 'n', 'k', 'RGV', 'outside',
       -99, 26, -98, 26.5, ?, ?)`,
  ).run(conclusion, path);
  migrate(db, 70);
  const { shape, crossings } = db.prepare('SELECT shape, crossings FROM flight_shape').get() as {
    shape: Buffer;
    crossings: Buffer;
  };
  expect(unpackShape(shape)).toMatchObject({ count: 2 } satisfies Partial<Shape>);
  expect(crossings.length).toBe(16);
  expect(db.prepare('SELECT count(*) FROM flight_box').pluck().get()).toBe(1);

  // What is derived goes with what it is derived from.
  db.pragma('foreign_keys = 1');
  db.exec("DELETE FROM flight WHERE id = 'f'");
  expect([...rows(db, 'flight_shape'), ...rows(db, 'flight_box')]).toEqual([]);
});

test('50 adds scenarios and leaves every row as it is', () => {
  const db = databaseAt(45);
  const tables = ['meta', 'area', 'designation', 'sector_break'];
  db.exec("INSERT INTO sector_break VALUES (1, 'DRT', 'LRT', 2500.5, 'map', 0, 'tester')");
  const before = tables.map((table) => rows(db, table));
  migrate(db, 50);
  expect(tables.map((table) => rows(db, table))).toEqual(before);
  expect(['scenario', 'flight_judged', 'area_withdrawn'].flatMap((table) => rows(db, table))).toEqual([]);
});

test('80 adds profiles and notes, and no import is superseded', () => {
  const db = databaseAt(45);
  db.exec(
    `INSERT INTO import (no, id, sha256, file, bytes, format, format_label, reader_version, options, imported_at_ms, actor, records,
       detections, positions, duplicates, quarantined, skipped, issues, sensors, object_ids, synthetic)
     VALUES (1, 'i', 'h', 'a.csv', 7, 'generic-csv', 'CSV', 1, '{}', 0, 'tester', 0, 0, 0, 0, 0, 0, '{}', '[]', '[]', 0)`,
  );
  const before = rows(db, 'import')[0] as object;
  migrate(db, 80);
  expect(rows(db, 'import')).toEqual([{ ...before, superseded_by: null }]);
  for (const table of ['profile', 'profile_removed', 'acquisition', 'superseded_detection'])
    expect(rows(db, table)).toEqual([]);
});

test('60 adds incidents and leaves every issued page as it is', () => {
  const db = databaseAt(50);
  db.exec(`INSERT INTO report VALUES ('r', 'f', 1, '{}', 'd', '<html>', 'h', 5, 'tester')`);
  migrate(db, 60);
  expect(rows(db, 'report')).toEqual([
    {
      id: 'r',
      flight_id: 'f',
      version: 1,
      data: '{}',
      data_digest: 'd',
      html: '<html>',
      html_digest: 'h',
      made_at_ms: 5,
      actor: 'tester',
      incident_id: null,
      options: '{}',
      content_digest: '',
    },
  ]);
  expect(['incident', 'incident_flight', 'incident_edit', 'report_file'].flatMap((table) => rows(db, table))).toEqual(
    [],
  );
});
