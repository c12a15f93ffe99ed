import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AreasRead, readAreas } from '../../../shared/eligibility/areas-import.ts';
import { areaSchema, designationSchema } from '../../../shared/model/area.ts';
import { box } from './support.ts';

const square = { type: 'Polygon', coordinates: box(-110, 31.4, -109.9, 31.5)[0] };
const whole = {
  name: 'Ridge',
  status: 'designated',
  basis: '6 U.S.C. 124n(k)(3)(C)(i)(I)',
  from: '2022-12-01',
  to: '2023-12-31',
  source: 'Memorandum 7',
  edgeAccuracyM: 50,
};
const feature = (properties: unknown, geometry: unknown = square, more: object = {}) => ({
  type: 'Feature',
  properties,
  geometry,
  ...more,
});
const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
const read = (text: string, synthetic?: boolean) =>
  readAreas(text, { source: 'areas.geojson', ...(synthetic === undefined ? {} : { synthetic }) });
function value(text: string, synthetic?: boolean): AreasRead {
  const result = read(text, synthetic);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

describe('an area with a designation', () => {
  test('is read with its validity, limb, source and edge accuracy', () => {
    expect(value(collection(feature(whole)))).toEqual({
      areas: [
        {
          id: 'ridge',
          name: 'Ridge',
          geometry: box(-110, 31.4, -109.9, 31.5),
          edgeAccuracyM: 50,
          source: 'Memorandum 7',
          synthetic: false,
        },
      ],
      designations: [
        {
          id: 'ridge/designated/2022-12-01',
          areaId: 'ridge',
          status: 'designated',
          basis: '6 U.S.C. 124n(k)(3)(C)(i)(I)',
          sourceDocument: 'Memorandum 7',
          from: '2022-12-01',
          to: '2023-12-31',
        },
      ],
      refused: [],
      assumed: [],
    });
  });

  test('may be a single feature, with properties under other names, and open at its end', () => {
    const text = JSON.stringify(
      feature({
        'AOR Name': 'Ridge',
        AREA_ID: 'TCA-07',
        Designation_Status: 'In Process',
        mission_limb: 'limb',
        valid_from: '2022-12-01',
        valid_to: null,
        Source_Document: 'Memorandum 7',
        edge_accuracy_m: '50',
      }),
    );
    expect(value(`\uFEFF${text}`)).toMatchObject({
      areas: [{ id: 'TCA-07', name: 'Ridge', edgeAccuracyM: 50 }],
      designations: [{ areaId: 'TCA-07', status: 'pending', basis: 'limb', from: '2022-12-01', to: null }],
      assumed: [],
    });
  });

  test('without a limb or an edge accuracy is read, and what was assumed is said', () => {
    const { basis: _, edgeAccuracyM: __, ...properties } = whole;
    expect(value(collection(feature(properties)))).toMatchObject({
      areas: [{ edgeAccuracyM: 100 }],
      designations: [{ basis: 'limb not stated' }],
      refused: [],
      assumed: [
        {
          index: 1,
          name: 'Ridge',
          field: 'edgeAccuracyM',
          reason: 'The accuracy of the edge is not stated; 100 m is assumed.',
        },
        { index: 1, name: 'Ridge', field: 'basis', reason: 'The limb of the statute is not stated.' },
      ],
    });
  });

  test('may hold for one day', () => {
    expect(value(collection(feature({ ...whole, to: whole.from }))).designations.length).toBe(1);
  });

  test('may be stated again with another status, when the area is the same', () => {
    const pending = { ...whole, source: 'Request 6', status: 'pending', from: '2022-06-01', to: '2022-11-30' };
    const { areas, designations, refused } = value(collection(feature(pending), feature(whole)));
    expect([areas.length, designations.map((it) => it.id), refused]).toEqual([
      1,
      ['ridge/pending/2022-06-01', 'ridge/designated/2022-12-01'],
      [],
    ]);
  });
});

describe('an area without a status', () => {
  test('is an area and no designation', () => {
    expect(value(collection(feature({ name: 'Ridge', source: 'Survey', edgeAccuracyM: 0 })))).toMatchObject({
      areas: [{ id: 'ridge', source: 'Survey', edgeAccuracyM: 0 }],
      designations: [],
      assumed: [],
    });
  });

  test('but with a day says so', () => {
    const { assumed } = value(collection(feature({ name: 'Ridge', from: '2022-12-01', edgeAccuracyM: 5 })));
    expect(assumed).toMatchObject([{ field: 'status' }]);
  });

  test('and without a source has the file for one', () => {
    expect(value(collection(feature({ name: 'Ridge' }))).areas).toMatchObject([{ source: 'areas.geojson' }]);
  });
});

describe('what an area is called', () => {
  test.each<[string, unknown, object, string]>([
    ['its id', { name: 'Ridge', id: 'A-1' }, {}, 'A-1'],
    ['the id of the feature', { name: 'Ridge' }, { id: 'A-2' }, 'A-2'],
    ['its name, when the id is a number', { name: 'West Ridge No. 3', id: 7 }, { id: 7 }, 'west-ridge-no-3'],
    ['its name in any script', { name: 'Cañón del Águila' }, {}, 'cañón-del-águila'],
  ])('%s', (_, properties, more, id) => {
    expect(value(collection(feature(properties, square, more))).areas).toMatchObject([{ id }]);
  });
});

describe('synthetic', () => {
  test.each([
    [{ ...whole, synthetic: true }, undefined, true],
    [{ ...whole, synthetic: 'yes' }, false, true],
    [whole, true, true],
    [{ ...whole, synthetic: 'false' }, undefined, false],
    [whole, undefined, false],
  ])('%#: an area that calls itself so always is, and a source can mark all', (properties, option, synthetic) => {
    expect(value(collection(feature(properties)), option).areas).toMatchObject([{ synthetic }]);
  });
});

describe('a feature at fault is refused by itself, with its number, name, property and reason', () => {
  const bowtie = {
    type: 'Polygon',
    coordinates: [
      [
        [-110, 31],
        [-109, 32],
        [-109, 31],
        [-110, 32.5],
        [-110, 31],
      ],
    ],
  };
  test.each<[string, unknown, string, RegExp]>([
    ['no name', feature({ ...whole, name: ' ' }), 'name', /must have a name/],
    ['only a number for a name', feature({ id: 3 }), 'name', /more than a number/],
    ['an unknown status', feature({ ...whole, status: 'active' }), 'status', /not “active”/],
    ['a designation without a first day', feature({ ...whole, from: null }), 'from', /first day/],
    ['a designation without a source', feature({ ...whole, source: '' }), 'source', /source document/],
    ['a day that does not exist', feature({ ...whole, from: '2025-02-29' }), 'from', /not “2025-02-29”/],
    ['a day with a time', feature({ ...whole, from: '2022-12-01T00:00:00Z' }), 'from', /calendar day/],
    ['a day in another order', feature({ ...whole, to: '12/31/2023' }), 'to', /calendar day/],
    [
      'an end before the beginning',
      feature({ ...whole, to: '2022-11-30' }),
      'to',
      /ends on 2022-11-30, before it begins/,
    ],
    ['a negative edge accuracy', feature({ ...whole, edgeAccuracyM: -1 }), 'edgeAccuracyM', /zero or more/],
    ['an edge accuracy in words', feature({ ...whole, edgeAccuracyM: '50 m' }), 'edgeAccuracyM', /not “50 m”/],
    ['two properties that disagree', feature({ ...whole, valid_from: '2022-12-02' }), 'from', /disagree/],
    ['a list for a name', feature({ ...whole, name: ['Ridge'] }), 'name', /must be text/],
    ['synthetic in other words', feature({ ...whole, synthetic: 'maybe' }), 'synthetic', /true or false/],
    ['no geometry', feature(whole, null), 'geometry', /Polygon or MultiPolygon/],
    ['a line', feature(whole, { type: 'LineString', coordinates: [] }), 'geometry', /Polygon or MultiPolygon/],
    ['a ring that crosses itself', feature(whole, bowtie), 'geometry', /crosses/],
    [
      'latitude and longitude the wrong way round',
      feature(whole, {
        type: 'Polygon',
        coordinates: [
          [
            [31, -110],
            [32, -110],
            [32, -109],
            [31, -110],
          ],
        ],
      }),
      'geometry',
      /latitude -110 is outside/,
    ],
    ['not a feature', { ...square, properties: { name: 'Ridge' } }, 'type', /not a GeoJSON Feature/],
    ['null', null, 'type', /not a GeoJSON Feature/],
  ])('%s', (_, bad, field, reason) => {
    const good = feature({ ...whole, name: 'Other' });
    const { areas, designations, refused } = value(collection(good, bad));
    expect([areas.length, designations.length]).toEqual([1, 1]);
    expect(refused).toEqual([
      { index: 2, name: refused[0]?.name ?? null, field, reason: expect.stringMatching(reason) },
    ]);
  });

  test('one area twice, differently or for no reason, and one designation twice', () => {
    const moved = { type: 'Polygon', coordinates: box(-111, 31.4, -110.9, 31.5)[0] };
    const { areas, refused } = value(
      collection(
        feature(whole),
        feature(whole, moved),
        feature({ name: 'Ridge', edgeAccuracyM: 50 }),
        feature({ ...whole, to: null }),
      ),
    );
    expect(areas.length).toBe(1);
    expect(refused.map(({ index, name, field }) => [index, name, field])).toEqual([
      [2, 'Ridge', 'id'],
      [3, 'Ridge', 'id'],
      [4, 'Ridge', 'from'],
    ]);
  });
});

describe('a file that is no list of areas fails as a whole', () => {
  test.each([
    ['', 'empty-file'],
    ['\uFEFF  \n', 'empty-file'],
    ['{"type":"FeatureCollection","features":[', 'wrong-format'],
    ['name,lat,lng', 'wrong-format'],
    ['[]', 'wrong-format'],
    ['null', 'wrong-format'],
    ['{"type":"Topology"}', 'wrong-format'],
    ['{"type":"FeatureCollection"}', 'wrong-format'],
    ['{"type":"FeatureCollection","features":[]}', 'nothing-usable'],
    [
      JSON.stringify({
        type: 'FeatureCollection',
        crs: { properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
        features: [feature(whole)],
      }),
      'wrong-format',
    ],
  ])('%#: %s', (text, code) => {
    expect(read(text)).toMatchObject({ ok: false, failure: { code } });
  });

  test('WGS 84 named in the old way is accepted', () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } };
    expect(read(JSON.stringify({ type: 'FeatureCollection', crs, features: [feature(whole)] })).ok).toBe(true);
  });
});

