import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNight, nightAround, SUNSET_DEG, sunElevationDeg, sunPlace } from '../../shared/time/sun.ts';

const MINUTE_MS = 60_000;

describe('the sun', () => {
  test('stands where Meeus, example 25.a, has it on 13 October 1992', () => {
    // 0h TD; our function takes UTC and adds a constant that suits this century: eleven seconds less then.
    const { rightAscensionDeg, declinationDeg } = sunPlace(Date.UTC(1992, 9, 13) - 59_000);
    expect(rightAscensionDeg).toBeCloseTo(198.38083, 2);
    expect(declinationDeg).toBeCloseTo(-7.78507, 2);
  });

  test('rises and sets when the tests of SunCalc say (50.5° N 30.5° E, 5 March 2013)', () => {
    const day = nightAround(Date.UTC(2013, 2, 5, 1), 30.5, 50.5)!;
    expect(Math.abs(day.sunriseMs - Date.parse('2013-03-05T04:34:56Z'))).toBeLessThan(1.5 * MINUTE_MS);
    const evening = nightAround(Date.UTC(2013, 2, 5, 22), 30.5, 50.5)!;
    expect(Math.abs(evening.sunsetMs - Date.parse('2013-03-05T15:46:57Z'))).toBeLessThan(1.5 * MINUTE_MS);
  });

  const anywhere = fc.record({
    lng: fc.double({ min: -125, max: -90, noNaN: true }),
    lat: fc.double({ min: 24, max: 36, noNaN: true }),
    timeMs: fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }),
  });

  test('a night of the theatre lies around its instant or before it, and is 8.5 to 15.5 hours long', () => {
    fc.assert(
      fc.property(anywhere, ({ lng, lat, timeMs }) => {
        const { sunsetMs, sunriseMs } = nightAround(timeMs, lng, lat)!;
        expect(sunsetMs).toBeLessThanOrEqual(timeMs);
        expect(timeMs - sunsetMs).toBeLessThan(24.2 * 60 * MINUTE_MS);
        expect((sunriseMs - sunsetMs) / (60 * MINUTE_MS)).toBeGreaterThan(8.5);
        expect((sunriseMs - sunsetMs) / (60 * MINUTE_MS)).toBeLessThan(15.5);
        expect(sunElevationDeg(sunsetMs, lng, lat)).toBeCloseTo(SUNSET_DEG, 2);
        expect(sunElevationDeg(sunriseMs, lng, lat)).toBeCloseTo(SUNSET_DEG, 2);
        expect(isNight((sunsetMs + sunriseMs) / 2, lng, lat)).toBe(true);
        expect(isNight(timeMs, lng, lat)).toBe(timeMs < sunriseMs);
      }),
    );
  });

  test('beyond the polar circle there is no such night in June', () => {
    expect(nightAround(Date.UTC(2026, 5, 21), 20, 75)).toBeNull();
  });
});
