import { beforeEach, describe, expect, test } from 'vitest';
import { againFromEvidence } from '../../electron/backend/map-again.ts';
import { noWish, type ReadingWish } from '../../electron/backend/plan-reading.ts';
import { rebuildAll, type Service } from '../../electron/backend/service.ts';
import { ask } from '../../electron/commands/lists.ts';
import type { ImportOrder } from '../../electron/import/import-file.ts';
import { verifyStore } from '../../electron/store/verify.ts';
import type { ImportFileProgress, Reply, Request, RequestInput } from '../../shared/contract/contract.ts';
import type { SensorProfile } from '../../shared/model/sensor-profile.ts';
import { conclusionsOf, openTestService, rowCounts, writeTestFile } from '../helpers/workspace.ts';
import { workbook } from '../helpers/zip-file.ts';

/** An export of unknown columns: German names, decimal commas, day first, local times, feet. Near Roma, Texas. */
const export_ = (days: readonly string[] = ['03.04.2026']): string =>
  [
    'Zeit;Breite;Laenge;Hoehe;Ziel',
    ...days.flatMap((day) =>
      Array.from(
        { length: 12 },
        (_, i) => `${day} 22:14:${String(5 + 2 * i).padStart(2, '0')};26,${39_000 + 25 * i};-99,02000;${400 + i};T1`,
      ),
    ),
  ]
    .join('\r\n')
    .concat('\r\n');

const profile: SensorProfile = {
  kind: 'fenceline-sensor-profile',
  name: 'MAST-4 radar',
  sensorId: 'MAST-4',
  header: ['Zeit', 'Breite', 'Laenge', 'Hoehe', 'Ziel'],
  mapping: {
    delimiter: ';',
    decimalComma: true,
    dayFirst: true,
    zone: 'America/Chicago',
    sensorKind: 'radar',
    objectClass: 'uas',
    columns: [
      { column: 'Zeit', field: 'observedAtMs', source: 'manual' },
      { column: 'Breite', field: 'lat', source: 'manual' },
      { column: 'Laenge', field: 'lng', source: 'manual' },
      { column: 'Hoehe', field: 'altMslM', unit: 'ft', source: 'manual' },
      { column: 'Ziel', field: 'sourceTrackKey', source: 'manual' },
    ],
  },
  clock: { offsetS: 1.5, errorS: 0.5, source: 'GPS, 2026-04-01' },
  positionError: { sigmaM: 8, source: 'acceptance test' },
  gapLimit: { seconds: 20, source: 'manual' },
  sources: { zone: 'site survey', dayOrder: 'manual' },
  makeModel: 'Acme R1',
  serial: '0042',
  calibration: '2026-01-10',
};

let service: Service;
beforeEach(async () => {
  service = await openTestService();
});

async function done(jobId: string): Promise<ImportFileProgress> {
  await service.jobs.wait(jobId);
  const progress = service.jobs.progress(jobId);
  if (!progress.ok) throw new Error(progress.failure.message);
  return progress.value.files[0]!;
}

const importFile = (
  content: string,
  order: Partial<ImportOrder> = {},
  wish: ReadingWish = noWish,
  name = 'radar.csv',
): Promise<ImportFileProgress> => {
  const path = writeTestFile(name, content);
  const given = { path, fileName: name, format: null, mapping: null, sensorZone: null, ...order };
  return done(service.jobs.start(service.workspace, [{ order: given, wish, release: () => undefined }]));
};

const provisional = (content: string): Promise<ImportFileProgress> =>
  importFile(content, {}, { profile: null, provisional: true });

async function again(
  importId: string,
  request: Partial<Request<'imports.mapAgain'>> = {},
): Promise<ImportFileProgress> {
  const file = againFromEvidence(service.workspace, { importId, provisional: false, ...request });
  if (!file.ok) throw new Error(file.failure.message);
  return done(service.jobs.start(service.workspace, [file.value]));
}

