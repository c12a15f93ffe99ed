import { describe, expect, test } from 'vitest';
import { bestOf, probabilityOf, score } from '../../../shared/classify/best-of-looks.ts';
import { normalCdf } from '../../../shared/geo/probability.ts';

/** P that the best of K looks is at least m when none is there in truth: numerical integration over the common error. */
function falseProbability(metres: number, sigmaM: number, commonM: number, looks: number): number {
  const steps = 4000;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const u = -8 + (16 * (i + 0.5)) / steps;
    const density = Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI);
    sum += density * (1 - normalCdf((metres - commonM * u) / sigmaM) ** looks) * (16 / steps);
  }
  return sum;
}

/** The distance at which the integral has a given value. */
function distanceWithFalse(probability: number, commonM: number, looks: number): number {
  let [low, high] = [-10, 60];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (falseProbability(middle, 1, commonM, looks) > probability) low = middle;
    else high = middle;
  }
  return low;
}

describe('the best of several looks', () => {
  test.each([1, 2, 10, 100, 1000])('for %i looks it agrees with integration where grades change', (looks) => {
    for (const commonM of [0, 0.5, 1, 3]) {
      for (const [grade, within] of [
        [0.05, 0.002],
        [0.3, 0.03],
        [0.7, 0.05],
      ] as const) {
        const metres = distanceWithFalse(grade, commonM, looks);
        const own = 1 - normalCdf(score(bestOf(looks), metres, 1, commonM ** 2));
        expect(Math.abs(own - grade)).toBeLessThan(within);
      }
    }
  });

  test('one look is Φ of its distance over all its errors together', () => {
    expect(score(bestOf(1), 30, 12, 16 ** 2)).toBeCloseTo(30 / 20, 9);
  });

  test('nothing is more certain than 0.999', () => {
    expect(probabilityOf(50)).toBe(0.999);
    expect(probabilityOf(-50)).toBe(0);
    expect(probabilityOf(0)).toBe(0.5);
  });
});
