import { commonPUs, spreadOf } from '../geo/lines/loaded-line.ts';
import { normalCdf, sigmaOfBoundM } from '../geo/probability.ts';
import type { Reference } from './reference.ts';

/** Beyond this many σ the probability is 0 or 1 to the last bit of a double. */
const certainSigmas = 8.3;

/** Φ, without the work where it is 0 or 1; NaN for NaN. */
export const pUsAt = (sigmas: number): number =>
  sigmas > certainSigmas ? 1 : sigmas < -certainSigmas ? 0 : normalCdf(sigmas);

/** Columns of a flight's positions as the built-in line alone gives them; see `Sightings`. */
interface ByBuiltIn {
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  readonly distanceM: Float64Array;
  readonly borderKm: Float64Array;
  readonly errorBoundM: Float64Array;
  readonly sigmaM: Float64Array;
  readonly pUs: Float64Array;
  readonly commonM2: Float64Array;
  readonly totalM: Float64Array;
}

/**
 * What several lines say together. In place: P(US) becomes the common one, the common variance that of the least certain line.
 * So a position shows a side only as far as the line least in favour of it does, and one between two lines shows none.
 *
 * @param bias2 square of the share of a position's σ that its sensor's bias has
 */
export function judgeByAllLines(
  { lng, lat, distanceM, borderKm, errorBoundM, sigmaM, pUs, commonM2, totalM }: ByBuiltIn,
  { lines }: Reference,
  bias2: number,
): { readonly towardUsM: Float64Array; readonly towardMexicoM: Float64Array; readonly betweenLines: number } {
  const least = pUs.slice();
  const most = pUs.slice();
  const spread = spreadOf(lines, lng, lat, { distanceM, km: borderKm, errorBoundM }, (i, distance, bound) => {
    const border = sigmaOfBoundM(bound);
    const p = pUsAt(distance / Math.sqrt(sigmaM[i]! * sigmaM[i]! + border * border));
    least[i] = Math.min(least[i]!, p);
    most[i] = Math.max(most[i]!, p);
  });
  let betweenLines = 0;
  for (let i = 0; i < pUs.length; i++) {
    if (Number.isNaN(pUs[i]!)) continue;
    pUs[i] = commonPUs(least[i]!, most[i]!);
    const border = sigmaOfBoundM(spread.errorBoundM[i]!);
    const own2 = sigmaM[i]! * sigmaM[i]!;
    commonM2[i] = bias2 * own2 + border * border;
    totalM[i] = Math.sqrt(own2 + commonM2[i]!);
    if (spread.leastM[i]! < 0 && spread.mostM[i]! >= 0) betweenLines++;
  }
  return { towardUsM: spread.leastM, towardMexicoM: spread.mostM, betweenLines };
}
