import { normalCdf, normalQuantile } from '../geo/probability.ts';

/**
 * The best of several looks, none of which was on that side in truth.
 *
 * The distribution of the largest of K standard normal errors is taken as normal with the median and the 95 % point of the
 * true one; then an error common to all looks just adds its variance. Against numerical integration, for K up to 1000 and
 * any share of common error, the probability is right within 0.002 at 0.05 and 0.03 at 0.3 and 0.7 (exact for K = 1).
 */
export interface BestOfLooks {
  /** Median of the largest of K standard normal errors. */
  readonly median: number;
  /** Its spread above the median, as a standard deviation. */
  readonly spread: number;
}

/** z of 95 %, one-sided: a side is sure from here. */
export const sureZ = 1.6448536269514722;

/** @param looks K, at least 1; need not be whole */
export function bestOf(looks: number): BestOfLooks {
  const median = normalQuantile(0.5 ** (1 / looks));
  return { median, spread: (normalQuantile(0.95 ** (1 / looks)) - median) / sureZ };
}

/**
 * How many standard deviations a look stands above what the best of the looks would show from errors alone: Φ of it is the
 * probability that not all of the looks were in truth on the other side.
 *
 * @param distanceM of the look towards the side asked for, metres
 * @param sigmaM standard deviation of the look's own error
 * @param commonM2 variance of the error it shares with the others
 */
export const score = (best: BestOfLooks, distanceM: number, sigmaM: number, commonM2: number): number =>
  (distanceM - best.median * sigmaM) / Math.sqrt(commonM2 + best.spread * best.spread * sigmaM * sigmaM);

/** No error model is trusted beyond one in a thousand: real errors have longer tails than normal ones. */
const leastDoubt = 0.001;

/** Probability that goes with a score: 0..0.999, rounded to 4 decimals. */
export const probabilityOf = (scoreZ: number): number =>
  Math.round((1 - Math.max(leastDoubt, normalCdf(-scoreZ))) * 10_000) / 10_000;
