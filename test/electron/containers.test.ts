import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { rawRecordOf } from '../../electron/backend/raw-record.ts';
import type { Service } from '../../electron/backend/service.ts';
import { findDetection, listDetections } from '../../electron/store/queries/detections.ts';
import { verifyStore } from '../../electron/store/verify.ts';
import {
  importMembers,
  importPath,
  openTestService,
  rowCounts,
  simulatedText,
  writeTestFile,
} from '../helpers/workspace.ts';
import { type Cell, workbook, type ZipMember, type ZipOptions, zipFile } from '../helpers/zip-file.ts';

let csv: string;
let kml: string;
beforeAll(() => {
  csv = simulatedText('generic-csv');
  kml = simulatedText('kml');
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const verified = ({ workspace }: Service) => verifyStore(workspace.store.read, workspace.store.folder);

const waitingFiles = ({ workspace }: Service): string[] =>
  readdirSync(join(workspace.store.folder, 'evidence')).filter((name) => name.startsWith('incoming-'));

const firstDetection = ({ workspace }: Service) => {
  const { rows } = listDetections(workspace.store.read, { filters: {}, limit: 1, offset: 0 });
  return findDetection(workspace.store.read, rows[0]!.id)!;
};

test('every member of a ZIP is an import of its own, and the archive is kept untouched', async () => {
  const service = await openTestService();
  const zip = zipFile([
    { name: 'night/alerts.csv', content: csv },
    { name: 'night/placemarks.kml', content: kml },
    { name: 'photo.png', content: 'png' },
  ]);
  const members = await importMembers(service, writeTestFile('night.zip', zip));
  expect(members.map(({ file, state }) => [file, state])).toEqual([
    ['night.zip › night/alerts.csv', 'done'],
    ['night.zip › night/placemarks.kml', 'done'],
  ]);
  expect(members[0]!.result).toMatchObject({
    file: 'night.zip',
    member: 'night/alerts.csv',
    container: 'zip',
    sha256: sha256(zip),
    bytes: zip.length,
    memberSha256: sha256(Buffer.from(csv)),
    format: 'generic-csv',
  });
  expect(members[1]!.result).toMatchObject({ member: 'night/placemarks.kml', format: 'kml' });
  expect(members[0]!.note).toBe('Not read: photo.png (a picture).');
  expect(await verified(service)).toEqual([]);
  expect(waitingFiles(service)).toEqual([]);
});

test('a detection from a member leads back to its row: the bytes are the member’s, the archive is named', async () => {
  const service = await openTestService();
  const zip = zipFile([{ name: 'alerts.csv', content: csv }]);
  await importMembers(service, writeTestFile('night.zip', zip));
  const detection = firstDetection(service);
  const raw = rawRecordOf(service.workspace.store.folder, detection);
  const [source] = raw.ok ? raw.value.sources : [];
  expect(source).toMatchObject({
    file: 'night.zip › alerts.csv',
    sha256: sha256(Buffer.from(csv)),
    containerSha256: sha256(zip),
  });
  expect(source!.text.trimEnd()).toBe(csv.split(/\r?\n/)[source!.record]);
  const range = Buffer.from(csv).subarray(source!.byteStart, source!.byteStart + source!.byteLength);
  expect(range.toString()).toBe(source!.text);
});

test('a kept archive that was changed since is damage', async () => {
  const service = await openTestService();
  const zip = zipFile([{ name: 'alerts.csv', content: csv }]);
  await importMembers(service, writeTestFile('night.zip', zip));
  const { write } = service.workspace.store;
  write.prepare("UPDATE import SET container_sha256 = replace(container_sha256, 'a', 'b')").run();
  expect((await verified(service)).map(({ severity }) => severity)).toContain('damage');
});

test('an archive imported again adds nothing, nor does its member by itself', async () => {
  const service = await openTestService();
  const path = writeTestFile('night.zip', zipFile([{ name: 'alerts.csv', content: csv }]));
  await importMembers(service, path);
  const before = rowCounts(service);
  expect(await importPath(service, path)).toMatchObject({ state: 'done', alreadyImported: true });
  expect(await importPath(service, writeTestFile('alerts.csv', csv))).toMatchObject({ alreadyImported: true });
  expect(rowCounts(service)).toEqual(before);
  expect(await verified(service)).toEqual([]);
});

test('a KMZ in a data package in a ZIP is read; a fourth archive within is refused with its name', async () => {
  const kmz = zipFile([
    { name: 'doc.kml', content: kml },
    { name: 'files/icon.png', content: 'png' },
  ]);
  const dataPackage = zipFile([
    { name: 'MANIFEST/manifest.xml', content: '<MissionPackageManifest/>' },
    { name: 'a/tracks.kmz', content: kmz },
  ]);
  const outer = zipFile([{ name: 'pkg.zip', content: dataPackage }]);
  const service = await openTestService();
  const [member, ...others] = await importMembers(service, writeTestFile('outer.zip', outer));
  expect(others).toEqual([]);
  expect(member).toMatchObject({ state: 'done', result: { member: 'pkg.zip/a/tracks.kmz/doc.kml', format: 'kml' } });
  const tooDeep = await importPath(
    service,
    writeTestFile('deep.zip', zipFile([{ name: 'outer.zip', content: outer }])),
  );
  expect(tooDeep.failure).toMatchObject({ code: 'too-large' });
  expect(tooDeep.failure!.message).toContain('tracks.kmz');
  expect(waitingFiles(service)).toEqual([]);
});

test('a gzip file is read as what it holds', async () => {
  const service = await openTestService();
  const packed = gzipSync(csv);
  const { result } = await importPath(service, writeTestFile('alerts.csv.gz', packed));
  expect(result).toMatchObject({ container: 'gzip', member: 'alerts.csv', sha256: sha256(packed), quarantined: 0 });
  expect(result!.detections).toBeGreaterThan(100);
});

test('a member that cannot be used does not keep the others from it, and says why', async () => {
  const service = await openTestService();
  const zip = zipFile([
    { name: 'readme.md', content: '# Nothing of use\n' },
    { name: 'alerts.csv', content: csv },
    { name: 'link.csv', content: '/etc/passwd', mode: 0o120777 },
    { name: 'squeezed.csv', content: csv, method: 12 },
  ]);
  const members = await importMembers(service, writeTestFile('night.zip', zip));
  expect(members.map(({ file, state, failure }) => [file, state, failure?.code ?? null])).toEqual([
    ['night.zip › readme.md', 'failed', 'unknown-format'],
    ['night.zip › alerts.csv', 'done', null],
    ['night.zip › link.csv', 'failed', 'refused'],
    ['night.zip › squeezed.csv', 'failed', 'refused'],
  ]);
  for (const { failure, file } of members) if (failure !== null) expect(failure.message).toContain(file);
});

const good: ZipMember = { name: 'alerts.csv', content: 'time,lat,lon\n2026-01-01T00:00:00Z,31,-106\n' };

test.each<[string, readonly ZipMember[], ZipOptions, string, string]>([
  ['a name that climbs out', [good, { ...good, name: '../../etc/cron.d/x' }], {}, 'refused', 'etc/cron.d/x'],
  ['an absolute name', [{ ...good, name: '/etc/passwd' }], {}, 'refused', '/etc/passwd'],
  ['a drive letter', [{ ...good, name: 'C:\\Windows\\x.csv' }], {}, 'refused', 'C:/Windows/x.csv'],
  ['a backslash that climbs out', [{ ...good, name: '..\\..\\x.csv' }], {}, 'refused', '../../x.csv'],
  ['a NUL in a name', [{ ...good, name: 'a.csv\0.png' }], {}, 'refused', 'NUL'],
  ['two members of one name', [good, good], {}, 'refused', 'alerts.csv'],
  ['members that share bytes', [good, { ...good, name: 'b.csv', sharesBytesOf: 0 }], {}, 'refused', 'b.csv'],
  ['a password', [{ ...good, flags: 0x801 }], {}, 'refused', 'password'],
  ['a list that names another name', [{ ...good, local: { name: 'alertz.csv' } }], {}, 'refused', 'alerts.csv'],
  ['a list that names another size', [{ ...good, local: { bytes: 3 } }], {}, 'refused', 'alerts.csv'],
  ['a list that names another method', [{ ...good, local: { method: 0 } }], {}, 'refused', 'alerts.csv'],
  ['a checksum that is wrong', [{ ...good, crc: 7 }], {}, 'wrong-format', 'alerts.csv'],
  ['more bytes than the list says', [{ ...good, bytes: 5 }], {}, 'wrong-format', 'alerts.csv'],
  ['fewer bytes than the list says', [{ ...good, bytes: 500 }], {}, 'wrong-format', 'alerts.csv'],
  ['more members than it counts', [good, { ...good, name: 'b.csv' }], { count: 1 }, 'refused', 'more members'],
  ['fewer members than it counts', [good], { count: 2 }, 'refused', 'list of members'],
  ['bytes behind its end', [good], { comment: '' }, 'truncated-file', 'cut short'],
  ['nothing in it', [], {}, 'nothing-usable', 'no export'],
  ['nothing but pictures', [{ name: 'a.png', content: 'x' }], {}, 'nothing-usable', 'no export'],
])('an archive with %s is refused as a whole, and nothing is stored', async (what, members, options, code, words) => {
  const service = await openTestService();
  const zip = zipFile(members, options);
  const bytes = what === 'bytes behind its end' ? Buffer.concat([zip, Buffer.from('trailing')]) : zip;
  const before = rowCounts(service);
  const { failure } = await importPath(service, writeTestFile('bad.zip', bytes));
  expect(failure).toMatchObject({ code });
  expect(failure!.message).toContain('bad.zip');
  expect(failure!.message).toContain(words);
  expect(rowCounts(service)).toEqual(before);
  expect(readdirSync(join(service.workspace.store.folder, 'evidence'))).toEqual([]);
});

test('an archive cut anywhere is refused', async () => {
  const service = await openTestService();
  const zip = zipFile([{ name: 'alerts.csv', content: csv.slice(0, 2000) }]);
  for (const share of [0.1, 0.5, 0.9, 0.99]) {
    const cut = zip.subarray(0, Math.floor(zip.length * share));
    expect(await importPath(service, writeTestFile('cut.zip', cut))).toMatchObject({ state: 'failed', result: null });
  }
});

/** Members that take little space and much time, one below each limit and one above it. */
const filler = (count: number): ZipMember[] =>
  Array.from({ length: count }, (_, index) => ({ name: `icons/${index}.png`, content: '' }));

test('1,000 members are read and 1,001 refused', async () => {
  const service = await openTestService();
  const atLimit = zipFile([{ name: 'alerts.csv', content: csv }, ...filler(999)]);
  expect(await importPath(service, writeTestFile('most.zip', atLimit))).toMatchObject({ state: 'done' });
  const beyond = zipFile([{ name: 'alerts.csv', content: csv }, ...filler(1000)]);
  const { failure } = await importPath(service, writeTestFile('more.zip', beyond));
  expect(failure).toMatchObject({ code: 'too-large', message: expect.stringContaining('1000 members') });
});

test('a member may unpack to 100 times its size and not to more', async () => {
  const service = await openTestService();
  const lying = (bytes: number, packedBytes: number) =>
    writeTestFile('ratio.zip', zipFile([{ ...good, bytes, packedBytes }]));
  const beyond = await importPath(service, lying(40 * 100 + 1, 40));
  expect(beyond.failure).toMatchObject({ code: 'too-large', message: expect.stringContaining('100 times') });
  const atLimit = await importPath(service, lying(40 * 100, 40));
  expect(atLimit.failure?.code).not.toBe('too-large');
  const bomb = await importPath(
    service,
    writeTestFile('bomb.zip', zipFile([{ name: 'a.csv', content: Buffer.alloc(2e7) }])),
  );
  expect(bomb.failure).toMatchObject({ code: 'too-large' });
  const gzipBomb = await importPath(service, writeTestFile('bomb.csv.gz', gzipSync(Buffer.alloc(2e7))));
  expect(gzipBomb.failure).toMatchObject({ code: 'too-large' });
});

test('an archive that says it unpacks to more than 256 MB is refused before it is unpacked', async () => {
  const service = await openTestService();
  const half = { content: Buffer.alloc(64), bytes: 128 * 1024 * 1024, packedBytes: 2 * 1024 * 1024 };
  const zip = zipFile([
    { name: 'a.csv', ...half },
    { name: 'b.csv', ...half },
    { name: 'c.csv', content: 'x' },
  ]);
  const { failure } = await importPath(service, writeTestFile('huge.zip', zip));
  expect(failure).toMatchObject({ code: 'too-large', message: expect.stringContaining('256 MB') });
});

const header: Cell[] = ['Time (UTC)', 'Latitude', 'Longitude', 'Serial number', 'Altitude AMSL (m)', 'Speed (m/s)'];

test('sheets of a workbook are tables: titles, shared and inline texts, gaps, dates; records are rows of the sheet', async () => {
  const service = await openTestService();
  const serial = '1581F45TB21000000001';
  const time = (hour: number) => ({ serial: 46_000 + hour / 24, style: 1 });
  const bytes = workbook(
    {
      Summary: { 1: ['Weekly report'], 2: ['made by', 'nobody'] },
      'Alerts, "west"': {
        1: ['Sector report', null, 'week 49'],
        3: ['not for release'],
        5: header,
        6: [time(1), 31.75, -106.5, serial, 1200.5, 7],
        // Row 8 follows row 6: row 7 is not in the file.
        8: [
          time(2),
          { xml: '<c t="str"><f>1+1</f><v>31.76</v></c>' },
          -106.5,
          { xml: `<c t="inlineStr"><is><r><t>1581F45TB21</t></r><r><t>000000001</t></r></is></c>` },
          null,
          { xml: '<c t="e"><v>#N/A</v></c>' },
        ],
        9: [{ xml: '<c t="d"><v>2025-12-09T03:00:00Z</v></c>' }, 31.77, -106.5, serial],
      },
      Empty: [],
    },
    { formats: ['yyyy\\-mm\\-dd hh:mm:ss'] },
  );
  const members = await importMembers(service, writeTestFile('report.xlsx', bytes));
  expect(members.map(({ file, state, failure }) => [file, state, failure?.code ?? null])).toEqual([
    ['report.xlsx › Summary', 'failed', 'unknown-format'],
    ['report.xlsx › Alerts, "west"', 'done', null],
  ]);
  expect(members[0]!.note).toBe('Not read: Empty (an empty sheet).');
  const sheet = members[1]!.result!;
  expect(sheet).toMatchObject({ container: 'xlsx', records: 3, detections: 3, quarantined: 0, format: 'generic-csv' });
  const { rows } = listDetections(service.workspace.store.read, { filters: {}, limit: 10, offset: 0 });
  expect(rows.map(({ record, observedAtMs, lat }) => [record, new Date(observedAtMs).toISOString(), lat])).toEqual([
    [6, '2025-12-09T01:00:00.000Z', 31.75],
    [8, '2025-12-09T02:00:00.000Z', 31.76],
    [9, '2025-12-09T03:00:00.000Z', 31.77],
  ]);
  expect(rows.map(({ objectName }) => objectName)).toEqual([serial, serial, serial]);
  const raw = rawRecordOf(service.workspace.store.folder, findDetection(service.workspace.store.read, rows[1]!.id)!);
  const [source] = raw.ok ? raw.value.sources : [];
  expect(source).toMatchObject({
    record: 8,
    containerSha256: sha256(bytes),
    text: `2025-12-09T02:00:00,31.76,-106.5,${serial},,#N/A`,
  });
  expect(await verified(service)).toEqual([]);
});

test('dates of a workbook that counts from 1904 are the same instants', async () => {
  const service = await openTestService();
  const rows = (shift: number) => [header, [{ serial: 46_000.25 - shift, style: 1 }, 31.75, -106.5, 'SN-1', 10, 1]];
  const from1900 = workbook({ A: rows(0) as Cell[][] }, { formats: [22] });
  const from1904 = workbook({ A: rows(1462) as Cell[][] }, { formats: [22], date1904: true });
  const first = await importPath(service, writeTestFile('a.xlsx', from1900));
  const second = await importPath(service, writeTestFile('b.xlsx', from1904));
  expect(first.result).toMatchObject({ firstTimeMs: Date.UTC(2025, 11, 9, 6), detections: 1 });
  // The same text of the same sheet.
  expect(second).toMatchObject({ alreadyImported: true });
});

test.each([
  ['without a sheet', zipFile([{ name: 'xl/workbook.xml', content: '<workbook/>' }]), 'without sheets'],
  [
    'whose list of sheets is cut short',
    zipFile([{ name: 'xl/workbook.xml', content: '<workbook><sheets>' }]),
    'cut short',
  ],
  [
    'with a document type',
    zipFile([{ name: 'xl/workbook.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' }]),
    'document type',
  ],
  ['in binary', zipFile([{ name: 'xl/workbook.bin', content: 'x' }]), 'XLSX or CSV'],
  ['of letters', zipFile([{ name: 'word/document.xml', content: '<x/>' }]), 'not a workbook'],
])('a workbook %s is refused with what to do', async (_, bytes, words) => {
  const service = await openTestService();
  const { failure } = await importPath(service, writeTestFile('book.xlsx', bytes));
  expect(failure!.message).toContain('book.xlsx');
  expect(failure!.message).toContain(words);
});

test.each([
  ['rows out of order', { 1: ['a'] }, '<row r="3"/><row r="2"/>', 'not in order'],
  ['a row beyond the last', { 1: ['a'] }, '<row r="99999999"/>', 'not in order'],
  ['a text that is not there', { 1: ['a'] }, '<row r="3"><c t="s"><v>99</v></c></row>', 'not there'],
])('a sheet with %s is refused', async (_, rows, xml, words) => {
  const service = await openTestService();
  const bytes = workbook({ A: { ...rows, 2: [{ xml: `<c t="n"/></row>${xml}<row>` }] } });
  const { failure } = await importPath(service, writeTestFile('book.xlsx', bytes));
  expect(failure!.message).toContain(words);
});

test('cancelling the import of an archive leaves nothing behind', async () => {
  const service = await openTestService();
  const large = simulatedText('generic-csv', { flights: 40 });
  const path = writeTestFile(
    'large.zip',
    zipFile([
      { name: 'a.csv', content: large },
      { name: 'b.csv', content: csv },
    ]),
  );
  const order = { path, fileName: 'large.zip', format: null, mapping: null, sensorZone: null };
  const jobId = service.jobs.start(service.workspace, [{ order, release: () => undefined }]);
  setTimeout(() => service.jobs.cancel(jobId), 120);
  await service.jobs.wait(jobId);
  const progress = service.jobs.progress(jobId);
  const states = progress.ok ? progress.value.files.map(({ state }) => state) : [];
  expect(new Set(states)).toEqual(new Set(['cancelled']));
  expect(readdirSync(join(service.workspace.store.folder, 'evidence'))).toEqual([]);
});

const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples');

test('a TAK data package of another hand is opened down to its KMZ', async ({ skip }) => {
  const path = join(samples, 'tak-datapackage', 'COMilePosts.zip');
  try {
    readFileSync(path);
  } catch {
    skip('the samples are not beside the project');
  }
  const service = await openTestService();
  const members = await importMembers(service, path);
  expect(members).toMatchObject([
    { state: 'done', result: { container: 'data-package', format: 'kml', records: 9005 } },
  ]);
  expect(await verified(service)).toEqual([]);
});