async function asked<M extends 'profiles.save' | 'profiles.list' | 'profiles.remove' | 'imports.list' | 'trace'>(
  method: M,
  request: RequestInput<M>,
): Promise<Reply<M>> {
  const result = await ask(service, method, request);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const save = (changed: Partial<SensorProfile> = {}) => asked('profiles.save', { profile: { ...profile, ...changed } });

const expectWhole = async (): Promise<void> => {
  expect(await verifyStore(service.workspace.store.read, service.workspace.store.folder)).toEqual([]);
  const before = conclusionsOf(service);
  await service.workspace.change({ actor: 'tester', kind: 'rebuilt', atMs: 0 }, async () => {
    await rebuildAll(service.workspace);
    return { ok: true, value: { value: null, details: {} } };
  });
  expect(conclusionsOf(service)).toEqual(before);
};

describe('a table of unknown columns', () => {
  test('is refused as it is, and kept with its assumptions when a person takes it provisionally', async () => {
    expect((await importFile(export_())).failure?.code).toBe('unknown-format');
    const { result } = await provisional(export_(['23.04.2026']));
    expect(result).toMatchObject({ records: 12, detections: 12, quarantined: 0, assumedZone: 'UTC' });
    expect(result?.assumptions.map(({ kind, column }) => [kind, column])).toEqual([
      ['meaning', 'Zeit'],
      ['meaning', 'Breite'],
      ['meaning', 'Laenge'],
      ['zone', null],
    ]);
    await expectWhole();
  });

  test('with undecidable days is quarantined, and repaired by a mapping of its kept original', async () => {
    const first = await provisional(export_());
    expect(first.result).toMatchObject({
      records: 12,
      detections: 0,
      quarantined: 12,
      issues: { 'ambiguous-time': 12 },
    });
    const ref = await save();
    const second = await again(first.result!.importId, { profile: ref });
    expect(second.result).toMatchObject({ records: 12, detections: 12, quarantined: 0, assumptions: [] });
    const { rows } = await asked('imports.list', {});
    expect(rows.map(({ undone, supersededBy }) => [undone, supersededBy])).toEqual([
      [true, second.result!.importId],
      [false, null],
    ]);
    expect(service.workspace.store.read.prepare('SELECT count(*) FROM quarantine').pluck().get()).toBe(0);
    await expectWhole();
  });
});

describe('a profile', () => {
  test('is recognised by the header of its sensor, and kept with the import in the version that read it', async () => {
    const ref = await save();
    const { result } = await importFile(export_());
    expect(result?.profile).toEqual({ ...ref, name: 'MAST-4 radar' });
    expect(result?.sensors).toEqual(['MAST-4']);
    // 22:14:05 in Texas in April, and 1.5 s that the clock is slow.
    expect(result?.firstTimeMs).toBe(Date.UTC(2026, 3, 4, 3, 14, 6, 500));
    await save({ clock: null });
    const { rows } = await asked('imports.list', {});
    expect(rows[0]?.profile?.version).toBe(1);
    await expectWhole();
  });

  test('gives the sensor its gap limit, its σ and its clock error, and a conclusion says by which numbers', async () => {
    await save();
    await importFile(export_());
    const flight = JSON.parse(conclusionText());
    expect(flight.sigmaM).toEqual({ origin: 'profile', median: 8 });
    expect(flight.tracks[0].gapLimitS).toBe(20);
    expect(flight.settingsVersion).toMatch(/\+profiles-[0-9a-f]{8}$/);
    expect(flight.reasons.join(' ')).toContain("that of the sensor's profile");
  });

  test('changes nothing for what other sensors saw', async () => {
    const other =
      'timestamp,lat,lon,drone_id\n2026-04-04T03:00:00Z,26.4,-99.02,1581F5FH000100A1\n2026-04-04T03:00:08Z,26.41,-99.02,1581F5FH000100A1\n';
    await importFile(other, {}, noWish, 'other.csv');
    const before = conclusionText();
    await save();
    await importFile(export_());
    const after = service.workspace.store.read.prepare('SELECT conclusion FROM flight ORDER BY id').pluck().all();
    expect(after).toContain(before);
  });

  test('that two sensors share a header with is not guessed between', async () => {
    await save();
    await save({ name: 'MAST-5 radar', sensorId: 'MAST-5' });
    const { failure } = await importFile(export_());
    expect(failure).toMatchObject({ code: 'refused', message: expect.stringContaining('“MAST-5 radar”') });
    const { rows } = await asked('profiles.list', {});
    const chosen = rows.find(({ profile: { name } }) => name === 'MAST-5 radar')!;
    const { result } = await importFile(export_(), {}, { profile: chosen, provisional: false });
    expect(result?.sensors).toEqual(['MAST-5']);
  });

  test('that was removed is applied no more, and its imports keep it', async () => {
    const { id } = await save();
    await importFile(export_());
    await asked('profiles.remove', { id });
    expect((await asked('profiles.list', {})).rows).toEqual([]);
    expect((await importFile(export_(['05.04.2026']))).failure?.code).toBe('unknown-format');
    const flight = JSON.parse(conclusionText());
    expect(flight.tracks[0].gapLimitS).toBe(20);
    await expectWhole();
  });

  test('saved again unchanged is no new version and no entry in the audit', async () => {
    await save();
    const before = rowCounts(service);
    expect(await save()).toMatchObject({ version: 1 });
    expect(rowCounts(service)).toEqual(before);
  });

  test('whose stored words were changed is found by verify', async () => {
    await save();
    service.workspace.store.write.exec(`UPDATE profile SET content = replace(content, '"errorS":0.5', '"errorS":0.1')`);
    const findings = await verifyStore(service.workspace.store.read, service.workspace.store.folder);
    expect(findings).toMatchObject([{ severity: 'damage', where: 'profiles and notes' }]);
  });
});

describe('reading again', () => {
  test('in the same way is refused and changes nothing', async () => {
    await save();
    const { result } = await importFile(export_());
    const before = rowCounts(service);
    expect((await again(result!.importId)).failure).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('nothing would change'),
    });
    expect(rowCounts(service)).toEqual(before);
  });

  test('by a mapping that the file does not have leaves the old reading in force', async () => {
    await save();
    const { result } = await importFile(export_());
    const before = rowCounts(service);
    const mapping = { columns: [{ column: 'Uhrzeit', field: 'observedAtMs' }] };
    expect((await again(result!.importId, { mapping })).failure?.code).toBe('wrong-format');
    expect(rowCounts(service)).toEqual(before);
    expect((await asked('imports.list', {})).rows.map(({ undone }) => undone)).toEqual([false]);
  });

  test('an import that an issued page cites keeps the rows that the page traces to', async () => {
    await save();
    const { result } = await importFile(export_());
    const flightId = service.workspace.store.read.prepare('SELECT id FROM flight').pluck().get() as string;
    const issued = await ask(service, 'reports.incident', { flightId });
    if (!issued.ok) throw new Error(issued.failure.message);
    const refused = await ask(service, 'imports.undo', { importId: result!.importId });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'refused' } });

    const ref = await save({ clock: null });
    const second = await again(result!.importId, { profile: ref });
    expect(second.result).toMatchObject({ detections: 12, firstTimeMs: Date.UTC(2026, 3, 4, 3, 14, 5) });
    const code = service.workspace.store.read
      .prepare('SELECT code FROM trace WHERE json_array_length(detection_ids) > 0 ORDER BY code LIMIT 1')
      .pluck()
      .get() as string;
    const traced = await asked('trace', { code });
    expect(traced.superseded).toBe(traced.records.length);
    expect(traced.records[0]?.sources[0]?.text).toContain('03.04.2026 22:14:');
    expect(traced.records[0]?.fields).toMatchObject({ sensorId: 'MAST-4' });
    await expectWhole();
  });

  test('hands the notes on how the file came over to the new reading', async () => {
    const note = {
      receivedFrom: 'Agent A',
      receivedBy: null,
      receivedAt: '2026-04-04',
      medium: 'stick',
      mediumSerial: '7',
    };
    const first = await importFile(export_(), { acquisition: note }, { profile: null, provisional: true });
    expect(first.result?.acquisition).toMatchObject(note);
    const ref = await save();
    const second = await again(first.result!.importId, { profile: ref });
    expect(second.result?.acquisition).toMatchObject(note);
    await expectWhole();
  });
});