test('whatever stands in a file, it is read or refused, never thrown, and what is read fits the model', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({
      name: fc.option(fc.string(), { nil: undefined }),
      id: fc.oneof(fc.string(), fc.integer()),
      status: fc.oneof(fc.constantFrom('designated', 'pending', 'rescinded'), fc.string()),
      from: fc.oneof(fc.constant('2022-12-01'), fc.string()),
      to: fc.oneof(fc.constantFrom('2023-01-01', null), fc.jsonValue()),
      source: fc.oneof(fc.string(), fc.jsonValue()),
      synthetic: fc.oneof(fc.boolean(), fc.jsonValue()),
    }),
  );
  const anyFeature = fc.oneof(
    fc.jsonValue(),
    anything.map((properties) => feature(properties)),
    fc.tuple(anything, fc.jsonValue()).map(([properties, geometry]) => feature(properties, geometry)),
  );
  fc.assert(
    fc.property(fc.array(anyFeature, { minLength: 1, maxLength: 5 }), (features) => {
      const { areas, designations, refused } = value(collection(...features));
      for (const area of areas) areaSchema.parse({ ...area, version: 1 });
      for (const designation of designations) {
        designationSchema.parse(designation);
        expect(areas.map((area) => area.id)).toContain(designation.areaId);
      }
      expect(areas.length + refused.length).toBeLessThanOrEqual(features.length);
      expect(Math.max(areas.length, designations.length) + refused.length).toBeLessThanOrEqual(features.length);
      expect(new Set([...areas.map((area) => area.id)]).size).toBe(areas.length);
    }),
    { numRuns: 1000 },
  );
});
