import type { Position } from '../model/position.ts';

/**
 * Universal Transverse Mercator on WGS 84, northern hemisphere: Krüger's series to the fourth order in n, as in Karney, "Transverse
 * Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011), equations 11 and 12 and 35 and 36. Within a zone far better than a
 * millimetre. For the grid on the map.
 */

const A = 6_378_137;
const F = 1 / 298.257223563;
const N = F / (2 - F);
const K0 = 0.9996;
const FALSE_EASTING_M = 500_000;
const RECTIFYING_M = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const E = Math.sqrt(F * (2 - F));

const alpha = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49_561 / 161_280) * N ** 4,
] as const;
const beta = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  (1 / 48) * N ** 2 + (1 / 15) * N ** 3 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161_280) * N ** 4,
] as const;

const RADIAN = Math.PI / 180;

/** The zone of a longitude, without the exceptions of Norway and Svalbard. */
export const utmZone = (lng: number): number => Math.max(1, Math.min(60, Math.floor((lng + 180) / 6) + 1));

const centralDeg = (zone: number): number => zone * 6 - 183;

export interface UtmPoint {
  readonly eastingM: number;
  readonly northingM: number;
}

/** Easting and northing in a zone, which need not be the point's own. */
export function toUtm([lng, lat]: Position, zone: number): UtmPoint {
  const [phi, lambda] = [lat * RADIAN, (lng - centralDeg(zone)) * RADIAN];
  const tau = Math.tan(phi);
  const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
  const conformal = tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
  const xi0 = Math.atan2(conformal, Math.cos(lambda));
  const eta0 = Math.asinh(Math.sin(lambda) / Math.hypot(conformal, Math.cos(lambda)));
  let [xi, eta] = [xi0, eta0];
  alpha.forEach((coefficient, i) => {
    const j = 2 * (i + 1);
    xi += coefficient * Math.sin(j * xi0) * Math.cosh(j * eta0);
    eta += coefficient * Math.cos(j * xi0) * Math.sinh(j * eta0);
  });
  return { eastingM: FALSE_EASTING_M + K0 * RECTIFYING_M * eta, northingM: K0 * RECTIFYING_M * xi };
}

/** Where an easting and northing of a zone lie. */
export function fromUtm({ eastingM, northingM }: UtmPoint, zone: number): Position {
  const xi = northingM / (K0 * RECTIFYING_M);
  const eta = (eastingM - FALSE_EASTING_M) / (K0 * RECTIFYING_M);
  let [xi0, eta0] = [xi, eta];
  beta.forEach((coefficient, i) => {
    const j = 2 * (i + 1);
    xi0 -= coefficient * Math.sin(j * xi) * Math.cosh(j * eta);
    eta0 -= coefficient * Math.cos(j * xi) * Math.sinh(j * eta);
  });
  const conformal = Math.sin(xi0) / Math.hypot(Math.sinh(eta0), Math.cos(xi0));
  const lambda = Math.atan2(Math.sinh(eta0), Math.cos(xi0));
  // From the conformal latitude back by Newton's method (Karney, equations 19 to 21).
  let tau = conformal / (1 - E * E);
  for (let i = 0; i < 4; i++) {
    const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
    const at = tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
    tau +=
      ((conformal - at) / Math.hypot(1, at)) * ((1 + (1 - E * E) * tau * tau) / ((1 - E * E) * Math.hypot(1, tau)));
  }
  return [centralDeg(zone) + lambda / RADIAN, Math.atan(tau) / RADIAN];
}
