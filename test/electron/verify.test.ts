import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginChange, commitChange } from '../../electron/store/change.ts';
import { areasDigest, heirDigests } from '../../electron/store/import-digest.ts';
import { undoImport } from '../../electron/store/undo.ts';
import { type Finding, verifyStore } from '../../electron/store/verify.ts';
import { importText, openTestService, simulatedText } from '../helpers/workspace.ts';

/** A store with two files that overlap, quarantined records and an issued page. */
async function imported() {
  const service = await openTestService();
  const text = simulatedText('generic-csv', { flights: 3 });
  const [header, ...rows] = text.trimEnd().split(/\r?\n/);
  const broken = rows
    .slice(0, 60)
    .map((row, index) => (index % 20 === 3 ? row.replace(/^[^,]*/, 'last Tuesday') : row));
  await importText(service, 'export.csv', text);
  await importText(service, 'broken.csv', [header, ...broken].join('\n'));
  const flights = await service.handlers['flights.list']({ filters: {}, limit: 1, offset: 0 });
  const flightId = flights.ok ? flights.value.rows[0]!.id : '';
  await service.handlers['reports.incident']({
    flightId,
    annex: true,
    pageSize: 'letter',
    marking: null,
    show: [],
  });
  const { store } = service.workspace;
  store.write.pragma('foreign_keys = 0');
  return { store, findings: () => verifyStore(store.write, store.folder) };
}

type Imported = Awaited<ReturnType<typeof imported>>;

/** What is found after each of these statements, every one on the store as it was. */
async function foundAfter(
  { store, findings }: Imported,
  statements: readonly string[],
): Promise<[string, Finding[]][]> {
  const found: [string, Finding[]][] = [];
  for (const sql of statements) {
    store.write.exec('BEGIN');
    store.write.exec(sql);
    found.push([sql, await findings()]);
    store.write.exec('ROLLBACK');
  }
  expect(await findings()).toEqual([]);
  return found;
}

/** Which of these statements leave no damage to be found: all of them should. */
async function missed(statements: readonly string[]): Promise<string[]> {
  const found = await foundAfter(await imported(), statements);
  return found.flatMap(([sql, findings]) => (findings.some(({ severity }) => severity === 'damage') ? [] : [sql]));
}

const damage = { severity: 'damage' };

test('a detection that says something else is found', async () => {
  const tampering = [
    'UPDATE detection SET lat = lat + 1e-7 WHERE no = 7',
    'UPDATE detection SET observed_at_ms = observed_at_ms + 1 WHERE no = 7',
    'UPDATE detection SET sigma_m = ifnull(sigma_m, 0) + 1 WHERE no = 7',
    'UPDATE detection SET record = record + 1 WHERE no = 7',
    'UPDATE detection SET byte_start = byte_start + 1 WHERE no = 7',
    'UPDATE detection SET byte_length = byte_length + 1 WHERE no = 7',
    'UPDATE detection SET flags = ifnull(flags, 0) + 1 WHERE no = 7',
    'UPDATE detection SET time_basis = ifnull(time_basis, 0) + 1 WHERE no = 7',
    'UPDATE detection SET import_no = 2 WHERE no = 7',
    'DELETE FROM detection WHERE no = 7',
    'DELETE FROM detection WHERE no = 7; DELETE FROM detection_id WHERE no = 7',
    'UPDATE detection_source SET record = record + 1 WHERE detection_no = (SELECT min(detection_no) FROM detection_source)',
    'DELETE FROM detection_source WHERE detection_no = (SELECT min(detection_no) FROM detection_source)',
    "UPDATE quarantine SET raw = raw || 'x' WHERE no = 1",
    "UPDATE quarantine SET code = 'no-time' WHERE no = 1",
    'DELETE FROM quarantine WHERE no = 1',
    'DELETE FROM import_object WHERE import_no = 1',
  ];
  expect(await missed(tampering)).toEqual([]);
});

test('a subject that is somebody else, or rests on other evidence, is found', async () => {
  const tampering = [
    "UPDATE subject SET uas_serial = '1581F0000000000X' WHERE no = 1",
    'UPDATE subject SET evidence = evidence + 1 WHERE no = 1',
    'UPDATE subject SET object_no = (SELECT max(no) FROM object) WHERE no = 1',
    "UPDATE object SET key = key || 'x' WHERE no = 1",
    "UPDATE sensor SET name = name || 'x'",
  ];
  expect(await missed(tampering)).toEqual([]);
});

