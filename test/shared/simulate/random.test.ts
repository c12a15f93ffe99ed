import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../../shared/simulate/random.ts';

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const take = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.word());

describe('random numbers', () => {
  test('the same seed, purpose and index give the same numbers', () => {
    fc.assert(
      fc.property(seeds, fc.nat(), (seed, index) => {
        expect(take(new Random(seed, 'flight', index), 20)).toEqual(take(new Random(seed, 'flight', index), 20));
      }),
    );
  });

  test('another seed, purpose or index gives other numbers', () => {
    fc.assert(
      fc.property(seeds, fc.nat(), (seed, index) => {
        const first = take(new Random(seed, 'flight', index), 4).join();
        const next = seed === Number.MAX_SAFE_INTEGER ? seed - 1 : seed + 1;
        expect(take(new Random(next, 'flight', index), 4).join()).not.toBe(first);
        expect(take(new Random(seed, 'post', index), 4).join()).not.toBe(first);
        expect(take(new Random(seed, 'flight', index + 1), 4).join()).not.toBe(first);
      }),
    );
  });

  test('a seed that is no whole number from 0 is refused', () => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => new Random(seed, 'flight')).toThrow(RangeError);
  });

  test('uniform numbers fill their range evenly: chi-square over 100 bins', () => {
    for (const seed of [0, 1, 2 ** 40 + 7]) {
      const random = new Random(seed, 'flight');
      const bins = new Array(100).fill(0) as number[];
      for (let i = 0; i < 100_000; i++) bins[Math.floor(random.unit() * 100)]!++;
      const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
      // 99 degrees of freedom: outside 50..166 with a probability below 1e-4.
      expect(chiSquare).toBeGreaterThan(50);
      expect(chiSquare).toBeLessThan(166);
    }
  });

  test('first numbers of neighbouring streams are as independent as any', () => {
    const firsts = Array.from({ length: 20_000 }, (_, index) => new Random(7, 'flight', index).unit());
    const mean = firsts.reduce((sum, x) => sum + x, 0) / firsts.length;
    let covariance = 0;
    for (let i = 1; i < firsts.length; i++) covariance += (firsts[i]! - mean) * (firsts[i - 1]! - mean);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(covariance / firsts.length / (1 / 12))).toBeLessThan(0.03);
  });

  test('normal numbers have mean 0, variance 1 and the tails of a normal distribution', () => {
    const random = new Random(3, 'flight');
    const drawn = Array.from({ length: 100_000 }, () => random.normal());
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(drawn.filter((x) => Math.abs(x) > 1.96).length / drawn.length).toBeCloseTo(0.05, 2);
  });

  test('choices follow their weights', () => {
    const random = new Random(11, 'flight');
    const list = [
      { name: 'often', weight: 3 },
      { name: 'seldom', weight: 1 },
      { name: 'never', weight: 0 },
    ];
    const counts = new Map<string, number>();
    for (let i = 0; i < 40_000; i++) {
      const { name } = random.weighted(list);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(counts.get('often')! / 40_000).toBeCloseTo(0.75, 1);
    expect(counts.get('never')).toBeUndefined();
  });
});
