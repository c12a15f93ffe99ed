import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Service } from '../../../electron/backend/service.ts';
import { conclusionsDigest } from '../../../electron/store/conclusions.ts';
import { decodeFloat64 } from '../../../shared/contract/columns.ts';
import type { Result } from '../../../shared/result.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';
import { zipFile } from '../../helpers/zip-file.ts';
import { geoJsonLine, kmlLine, lineLike, shapefile } from '../../shared/geo/lines/support.ts';
import { builtInBorder } from '../../shared/geo/support.ts';

const border = builtInBorder();
const folder = mkdtempSync(join(tmpdir(), 'fenceline-reference-'));
const wgs84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]';

const value = async <T>(result: Promise<Result<T>> | Result<T>): Promise<T> => {
  const got = await result;
  if (!got.ok) throw new Error(got.failure.message);
  return got.value;
};

/** A file as a person chooses it. */
function offered(service: Service, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return service.offerFile(path, name, false);
}

const about = { name: 'Survey of 2020', source: 'a survey', errorM: 15 };
const vertices = lineLike(border, { every: 4, northM: 300 });

test.each([
  ['line.geojson', geoJsonLine(vertices)],
  ['line.kml', kmlLine(vertices)],
  ['line.shp', shapefile([[vertices]])],
  [
    'line.zip',
    zipFile([
      { name: 'survey/line.shp', content: shapefile([[vertices]]) },
      { name: 'survey/line.prj', content: wgs84 },
      { name: '__MACOSX/survey/._line.shp', content: 'x' },
    ]),
  ],
  ['line.kmz', zipFile([{ name: 'doc.kml', content: kmlLine(vertices) }])],
])('a line that a person chose as %s is listed and drawn, and gone again when it is removed', async (name, content) => {
  const service = await openTestService();
  const { handlers } = service;
  const loaded = await value(handlers['reference.loadLine']({ file: offered(service, name, content), ...about }));
  expect(loaded).toMatchObject({ alreadyLoaded: false, line: { ...about, file: name, vertices: vertices.length } });
  expect((await value(handlers['reference.list']({}))).lines).toEqual([loaded.line]);
  const [drawn] = (await value(handlers['reference.shapes']({}))).lines;
  expect(drawn).toMatchObject({ id: loaded.line.id, name: about.name, errorM: 15 });
  expect(decodeFloat64(drawn!.lng)[0]).toBeCloseTo(vertices[0]![0], 9);
  await value(handlers['reference.removeLine']({ id: loaded.line.id }));
  expect((await value(handlers['reference.list']({}))).lines).toEqual([]);
});

test.each([
  [
    'two.zip',
    zipFile([
      { name: 'a.kml', content: 'x' },
      { name: 'b.shp', content: 'x' },
    ]),
    'holds several such files',
  ],
  ['none.zip', zipFile([{ name: 'readme.txt', content: 'x' }]), 'holds no .shp, .kml or .geojson file'],
  [
    'projected.zip',
    zipFile([
      { name: 'line.shp', content: shapefile([[vertices]]) },
      { name: 'line.prj', content: 'PROJCS["NAD_1983_UTM_Zone_14N",GEOGCS["x"]]' },
    ]),
    'coordinates are projected',
  ],
  ['out.zip', zipFile([{ name: '../line.kml', content: 'x' }]), 'points outside the archive'],
  ['text.geojson', 'border', 'is not GeoJSON, KML or a Shapefile'],
])('%s is refused with a sentence that names it', async (name, content, sentence) => {
  const service = await openTestService();
  const refused = await service.handlers['reference.loadLine']({ file: offered(service, name, content), ...about });
  expect(refused).toMatchObject({ ok: false, failure: { message: expect.stringContaining(sentence) } });
  expect(refused).toMatchObject({ failure: { message: expect.stringContaining(name) } });
  expect((await value(service.handlers['reference.list']({}))).lines).toEqual([]);
});

