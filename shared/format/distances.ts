import { numberText, signedText } from './numbers.ts';

/** International foot and statute mile, metres, exact. */
const footM = 0.3048;
const mileM = 1609.344;
/** From here metres are printed as kilometres with two decimals. */
const kilometresFromM = 10_000;

/** `612 m`, `12.35 km`. */
export const metresText = (metres: number): string =>
  Math.abs(Math.round(metres)) < kilometresFromM ? `${numberText(metres)} m` : `${numberText(metres / 1000, 2)} km`;

/** `2,008 ft` below a mile, else `2.62 mi`; made from whole metres, so that it agrees with the metres printed beside it. */
export function feetOrMilesText(metres: number): string {
  const whole = Math.round(metres);
  return Math.abs(whole) < mileM ? `${numberText(whole / footM)} ft` : `${numberText(whole / mileM, 2)} mi`;
}

/** `612 m (2,008 ft)`, `4,210 m (2.62 mi)`. */
export const distanceText = (metres: number): string => `${metresText(metres)} (${feetOrMilesText(metres)})`;

/** `+612 m`, `−1,204 m`, `+12.35 km`: a distance to the reference line, positive into the United States. */
export const signedMetresText = (metres: number): string =>
  Math.abs(Math.round(metres)) < kilometresFromM ? `${signedText(metres)} m` : `${signedText(metres / 1000, 2)} km`;

/** `+2,008 ft`, `−2.62 mi`: as `signedMetresText`. */
export const signedFeetOrMilesText = (metres: number): string =>
  Math.round(metres) > 0 ? `+${feetOrMilesText(metres)}` : feetOrMilesText(metres);

/** `138 m (453 ft)`: a height or altitude, in feet at any size. Its datum stands beside it, always. */
export const heightText = (metres: number): string =>
  `${numberText(metres)} m (${numberText(Math.round(metres) / footM)} ft)`;

/** `1,234.5`: a border kilometre, to a tenth. */
export const borderKmText = (km: number): string => numberText(km, 1);
