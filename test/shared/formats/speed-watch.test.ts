import fc from 'fast-check';
import { Geodesic } from 'geographiclib-geodesic';
import { expect, test } from 'vitest';
import { SpeedWatch } from '../../../shared/formats/speed-watch.ts';

test('a fix that lies farther than 100 m for each second from the one before is marked', () => {
  const watch = new SpeedWatch();
  expect(watch.isImplausible(0, 31.7, -106.4, 0)).toBe(false);
  expect(watch.isImplausible(0, 31.7, -106.39, 5000)).toBe(true);
  // From there it goes on plausibly, another object is another matter, and rows out of order are not compared.
  expect(watch.isImplausible(0, 31.7, -106.39, 6000)).toBe(false);
  expect(watch.isImplausible(900, 10, 10, 6001)).toBe(false);
  expect(watch.isImplausible(0, 0, 0, 5500)).toBe(false);
  expect(watch.isImplausible(0, Number.NaN, Number.NaN, 7000)).toBe(false);
  expect(watch.isImplausible(0, 31.7, -106.39, 7000)).toBe(false);
  expect(watch.isImplausible(0, 33, -106.39, 7_000_000)).toBe(false);
});

test('it agrees with the ellipsoid but for its half percent', () => {
  const degrees = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: -60, max: 60, noNaN: true }),
      degrees,
      degrees,
      fc.integer({ min: 1, max: 600 }),
      (lat, dLat, dLng, seconds) => {
        const metres = Geodesic.WGS84.Inverse(lat, 179.8, lat + dLat, 179.8 + dLng).s12!;
        const speed = metres / seconds;
        fc.pre(Math.abs(speed - 100) > 3);
        const watch = new SpeedWatch();
        watch.isImplausible(3, lat, 179.8, 0);
        const lng = 179.8 + dLng;
        expect(watch.isImplausible(3, lat + dLat, lng > 180 ? lng - 360 : lng, seconds * 1000)).toBe(speed > 100);
      },
    ),
    { numRuns: 1000 },
  );
});
