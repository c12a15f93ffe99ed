import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type Entry, fromBuffer, type Options, type ZipFile } from 'yauzl';
import { ZipFile as NewZip } from 'yazl';
import { importPackage } from '../../electron/backend/package/import-package.ts';
import { makePackage } from '../../electron/backend/package/make-package.ts';
import { rebuildAll, type Service } from '../../electron/backend/service.ts';
import { verifyStore } from '../../electron/store/verify.ts';
import type { IncidentReport } from '../../shared/report/data/incident.ts';
import { tracedDetectionIds } from '../../shared/report/data/incident.ts';
import { importText, openTestService, simulatedText, temporaryFolder } from '../helpers/workspace.ts';

const FILE = 'night – export.csv';

async function packaged(): Promise<{ service: Service; path: string; number: string; original: string }> {
  const service = await openTestService();
  const original = simulatedText('generic-csv', { flights: 14 });
  await importText(service, FILE, original);
  const listed = await service.handlers['incursions.list']({ filters: {}, limit: 10, offset: 0 });
  if (!listed.ok) throw new Error(listed.failure.message);
  const flightIds = [...new Set(listed.value.rows.map(({ flightId }) => flightId))].slice(0, 2);
  const created = await service.handlers['incidents.create']({ flightIds, title: 'Two of one night' });
  if (!created.ok) throw new Error(created.failure.message);
  const attachment = join(temporaryFolder(), 'photo.txt');
  writeFileSync(attachment, 'a photograph, as it were');
  const file = service.offerFile(attachment, 'photo.txt', false);
  const attached = await service.handlers['incidents.attach']({ id: created.value.id, file, note: '' });
  if (!attached.ok) throw new Error(attached.failure.message);
  const path = join(temporaryFolder(), 'package.zip');
  const made = await makePackage(service.workspace, {
    incident: created.value.number,
    path,
    actor: 'tester',
    nowMs: Date.UTC(2026, 10, 22),
    program: 'Fenceline test',
    show: [],
    signer: service.signer,
    pdfEngine: null,
  });
  if (!made.ok) throw new Error(made.failure.message);
  return { service, path, number: created.value.number, original };
}

async function unzip(path: string): Promise<Map<string, Buffer>> {
  const zip = await promisify<Buffer, Options, ZipFile>(fromBuffer)(readFileSync(path), { lazyEntries: true });
  const files = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(files));
    zip.on('entry', (entry: Entry) =>
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          files.set(entry.fileName, Buffer.concat(chunks));
          zip.readEntry();
        });
      }),
    );
    zip.readEntry();
  });
}

async function zip(files: ReadonlyMap<string, Buffer>): Promise<string> {
  const archive = new NewZip();
  for (const [name, bytes] of files) archive.addBuffer(bytes, name);
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(chunk as Buffer);
  const path = join(temporaryFolder(), 'again.zip');
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}

const taking = (service: Service, path: string) =>
  importPackage(service.workspace, service.jobs, { path, displayName: 'package.zip', actor: 'other', nowMs: 0 });

