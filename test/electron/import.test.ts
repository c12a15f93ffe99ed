import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { rawRecordOf } from '../../electron/backend/raw-record.ts';
import { findDetection, listDetections } from '../../electron/store/queries/detections.ts';
import { verifyStore } from '../../electron/store/verify.ts';
import {
  conclusionsOf,
  importPath,
  importText,
  openTestService,
  rowCounts,
  simulatedText,
  writeTestFile,
} from '../helpers/workspace.ts';

let csv: string;
beforeAll(() => {
  csv = simulatedText('generic-csv');
});

const halves = (text: string): [string, string] => {
  const [header, ...rows] = text.trimEnd().split(/\r?\n/);
  const third = Math.floor(rows.length / 3);
  return [[header, ...rows.slice(0, 2 * third)].join('\n'), [header, ...rows.slice(third)].join('\n')];
};

test('records are detections, duplicates, quarantined or skipped, and nothing else', async () => {
  const service = await openTestService();
  const [header, ...rows] = csv.trimEnd().split(/\r?\n/);
  const broken = rows.map((row, index) => (index % 10 === 3 ? row.replace(/^[^,]*/, 'last Tuesday') : row));
  const { result } = await importText(service, 'broken.csv', [header, ...broken, rows[0]].join('\n'));
  expect(result).toMatchObject({
    records: rows.length + 1,
    duplicates: 1,
    quarantined: Math.ceil((rows.length - 3) / 10),
  });
  expect(result!.detections + result!.duplicates + result!.quarantined + result!.skipped).toBe(result!.records);
});

test('a quarantined record keeps its raw text, its number and the reason', async () => {
  const service = await openTestService();
  const [header, ...rows] = csv.trimEnd().split(/\r?\n/);
  const bad = rows[30]!.replace(/^[^,]*/, 'last Tuesday');
  await importText(service, 'bad.csv', [header, ...rows.slice(0, 30), bad, ...rows.slice(31)].join('\n'));
  const page = await service.handlers['quarantine.list']({ limit: 10 });
  expect(page).toMatchObject({
    ok: true,
    value: { total: 1, rows: [{ file: 'bad.csv', record: 31, code: 'bad-time', raw: bad }] },
  });
});

test('a file that was cut short gives its whole records, and the last one is quarantined', async () => {
  const service = await openTestService();
  const { result } = await importText(service, 'cut.csv', csv.slice(0, 40_000));
  expect(result).toMatchObject({ quarantined: 1 });
  expect(result!.detections).toBe(result!.records - 1);
});

test('the same file again adds nothing', async () => {
  const service = await openTestService();
  const path = writeTestFile('once.csv', csv);
  const first = await importPath(service, path);
  const before = rowCounts(service);
  const second = await importPath(service, path);
  expect(first.alreadyImported).toBe(false);
  expect(second).toMatchObject({ state: 'done', alreadyImported: true });
  expect(rowCounts(service)).toEqual(before);
});

test('overlapping files in either order give the same detections and the same conclusions', async () => {
  const [a, b] = halves(csv);
  const inOrder = await openTestService();
  await importText(inOrder, 'a.csv', a);
  const second = await importText(inOrder, 'b.csv', b);
  expect(second.result!.duplicates).toBeGreaterThan(0);
  const reversed = await openTestService();
  await importText(reversed, 'b.csv', b);
  await importText(reversed, 'a.csv', a);
  const whole = await openTestService();
  await importText(whole, 'whole.csv', csv);
  expect(conclusionsOf(reversed)).toEqual(conclusionsOf(inOrder));
  expect(conclusionsOf(whole)).toEqual(conclusionsOf(inOrder));
});

