import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { distanceM } from '../../../shared/geo/geodesic.ts';
import { fromMgrs, toMgrs } from '../../../shared/geo/mgrs.ts';
import { parsePosition } from '../../../shared/geo/parse-position.ts';

const geotrans = readFileSync(join(import.meta.dirname, '../../fixtures/geo/geotrans-3.9-mgrs.csv'), 'utf8')
  .split('\n')
  .filter((line) => /^\d/.test(line))
  .map((line) => line.split(','))
  .map(([id, mgrs, lat, lng]) => ({ id: id!, mgrs: mgrs!, corner: [Number(lng), Number(lat)] as const }));

const digitsOf = { '1m': 10, '10m': 8, '100m': 6, '1km': 4, '10km': 2, '100km': 0 } as const;

describe('NGA GEOTRANS 3.9, UTM zones 10 to 15 from 24° to 36° north', () => {
  test('has cases of every zone and both bands', () => {
    expect(new Set(geotrans.map(({ mgrs }) => mgrs.slice(0, 3)))).toEqual(
      new Set([10, 11, 12, 13, 14, 15].flatMap((zone) => [`${zone}R`, `${zone}S`])),
    );
    expect(geotrans).toHaveLength(126);
  });

  // Its corners are printed to the microdegree: 0.08 m. The middle of a square metre is 0.71 m from its corner.
  test.each(geotrans)('$mgrs is read to its square (case $id)', ({ mgrs, corner }) => {
    expect(distanceM(fromMgrs(mgrs)!, [...corner])).toBeLessThan(0.71 + 0.09);
    const parsed = parsePosition(mgrs);
    expect(parsed).toMatchObject({ ok: true, value: { form: 'mgrs', squareM: 1, position: fromMgrs(mgrs) } });
  });

  test('a corner is named by its own square or, for the rounding of the corner, by one that touches it', () => {
    for (const { mgrs, corner } of geotrans) {
      const named = toMgrs(corner[0], corner[1])!;
      expect(distanceM(fromMgrs(named)!, fromMgrs(mgrs)!), mgrs).toBeLessThan(1.5);
    }
  });
});

describe('named by others', () => {
  // NGA GEOTRANS (C) as wrapped by the Python package mgrs 1.5.4: latitude, longitude, precision, reference. From the golden
  // vectors of a public geodesy suite, which holds them against its own implementation.
  test.each([
    [60.5, 4.5, '1m', '32VKN5292815548'],
    [78.2, 15.0, '1m', '33XWG0000080689'],
    [72.0, 38.0, '10m', '37XDV65518921'],
    [-33.8688, 151.2093, '1m', '56HLH3436850948'],
    [51.5074, -0.1278, '100m', '30UXC993101'],
    [0.0001, -0.0001, '1m', '30NZF3396700011'],
    [-0.5, 179.999, '1m', '60MZE3385444658'],
    [35.6762, 139.6503, '10km', '54SUE74'],
    [64.8378, -147.7164, '1m', '6WVS6601290570'],
    [-54.8, -68.3, '100km', '19FEV'],
    [19.4326, -99.1332, '1m', '14QMG8601748700'],
    [56.1, 3.1, '1m', '32VJH3322632906'],
    // FGDC-STD-011-2001, United States National Grid, 5.2.2 and table 1: the Washington Monument, its latitude and longitude by
    // PROJ 9.3.0 from the grid coordinates that the standard prints.
    [38.889467309501576, -77.0352402156242, '1m', '18SUJ2348306479'],
    [38.889467309501576, -77.0352402156242, '10m', '18SUJ23480647'],
    [38.889467309501576, -77.0352402156242, '100m', '18SUJ234064'],
    [38.889467309501576, -77.0352402156242, '1km', '18SUJ2306'],
    // Manual of GeoConvert (GeographicLib 2.3), and the tests of OpenSphere (NGA) and of proj4js.
    [33.3, 44.4, '1m', '38SMB4414084706'],
    [39.7195959962, -104.7999483247, '1m', '13SED1714696655'],
    [36.2361322, -115.0820944, '1m', '11SPA7234911844'],
  ] as const)('%d, %d at %s is %s', (lat, lng, precision, reference) => {
    expect(toMgrs(lng, lat, digitsOf[precision])).toBe(reference);
  });
});

describe('along the border', () => {
  test('a zone begins at its western meridian, a band at its southern parallel', () => {
    const square = (lng: number, lat: number): string => toMgrs(lng, lat, 0)!.slice(0, 3);
    for (const [zone, west] of [
      [10, -126],
      [11, -120],
      [12, -114],
      [13, -108],
      [14, -102],
      [15, -96],
    ] as const) {
      expect(square(west, 32.5)).toBe(`${zone}S`);
      expect(toMgrs(west - 1e-9, 32.5, 0)).toMatch(new RegExp(`^${zone - 1}S`));
      expect(square(west + 3, 32)).toBe(`${zone}S`);
      expect(square(west + 3, 32 - 1e-9)).toBe(`${zone}R`);
      expect(square(west + 3, 24)).toBe(`${zone}R`);
      expect(square(west + 3, 24 - 1e-9)).toBe(`${zone}Q`);
    }
  });

  test('a coarser reference is the finer one cut short, never rounded', () => {
    for (const { corner } of geotrans) {
      const [lng, lat] = [corner[0] + 0.000_02, corner[1] + 0.000_02];
      const finest = toMgrs(lng, lat, 10)!;
      for (const digits of [8, 6, 4, 2, 0] as const) {
        const half = digits / 2;
        const cut = `${finest.slice(0, 5)}${finest.slice(5, 5 + half)}${finest.slice(10, 10 + half)}`;
        expect(toMgrs(lng, lat, digits)).toBe(cut);
      }
    }
  });

  test('a place on the edge of a zone is read back, though its square reaches into the next one', () => {
    for (const lng of [0, -120, -114, -108, -102, -96]) {
      for (let lat = 26; lat < 33; lat += 0.1) {
        expect(distanceM(fromMgrs(toMgrs(lng, lat)!)!, [lng, lat]), `${lat}, ${lng}`).toBeLessThan(0.8);
      }
    }
    // A metre square whose own corners, as computed, all lie a centimetre west of the meridian.
    expect(fromMgrs('31VCC1567873235')).not.toBeNull();
  });
});