test('an evidence package is checked with system tools alone, and every figure leads to its rows in the untouched original', async () => {
  const { path, number, original } = await packaged();
  const files = await unzip(path);
  const folder = temporaryFolder();
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const checked = spawnSync('sha256sum', ['--check', '--strict', 'contents.sha256'], { cwd: folder, encoding: 'utf8' });
  if (checked.error === undefined) expect(checked).toMatchObject({ status: 0 });
  const names = [...files.keys()];
  const listed = files.get('contents.sha256')!.toString('utf8').trimEnd().split('\n');
  expect(listed).toHaveLength(names.length - 3);

  const originalName = names.find((name) => name.startsWith('originals/'))!;
  expect(files.get(originalName)!.toString('utf8')).toBe(original);
  expect(names.find((name) => name.startsWith('attachments/'))).toMatch(/ photo\.txt$/);

  // What the page prints as the digest of its data is the digest of the data in the package.
  const data = files.get('data/report.json')!;
  const digest = createHash('sha256').update(data).digest('hex');
  const page = files.get(names.find((name) => /^pages\/.*\.html$/.test(name))!)!.toString('utf8');
  expect(page.replace(/\s|<wbr>/g, '')).toContain(digest);
  expect(page).toContain(number);

  const report = JSON.parse(data.toString('utf8')) as IncidentReport;
  const index = files.get('index.html')!.toString('utf8');
  const rows = files.get('rows.html')!.toString('utf8');
  expect(`${index}${rows}${files.get('certification.html')!.toString('utf8')}`).not.toMatch(
    /<script|https?:\/\/|\son[a-z]+=/,
  );
  expect(report.traces.length).toBeGreaterThan(10);
  const table = files.get('cited-rows.csv')!.toString('utf8');
  for (const trace of report.traces) {
    expect(index).toContain(`id="${trace.code}"`);
    for (const id of tracedDetectionIds(report, trace)) {
      expect(rows).toContain(`id="d-${id}"`);
      const line = table.split('\r\n').find((one) => one.startsWith(`${id},`))!;
      expect(line).toContain(trace.code);
    }
  }
  // The byte ranges of the table are those of the original.
  const header = table.split('\r\n')[0]!.split(',');
  const [start, length] = [header.indexOf('byte_start'), header.indexOf('byte_length')];
  for (const line of table.split('\r\n').slice(1, 40)) {
    const cells = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)!.map((cell) => cell.replace(/,$/, ''));
    const bytes = files.get(originalName)!.subarray(Number(cells[start]), Number(cells[start]) + Number(cells[length]));
    expect(cells.at(-2)!.replace(/^"|"$/g, '').replaceAll('""', '"').replace(/^'/, '')).toBe(bytes.toString('utf8'));
  }
});

test('imported elsewhere it gives the same incident, with the same flights, and the store is whole', async () => {
  const { service, path, number } = await packaged();
  const other = await openTestService();
  const taken = await taking(other, path);
  expect(taken).toMatchObject({ ok: true, value: { number, added: true, originals: 1, notes: [] } });
  const [here, there] = await Promise.all([service, other].map((one) => one.handlers['incidents.get']({ id: number })));
  if (!here!.ok || !there!.ok) throw new Error('no incident');
  const plain = ({ reports: _, freshness: __, mine: ___, ...incident }: typeof here.value) => incident;
  expect(plain(there.value)).toEqual(plain(here.value));
  expect(there.value.flights.every(({ changedSince }) => changedSince.length === 0)).toBe(true);
  expect(await verifyStore(other.workspace.store.read, other.workspace.store.folder)).toEqual([]);
  expect(await taking(other, path)).toMatchObject({ ok: true, value: { added: false, detections: 0 } });
  await other.workspace.change({ actor: 'tester', kind: 'rebuilt', atMs: 0 }, async () => {
    await rebuildAll(other.workspace);
    return { ok: true, value: { value: null, details: {} } };
  });
  const attached = await other.handlers['incidents.attachment']({
    id: there.value.id,
    sha256: there.value.content.attachments[0]!.sha256,
  });
  expect(attached).toMatchObject({ ok: true, value: { name: 'photo.txt' } });
});

test('a package in which anything was changed is refused, and nothing is stored', async () => {
  const { path } = await packaged();
  const files = await unzip(path);
  const other = await openTestService();
  const listed = [...files.keys()].filter((name) => name !== 'certification.html');
  for (const name of listed) {
    const changed = new Map(files);
    const bytes = Buffer.from(files.get(name)!);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    changed.set(name, bytes);
    expect((await taking(other, await zip(changed))).ok, name).toBe(false);
    const without = new Map(files);
    without.delete(name);
    expect((await taking(other, await zip(without))).ok, name).toBe(false);
  }
  // A name that leads out of the folder: yazl does not write one, so it is put in by hand.
  const outside = await zip(new Map([['xx/outside.txt', Buffer.from('x')]]));
  writeFileSync(outside, Buffer.from(readFileSync(outside).toString('latin1').replaceAll('xx/', '../'), 'latin1'));
  expect((await taking(other, outside)).ok).toBe(false);
  const text = join(temporaryFolder(), 'no.zip');
  writeFileSync(text, 'this is no archive');
  expect(await taking(other, text)).toMatchObject({ ok: false, failure: { code: 'wrong-format' } });
  const count = (what: string) => other.workspace.store.read.prepare(`SELECT count(*) FROM ${what}`).pluck().get();
  expect([count('import'), count('incident'), count('audit')]).toEqual([0, 0, 0]);
});