test('a line of a part of the border is loaded, drawn as that part, and its reach is told', async () => {
  const service = await openTestService();
  const { handlers } = service;
  const [from, to] = [border.positionOfKm(480), border.positionOfKm(560)];
  const middle = lineLike(border, { northM: 100 }).filter(
    (_, i) => border.vertexKm[i]! > 480 && border.vertexKm[i]! < 560,
  );
  const part = [from, ...middle, to];
  const loaded = await value(
    handlers['reference.loadLine']({ file: offered(service, 'reach.geojson', geoJsonLine(part)), ...about }),
  );
  expect(loaded.notes).toEqual([
    'It covers a part of the border, from border km 480.0 to border km 560.0. Beyond, the built-in line stands in for it with its own error.',
  ]);
  const [drawn] = (await value(handlers['reference.shapes']({}))).lines;
  expect(decodeFloat64(drawn!.lng)).toHaveLength(part.length);
  const loose = [...part.slice(0, -1), [to[0], to[1] + 0.01] as const];
  const refused = await handlers['reference.loadLine']({
    file: offered(service, 'loose.geojson', geoJsonLine(loose)),
    ...about,
    name: 'loose',
  });
  expect(refused).toMatchObject({ ok: false, failure: { code: 'bad-geometry' } });
  expect(refused).toMatchObject({
    failure: { message: expect.stringContaining('from the built-in line at border km') },
  });
});

test('a projection chosen beside a Shapefile counts', async () => {
  const service = await openTestService();
  const refused = await service.handlers['reference.loadLine']({
    file: offered(service, 'line.shp', shapefile([[vertices]])),
    projection: offered(service, 'line.prj', 'PROJCS["x"]'),
    ...about,
  });
  expect(refused).toMatchObject({ ok: false, failure: { message: expect.stringContaining('projected') } });
});

test('a break is moved and given back; the list says on whose word', async () => {
  const service = await openTestService();
  const { handlers } = service;
  const at = async () =>
    (await value(handlers['reference.list']({}))).breaks.find(({ between }) => between.join('/') === 'DRT/LRT')!;
  const before = await at();
  expect(before).toMatchObject({ edited: false });
  await value(handlers['reference.setBreak']({ between: 'DRT/LRT', km: 2530, source: 'sector headquarters' }));
  expect(await at()).toMatchObject({ km: 2530, toleranceKm: 0, basis: 'sector headquarters', edited: true });
  const { sectors } = await value(handlers['reference.list']({}));
  expect(sectors.find(({ code }) => code === 'LRT')).toMatchObject({ fromKm: 2530 });
  await value(handlers['reference.resetBreak']({ between: 'DRT/LRT' }));
  expect(await at()).toEqual(before);
});

test('the result at other gap limits, and by each line alone, is there for every flight', async () => {
  const service = await openTestService();
  const { handlers } = service;
  await importText(service, 'night.csv', simulatedText('generic-csv', { flights: 6 }));
  const { rows } = await value(handlers['flights.list']({ filters: {}, limit: 1, offset: 0 }));
  const ask = async () => (await value(handlers['flights.otherwise']({ flightId: rows[0]!.id }))).results;
  expect((await ask()).map(({ label }) => label)).toEqual([
    expect.stringContaining('30 s'),
    expect.stringContaining('120 s'),
  ]);
  await value(handlers['reference.loadLine']({ file: offered(service, 'line.kml', kmlLine(vertices)), ...about }));
  expect((await ask()).slice(2).map(({ label }) => label)).toEqual([
    expect.stringContaining(border.name),
    expect.stringContaining('Survey of 2020'),
  ]);
  expect(await handlers['flights.otherwise']({ flightId: 'none' })).toMatchObject({ failure: { code: 'not-found' } });
});

test('a change that is stopped changes nothing, and no second one is made meanwhile', async () => {
  const service = await openTestService();
  const { handlers } = service;
  await importText(service, 'night.csv', simulatedText('generic-csv', { flights: 20 }));
  const before = conclusionsDigest(service.workspace.store.read);
  const change = handlers['reference.loadLine']({
    file: offered(service, 'line.geojson', geoJsonLine(vertices)),
    ...about,
  });
  expect(await handlers['reference.setBreak']({ between: 'DRT/LRT', km: 2530, source: 'x' })).toMatchObject({
    failure: { code: 'workspace-busy' },
  });
  expect((await value(handlers['reference.progress']({}))).working).toMatchObject({ done: 0 });
  handlers['reference.cancel']({});
  expect(await change).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect(conclusionsDigest(service.workspace.store.read)).toBe(before);
  expect((await value(handlers['reference.list']({}))).lines).toEqual([]);
  expect((await value(handlers['reference.progress']({}))).working).toBeNull();
});
