/** What a stream of random numbers is drawn for: streams of different purposes are independent of each other. */
export const purposes = ['schedule', 'operation', 'post', 'flight', 'traffic', 'export'] as const;
export type Purpose = (typeof purposes)[number];

/**
 * Seeded random numbers: the same seed, purpose and index give the same numbers on every machine.
 * Algorithm: sfc32, "Small Fast Counter", by Chris Doty-Humphrey (PractRand, http://pracrand.sourceforge.net/): 96 bits of
 * seed, a counter that guarantees a period of at least 2^32, and 15 rounds of mixing before the first number.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spare = Number.NaN;

  /**
   * @param seed any safe integer, not negative
   * @param index 0..2^32 − 1: one of many streams of a purpose
   * @throws RangeError when the seed is not one
   */
  constructor(seed: number, purpose: Purpose, index = 0) {
    if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`A seed is a whole number from 0, not ${seed}`);
    this.a = seed | 0;
    // The upper 21 bits of a safe integer leave room for the purpose.
    this.b = (Math.floor(seed / 2 ** 32) * purposes.length + purposes.indexOf(purpose)) | 0;
    this.c = index | 0;
    for (let round = 0; round < 15; round++) this.word();
  }

  /** 32 random bits, 0..2^32 − 1. */
  word(): number {
    const result = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** Uniform, 0 ≤ x < 1. */
  unit(): number {
    return this.word() / 2 ** 32;
  }

  /** Uniform, from ≤ x < to. */
  between(from: number, to: number): number {
    return from + this.unit() * (to - from);
  }

  /** Uniform whole number, both ends inclusive. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  /** Uniform in the logarithm, for lengths that may be short or long. */
  logBetween(from: number, to: number): number {
    return from * (to / from) ** this.unit();
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Standard normal. Method: Box and Muller (1958), both values used. */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const value = this.spare;
      this.spare = Number.NaN;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit()));
    const angle = 2 * Math.PI * this.unit();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Exponential with this mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.unit());
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!;
  }

  /** One of the list, as often as its weight says. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
    let left = this.unit() * list.reduce((sum, { weight }) => sum + weight, 0);
    for (const item of list) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return list.at(-1)!;
  }
}
