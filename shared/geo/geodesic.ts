import geographicLib from 'geographiclib-geodesic';
import type { Position } from '../model/position.ts';
import { fullCircle } from './compass.ts';

export { type CompassPoint, compassPoint } from './compass.ts';

/**
 * Geodesics on the WGS 84 ellipsoid: what is printed. Method: Karney, Algorithms for geodesics, J. Geodesy 87 (2013),
 * as implemented by geographiclib-geodesic; accurate to well below a millimetre.
 */

// The package is CommonJS that Node cannot look into: all of it is its default export.
const { Geodesic } = geographicLib;
const { WGS84 } = Geodesic;

/** Geodesic distance, metres. */
export function distanceM(from: Position, to: Position): number {
  return known(WGS84.Inverse(from[1], from[0], to[1], to[0], Geodesic.DISTANCE).s12);
}

/** Distance (metres) and initial bearing (as `bearingDeg`), by one solution of the inverse problem. */
export function departure(from: Position, to: Position): { readonly distanceM: number; readonly bearingDeg: number } {
  const { s12, azi1 } = WGS84.Inverse(from[1], from[0], to[1], to[0], Geodesic.DISTANCE | Geodesic.AZIMUTH);
  return { distanceM: known(s12), bearingDeg: fullCircle(known(azi1)) };
}

/** Initial bearing of the geodesic, degrees clockwise from true north, 0 ≤ x < 360. 0 or 180 when the points coincide. */
export function bearingDeg(from: Position, to: Position): number {
  return fullCircle(known(WGS84.Inverse(from[1], from[0], to[1], to[0], Geodesic.AZIMUTH).azi1));
}

/** The point `metres` along the geodesic that starts with this bearing (degrees clockwise from true north). */
export function destination(from: Position, bearing: number, metres: number): Position {
  const end = WGS84.Direct(from[1], from[0], bearing, metres, Geodesic.LATITUDE | Geodesic.LONGITUDE);
  return [known(end.lon2), known(end.lat2)];
}

/** Distance (metres) and the bearing with which the geodesic arrives (degrees clockwise from true north, ±180). */
export function arrival(from: Position, to: Position): { readonly distanceM: number; readonly bearingDeg: number } {
  const { s12, azi2 } = WGS84.Inverse(from[1], from[0], to[1], to[0], Geodesic.DISTANCE | Geodesic.AZIMUTH);
  return { distanceM: known(s12), bearingDeg: known(azi2) };
}

/** GeographicLib leaves out what its mask did not ask for; we always ask for what we read. */
function known(value: number | undefined): number {
  if (value === undefined) throw new Error('GeographicLib did not compute what was asked for');
  return value;
}
