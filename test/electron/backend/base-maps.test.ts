import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BaseMapLibrary } from '../../../electron/backend/base-maps/library.ts';
import { readVectorTile } from '../../../renderer/map/vector-tile.ts';
import { pmtilesOf, redPixel, waterTile, writeMbtiles } from '../../helpers/base-map-files.ts';
import { temporaryFolder } from '../../helpers/workspace.ts';

const hostile = {
  name: '<img src=x onerror=alert(1)> map\n2',
  attribution: '<a href="javascript:alert(1)">© someone</a>',
};

function fileOf(name: string, content: Buffer): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

describe('a base map that a person brought', () => {
  it.each(['mvt', 'png'] as const)('as PMTiles of %s is kept, named as text, and its tiles come', async (kind) => {
    const folder = join(temporaryFolder(), 'basemaps');
    const library = new BaseMapLibrary(folder);
    const tile = kind === 'mvt' ? waterTile() : redPixel();
    const added = await library.add(fileOf('x.pmtiles', pmtilesOf(tile, kind, hostile)), 'x.pmtiles');
    expect(added).toMatchObject({
      ok: true,
      value: {
        name: 'map 2',
        attribution: '© someone',
        kind: kind === 'mvt' ? 'vector' : 'raster',
        bounds: [-118, 25, -96, 35],
        minZoom: 0,
        maxZoom: 0,
      },
    });
    const id = added.ok ? added.value.id : '';
    expect(await library.tile(id, 0, 0, 0)).toEqual({ ok: true, value: new Uint8Array(tile) });
    expect(await library.tile(id, 1, 0, 0)).toEqual({ ok: true, value: null });
    expect((await library.tile(id, 1, 2, 0)).ok).toBe(false);

    // Another start finds it again; removed, it is gone.
    const again = new BaseMapLibrary(folder);
    expect((await again.list()).map(({ id: known }) => known)).toEqual([id]);
    expect((await again.remove(id)).ok).toBe(true);
    expect(await again.list()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    library.close();
  });

  it('as MBTiles gives its tiles by the numbering of the web, unpacked', async () => {
    const path = join(temporaryFolder(), 'a.mbtiles');
    writeMbtiles(path, gzipSync(waterTile()), { ...hostile, format: 'pbf', bounds: '-118,25,-96,35' });
    const library = new BaseMapLibrary(join(temporaryFolder(), 'basemaps'));
    const added = await library.add(path, 'a.mbtiles');
    expect(added).toMatchObject({ ok: true, value: { kind: 'vector', bounds: [-118, 25, -96, 35] } });
    const id = added.ok ? added.value.id : '';
    expect(await library.tile(id, 0, 0, 0)).toEqual({ ok: true, value: waterTile() });
    library.close();
  });

  const view = (
    sql: string,
  ) => `CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);
    CREATE TABLE images (tile_id TEXT, tile_data BLOB);
    CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
    CREATE UNIQUE INDEX images_index ON images (tile_id);
    INSERT INTO images VALUES ('a', x'89504e47'); INSERT INTO map VALUES (0, 0, 0, 'a'); ${sql}`;

  it('as MBTiles whose tiles share images is read', async () => {
    const path = join(temporaryFolder(), 'v.mbtiles');
    writeMbtiles(
      path,
      redPixel(),
      { format: 'png' },
      view(
        'CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS tile_row, images.tile_data AS tile_data FROM map JOIN images ON images.tile_id = map.tile_id',
      ),
    );
    const library = new BaseMapLibrary(join(temporaryFolder(), 'basemaps'));
    const added = await library.add(path, 'v.mbtiles');
    expect(added.ok).toBe(true);
    expect(await library.tile(added.ok ? added.value.id : '', 0, 0, 0)).toMatchObject({
      ok: true,
      value: { length: 4 },
    });
    library.close();
  });

  it.each([
    [
      'a query that never ends',
      view(
        'CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i FROM n) SELECT i AS zoom_level, i AS tile_column, i AS tile_row, NULL AS tile_data FROM n',
      ),
    ],
    [
      'a trigger',
      `${view('')} CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data); CREATE TRIGGER t AFTER INSERT ON tiles BEGIN DELETE FROM map; END;`,
    ],
    [
      'no index',
      "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB); INSERT INTO tiles VALUES (0,0,0,x'00')",
    ],
    ['no tiles at all', 'CREATE TABLE other (a)'],
  ])('is refused when it holds %s, with a sentence, and nothing is kept', async (_name, sql) => {
    const path = join(temporaryFolder(), 'bad.mbtiles');
    writeMbtiles(path, redPixel(), { format: 'png' }, sql);
    const folder = join(temporaryFolder(), 'basemaps');
    const added = await new BaseMapLibrary(folder).add(path, 'bad.mbtiles');
    expect(added).toMatchObject({ ok: false, failure: { code: 'wrong-format', file: 'bad.mbtiles' } });
    expect(existsSync(folder)).toBe(false);
  });

  it('is refused when it is something else, or cut short anywhere', async () => {
    const library = new BaseMapLibrary(join(temporaryFolder(), 'basemaps'));
    expect(await library.add(fileOf('x.csv', Buffer.from('a,b')), 'x.csv')).toMatchObject({
      ok: false,
      failure: { code: 'unknown-format' },
    });
    expect((await library.add(fileOf('x.mbtiles', Buffer.from('no database')), 'x.mbtiles')).ok).toBe(false);
    const whole = pmtilesOf(waterTile(), 'mvt', hostile);
    for (const length of [0, 5, 100, 126, 130]) {
      const cut = await library.add(fileOf('x.pmtiles', whole.subarray(0, length)), 'x.pmtiles');
      expect(cut).toMatchObject({ ok: false, failure: { code: 'wrong-format' } });
    }
  });
});

describe('a vector tile', () => {
  it('is read by the specification', () => {
    const [layer] = readVectorTile(waterTile());
    expect(layer).toMatchObject({ name: 'water', extent: 4096 });
    expect(layer!.features[0]!.kind).toBe('polygon');
    expect([...layer!.features[0]!.parts[0]!]).toEqual([1024, 1024, 3072, 1024, 3072, 3072, 1024, 3072, 1024, 1024]);
  });

  it('of any bytes at all ends, with an answer or a RangeError', () => {
    const tile = waterTile();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.tuple(fc.nat(tile.length - 1), fc.nat(255)).map(([at, value]) => {
            const bent = Uint8Array.from(tile);
            bent[at] = value;
            return bent;
          }),
        ),
        (bytes) => {
          try {
            expect(Array.isArray(readVectorTile(bytes))).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