test('a row that comes again much later, or in another file, is a further source of its detection', async () => {
  const startMs = Date.UTC(2026, 5, 1);
  const row = (place: number): string => {
    const time = new Date(startMs + place * 1000).toISOString();
    return `${time},SYNTHETIC-S${place % 3},${26 + (place % 500) * 1e-4},-98.1,1581F0000000000000${place % 9}X`;
  };
  const file = (...places: number[][]) => ['time,sensor_id,lat,lon,uas_serial', ...places.flat().map(row)].join('\n');
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
  // More rows than are stored at once, and ids enough to be claimed share by share.
  const service = await openTestService();
  const first = await importText(service, 'first.csv', file(range(0, 70_000), range(10, 60), [3, 3]));
  expect(first.result).toMatchObject({ records: 70_052, detections: 70_000, duplicates: 52, positions: 70_000 });
  const second = await importText(service, 'second.csv', file(range(69_990, 70_010), range(5, 8), [70_009]));
  expect(second.result).toMatchObject({
    detections: 10,
    duplicates: 14,
    firstTimeMs: startMs + 70_000_000,
  });
  const { read, folder } = service.workspace.store;
  const sources = read.prepare('SELECT import_no, count(*) FROM detection_source GROUP BY import_no').raw().all();
  expect(sources).toEqual([
    [1, 52],
    [2, 14],
  ]);
  const other = await openTestService();
  await importText(other, 'second.csv', file(range(69_990, 70_010), range(5, 8), [70_009]));
  await importText(other, 'first.csv', file(range(0, 70_000), range(10, 60), [3, 3]));
  expect(conclusionsOf(other)).toEqual(conclusionsOf(service));
  expect(await verifyStore(read, folder)).toEqual([]);
});

test('one detection from four formats is one detection with four sources', async () => {
  const service = await openTestService();
  for (const format of ['generic-csv', 'geojson', 'ndjson', 'kml']) {
    const { result } = await importText(service, `export.${format}`, simulatedText(format));
    expect([format, result!.detections + result!.duplicates]).toEqual([format, result!.records]);
    expect(format === 'generic-csv' ? result!.duplicates : result!.detections).toBe(0);
  }
  const { rows } = listDetections(service.workspace.store.read, { filters: {}, limit: 5, offset: 0 });
  for (const { id } of rows) expect(findDetection(service.workspace.store.read, id)!.sources).toHaveLength(4);
});