test('detections that are gone are found, also when every count was lowered to match', async () => {
  const tampering = `DELETE FROM detection_source WHERE detection_no BETWEEN 1 AND 50;
    DELETE FROM detection_id WHERE no BETWEEN 1 AND 50;
    UPDATE import SET detections = detections - (SELECT count(*) FROM detection WHERE import_no = import.no AND no <= 50),
      records = records - (SELECT count(*) FROM detection WHERE import_no = import.no AND no <= 50);
    DELETE FROM detection WHERE no BETWEEN 1 AND 50;
    UPDATE detection_run SET first_no = 51 WHERE first_no <= 50 AND last_no > 50;
    DELETE FROM detection_run WHERE last_no <= 50;`;
  const [[, findings]] = (await foundAfter(await imported(), [tampering])) as [[string, Finding[]]];
  expect(findings.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'what it says of itself was changed',
      'its stored rows are not those that were recorded: some were changed, removed or added',
    ]),
  );
});

test('an import that says something else of itself is found', async () => {
  const columns = [
    "file = file || 'x'",
    "actor = 'somebody else'",
    'imported_at_ms = imported_at_ms + 1',
    "assumed_zone = 'America/Chicago'",
    'reader_version = reader_version + 1',
    "format_label = 'x'",
    "options = '{}'",
    'records = records + 1',
    'positions = positions - 1',
    'records = records + 1, skipped = skipped + 1',
    'first_time_ms = first_time_ms - 1',
    'west = west - 1',
    "sensors = '[]'",
    'synthetic = 0',
    'undone = 1',
  ];
  const tampering = columns.map((column) => `UPDATE import SET ${column} WHERE no = 1`);
  expect(await missed([...tampering, 'DELETE FROM import WHERE no = 2'])).toEqual([]);
});

test('a way to detections that leads elsewhere is found', async () => {
  const tampering = [
    'DELETE FROM detection_id WHERE no = 7',
    'UPDATE detection_id SET no = 9999999 WHERE no = 7',
    'UPDATE detection_id SET no = 15 - no WHERE no IN (7, 8)',
    'INSERT INTO detection_id (id_hi, id_lo, no) VALUES (1, 1, 9999999)',
    'DELETE FROM detection_run WHERE first_no = (SELECT min(first_no) FROM detection_run)',
    'UPDATE detection_run SET last_no = last_no - 1 WHERE first_no = 1',
    'UPDATE detection_run SET last_no = last_no + 1 WHERE first_no = 1',
    'INSERT INTO detection_run SELECT subject_no, first_no + 1, last_no FROM detection_run WHERE first_no = 1',
    'INSERT INTO detection_run (subject_no, first_no, last_no) VALUES (1, 9999998, 9999999)',
  ];
  expect(await missed(tampering)).toEqual([]);
});

test('an issued page, its data or its codes that say something else are found', async () => {
  const tampering = [
    "UPDATE report SET html = replace(html, 'a', 'b')",
    "UPDATE report SET data = replace(data, '1', '2')",
    'UPDATE report SET html_digest = lower(hex(randomblob(32)))',
    'UPDATE report SET version = version + 1',
    'UPDATE report SET made_at_ms = made_at_ms + 1',
    "UPDATE report SET actor = 'somebody else'",
    "UPDATE report SET flight_id = 'x'",
    'DELETE FROM trace; DELETE FROM report',
    "UPDATE trace SET printed = printed || '0' WHERE code = (SELECT min(code) FROM trace)",
    "UPDATE trace SET label = 'x' WHERE code = (SELECT min(code) FROM trace)",
    "UPDATE trace SET detection_ids = '[]' WHERE code = (SELECT min(code) FROM trace WHERE detection_ids <> '[]')",
    'DELETE FROM trace WHERE code = (SELECT min(code) FROM trace)',
    "INSERT INTO trace SELECT 'AAA-0000', report_id, label, printed, detection_ids FROM trace LIMIT 1",
    'DELETE FROM report_source',
  ];
  expect(await missed(tampering)).toEqual([]);
});

test('a page that was exchanged with its digests is not the one that the audit recorded', async () => {
  const store = await imported();
  const digest = createHash('sha256').update('forged').digest('hex');
  const [[, findings]] = (await foundAfter(store, [
    `UPDATE report SET html = 'forged', html_digest = '${digest}'`,
  ])) as [[string, Finding[]]];
  expect(findings).toMatchObject([{ ...damage, what: 'is not the page that the audit recorded' }]);
});

test('a schema that Fenceline did not make is found', async () => {
  const tampering = [
    'CREATE TABLE extra (x)',
    'CREATE VIEW v AS SELECT 1',
    'CREATE TRIGGER t AFTER INSERT ON detection BEGIN DELETE FROM detection WHERE no = new.no; END',
    'DROP INDEX flight_object',
    'ALTER TABLE quarantine ADD COLUMN x TEXT',
  ];
  const found = await foundAfter(await imported(), tampering);
  expect(found.map(([, findings]) => findings)).toMatchObject([
    [{ where: 'table extra' }],
    [{ where: 'view v' }],
    [{ where: 'trigger t' }],
    [{ where: 'index flight_object' }],
    [{ where: 'table quarantine' }],
  ]);
});

test('a workspace that is marked as the other kind is found', async () => {
  const tampering = ["UPDATE meta SET value = 'real' WHERE key = 'kind'", "DELETE FROM meta WHERE key = 'kind'"];
  expect(await missed(tampering)).toEqual([]);
});

