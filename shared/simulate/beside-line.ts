import type { Border } from '../geo/border.ts';
import type { Position } from '../model/position.ts';
import { Plane } from './plane.ts';

/**
 * A position about `offsetM` metres from the line, perpendicular to its general direction at a border km: positive into the
 * United States. Null where the line winds so much that the position there is not what was asked for.
 *
 * @param windowKm half length of the stretch whose direction counts
 * @param tolerance largest relative difference between the distance found and the one asked for
 */
export function besideLine(
  border: Border,
  km: number,
  offsetM: number,
  windowKm: number,
  tolerance: number,
): Position | null {
  const at = border.positionOfKm(km);
  const from = border.positionOfKm(km - windowKm);
  const to = border.positionOfKm(km + windowKm);
  const plane = new Plane(at);
  const east = plane.east(to[0]) - plane.east(from[0]);
  const north = plane.north(to[1]) - plane.north(from[1]);
  const length = Math.sqrt(east * east + north * north);
  if (length === 0) return null;
  const found = plane.position((-north / length) * offsetM, (east / length) * offsetM);
  const fix = border.fix(found[0], found[1]);
  if (fix === null || Math.abs(fix.distanceM - offsetM) > tolerance * Math.abs(offsetM)) return null;
  return found;
}
