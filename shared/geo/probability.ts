import type { Side } from '../model/conclusion.ts';

/**
 * Standard normal distribution function Φ(z).
 * Source: Hart et al., Computer Approximations (1968), algorithm 5666, and a continued fraction in the tail, as given by
 * G. West, Better approximations to cumulative normal functions, Wilmott (2005). Absolute error below 1e-14.
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  if (!(x <= 37)) return Number.isNaN(z) ? Number.NaN : z > 0 ? 1 : 0;
  const density = Math.exp((-x * x) / 2);
  let tail: number;
  if (x < 7.07106781186547) {
    const above =
      ((((((3.52624965998911e-2 * x + 0.700383064443688) * x + 6.37396220353165) * x + 33.912866078383) * x +
        112.079291497871) *
        x +
        221.213596169931) *
        x +
        220.206867912376) *
      density;
    const below =
      ((((((8.83883476483184e-2 * x + 1.75566716318264) * x + 16.064177579207) * x + 86.7807322029461) * x +
        296.564248779674) *
        x +
        637.333633378831) *
        x +
        793.826512519948) *
        x +
      440.413735824752;
    tail = above / below;
  } else {
    tail = density / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631;
  }
  return z > 0 ? 1 - tail : tail;
}

/**
 * Inverse of Φ: the z with Φ(z) = p. −∞ at 0, +∞ at 1, NaN outside.
 * Source: P. J. Acklam's rational approximation (2003, relative error 1.15e-9), then one step of Halley's method on Φ.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const z = p < 0.02425 ? acklamTail(p) : p > 0.97575 ? -acklamTail(1 - p) : acklamCentre(p - 0.5);
  const error = normalCdf(z) - p;
  const step = error * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
  return z - step / (1 + (z * step) / 2);
}

function acklamTail(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p));
  return (
    (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
      2.938163982698783) /
    ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
  );
}

function acklamCentre(q: number): number {
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}

/** A 95 % bound is taken as the 0.95 quantile of one side: 1.645 σ. Holds for the border and for the edge of an area. */
export const sigmaOfBoundM = (boundM: number): number => boundM / 1.645;

/**
 * P(US) = Φ(d / √(σ_detection² + σ_border²)). All in metres; the distance is signed, positive into the US.
 * With both σ zero it is the step 0, ½, 1. NaN when the distance is NaN (outside the theatre).
 */
export function pUs(distanceM: number, sigmaDetectionM: number, sigmaBorderM: number): number {
  return pPositive(distanceM, sigmaDetectionM, sigmaBorderM);
}

/** P that the true signed distance is positive, two independent normal errors given. */
export function pPositive(distanceM: number, sigmaOneM: number, sigmaTwoM: number): number {
  const sigma = Math.sqrt(sigmaOneM * sigmaOneM + sigmaTwoM * sigmaTwoM);
  if (sigma === 0) return distanceM > 0 ? 1 : distanceM < 0 ? 0 : distanceM === 0 ? 0.5 : Number.NaN;
  return normalCdf(distanceM / sigma);
}

/** Undetermined while 0.05 < P < 0.95; also when P is NaN, because then nothing is known. */
export function sideOf(p: number): Side {
  return p >= 0.95 ? 'US' : p <= 0.05 ? 'MX' : 'undetermined';
}
