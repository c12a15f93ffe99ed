import { expect, test } from 'vitest';
import { importSectors, resetPolygons, sectorsOnRecord, setBreak } from '../../../electron/backend/sectors.ts';
import type { Service } from '../../../electron/backend/service.ts';
import { verifyStore } from '../../../electron/store/verify.ts';
import { conclusionsOf, importText, openTestService, simulatedText } from '../../helpers/workspace.ts';
import { builtInBorder } from '../../shared/geo/support.ts';

const [lng, lat] = builtInBorder().positionOfKm(2500);

async function sectorBeside(service: Service) {
  const located = await service.handlers.locate({ lat: lat + 0.01, lng: lng + 0.03 });
  if (!located.ok) throw new Error(located.failure.message);
  const { sector, sectorBy, sectorDisputed } = located.value;
  return [sector, sectorBy, sectorDisputed];
}

const audit = ({ workspace }: Service): unknown[] =>
  workspace.store.read.prepare('SELECT kind FROM audit ORDER BY no').pluck().all();

test('a break is set and given back, each time with an entry and conclusions drawn again', async () => {
  const service = await openTestService();
  await importText(service, 'night.csv', simulatedText('generic-csv'));
  const before = conclusionsOf(service);
  const { workspace } = service;
  const set = { km: 2533, source: 'sector order' };
  expect(await setBreak(workspace, 'DRT/LRT', set, 'tester')).toMatchObject({ ok: true, value: { alreadySo: false } });
  expect(await setBreak(workspace, 'DRT/LRT', set, 'tester')).toMatchObject({ ok: true, value: { alreadySo: true } });
  expect(await sectorBeside(service)).toEqual(['DRT', 'border-km', true]);
  expect(sectorsOnRecord(workspace).breaks.filter(({ edited }) => edited)).toEqual([
    { between: ['DRT', 'LRT'], km: 2533, toleranceKm: 0, basis: 'sector order', edited: true },
  ]);
  expect(conclusionsOf(service)).not.toEqual(before);
  expect(await setBreak(workspace, 'DRT/LRT', null, 'tester')).toMatchObject({ ok: true, value: { alreadySo: false } });
  expect(await sectorBeside(service)).toEqual(['LRT', 'border-km', true]);
  expect(conclusionsOf(service)).toEqual(before);
  expect(audit(service)).toEqual(['import', 'sector-break-set', 'sectors-reset']);
});

test.each([
  ['DRT/RGV', 2500, 'There is no break DRT/RGV. There are SDC/ELC'],
  ['DRT/LRT', 2800, 'must lie between its neighbours at km 2132.7 and 2752.92, not at 2800.'],
  ['DRT/LRT', Number.NaN, 'must lie between'],
])('the break %s at %d is refused', async (name, km, message) => {
  const service = await openTestService();
  const refused = await setBreak(service.workspace, name, { km, source: 'x' }, 'tester');
  expect(refused).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
  if (!refused.ok) expect(refused.failure.message).toContain(message);
  expect(audit(service)).toEqual([]);
});

test('outlines are imported, replaced, checked and taken out of use', async () => {
  const service = await openTestService();
  const { workspace } = service;
  const outlines = (code: string) => ({
    text: JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { code },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [-101, 26],
                [-99, 26],
                [-99, 30],
                [-101, 30],
                [-101, 26],
              ],
            ],
          },
        },
      ],
    }),
    file: 'sectors.geojson',
    source: 'CBP',
    codeProperty: 'code',
  });
  for (const code of ['DRT', 'RGV']) {
    expect(await importSectors(workspace, outlines(code), 'tester')).toMatchObject({
      ok: true,
      value: { alreadySo: false, sectors: [code], ignored: [] },
    });
    expect(await sectorBeside(service)).toEqual([code, 'polygon', true]);
  }
  expect(await importSectors(workspace, outlines('RGV'), 'tester')).toMatchObject({ value: { alreadySo: true } });
  expect(sectorsOnRecord(workspace).polygons).toMatchObject({ version: 2, sectors: ['RGV'], source: 'CBP' });
  const { store } = workspace;
  expect(await verifyStore(store.read, store.folder)).toEqual([]);
  store.write.exec("UPDATE sector_polygons SET source = 'nobody' WHERE version = 1");
  expect(await verifyStore(store.read, store.folder)).toMatchObject([{ where: 'sector outlines, version 1' }]);
  expect(await resetPolygons(workspace, 'tester')).toMatchObject({ value: { alreadySo: false } });
  expect(await resetPolygons(workspace, 'tester')).toMatchObject({ value: { alreadySo: true } });
  expect(await sectorBeside(service)).toEqual(['LRT', 'border-km', true]);
  expect(audit(service)).toEqual(['sectors-imported', 'sectors-imported', 'sectors-reset']);
});
