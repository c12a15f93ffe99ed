import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metresPerDegreeLat, metresPerDegreeLng, midLatitudeDistanceM } from '../../../shared/geo/ellipsoid.ts';
import { arrival, bearingDeg, compassPoint, destination, distanceM } from '../../../shared/geo/geodesic.ts';
import { toMgrs } from '../../../shared/geo/mgrs.ts';
import { orientation } from '../../../shared/geo/orientation.ts';

const near = fc.record({
  lng: fc.double({ min: -118, max: -96, noNaN: true }),
  lat: fc.double({ min: 25, max: 35, noNaN: true }),
});

describe('geodesics', () => {
  test('Wellington to Salamanca is as GeographicLib publishes it', () => {
    expect(distanceM([174.81, -41.32], [-5.5, 40.96])).toBeCloseTo(19_959_679.267354, 5);
    expect(bearingDeg([174.81, -41.32], [-5.5, 40.96])).toBeCloseTo(161.067669986, 8);
  });

  test('going there and measuring back agree', () => {
    fc.assert(
      fc.property(
        near,
        fc.double({ min: 0, max: 359.999, noNaN: true }),
        fc.double({ min: 10, max: 400_000, noNaN: true }),
        ({ lng, lat }, bearing, metres) => {
          const end = destination([lng, lat], bearing, metres);
          expect(distanceM([lng, lat], end)).toBeCloseTo(metres, 6);
          expect(arrival([lng, lat], end).distanceM).toBeCloseTo(metres, 6);
          const off = Math.abs(bearingDeg([lng, lat], end) - bearing);
          expect(Math.min(off, 360 - off) * metres).toBeLessThan(1e-4);
        },
      ),
    );
  });

  test('bearings are from 0 up to but not 360, also just west of north', () => {
    expect(bearingDeg([-110, 31], [-110, 32])).toBe(0);
    expect(bearingDeg([-110, 31], [-110.1, 31])).toBeCloseTo(270.026, 2);
    fc.assert(
      fc.property(near, near, (a, b) => {
        const bearing = bearingDeg([a.lng, a.lat], [b.lng, b.lat]);
        expect(bearing >= 0 && bearing < 360).toBe(true);
      }),
    );
  });

  test('compass points are the nearest of sixteen', () => {
    expect([0, 11.24, 11.25, 45, 202.5, 348.74, 348.75, 360, -90].map(compassPoint)).toEqual([
      'N',
      'N',
      'NNE',
      'NE',
      'SSW',
      'NNW',
      'N',
      'N',
      'W',
    ]);
  });
});

describe('the local plane', () => {
  test('has the scale of the ellipsoid', () => {
    for (const lat of [-40, 0, 25, 35, 60]) {
      expect(metresPerDegreeLat(lat) * 1e-4).toBeCloseTo(distanceM([0, lat - 5e-5], [0, lat + 5e-5]), 6);
      expect(metresPerDegreeLng(lat) * 1e-4).toBeCloseTo(distanceM([0, lat], [1e-4, lat]), 6);
    }
  });

  test('measured halfway is within 0.1 mm of the geodesic at 5 km', () => {
    fc.assert(
      fc.property(near, fc.double({ min: 0, max: 360, noNaN: true }), ({ lng, lat }, bearing) => {
        const end = destination([lng, lat], bearing, 5000);
        expect(Math.abs(midLatitudeDistanceM(lat, end[0] - lng, end[1] - lat) - 5000)).toBeLessThan(1e-4);
      }),
    );
  });
});

describe('orientation', () => {
  /** With whole numbers, exactly. */
  const exact = (ax: number, ay: number, bx: number, by: number, px: number, py: number) => {
    const determinant =
      (BigInt(ax) - BigInt(px)) * (BigInt(by) - BigInt(py)) - (BigInt(ay) - BigInt(py)) * (BigInt(bx) - BigInt(px));
    return determinant > 0n ? 1 : determinant < 0n ? -1 : 0;
  };

  test('is exact where floating point is not', () => {
    const whole = fc.integer({ min: -(2 ** 31), max: 2 ** 31 });
    fc.assert(
      fc.property(whole, whole, whole, whole, whole, fc.integer({ min: -2, max: 2 }), (ax, ay, ux, uy, times, off) => {
        // A point on the line through a with direction u, moved by up to two units.
        const factor = times % 1000;
        const [bx, by, px, py] = [ax + ux, ay + uy, ax + factor * ux, ay + factor * uy + off];
        expect(orientation(ax, ay, bx, by, px, py)).toBe(exact(ax, ay, bx, by, px, py));
        // The same, scaled by a power of two: not whole any more, but the same answer.
        const s = 2 ** -40;
        expect(orientation(ax * s, ay * s, bx * s, by * s, px * s, py * s)).toBe(exact(ax, ay, bx, by, px, py));
      }),
      { numRuns: 2000 },
    );
  });

  test('sees one unit in the last place', () => {
    const step = 2 ** -46;
    expect(orientation(-110, 31, -109, 32, -109.5, 31.5)).toBe(0);
    expect(orientation(-110, 31, -109, 32, -109.5, 31.5 + step)).toBe(1);
    expect(orientation(-110, 31, -109, 32, -109.5 + step, 31.5)).toBe(-1);
  });
});

describe('MGRS', () => {
  test('is truncated as the manual of GeoConvert shows', () => {
    expect(toMgrs(44.40363, 33.33424, 4)).toBe('38SMB4488');
    expect(toMgrs(44.4, 33.3)).toMatch(/^38SMB\d{10}$/);
  });

  test('is null where there is none', () => {
    expect([toMgrs(0, 85), toMgrs(0, -81), toMgrs(Number.NaN, 0), toMgrs(181, 0)]).toEqual([null, null, null, null]);
  });
});
