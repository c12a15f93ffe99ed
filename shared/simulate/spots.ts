/** A stretch of the border where simulated flights gather; a sensor post stands there. */
export interface Spot {
  /** Becomes part of the sensors' ids. */
  readonly name: string;
  /** Border km of the built-in line, from the ports of entry in `resources/ports-of-entry.json`. */
  readonly km: number;
  /** How often flights are here. Invented: a spread over all nine sectors, not a statement about any of them. */
  readonly weight: number;
}

export const spots: readonly Spot[] = [
  { name: 'SAN-YSIDRO', km: 44, weight: 5 },
  { name: 'TECATE', km: 81, weight: 2 },
  { name: 'CALEXICO', km: 198, weight: 5 },
  { name: 'ANDRADE', km: 259, weight: 2 },
  { name: 'SAN-LUIS', km: 299, weight: 5 },
  { name: 'LUKEVILLE', km: 496, weight: 2 },
  { name: 'SASABE', km: 625, weight: 3 },
  { name: 'NOGALES', km: 685, weight: 5 },
  { name: 'DOUGLAS', km: 816, weight: 3 },
  { name: 'COLUMBUS', km: 1050, weight: 2 },
  { name: 'SANTA-TERESA', km: 1140, weight: 4 },
  { name: 'EL-PASO', km: 1167, weight: 6 },
  { name: 'TORNILLO', km: 1215, weight: 3 },
  { name: 'PRESIDIO', km: 1633, weight: 4 },
  { name: 'DEL-RIO', km: 2292, weight: 4 },
  { name: 'EAGLE-PASS', km: 2398, weight: 6 },
  { name: 'LAREDO', km: 2616, weight: 7 },
  { name: 'ROMA', km: 2786, weight: 6 },
  { name: 'RIO-GRANDE-CITY', km: 2819, weight: 7 },
  { name: 'HIDALGO', km: 2944, weight: 8 },
  { name: 'PROGRESO', km: 3004, weight: 6 },
  { name: 'BROWNSVILLE', km: 3168, weight: 5 },
];

/** Border km and rough height of the ground there, metres above sea level: only so that altitudes look right. */
const profile: readonly (readonly [km: number, groundM: number])[] = [
  [34, 5],
  [60, 150],
  [81, 520],
  [112, 850],
  [150, 5],
  [243, 40],
  [300, 30],
  [444, 420],
  [600, 1050],
  [685, 1180],
  [816, 1210],
  [1050, 1230],
  [1165, 1140],
  [1294, 1090],
  [1633, 780],
  [1886, 560],
  [2133, 350],
  [2292, 290],
  [2398, 220],
  [2616, 125],
  [2786, 55],
  [2944, 32],
  [3168, 9],
  [3207, 2],
];

/** Rough height of the ground at a border km, metres above sea level. */
export function groundMslM(km: number): number {
  const next = profile.findIndex(([at]) => at >= km);
  if (next <= 0) return profile.at(next === 0 ? 0 : -1)![1];
  const [fromKm, fromM] = profile[next - 1]!;
  const [toKm, toM] = profile[next]!;
  return fromM + ((km - fromKm) / (toKm - fromKm)) * (toM - fromM);
}

/** Rough height of the geoid above the ellipsoid at a border km, metres: −35 at the Pacific to −25 at the Gulf. */
export const geoidM = (km: number): number => -35 + (10 * km) / 3200;
