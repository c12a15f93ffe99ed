import * as mgrsModule from 'mgrs';
import type { Position } from '../model/position.ts';

type Mgrs = Pick<typeof mgrsModule, 'forward' | 'inverse'>;
// Node sees the package's CommonJS build, all of it as the default export; bundlers see its ES module with named ones.
const exported: Mgrs & { readonly default?: Mgrs } = { ...mgrsModule };
const { forward, inverse } = exported.default ?? exported;

/**
 * Military Grid Reference System, WGS 84, without blanks: `11SMS9712100123`. Truncated, as the system demands, never rounded.
 * @param digits of easting and northing together: 10 for 1 m, 8 for 10 m … 0 for the 100 km square
 * @returns null where the grid is not defined for us (beyond 80° S or 84° N) or the position is none
 */
export function toMgrs(lng: number, lat: number, digits: 0 | 2 | 4 | 6 | 8 | 10 = 10): string | null {
  if (!(Math.abs(lng) <= 180 && lat >= -80 && lat <= 84)) return null;
  return forward([lng, lat], digits / 2);
}

/** Corners as the library computes them are off by centimetres: what it calls a metre square beside a meridian may touch it. */
const slackDeg = 1e-6;

/**
 * The middle of the square that a reference without blanks names.
 * @returns null when there is no such square: the library takes letters that go with another zone or band, but its square is then
 *   called otherwise
 */
export function fromMgrs(reference: string): Position | null {
  const named = /^0?(\d+[A-Z]{3})\d+$/.exec(reference)?.[1];
  if (named === undefined) return null;
  let box: readonly [west: number, south: number, east: number, north: number];
  try {
    box = inverse(reference);
  } catch {
    // Whatever the library throws, it found no square.
    return null;
  }
  const middle: Position = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const [west, south, east, north] = [box[0] - slackDeg, box[1] - slackDeg, box[2] + slackDeg, box[3] + slackDeg];
  // A square on the edge of a band or zone may have its middle in the next one.
  const corners: readonly Position[] = [middle, [west, south], [east, south], [west, north], [east, north]];
  return corners.some(([lng, lat]) => toMgrs(lng, lat, 0) === named) ? middle : null;
}
