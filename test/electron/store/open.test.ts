import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { latestVersion } from '../../../electron/store/migrations/index.ts';
import { openStore } from '../../../electron/store/open.ts';
import { temporaryFolder } from '../../helpers/workspace.ts';

function open(folder: string) {
  const opened = openStore(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

test.each([1, 2])('open number %i runs with the pragmas that make a commit durable', (opens) => {
  const folder = join(temporaryFolder(), 'W');
  for (let n = 1; n < opens; n++) open(folder).close();
  const store = open(folder);
  const pragma = (name: string) => store.write.pragma(name, { simple: true });
  expect({
    journal: pragma('journal_mode'),
    synchronous: pragma('synchronous'),
    foreignKeys: pragma('foreign_keys'),
    trustedSchema: pragma('trusted_schema'),
    cellSizeCheck: pragma('cell_size_check'),
    mmap: pragma('mmap_size'),
    busyTimeout: pragma('busy_timeout'),
    secureDelete: pragma('secure_delete'),
    version: pragma('user_version'),
  }).toEqual({
    journal: 'wal',
    synchronous: 2,
    foreignKeys: 1,
    trustedSchema: 0,
    cellSizeCheck: 1,
    mmap: 0,
    busyTimeout: 5000,
    secureDelete: 1,
    version: latestVersion,
  });
  store.close();
});

test('every table is strict', () => {
  const store = open(join(temporaryFolder(), 'W'));
  const loose = store.write
    .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  expect(loose).toEqual([]);
  store.close();
});

test.skipIf(process.platform === 'win32')('nobody else may read the workspace', () => {
  const folder = join(temporaryFolder(), 'W');
  const store = open(folder);
  store.write.exec("INSERT INTO meta VALUES ('a', 'b')");
  const mode = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8);
  expect([mode('.'), mode('fenceline.db'), mode('fenceline.db-wal'), mode('evidence')]).toEqual([
    '700',
    '600',
    '600',
    '700',
  ]);
  store.close();
});

test('a workspace from a newer Fenceline is refused and left as it is', () => {
  const folder = join(temporaryFolder(), 'W');
  open(folder).close();
  const file = join(folder, 'fenceline.db');
  const db = new Database(file);
  db.pragma(`user_version = ${latestVersion + 10}`);
  db.close();
  const before = readFileSync(file);
  expect(openStore(folder)).toMatchObject({ ok: false, failure: { code: 'workspace-newer' } });
  expect(readFileSync(file).equals(before)).toBe(true);
});

test.each([
  ['a text file', Buffer.from('this is not a database, only a text that someone put there\n'.repeat(50))],
  ["another program's database", foreignDatabase()],
])('%s in its place is refused and left as it is', (_, bytes) => {
  const folder = join(temporaryFolder(), 'W');
  mkdirSync(folder);
  const file = join(folder, 'fenceline.db');
  writeFileSync(file, bytes);
  expect(openStore(folder)).toMatchObject({ ok: false, failure: { code: 'workspace-damaged' } });
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

function foreignDatabase(): Buffer {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE other (a)');
  const bytes = db.serialize();
  db.close();
  return bytes;
}

test('a damaged workspace is refused and left as it is', () => {
  const folder = join(temporaryFolder(), 'W');
  open(folder).close();
  const file = join(folder, 'fenceline.db');
  const bytes = readFileSync(file);
  bytes.fill(0xff, 100, 4000);
  writeFileSync(file, bytes);
  expect(openStore(folder)).toMatchObject({ ok: false, failure: { code: 'workspace-damaged' } });
  expect(readFileSync(file).equals(bytes)).toBe(true);
});
