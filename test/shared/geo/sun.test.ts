import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HORIZON_DEG, isNight, nightsBetween, sunElevationDeg, sunPlace } from '../../../shared/geo/sun.ts';

describe('the sun', () => {
  it('stands where Meeus computes it (Astronomical Algorithms, example 25.a: 1992 October 13 at 0h TD)', () => {
    const place = sunPlace(Date.UTC(1992, 9, 13));
    expect(place.declinationDeg).toBeCloseTo(-7.78507, 3);
    expect(place.rightAscensionDeg).toBeCloseTo(198.38083, 3);
  });

  // U.S. Naval Observatory, "Rise and Set for the Sun for 2008", W121 55, N37 24, zone 8h west of Greenwich: the first of each month.
  const table = [
    ['0722', '1700'],
    ['0711', '1732'],
    ['0638', '1802'],
    ['0552', '1831'],
    ['0512', '1858'],
    ['0448', '1923'],
    ['0451', '1932'],
    ['0512', '1915'],
    ['0539', '1836'],
    ['0604', '1750'],
    ['0633', '1709'],
    ['0704', '1650'],
  ] as const;
  const place = [-(121 + 55 / 60), 37 + 24 / 60] as const;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(2));

  it.each(table.map(([rise, set], month) => [month + 1, rise, set] as const))(
    'rises and sets on 2008-%s-01 as the Naval Observatory published: %s and %s, to the minute',
    (month, rise, set) => {
      const midnightMs = Date.UTC(2008, month - 1, 1, 8);
      const nights = nightsBetween(midnightMs, midnightMs + 86_400_000, place);
      expect(nights).toHaveLength(2);
      expect(Math.abs((nights[0]!.toMs - midnightMs) / 60_000 - minutes(rise))).toBeLessThanOrEqual(1);
      expect(Math.abs((nights[1]!.fromMs - midnightMs) / 60_000 - minutes(set))).toBeLessThanOrEqual(1);
    },
  );

  it('leaves no moment of the border without day or night, and every night is whole', () => {
    const time = fc.integer({ min: Date.UTC(2018, 0, 1), max: Date.UTC(2036, 0, 1) });
    const border = fc.tuple(
      fc.double({ min: -117.2, max: -97, noNaN: true }),
      fc.double({ min: 25.8, max: 32.8, noNaN: true }),
    );
    fc.assert(
      fc.property(time, border, (fromMs, position) => {
        const toMs = fromMs + 3 * 86_400_000;
        const nights = nightsBetween(fromMs, toMs, position);
        for (let at = fromMs + 60_000; at < toMs; at += 1_234_567) {
          const nearEdge = nights.some(({ fromMs: a, toMs: b }) => Math.min(Math.abs(at - a), Math.abs(at - b)) < 2000);
          if (nearEdge) continue;
          expect(nights.some(({ fromMs: a, toMs: b }) => a <= at && at < b)).toBe(isNight(at, position));
        }
        const edges = nights.flatMap(({ fromMs: a, toMs: b }) => [a, b]).filter((at) => at !== fromMs && at !== toMs);
        for (const at of edges) expect(sunElevationDeg(at, position)).toBeCloseTo(HORIZON_DEG, 1);
      }),
      { numRuns: 40 },
    );
  });
});
