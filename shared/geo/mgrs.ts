import * as mgrsModule from 'mgrs';

type Mgrs = Pick<typeof mgrsModule, 'forward'>;
// Node sees the package's CommonJS build, all of it as the default export; bundlers see its ES module with named ones.
const exported: Mgrs & { readonly default?: Mgrs } = { ...mgrsModule };
const { forward } = exported.default ?? exported;

/**
 * Military Grid Reference System, WGS 84, without blanks: `11SMS9712100123`. Truncated, as the system demands, never rounded.
 * @param digits of easting and northing together: 10 for 1 m, 8 for 10 m … 0 for the 100 km square
 * @returns null where the grid is not defined for us (beyond 80° S or 84° N) or the position is none
 */
export function toMgrs(lng: number, lat: number, digits: 0 | 2 | 4 | 6 | 8 | 10 = 10): string | null {
  if (!(Math.abs(lng) <= 180 && lat >= -80 && lat <= 84)) return null;
  return forward([lng, lat], digits / 2);
}
