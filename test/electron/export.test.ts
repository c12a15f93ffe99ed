import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import { makeExport } from '../../electron/backend/export/make-export.ts';
import type { Service } from '../../electron/backend/service.ts';
import { listDetections } from '../../electron/store/queries/detections.ts';
import { exportRequestSchema, type MadeExport } from '../../shared/contract/contract.ts';
import { importPath, importText, openTestService, simulatedText, temporaryFolder } from '../helpers/workspace.ts';

type Wanted = Parameters<typeof exportRequestSchema.parse>[0];

async function exported(
  { workspace }: Service,
  wanted: Wanted,
  options: { readonly signal?: AbortSignal } = {},
): Promise<MadeExport & { path: string; text: string }> {
  const request = exportRequestSchema.parse(wanted);
  const path = join(temporaryFolder(), 'out');
  const made = await makeExport(workspace, request, {
    path,
    fileName: 'out',
    actor: 'tester',
    nowMs: Date.UTC(2026, 8, 1),
    ...options,
  });
  if (!made.ok) throw new Error(made.failure.message);
  return { ...made.value, path, text: readFileSync(path, 'utf8') };
}

const idsOf = ({ workspace }: Service): string[] =>
  listDetections(workspace.store.read, { filters: {}, limit: 100_000, offset: 0 })
    .rows.map(({ id }) => id)
    .sort();

async function simulated(flights = 4): Promise<Service> {
  const service = await openTestService();
  const { failure } = await importText(service, 'simulated.ndjson', simulatedText('ndjson', { flights }));
  expect(failure).toBeNull();
  return service;
}

describe('detections that left', () => {
  test.each(['csv', 'geojson', 'ndjson', 'kml', 'gpx', 'cot-xml'] as const)(
    'as %s are the same detections when another workspace imports them',
    async (format) => {
      const service = await simulated();
      const made = await exported(service, { what: 'detections', format, personal: true });
      const other = await openTestService();
      const endings = { csv: 'csv', geojson: 'geojson', ndjson: 'ndjson', kml: 'kml', gpx: 'gpx', 'cot-xml': 'xml' };
      const { failure, result } = await importText(other, `out.${endings[format]}`, made.text);
      expect(failure).toBeNull();
      expect(result).toMatchObject({ quarantined: 0, skipped: 0, detections: made.rows });
      expect(made.leftOut).toBe(0);
      expect(idsOf(other)).toEqual(idsOf(service));
    },
  );

  test('say nothing of operators unless that is asked for', async () => {
    const service = await simulated();
    const { text, notes } = await exported(service, { what: 'detections', format: 'csv' });
    const header = text.split('\r\n')[0]!.split(',');
    const at = ['operator_lat', 'operator_lng', 'operator_id', 'home_lat', 'home_lng', 'remarks'].map((name) =>
      header.indexOf(name),
    );
    for (const row of text.split('\r\n').slice(1, -1)) {
      const cells = row.split(',');
      expect(at.map((index) => cells[index])).toEqual(at.map(() => ''));
    }
    expect(notes.join(' ')).toContain('left out: personal data');
    const whole = await exported(service, { what: 'detections', format: 'csv', personal: true });
    expect(whole.text.length).toBeGreaterThan(text.length);
  });

  test('without a position are counted as left out where the format cannot say them', async () => {
    const service = await openTestService();
    const rows =
      'time,sensor_id,serial,bearing_deg,sensor_lat,sensor_lng\n2026-08-01T00:00:00Z,R1,1581F5BK000000000000,10,26,-98\n';
    expect((await importText(service, 'bearing.csv', rows)).failure).toBeNull();
    const made = await exported(service, { what: 'detections', format: 'gpx' });
    expect(made).toMatchObject({ rows: 0, leftOut: 1 });
    expect(made.notes.join(' ')).toContain('1 detections without a position were left out');
    expect((await exported(service, { what: 'detections', format: 'csv' })).rows).toBe(1);
  });

  test('are logged with the digest of their file, and their import stays', async () => {
    const service = await simulated();
    const made = await exported(service, { what: 'detections', format: 'kml', filters: { sinceMs: 0 } });
    expect(made.sha256).toBe(createHash('sha256').update(readFileSync(made.path)).digest('hex'));
    const entry = service.workspace.store.read
      .prepare("SELECT actor, details FROM audit WHERE kind = 'exported'")
      .get() as { actor: string; details: string };
    expect(entry.actor).toBe('tester');
    expect(JSON.parse(entry.details)).toMatchObject({ sha256: made.sha256, rows: made.rows, personal: false });
    const [row] = (await service.handlers['imports.list']({})).ok
      ? ((await service.handlers['imports.list']({})) as { value: { rows: { importId: string }[] } }).value.rows
      : [];
    expect(await service.handlers['imports.undo']({ importId: row!.importId })).toMatchObject({
      ok: false,
      failure: { code: 'refused', message: expect.stringContaining(made.exportId) },
    });
  });
});