test('every detection leads back to its row in the original file', async () => {
  const service = await openTestService();
  const path = writeTestFile('rows.csv', csv);
  await importPath(service, path);
  const bytes = readFileSync(path);
  const { rows } = listDetections(service.workspace.store.read, { filters: {}, limit: 100_000, offset: 0 });
  const lines = csv.split(/\r?\n/);
  const pick = fc.integer({ min: 0, max: rows.length - 1 });
  fc.assert(
    fc.property(pick, (at) => {
      const found = findDetection(service.workspace.store.read, rows[at]!.id)!;
      const raw = rawRecordOf(service.workspace.store.folder, found);
      const [source] = raw.ok ? raw.value.sources : [];
      expect(source!.text.trimEnd()).toBe(lines[source!.record]);
      const range = bytes.subarray(source!.byteStart, source!.byteStart + source!.byteLength);
      expect(range.toString().trimEnd()).toBe(lines[source!.record]);
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['empty.csv', '', 'empty-file'],
  ['noise.bin', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)), 'unknown-format'],
  ['prose.txt', 'Nothing happened last night.\n'.repeat(40), 'unknown-format'],
  ['header-only.csv', 'time,lat,lon,serial\n', 'nothing-usable'],
])('%s is refused with a sentence, and nothing changes', async (name, content, code) => {
  const service = await openTestService();
  await importText(service, 'good.csv', csv);
  const before = rowCounts(service);
  const refused = await importPath(service, writeTestFile(name, content));
  expect(refused).toMatchObject({ state: 'failed', result: null, failure: { code, file: name } });
  expect(refused.failure!.message).toContain(name);
  expect(rowCounts(service)).toEqual(before);
});

test('a cancelled import leaves nothing behind', async () => {
  const service = await openTestService();
  const before = rowCounts(service);
  const path = writeTestFile('large.csv', simulatedText('generic-csv', { flights: 60 }));
  const order = { path, fileName: 'large.csv', format: null, mapping: null, sensorZone: null };
  const jobId = service.jobs.start(service.workspace, [{ order, release: () => undefined }]);
  setTimeout(() => service.jobs.cancel(jobId), 60);
  await service.jobs.wait(jobId);
  expect(service.jobs.progress(jobId)).toMatchObject({ value: { files: [{ state: 'cancelled' }] } });
  expect(rowCounts(service)).toEqual(before);
  expect(await verifyStore(service.workspace.store.read, service.workspace.store.folder)).toEqual([]);
});

test('real records do not enter a synthetic workspace, nor synthetic ones a real workspace', async () => {
  const real = csv.replaceAll('SYNTHETIC-', 'SITE-');
  const synthetic = await openTestService();
  await importText(synthetic, 'synthetic.csv', csv);
  expect(await importText(synthetic, 'real.csv', real)).toMatchObject({ failure: { code: 'example-mixing' } });
  const own = await openTestService();
  await importText(own, 'real.csv', real);
  expect(await importText(own, 'synthetic.csv', csv)).toMatchObject({ failure: { code: 'example-mixing' } });
});

test('the rows around a raw row are shown in their own letters, wherever the window cuts them', async () => {
  const service = await openTestService();
  const rows = Array.from({ length: 60 }, (_, second) => {
    const time = new Date(Date.UTC(2026, 5, 1, 4, 0, second)).toISOString();
    return `${time},SYNTHETIC-Peña Ñandú ñññññññññññññññññññ${'x'.repeat(second)}€,26.05,-98.1,1581F00000000000000X`;
  });
  await importText(service, 'señal.csv', ['time,sensor_id,lat,lon,uas_serial', ...rows].join('\n'));
  const { store } = service.workspace;
  const listed = listDetections(store.read, { filters: {}, limit: 100, offset: 0 }).rows;
  expect(listed).toHaveLength(60);
  for (const { id } of listed) {
    const raw = rawRecordOf(store.folder, findDetection(store.read, id)!);
    const shown = raw.ok ? raw.value.sources.map(({ before, text, after }) => before + text + after).join('') : '';
    expect(shown).toContain('Peña Ñandú');
    expect(shown).not.toMatch(/Ã|\uFFFD/);
  }
});

test('undoing an import leaves what the other files say', async () => {
  const [a, b] = halves(csv);
  const only = await openTestService();
  await importText(only, 'b.csv', b);
  const service = await openTestService();
  const first = await importText(service, 'a.csv', a);
  await importText(service, 'b.csv', b);
  const undone = await service.handlers['imports.undo']({ importId: first.result!.importId });
  expect(undone).toMatchObject({ ok: true });
  expect(conclusionsOf(service)).toEqual(conclusionsOf(only));
  expect(await verifyStore(service.workspace.store.read, service.workspace.store.folder)).toEqual([]);
  const again = await importText(service, 'a.csv', a);
  expect(again.result!.detections).toBeGreaterThan(0);
});

test('rows of another aircraft never take the place of undone ones', async () => {
  const forAircraft = (serial: string, seed: number) =>
    simulatedText('generic-csv', { flights: 2, seed }).replaceAll(
      /1581FEXAMPLE\w+|SYN0FEXAMPLE\w+|FEXAMPLE\w+/g,
      serial,
    );
  const first = forAircraft('1581F00000000000000X', 21);
  const other = forAircraft('1581F00000000000000Y', 22);
  const service = await openTestService();
  const done = await importText(service, 'first.csv', first);
  await service.handlers['imports.undo']({ importId: done.result!.importId });
  await importText(service, 'other.csv', other);
  await importText(service, 'again.csv', first);
  const fresh = await openTestService();
  await importText(fresh, 'other.csv', other);
  await importText(fresh, 'again.csv', first);
  expect(conclusionsOf(service)).toEqual(conclusionsOf(fresh));
  expect(await verifyStore(service.workspace.store.read, service.workspace.store.folder)).toEqual([]);
});

test('undoing two files with the same rows leaves neither detections nor flights', async () => {
  const service = await openTestService();
  const a = await importText(service, 'a.csv', csv);
  const b = await importText(service, 'b.csv', `${csv}\r\n`);
  await service.handlers['imports.undo']({ importId: a.result!.importId });
  expect(rowCounts(service).detection).toBe(a.result!.detections);
  await service.handlers['imports.undo']({ importId: b.result!.importId });
  expect(rowCounts(service)).toMatchObject({
    detection: 0,
    detection_id: 0,
    detection_run: 0,
    flight: 0,
    incursion: 0,
  });
  expect(await importText(service, 'real.csv', csv.replaceAll('SYNTHETIC-', 'SITE-'))).toMatchObject({ state: 'done' });
});

test('looking at a page again makes no new version; other data or options do', async () => {
  const service = await openTestService();
  const [a, b] = halves(csv);
  await importText(service, 'a.csv', a);
  const flights = await service.handlers['flights.list']({ filters: {}, limit: 1, offset: 0 });
  const flightId = flights.ok ? flights.value.rows[0]!.id : '';
  const issue = async (annex: boolean) => {
    const issued = await service.handlers['reports.incident']({
      flightId,
      annex,
      pageSize: 'letter',
      marking: null,
      show: [],
    });
    return issued.ok ? [issued.value.version, issued.value.reportId] : null;
  };
  const first = await issue(true);
  expect(await issue(true)).toEqual(first);
  const without = await issue(false);
  expect([first![0], without![0]]).toEqual([1, 2]);
  expect(await issue(true)).toEqual(first);
  expect(rowCounts(service).report).toBe(2);
  await importText(service, 'b.csv', b);
  expect(await verifyStore(service.workspace.store.read, service.workspace.store.folder)).toEqual([]);
});

test('an import that an issued page prints is kept, also after the flight was rebuilt with more', async () => {
  const [a, b] = halves(csv);
  const service = await openTestService();
  const first = await importText(service, 'a.csv', a);
  const flights = await service.handlers['flights.list']({ filters: {}, limit: 1, offset: 0 });
  const flightId = flights.ok ? flights.value.rows[0]!.id : '';
  expect(
    await service.handlers['reports.incident']({
      flightId,
      annex: true,
      pageSize: 'letter',
      marking: null,
      show: [],
    }),
  ).toMatchObject({
    ok: true,
  });
  await importText(service, 'b.csv', b);
  expect(await service.handlers['imports.undo']({ importId: first.result!.importId })).toMatchObject({
    ok: false,
    failure: { code: 'refused' },
  });
});

test('the same detections from different formats conclude alike in either order', async () => {
  const texts = { csv, ndjson: simulatedText('ndjson'), geojson: simulatedText('geojson') };
  const one = await openTestService();
  for (const name of ['csv', 'ndjson', 'geojson'] as const) await importText(one, `e.${name}`, texts[name]);
  const other = await openTestService();
  for (const name of ['geojson', 'csv', 'ndjson'] as const) await importText(other, `e.${name}`, texts[name]);
  expect(conclusionsOf(other)).toEqual(conclusionsOf(one));
});

test('a fix that its object could not have reached is marked, counted and used all the same', async () => {
  const service = await openTestService();
  const row = (second: number, lat: number, more: string) => `2026-01-05T03:00:0${second}Z,${lat},-106.4,${more}`;
  const drone = '1581F45TB21000000001,';
  const rows = [row(0, 31.7, drone), row(2, 31.7001, drone), row(4, 31.8, drone), row(6, 31.8, drone)];
  const { result } = await importText(service, 'jump.csv', ['time,lat,lon,serial,category', ...rows].join('\n'));
  expect(result).toMatchObject({ detections: 4, issues: { 'implausible-speed': 1 } });
  const { rows: stored } = listDetections(service.workspace.store.read, { filters: {}, limit: 10, offset: 0 });
  expect(stored.map(({ record, flags }) => [record, flags.includes('implausible-speed')])).toEqual([
    [1, false],
    [2, false],
    [3, true],
    [4, false],
  ]);
  expect(await verifyStore(service.workspace.store.read, service.workspace.store.folder)).toEqual([]);
});
