import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { rebuildAll, type Service } from '../../../electron/backend/service.ts';
import { conclusionsDigest } from '../../../electron/store/conclusions.ts';
import type { Reply, RequestInput } from '../../../shared/contract/contract.ts';
import { exampleAreas } from '../../../shared/simulate/example-areas.ts';
import { importText, openTestService, simulatedText, temporaryFolder, writeTestFile } from '../../helpers/workspace.ts';

let service: Service;

const call = async <M extends keyof Service['handlers']>(method: M, request: unknown) =>
  (await (service.handlers[method] as (request: unknown) => unknown)(request)) as
    | { ok: true; value: Reply<M> }
    | { ok: false; failure: { code: string; message: string; field?: string } };

async function importAreas(name: string, content: string | Uint8Array) {
  return call('areas.import', { file: service.offerFile(writeTestFile(name, content), name, false) });
}

const square = (west: number, south: number, side: number): [number, number][][][] => [
  [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
];

/** All that is concluded, and all that is derived from it. */
const digest = (): string => {
  const db = service.workspace.store.write;
  const derived = [
    'SELECT * FROM flight_key ORDER BY flight_id',
    'SELECT * FROM incursion_key ORDER BY 1',
    'SELECT flight_id, shape, crossings FROM flight_shape ORDER BY flight_id',
    'SELECT count(*) FROM flight_box',
  ].map((sql) => JSON.stringify(db.prepare(sql).raw().all()));
  return [conclusionsDigest(db), ...derived].join(' ');
};

/** What is stored, by the tables an edit of areas writes. */
const stored = (): unknown =>
  ['area', 'designation', 'completeness', 'area_withdrawn', 'audit'].map((table) =>
    service.workspace.store.read.prepare(`SELECT * FROM ${table}`).all(),
  );

const drawn = (more: Partial<RequestInput<'areas.save'>> = {}): RequestInput<'areas.save'> => ({
  name: 'SYNTHETIC drawn',
  source: 'SYNTHETIC, drawn for a test',
  edgeAccuracyM: 50,
  geometry: square(-110.6, 31.34, 0.2),
  ...more,
});

describe('areas edited over stored flights', () => {
  beforeEach(async () => {
    service = await openTestService();
    const { areas, designations } = exampleAreas(service.workspace.reference.geo.border);
    const features = areas.map(({ id, name, edgeAccuracyM, geometry }) => {
      const { status, from, sourceDocument } = designations.find(({ areaId }) => areaId === id)!;
      return {
        type: 'Feature',
        properties: { id, name, edgeAccuracyM, synthetic: true, status, from, source: sourceDocument },
        geometry: { type: 'MultiPolygon', coordinates: geometry },
      };
    });
    await importAreas('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  });

  /** After an edit, what is stored is what concluding everything from facts gives. */
  async function expectAsRebuilt(flightsJudged: number): Promise<void> {
    const all = service.workspace.store.read.prepare('SELECT count(*) FROM flight').pluck().get() as number;
    expect(flightsJudged).toBeLessThan(all);
    const after = digest();
    await service.workspace.change({ actor: 'tester', kind: 'rebuilt', atMs: 0 }, async () => {
      await rebuildAll(service.workspace);
      return { ok: true, value: { value: null, details: {} } };
    });
    expect(digest()).toBe(after);
  }

  test('an area drawn, designated, moved, divided, joined and withdrawn leaves each time what a rebuild would', async () => {
    await importText(service, 'simulated.csv', simulatedText('generic-csv', { flights: 60, seed: 5 }));
    const before = digest();
    const made = await call('areas.save', drawn());
    if (!made.ok) throw new Error(made.failure.message);
    expect(made.value.areas).toEqual([{ id: 'synthetic-drawn', name: 'SYNTHETIC drawn', version: 1 }]);
    await expectAsRebuilt(made.value.flightsJudgedAgain);
    const designated = await call('areas.designate', {
      areaId: 'synthetic-drawn',
      status: 'designated',
      basis: '',
      sourceDocument: 'SYNTHETIC memorandum',
      from: '2024-01-01',
      to: null,
    });
    expect(designated).toMatchObject({ ok: true, value: { basis: 'limb not stated' } });
    await expectAsRebuilt(0);
    const moved = await call(
      'areas.save',
      drawn({ id: 'synthetic-drawn', basedOn: 1, geometry: square(-110.4, 31.335, 0.3) }),
    );
    if (!moved.ok) throw new Error(moved.failure.message);
    await expectAsRebuilt(moved.value.flightsJudgedAgain);
    const line = [
      [-110.25, 31.3],
      [-110.25, 31.7],
    ];
    const divided = await call('areas.split', { id: 'synthetic-drawn', line, secondName: 'SYNTHETIC east' });
    if (!divided.ok) throw new Error(divided.failure.message);
    expect(divided.value.areas.map(({ id, version }) => [id, version])).toEqual([
      ['synthetic-drawn', 3],
      ['synthetic-east', 1],
    ]);
    await expectAsRebuilt(divided.value.flightsJudgedAgain);
    const joined = await call('areas.merge', { ids: ['synthetic-drawn', 'synthetic-east'] });
    if (!joined.ok) throw new Error(joined.failure.message);
    await expectAsRebuilt(joined.value.flightsJudgedAgain);
    const listed = await call('areas.list', {});
    expect(listed.ok && listed.value.areas.map(({ id }) => id)).not.toContain('synthetic-east');
    const stated = await call('areas.complete', {
      sector: 'TCA',
      from: '2026-01-01',
      to: '2026-12-31',
      statedBy: 'A. Analyst',
    });
    expect(stated.ok).toBe(true);
    await expectAsRebuilt(0);
    const gone = await call('areas.withdraw', { id: 'synthetic-drawn', reason: 'A test.' });
    if (!gone.ok) throw new Error(gone.failure.message);
    await expectAsRebuilt(gone.value.flightsJudgedAgain);
    expect(digest()).not.toBe(before);
    const history = await call('areas.history', { id: 'synthetic-drawn' });
    expect(
      history.ok && history.value.versions.map(({ version, withdrawn }) => [version, withdrawn?.reason ?? null]),
    ).toEqual([
      [4, 'A test.'],
      [3, null],
      [2, null],
      [1, null],
    ]);
  }, 120_000);

  test.each<[string, keyof Service['handlers'], unknown, string, string | undefined]>([
    [
      'a self-crossing outline',
      'areas.save',
      drawn({
        geometry: [
          [
            [
              [-110.6, 31.4],
              [-110.4, 31.6],
              [-110.4, 31.4],
              [-110.6, 31.6],
              [-110.6, 31.4],
            ],
          ],
        ],
      }),
      'bad-geometry',
      'geometry',
    ],
    ['an area in Mexico', 'areas.save', drawn({ geometry: square(-110.6, 30.9, 0.2) }), 'bad-geometry', 'geometry'],
    ['an area without a source', 'areas.save', drawn({ source: ' ' }), 'bad-request', 'source'],
    ['an area without a name', 'areas.save', drawn({ name: ' ' }), 'bad-request', 'name'],
    ['an edit of another version', 'areas.save', drawn({ id: 'synthetic-aor-1', basedOn: 7 }), 'refused', undefined],
    [
      'a line that does not divide',
      'areas.split',
      {
        id: 'synthetic-aor-1',
        line: [
          [-100, 32],
          [-99, 32],
        ],
        secondName: 'SYNTHETIC x',
      },
      'bad-geometry',
      'line',
    ],
    [
      'areas designated differently as one',
      'areas.merge',
      { ids: ['synthetic-aor-1', 'synthetic-aor-2'] },
      'refused',
      undefined,
    ],
    [
      'a designation without a source',
      'areas.designate',
      { areaId: 'synthetic-aor-1', status: 'pending', basis: '', sourceDocument: '', from: '2026-01-01', to: null },
      'bad-request',
      'sourceDocument',
    ],
    [
      'an inverted interval',
      'areas.designate',
      {
        areaId: 'synthetic-aor-1',
        status: 'pending',
        basis: '',
        sourceDocument: 'SYNTHETIC',
        from: '2026-01-02',
        to: '2026-01-01',
      },
      'bad-request',
      'to',
    ],
    [
      'an overlapping interval',
      'areas.designate',
      {
        areaId: 'synthetic-aor-1',
        status: 'designated',
        basis: 'other',
        sourceDocument: 'SYNTHETIC',
        from: '2025-01-01',
        to: null,
      },
      'bad-request',
      'from',
    ],
    [
      'a statement by nobody',
      'areas.complete',
      { sector: 'TCA', from: '2025-01-01', to: '2025-12-31', statedBy: ' ' },
      'bad-request',
      'statedBy',
    ],
  ])('%s is refused, the field named, and nothing is changed', async (_, method, request, code, field) => {
    const before = stored();
    const refused = await call(method, request);
    expect(refused).toMatchObject({ ok: false, failure: { code, ...(field === undefined ? {} : { field }) } });
    expect(stored()).toEqual(before);
  });

  test('a file with an area outside the United States, or a day with a time, changes nothing', async () => {
    const before = stored();
    const feature = (coordinates: unknown, from: string) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { name: 'SYNTHETIC far', synthetic: true, status: 'designated', from, source: 'SYNTHETIC' },
            geometry: { type: 'MultiPolygon', coordinates },
          },
        ],
      });
    expect(await importAreas('mx.geojson', feature(square(-110.6, 30.9, 0.1), '2025-01-01'))).toMatchObject({
      ok: false,
      failure: { field: 'geometry', file: 'mx.geojson' },
    });
    expect((await importAreas('t.geojson', feature(square(-110.6, 31.4, 0.1), '2025-01-01T10:00'))).ok).toBe(false);
    expect(stored()).toEqual(before);
  });

  test('KML and Shapefiles give the areas that the same GeoJSON gives', async () => {
    const geometry = square(-110.1, 31.5, 0.05);
    const ring = geometry[0]![0]!;
    const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>SYNTHETIC kml</name>
      <ExtendedData><Data name="synthetic"><value>true</value></Data></ExtendedData>
      <Polygon><outerBoundaryIs><LinearRing><coordinates>${ring.map((at) => at.join(',')).join(' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon>
      </Placemark></Document></kml>`;
    expect(await importAreas('a.kml', kml)).toMatchObject({ ok: true, value: { imported: 1 } });
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.shp'), shapefile(ring));
    writeFileSync(join(folder, 'a.dbf'), table({ NAME: 'SYNTHETIC shp', SYNTHETIC: 'true' }));
    const offered = service.offerFile(join(folder, 'a.shp'), 'a.shp', false);
    expect(await call('areas.import', { file: offered })).toMatchObject({ ok: true, value: { imported: 1 } });
    writeFileSync(join(folder, 'a.prj'), 'PROJCS["NAD_1983_UTM_Zone_12N"]');
    const projected = service.offerFile(join(folder, 'a.shp'), 'a.shp', false);
    expect(await call('areas.import', { file: projected })).toMatchObject({
      ok: false,
      failure: { code: 'wrong-format' },
    });
    // A browser gives one file: a Shapefile comes whole in a ZIP.
    const zip = new ZipFile();
    zip.addBuffer(shapefile(ring), 'areas/z.shp');
    zip.addBuffer(table({ NAME: 'SYNTHETIC zip', SYNTHETIC: 'true' }), 'areas/z.dbf');
    zip.end();
    const pieces: Buffer[] = [];
    for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
    writeFileSync(join(folder, 'z.zip'), Buffer.concat(pieces));
    const zipped = service.offerFile(join(folder, 'z.zip'), 'z.zip', false);
    expect(await call('areas.import', { file: zipped })).toMatchObject({ ok: true, value: { imported: 1 } });
    const listed = await call('areas.list', {});
    for (const id of ['synthetic-kml', 'synthetic-shp', 'synthetic-zip']) {
      const area = listed.ok ? listed.value.areas.find((one) => one.id === id) : undefined;
      expect(area).toMatchObject({ geometry, synthetic: true, version: 1 });
    }
  });
});

/** A Shapefile of one polygon (ESRI, July 1998): its outer ring clockwise. */
function shapefile(ring: readonly [number, number][]): Buffer {
  const points = ring.toReversed();
  const content = 44 + 4 + 16 * points.length;
  const file = Buffer.alloc(100 + 8 + content);
  file.writeInt32BE(9994, 0);
  file.writeInt32BE(file.length / 2, 24);
  file.writeInt32LE(1000, 28);
  file.writeInt32LE(5, 32);
  file.writeInt32BE(1, 100);
  file.writeInt32BE(content / 2, 104);
  file.writeInt32LE(5, 108);
  file.writeInt32LE(1, 108 + 36);
  file.writeInt32LE(points.length, 108 + 40);
  points.forEach(([lng, lat], i) => {
    file.writeDoubleLE(lng, 108 + 48 + 16 * i);
    file.writeDoubleLE(lat, 108 + 56 + 16 * i);
  });
  return file;
}

/** A dBASE III table of one row. */
function table(row: Readonly<Record<string, string>>): Buffer {
  const fields = Object.entries(row);
  const width = 20;
  const head = Buffer.alloc(32 + 32 * fields.length + 1);
  head[0] = 3;
  head.writeUInt32LE(1, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(1 + width * fields.length, 10);
  fields.forEach(([name], i) => {
    head.write(name, 32 + 32 * i, 'latin1');
    head.write('C', 32 + 32 * i + 11, 'latin1');
    head[32 + 32 * i + 16] = width;
  });
  head[head.length - 1] = 0x0d;
  return Buffer.concat([head, Buffer.from(` ${fields.map(([, value]) => value.padEnd(width)).join('')}`, 'latin1')]);
}