describe('flights, incursions and crossings', () => {
  test('as GPX and Cursor on Target are the detections they were built of', async () => {
    const service = await simulated();
    const other = await openTestService();
    const { text, rows } = await exported(service, { what: 'flights', format: 'gpx', personal: true });
    const { result } = await importText(other, 'flights.gpx', text);
    expect(result?.detections).toBe(rows);
    const all = new Set(idsOf(service));
    expect(idsOf(other).every((id) => all.has(id))).toBe(true);
  });

  test('as KMZ are the KML, zipped, the same bytes each time', async () => {
    const service = await simulated();
    const { text } = await exported(service, { what: 'flights', format: 'kml' });
    const [one, two] = [
      await exported(service, { what: 'flights', format: 'kmz' }),
      await exported(service, { what: 'flights', format: 'kmz' }),
    ];
    expect(one.sha256).toBe(two.sha256);
    expect(await onlyMember(readFileSync(one.path))).toEqual(['doc.kml', text]);
    expect(text).toMatch(/<gx:Track><altitudeMode>clampToGround<\/altitudeMode><when>2026-08-0\dT[\d:.]+Z<\/when>/);
  });

  test('crossings stand where and when they are listed, in every format', async () => {
    const service = await simulated(16);
    const listed = await service.handlers['crossings.list']({ filters: {}, limit: 1000, offset: 0 });
    if (!listed.ok) throw new Error(listed.failure.message);
    expect(listed.value.rows.length).toBeGreaterThan(0);
    for (const format of ['csv', 'geojson', 'ndjson', 'kml', 'gpx', 'cot-xml'] as const) {
      const { text, rows } = await exported(service, { what: 'crossings', format });
      expect(rows).toBe(listed.value.rows.length);
      for (const crossing of listed.value.rows) {
        expect(text).toContain(new Date(crossing.timeMs).toISOString());
        expect(text).toContain(String(crossing.position[0]));
      }
    }
  });

  test('are narrowed by the filters of the list', async () => {
    const service = await simulated();
    const none = await exported(service, {
      what: 'incursions',
      format: 'csv',
      filters: { sinceMs: Date.UTC(2040, 0) },
    });
    expect(none.rows).toBe(0);
  });
});

test('an export that is cancelled leaves no file and no trace in the log', async () => {
  const service = await simulated();
  const path = join(temporaryFolder(), 'cancelled.csv');
  const controller = new AbortController();
  const made = await makeExport(service.workspace, exportRequestSchema.parse({ what: 'detections', format: 'csv' }), {
    path,
    fileName: 'x',
    actor: 'tester',
    nowMs: 0,
    signal: controller.signal,
    onRows: () => controller.abort(),
  });
  expect(made).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect(existsSync(path)).toBe(false);
  expect(readdirSync(dirname(path))).toEqual([]);
  expect(service.workspace.store.read.prepare("SELECT count(*) FROM audit WHERE kind = 'exported'").pluck().get()).toBe(
    0,
  );
});

test('a place that cannot be written is said, and nothing is logged', async () => {
  const service = await simulated();
  const made = await makeExport(service.workspace, exportRequestSchema.parse({ what: 'flights', format: 'csv' }), {
    path: join(temporaryFolder(), 'no', 'such', 'folder.csv'),
    fileName: 'x',
    actor: 'tester',
    nowMs: 0,
  });
  expect(made).toMatchObject({ ok: false, failure: { code: 'refused' } });
});

test('the window makes a file, learns its progress and gives it away by a handle until the program closes', async () => {
  const service = await simulated();
  const { handlers } = service;
  const started = await handlers['exports.start'](exportRequestSchema.parse({ what: 'flights', format: 'geojson' }));
  if (!started.ok) throw new Error(started.failure.message);
  const state = await (async () => {
    for (;;) {
      const progress = await handlers['exports.progress']({ jobId: started.value.jobId });
      if (!progress.ok) throw new Error(progress.failure.message);
      if (progress.value.finished) return progress.value;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  expect(state.failure).toBeNull();
  const file = service.madeFile(state.made!.handle);
  expect(file).toMatchObject({ ok: true, value: { fileName: 'W flights.geojson' } });
  expect(service.madeFile('f'.repeat(32))).toMatchObject({ ok: false });
  const path = file.ok ? file.value.path : '';
  expect(JSON.parse(readFileSync(path, 'utf8')).features).toHaveLength(state.made!.rows);
  expect((await importPath(service, path)).failure?.code).not.toBe('internal');
  await service.close();
  expect(existsSync(path)).toBe(false);
});

async function onlyMember(archive: Buffer): Promise<[name: string, text: string]> {
  const zip = await promisify<Buffer, object, import('yauzl').ZipFile>(fromBuffer)(archive, { lazyEntries: true });
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry) =>
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => resolve([entry.fileName, Buffer.concat(chunks).toString('utf8')]));
      }),
    );
    zip.readEntry();
  });
}