test('a sheet of unknown columns is known by its profile, and its rows keep their numbers when it is read again', async () => {
  const cells = export_(['23.04.2026'])
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(';').map((cell) => cell.replace(',', '.')));
  const path = writeTestFile('radar.xlsx', workbook({ Alerts: [['Weekly report'], [], ...cells] }));
  const wish: ReadingWish = { profile: null, provisional: true };
  const order = { path, fileName: 'radar.xlsx', format: null, mapping: null, sensorZone: null };
  const first = await done(service.jobs.start(service.workspace, [{ order, wish, release: () => undefined }]));
  expect(first.result).toMatchObject({ member: expect.anything(), detections: 12 });
  const recordsOf = () =>
    service.workspace.store.read.prepare('SELECT record FROM detection ORDER BY record').pluck().all();
  const before = recordsOf();
  const { delimiter: _, decimalComma: __, ...mapping } = profile.mapping;
  const ref = await save({ mapping });
  const second = await again(first.result!.importId, { profile: ref });
  expect(second.result).toMatchObject({ member: first.result!.member, detections: 12, quarantined: 0 });
  expect(recordsOf()).toEqual(before);
  await expectWhole();
});

test('a workbook is looked into before it is imported: its first table is guessed like any other', async () => {
  const cells = export_()
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(';').map((cell) => cell.replace(',', '.')));
  const path = writeTestFile('radar.xlsx', workbook({ About: [['Sector report']], Alerts: cells }));
  const handle = service.offerFile(path, 'radar.xlsx', false);
  const look = await ask(service, 'imports.look', { source: { kind: 'file', handle } });
  if (!look.ok) throw new Error(look.failure.message);
  expect(look.value).toMatchObject({ file: 'radar.xlsx › Alerts', format: null });
  expect(look.value.table?.mapping.columns.map(({ field }) => field)).toEqual(['observedAtMs', 'lat', 'lng']);
  expect(look.value.table?.questions.map(({ kind }) => kind)).toContain('day-order');
});

