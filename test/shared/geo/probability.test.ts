import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf, normalQuantile, pUs, sideOf, sigmaOfBoundM } from '../../../shared/geo/probability.ts';

/** ½ + ∫₀ᶻ φ by Simpson's rule, 2,000 steps: a second, independent way to the same number. */
function integrated(z: number): number {
  const steps = 2000;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(z);
  for (let i = 1; i < steps; i++) sum += density((z * i) / steps) * (i % 2 === 1 ? 4 : 2);
  return 0.5 + (sum * z) / steps / 3;
}

describe('the normal distribution', () => {
  test.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1, 0.15865525393145707],
    [1.959963984540054, 0.975],
    [-3, 0.0013498980316300933],
    [-8, 6.220960574271785e-16],
    [Number.POSITIVE_INFINITY, 1],
    [Number.NEGATIVE_INFINITY, 0],
  ])('Φ(%f) is the tabulated value', (z, p) => {
    expect(Math.abs(normalCdf(z) - p)).toBeLessThanOrEqual(1e-14 * Math.max(p, 0.01));
  });

  test('equals its integral', () => {
    for (let z = -8; z <= 8; z += 0.037) expect(Math.abs(normalCdf(z) - integrated(z))).toBeLessThan(1e-11);
  });

  test('its inverse undoes it', () => {
    expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 12);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(1.2)).toBeNaN();
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (z) => {
        expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('P(US)', () => {
  test('is even on the line, and adds the errors of detection and border', () => {
    expect(pUs(0, 30, 5)).toBe(0.5);
    expect(pUs(50, 30, 40)).toBeCloseTo(normalCdf(1), 12);
    expect(pUs(-50, 30, 40)).toBeCloseTo(normalCdf(-1), 12);
  });

  test('without any error is a step, and without a distance is unknown', () => {
    expect([pUs(1e-9, 0, 0), pUs(0, 0, 0), pUs(-1e-9, 0, 0)]).toEqual([1, 0.5, 0]);
    expect(pUs(Number.NaN, 0, 0)).toBeNaN();
    expect(pUs(Number.NaN, 3, 3)).toBeNaN();
  });

  test('reaches 0.95 where the distance is the 95 % bound of the border alone', () => {
    expect(pUs(100, 0, sigmaOfBoundM(100))).toBeCloseTo(0.95, 4);
  });

  test('decides a side only from 0.95 on, or to 0.05', () => {
    expect([1, 0.95, 0.9499999, 0.5, 0.0500001, 0.05, 0, Number.NaN].map(sideOf)).toEqual([
      'US',
      'US',
      'undetermined',
      'undetermined',
      'undetermined',
      'MX',
      'MX',
      'undetermined',
    ]);
  });
});
