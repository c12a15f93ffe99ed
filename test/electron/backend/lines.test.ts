import { expect, test } from 'vitest';
import { type LineOrder, type LoadedReply, loadLine, unloadLine } from '../../../electron/backend/lines.ts';
import { rebuildAll, type Service } from '../../../electron/backend/service.ts';
import { conclusionsDigest } from '../../../electron/store/conclusions.ts';
import { verifyStore } from '../../../electron/store/verify.ts';
import type { Position } from '../../../shared/model/position.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';
import { geoJsonLine, lineLike } from '../../shared/geo/lines/support.ts';
import { builtInBorder } from '../../shared/geo/support.ts';

const border = builtInBorder();
const moved = (northM: number): Position[] => lineLike(border, { every: 4, northM });
const order = (vertices: readonly Position[], more: Partial<LineOrder> = {}): LineOrder => ({
  file: 'line.geojson',
  bytes: new TextEncoder().encode(geoJsonLine(vertices)),
  projection: null,
  name: 'Survey of 2020',
  source: 'a survey',
  errorM: 15,
  ...more,
});

async function load({ workspace }: Service, one: LineOrder): Promise<LoadedReply> {
  const loaded = await loadLine(workspace, one, 'tester');
  if (!loaded.ok) throw new Error(loaded.failure.message);
  return loaded.value;
}

const audit = ({ workspace }: Service): unknown[] =>
  workspace.store.read.prepare('SELECT kind FROM audit ORDER BY no').pluck().all();
const digest = ({ workspace }: Service): string => conclusionsDigest(workspace.store.read);

async function locate(service: Service, lat: number, lng: number) {
  const located = await service.handlers.locate({ lat, lng });
  if (!located.ok) throw new Error(located.failure.message);
  return located.value;
}

test('a loaded line joins in every conclusion, and leaves none behind when it is removed', async () => {
  const service = await openTestService();
  const file = await importText(service, 'night.csv', simulatedText('generic-csv', { flights: 12 }));
  expect(file.failure).toBeNull();
  const before = digest(service);

  const loaded = await load(service, order(moved(600)));
  expect(loaded).toMatchObject({ alreadyLoaded: false, notes: [], line: { version: 1, name: 'Survey of 2020' } });
  expect(loaded.concluded).toBeGreaterThanOrEqual(12);
  const during = digest(service);
  expect(during).not.toBe(before);
  const flights = await service.handlers['flights.list']({ filters: {}, limit: 100, offset: 0 });
  if (!flights.ok) throw new Error(flights.failure.message);
  for (const { reasons } of flights.value.rows.filter(({ positions }) => positions > 0)) {
    expect(reasons.join(' ')).toContain('“Survey of 2020” (a survey; 95 % error 15 m)');
  }
  await service.workspace.change({ actor: 'tester', kind: 'rebuilt', atMs: 0 }, async () => ({
    ok: true,
    value: { value: await rebuildAll(service.workspace), details: {} },
  }));
  expect(digest(service)).toBe(during);

  const removed = await unloadLine(service.workspace, loaded.line.id, 'tester');
  expect(removed).toMatchObject({ ok: true, value: { line: { id: loaded.line.id } } });
  expect(digest(service)).toBe(before);
  expect(audit(service)).toEqual(['import', 'line-loaded', 'rebuilt', 'line-removed']);
  expect(await unloadLine(service.workspace, loaded.line.id, 'tester')).toMatchObject({
    ok: false,
    failure: { code: 'not-found' },
  });
});

test('locate shows both distances, and says when the lines disagree', async () => {
  const service = await openTestService();
  const [lng, lat] = border.positionOfKm(600);
  const place = [lat + 0.0015, lng] as const;
  expect(await locate(service, ...place)).toMatchObject({ side: 'US', because: null, lines: [] });
  await load(service, order(moved(600)));
  const between = await locate(service, ...place);
  expect(between).toMatchObject({
    side: 'undetermined',
    pUs: 0.5,
    because: `The reference lines disagree: US by ${border.name}, Mexico by Survey of 2020.`,
    lines: [
      { name: border.name, side: 'US' },
      { name: 'Survey of 2020', errorM: 15, side: 'MX' },
    ],
  });
  expect(between.distanceM).toBe(between.lines[0]!.distanceM);
  expect(between.lines[0]!.distanceM! - between.lines[1]!.distanceM!).toBeGreaterThan(100);
  expect(await locate(service, lat + 0.1, lng)).toMatchObject({ side: 'US', because: null });
});

test('the same line again changes nothing; another under its name is its next version', async () => {
  const service = await openTestService();
  const first = await load(service, order(moved(100)));
  expect(await load(service, order(moved(100).toReversed()))).toMatchObject({
    alreadyLoaded: true,
    line: { version: 1 },
    notes: ['It ran from east to west and was turned round.'],
  });
  expect(audit(service)).toEqual(['line-loaded']);
  expect(await load(service, order(moved(100), { errorM: 20 }))).toMatchObject({
    alreadyLoaded: false,
    line: { id: first.line.id, version: 2, errorM: 20 },
  });
  const [lng, lat] = border.positionOfKm(600);
  expect((await locate(service, lat, lng)).lines).toHaveLength(2);
});

test('what is stored of a line is checked', async () => {
  const service = await openTestService();
  await load(service, order(moved(100)));
  const { store } = service.workspace;
  expect(await verifyStore(store.read, store.folder)).toEqual([]);
  store.write.exec('UPDATE reference_line SET error_m = 1');
  expect(await verifyStore(store.read, store.folder)).toMatchObject([
    { severity: 'damage', where: 'reference line Survey of 2020, version 1' },
  ]);
});

const projected = 'PROJCS["NAD_1983_UTM_Zone_12N",GEOGCS["GCS_North_American_1983"]]';
const oldDatum = 'GEOGCS["GCS_North_American_1927",DATUM["D_North_American_1927"]]';

test.each<[string, Partial<LineOrder>, string, string]>([
  ['no error', { errorM: 0 }, 'bad-request', 'more than 0'],
  ['an error as wide as a county', { errorM: 50_000 }, 'bad-request', 'at most 5000 m'],
  ['no line', { bytes: new TextEncoder().encode('{}') }, 'nothing-usable', 'line.geojson: The file holds no line.'],
  ['a projection', { projection: projected }, 'wrong-format', 'projected'],
  ['an old datum', { projection: oldDatum }, 'wrong-format', 'datum other than WGS 84'],
  [
    'a swapped file',
    { bytes: new TextEncoder().encode(geoJsonLine(moved(0).map(([lng, lat]) => [lat, lng]))) },
    'bad-geometry',
    'latitude and longitude look swapped',
  ],
])('%s is refused and nothing is stored', async (_name, more, code, message) => {
  const service = await openTestService();
  const refused = await loadLine(service.workspace, order(moved(0), more), 'tester');
  expect(refused).toMatchObject({ ok: false, failure: { code } });
  if (!refused.ok) expect(refused.failure.message).toContain(message);
  expect(audit(service)).toEqual([]);
});