test('a page prints the clock that a profile states, with its error, and what was assumed', async () => {
  await save();
  await importFile(export_());
  const flightId = service.workspace.store.read.prepare('SELECT id FROM flight').pluck().get() as string;
  const issued = await ask(service, 'reports.incident', { flightId });
  if (!issued.ok) throw new Error(issued.failure.message);
  const page = service.reportHtml(issued.value.reportId);
  if (!page.ok) throw new Error(page.failure.message);
  expect(page.value).toContain('offset +1.5 s ± 0.5 s');
  expect(page.value).toContain('gap limit 20 s');
  expect(page.value).not.toContain('not verified; an error');
});

test('a page says what was assumed about a file that was read provisionally', async () => {
  const named =
    'timestamp,lat,lon,drone_id,altitude\n' +
    Array.from(
      { length: 12 },
      (_, i) => `2026-04-04T03:00:${String(10 + i)}Z,26.${3900 + 3 * i},-99.02,1581F5FH000100A1,120\n`,
    ).join('');
  const { result } = await importFile(named, {}, noWish, 'named.csv');
  expect(result?.assumptions.map(({ kind }) => kind)).toEqual(['unit', 'datum']);
  const flightId = service.workspace.store.read.prepare('SELECT id FROM flight').pluck().get() as string;
  const issued = await ask(service, 'reports.incident', { flightId });
  if (!issued.ok) throw new Error(issued.failure.message);
  const page = service.reportHtml(issued.value.reportId);
  expect(page.ok && page.value).toContain('was read provisionally');
  expect(page.ok && page.value).toContain('states no unit: metres were assumed.');
});

const conclusionText = (): string =>
  service.workspace.store.read.prepare('SELECT conclusion FROM flight ORDER BY id LIMIT 1').pluck().get() as string;
