import type { Position } from '../model/position.ts';
import { numberText } from './numbers.ts';

/** Decimals of printed degrees: 0.00001° is about a metre. */
export const degreeDecimals = 5;

/** `26.05512, −97.95013`: latitude, longitude in decimal degrees, WGS 84. */
export const decimalText = ([lng, lat]: Position): string =>
  `${numberText(lat, degreeDecimals)}, ${numberText(lng, degreeDecimals)}`;

/** `26°03′18.4″N 97°57′00.5″W`, to a tenth of a second (about 3 m). */
export const dmsText = ([lng, lat]: Position): string => `${sexagesimal(lat, 'N', 'S')} ${sexagesimal(lng, 'E', 'W')}`;

function sexagesimal(degrees: number, positive: string, negative: string): string {
  // In tenths of a second first, so that 59.96″ becomes the next minute instead of 60.0″.
  const tenths = Math.round(Math.abs(degrees) * 36_000);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  const minutes = String(Math.floor(tenths / 600) % 60).padStart(2, '0');
  const hemisphere = degrees < 0 ? negative : positive;
  return `${Math.floor(tenths / 36_000)}°${minutes}′${seconds}″${hemisphere}`;
}

/** `14R PQ 05012 82456`: grid zone, 100 km square, easting and northing set apart. Text that is no MGRS stays as it is. */
export function mgrsText(mgrs: string): string {
  const match = /^(\d{1,2}[C-X])([A-Z]{2})((?:\d\d)*)$/.exec(mgrs.replaceAll(' ', ''));
  if (match === null) return mgrs;
  const [, zone = '', square = '', digits = ''] = match;
  const half = digits.length / 2;
  return [zone, square, digits.slice(0, half), digits.slice(half)].filter((part) => part !== '').join(' ');
}
