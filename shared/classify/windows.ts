import type { Settings } from '../model/settings.ts';
import type { Sightings } from './sightings.ts';

/** Mean of one sensor's signed distances over a stretch of time. Some instant in it was at least this far into the US. */
export interface Window {
  /** First and last index into the sightings. */
  readonly from: number;
  readonly to: number;
  /** Of the distances that count for the United States, and for Mexico: alike when only the built-in line is in use. */
  readonly meanTowardUsM: number;
  readonly meanTowardMexicoM: number;
  /** Standard deviation of the mean's independent error, metres. */
  readonly sigmaM: number;
  /** Variance of the common error, m². */
  readonly commonM2: number;
  /** Whether any σ in it was assumed. */
  readonly assumed: boolean;
  readonly points: number;
  readonly lengthS: number;
}

/** Window lengths, in error correlation times: 30 s to 8 min at the default 10 s. */
const lengths = [3, 6, 12, 24, 48] as const;
/** A window starts this share of its length after the one before. */
export const windowStride = 0.25;
/** A window is worth its length only when its positions fill this share of it. */
const leastFilled = 0.6;
/** Positions farther from the line than this many σ need no averaging. */
export const undecidedSigmas = 4;

/**
 * Windows over the stretches where positions alone leave the side in doubt, one sensor at a time.
 *
 * The errors of one sensor are taken to fade with ρ = exp(−Δt / τ). That series is Markov, so each position adds to what is
 * known of the mean only what the one before does not tell: (1 − ρ)² / (1 − ρ²) = tanh(Δt / 2τ) looks. The mean with the
 * least variance (generalised least squares) then weighs every step between two positions by that number, its two ends by
 * half a look each; it has n_eff = 1 + Σ tanh(Δt / 2τ) looks and the variance σ² / n_eff. Clusters and duplicates gain nothing.
 */
export function windowsNearLine(sightings: Sightings, settings: Settings): readonly Window[] {
  const windows: Window[] = [];
  for (const series of seriesNearLine(sightings)) {
    if (series.length < 2) continue;
    const sums = prefixSums(sightings, series, settings.errorCorrelationS);
    for (const length of lengths) {
      addWindows(sightings, series, sums, length * settings.errorCorrelationS, windows);
    }
  }
  return windows;
}

/** Runs of one sensor's successive positions whose side is in doubt, as indices into the sightings. */
function seriesNearLine({
  count,
  towardUsM,
  towardMexicoM,
  totalM,
  sensor,
  sensorIds,
}: Sightings): readonly (readonly number[])[] {
  const series: number[][] = [];
  const open: (number[] | undefined)[] = sensorIds.map(() => undefined);
  for (let i = 0; i < count; i++) {
    const own = sensor[i]!;
    const undecidedM = undecidedSigmas * totalM[i]!;
    if (!(towardUsM[i]! < undecidedM && towardMexicoM[i]! > -undecidedM)) {
      open[own] = undefined;
      continue;
    }
    let run = open[own];
    if (run === undefined) {
      run = [];
      open[own] = run;
      series.push(run);
    }
    run.push(i);
  }
  return series;
}

interface Sums {
  /** Effective looks added since the run's start. */
  readonly looks: Float64Array;
  /** The same, each times the mean of its two ends' distances, own variance and common variance. */
  readonly towardUs: Float64Array;
  readonly towardMexico: Float64Array;
  readonly own: Float64Array;
  readonly common: Float64Array;
  readonly assumed: Uint32Array;
}

function prefixSums(
  { timeMs, towardUsM, towardMexicoM, sigmaM, commonM2, assumed }: Sightings,
  series: readonly number[],
  correlationS: number,
): Sums {
  const length = series.length;
  const towardUs = new Float64Array(length);
  const sums: Sums = {
    looks: new Float64Array(length),
    towardUs,
    towardMexico: towardMexicoM === towardUsM ? towardUs : new Float64Array(length),
    own: new Float64Array(length),
    common: new Float64Array(length),
    assumed: new Uint32Array(length + 1),
  };
  sums.assumed[1] = assumed[series[0]!]!;
  for (let k = 1; k < length; k++) {
    const i = series[k]!;
    const before = series[k - 1]!;
    const look = Math.tanh((timeMs[i]! - timeMs[before]!) / (2000 * correlationS));
    const own = (sigmaM[i]! ** 2 + sigmaM[before]! ** 2) / 2;
    sums.looks[k] = sums.looks[k - 1]! + look;
    sums.towardMexico[k] = sums.towardMexico[k - 1]! + (look * (towardMexicoM[i]! + towardMexicoM[before]!)) / 2;
    sums.towardUs[k] = sums.towardUs[k - 1]! + (look * (towardUsM[i]! + towardUsM[before]!)) / 2;
    sums.own[k] = sums.own[k - 1]! + look * own;
    sums.common[k] = sums.common[k - 1]! + (look * (commonM2[i]! + commonM2[before]!)) / 2;
    sums.assumed[k + 1] = sums.assumed[k]! + assumed[i]!;
  }
  return sums;
}

function addWindows(
  sightings: Sightings,
  series: readonly number[],
  sums: Sums,
  lengthS: number,
  into: Window[],
): void {
  const { timeMs, towardUsM, towardMexicoM, sigmaM, commonM2 } = sightings;
  const lengthMs = lengthS * 1000;
  let start = 0;
  let lastEndMs = Number.NEGATIVE_INFINITY;
  for (let end = 1; end < series.length; end++) {
    const endMs = timeMs[series[end]!]!;
    while (endMs - timeMs[series[start]!]! > lengthMs) start++;
    if (start === end || endMs - lastEndMs < windowStride * lengthMs) continue;
    if (endMs - timeMs[series[start]!]! < leastFilled * lengthMs) continue;
    lastEndMs = endMs;
    const from = series[start]!;
    const to = series[end]!;
    const looks = 1 + sums.looks[end]! - sums.looks[start]!;
    const mean = (column: Float64Array, atFrom: number, atTo: number): number =>
      ((atFrom + atTo) / 2 + column[end]! - column[start]!) / looks;
    into.push({
      from,
      to,
      meanTowardUsM: mean(sums.towardUs, towardUsM[from]!, towardUsM[to]!),
      meanTowardMexicoM: mean(sums.towardMexico, towardMexicoM[from]!, towardMexicoM[to]!),
      sigmaM: Math.sqrt(mean(sums.own, sigmaM[from]! ** 2, sigmaM[to]! ** 2) / looks),
      commonM2: mean(sums.common, commonM2[from]!, commonM2[to]!),
      assumed: sums.assumed[end + 1]! > sums.assumed[start]!,
      points: end - start + 1,
      lengthS: (endMs - timeMs[from]!) / 1000,
    });
  }
}
