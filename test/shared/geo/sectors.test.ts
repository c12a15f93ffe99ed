import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildReferenceData, locate } from '../../../shared/geo/locate.ts';
import { readSectorPolygons } from '../../../shared/geo/sector-polygons.ts';
import type { SectorEdits } from '../../../shared/geo/sectors.ts';
import type { MultiPolygon } from '../../../shared/model/area.ts';
import { readResource } from './support.ts';

const reference = buildReferenceData({
  border: readResource('border.json'),
  borderError: readResource('border-error.json'),
  sectors: readResource('sectors.json'),
  counties: readResource('counties.json'),
  portsOfEntry: readResource('ports-of-entry.json'),
});
const { border, sectors } = reference;
const at = (lat: number, lng: number, edits: Partial<SectorEdits> = {}) =>
  locate({ ...reference, sectors: sectors.withEdits({ breaks: [], polygons: [], ...edits }) }, lng, lat, { sigmaM: 5 });

const box = (west: number, south: number, east: number, north: number): MultiPolygon => [
  [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
];

describe('a break that was set', () => {
  const moved = { breaks: [{ between: ['DRT', 'LRT'] as const, km: 2533, source: 'sector order' }] };

  test('gives the reach between to the other sector, which stays marked as disputed', () => {
    const [lng, lat] = border.positionOfKm(2500);
    expect(at(lat + 0.01, lng + 0.03)).toMatchObject({ sector: 'LRT', sectorDisputed: true });
    expect(at(lat + 0.01, lng + 0.03, moved)).toMatchObject({
      sector: 'DRT',
      sectorBy: 'border-km',
      sectorDisputed: true,
      sectorConfidence: 'C',
    });
  });

  test('leaves the sectors tiling the line, and the built-in ones as they were', () => {
    const edited = sectors.withEdits({ ...moved, polygons: [] });
    edited.list.slice(1).forEach(({ fromKm }, i) => {
      expect(fromKm).toBe(edited.list[i]!.toKm);
    });
    expect(edited.ofKm(2532.9).code).toBe('DRT');
    expect(edited.ofKm(2533).code).toBe('LRT');
    expect(sectors.ofKm(2500).code).toBe('LRT');
    expect(edited.breaks.find(({ km }) => km === 2533)).toMatchObject({ toleranceKm: 0, basis: 'sector order' });
  });

  test('past its neighbour is refused as our mistake', () => {
    const wrong = { breaks: [{ between: ['DRT', 'LRT'] as const, km: 2800, source: '' }], polygons: [] };
    expect(() => sectors.withEdits(wrong)).toThrow('past its neighbour');
  });
});

describe('imported outlines', () => {
  const polygons = [
    { code: 'YUM', geometry: box(-112, 31, -110, 34) },
    { code: 'TCA', geometry: box(-110, 31, -108, 34) },
  ];

  test('decide inside them on the US side, near the border and inland', () => {
    expect(at(31.5, -111.5)).toMatchObject({ sector: 'TCA', sectorBy: 'border-km' });
    expect(at(31.5, -111.5, { polygons })).toMatchObject({
      sector: 'YUM',
      sectorBy: 'polygon',
      sectorConfidence: 'A',
      sectorDisputed: false,
      county: 'Pima',
    });
    expect(at(33.45, -111.2, { polygons })).toMatchObject({ sector: 'YUM', sectorBy: 'polygon' });
  });

  test('leave Mexico and what is outside them to the border km and the county', () => {
    expect(at(31.2, -111, { polygons })).toMatchObject({ side: 'MX', sectorBy: 'border-km', sector: 'TCA' });
    expect(at(31.7587, -106.487, { polygons })).toMatchObject({ sector: 'EPT', sectorBy: 'border-km' });
    expect(at(34.9, -106.6, { polygons })).toMatchObject({ sector: 'EPT', sectorBy: 'county' });
  });

  test('the code alone is the same as the whole answer, with and without them', () => {
    const all = [sectors, sectors.withEdits({ breaks: [], polygons })];
    fc.assert(
      fc.property(
        fc.double({ min: -118, max: -97, noNaN: true }),
        fc.double({ min: 25.5, max: 35, noNaN: true }),
        (lng, lat) => {
          const fix = border.fix(lng, lat);
          for (const one of all) {
            const whole = one.sectorAt(lng, lat, fix).sector?.code ?? null;
            expect(one.codeAt(lng, lat, fix?.distanceM ?? Number.NaN, fix?.km ?? Number.NaN)).toBe(whole);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('reading outlines', () => {
  const feature = (
    properties: unknown,
    geometry: unknown = { type: 'MultiPolygon', coordinates: box(0, 0, 1, 1) },
  ) => ({
    type: 'Feature',
    properties,
    geometry,
  });
  const read = (features: unknown[], property = 'code') =>
    readSectorPolygons(JSON.stringify({ type: 'FeatureCollection', features }), sectors.list, property);

  test('takes codes and names, and tells what it passes over', () => {
    const answer = read(
      [feature({ SECTOR: 'rgv' }), feature({ SECTOR: 'Big Bend' }), feature({ SECTOR: 'Miami' }), feature({})],
      'SECTOR',
    );
    expect(answer).toMatchObject({
      ok: true,
      value: {
        polygons: [{ code: 'RGV' }, { code: 'BBT' }],
        ignored: ['Feature 3 is “Miami”, no sector of this border.', 'Feature 4 has no property “SECTOR”.'],
      },
    });
  });

  const bowTie = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 3],
        [0, 0],
      ],
    ],
  };

  test.each<[string, string, string, string]>([
    ['no JSON', '{', 'wrong-format', 'not well-formed'],
    ['no collection', '{"type":"Feature"}', 'wrong-format', 'not a GeoJSON FeatureCollection'],
    [
      'nothing of ours',
      JSON.stringify({ type: 'FeatureCollection', features: [feature({ code: 'MIP' })] }),
      'nothing-usable',
      'names a sector',
    ],
    [
      'one twice',
      JSON.stringify({ type: 'FeatureCollection', features: [feature({ code: 'RGV' }), feature({ code: 'RGV' })] }),
      'bad-geometry',
      'Feature 2 is a second outline of RGV',
    ],
    [
      'one that crosses itself',
      JSON.stringify({ type: 'FeatureCollection', features: [feature({ code: 'RGV' }, bowTie)] }),
      'bad-geometry',
      'Feature 1 (RGV): The edge from Polygon 1, ring 1, vertex 1 crosses',
    ],
  ])('refuses %s', (_name, text, code, message) => {
    const answer = readSectorPolygons(text, sectors.list, 'code');
    expect(answer).toMatchObject({ ok: false, failure: { code } });
    if (!answer.ok) expect(answer.failure.message).toContain(message);
  });
});