test('areas, designations and statements are compared with what the audit last recorded of them', async () => {
  const store = await imported();
  const db = store.store.write;
  expect(beginChange(db)).toEqual({ ok: true, value: null });
  db.exec(`INSERT INTO area VALUES ('a', 1, 'A', 5, 's', 1, '{"type":"MultiPolygon","coordinates":[]}', 1, 'x');
    INSERT INTO designation VALUES ('d', 'a', 'pending', 'b', 'doc', '2026-01-01', NULL, 1, 'x');
    INSERT INTO completeness VALUES (1, 'TCA', '2026-01-01', '2026-02-01', 'somebody', 1, 'x')`);
  commitChange(db, { actor: 'x', kind: 'areas-imported', atMs: 1 }, { areasDigest: areasDigest(db) });
  const tampering = [
    `UPDATE area SET geometry = '{"type":"MultiPolygon","coordinates":[[]]}'`,
    'UPDATE area SET edge_accuracy_m = 500',
    "UPDATE designation SET status = 'designated'",
    "UPDATE completeness SET stated_by = 'somebody else'",
    'DELETE FROM completeness',
  ];
  const found = await foundAfter(store, tampering);
  expect(found.map(([, [finding]]) => finding?.where)).toEqual(tampering.map(() => 'areas'));
});

test('more than a thousand findings of a kind are counted', async () => {
  const store = await imported();
  const rows = store.store.write.prepare('SELECT count(*) FROM detection').pluck().get() as number;
  expect(rows).toBeGreaterThan(1000);
  const [[, findings]] = (await foundAfter(store, ['UPDATE detection SET lng = lng + 1'])) as [[string, Finding[]]];
  const said = findings.filter(({ where }) => where.startsWith('detection '));
  expect(said).toHaveLength(1000);
  const positions = store.store.write.prepare('SELECT count(lng) FROM detection').pluck().get() as number;
  expect(findings).toContainEqual({
    ...damage,
    where: 'and more',
    what: `${positions - 1000} further findings of this kind`,
  });
});

test('a store from which an import was undone and made again is as it was stored', async () => {
  const service = await openTestService();
  const { store } = service.workspace;
  const text = simulatedText('generic-csv', { flights: 3 });
  const first = await importText(service, 'first.csv', text);
  await importText(service, 'second.csv', `${text}\r\n`);
  expect(await service.handlers['imports.undo']({ importId: first.result!.importId })).toMatchObject({ ok: true });
  expect(await verifyStore(store.read, store.folder)).toEqual([]);
  await importText(service, 'first.csv', text);
  await importText(service, 'third.csv', simulatedText('generic-csv', { flights: 2, seed: 5 }));
  expect(await verifyStore(store.read, store.folder)).toEqual([]);
});

test('rows that an undone import left to another are compared with what the undoing recorded', async () => {
  const service = await openTestService();
  const { store } = service.workspace;
  const text = simulatedText('generic-csv', { flights: 3 });
  const first = await importText(service, 'first.csv', text);
  await importText(service, 'second.csv', `${text}\r\n`);
  const db = store.write;
  db.pragma('foreign_keys = 0');
  expect(beginChange(db)).toEqual({ ok: true, value: null });
  undoImport(db, 1);
  const digests = heirDigests(db, [2]);
  commitChange(db, { actor: 'x', kind: 'import-undone', atMs: 1 }, { import: first.result!.importId, digests });
  const changed = { store, findings: () => verifyStore(db, store.folder) };
  const [[, findings]] = (await foundAfter(changed, ['UPDATE detection SET record = record + 1 WHERE no = 7'])) as [
    [string, Finding[]],
  ];
  expect(findings).toMatchObject([{ ...damage, what: expect.stringContaining('stored rows') }]);
});

test.each([
  "UPDATE audit SET actor = 'somebody else' WHERE no = 1",
  'UPDATE audit SET at_ms = at_ms + 1 WHERE no = 1',
  'DELETE FROM audit WHERE no = (SELECT max(no) FROM audit)',
  "INSERT INTO audit (at_ms, actor, kind, details, previous, digest) VALUES (1, 'x', 'import', '{}', '0', '0')",
])('tampering with the audit chain is found: %s', async (sql) => {
  const { store, findings } = await imported();
  store.write.exec(sql);
  expect(await findings()).toContainEqual(expect.objectContaining(damage));
});

test('any changed byte of a kept original is found', async () => {
  const { store, findings } = await imported();
  const folder = join(store.folder, 'evidence');
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.zst'))!);
  const bytes = readFileSync(file);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= flip;
      writeFileSync(file, changed);
      // A flip in a frame's header may leave the content as it was: then nothing is lost, and nothing need be said.
      const found = await findings();
      if (found.length === 0) expect(at).toBeLessThan(18);
      writeFileSync(file, bytes);
    }),
    { numRuns: 60 },
  );
});
