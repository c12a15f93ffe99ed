/** The minus sign of printed numbers: as wide as a plus, never broken from its digits. */
const minus = '\u2212';

/**
 * A number as printed: thousands grouped by commas, a true minus sign, no "−0". One spelling on every machine: no locale.
 * @throws when not finite: an unknown value is null in our data and never reaches a formatter.
 */
export function numberText(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) throw new Error(`Not a printable number: ${value}`);
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? minus + digits : digits;
}

/** As `numberText`, with as many decimals as the number has, three at most: for settings, which must not be rounded away. */
export function preciseText(value: number): string {
  const decimals = [0, 1, 2].find((places) => Number(value.toFixed(places)) === Number(value.toFixed(3))) ?? 3;
  return numberText(value, decimals);
}

/** As `numberText`, with a plus sign where positive. */
export function signedText(value: number, decimals = 0): string {
  const text = numberText(value, decimals);
  return /[1-9]/.test(text) && value > 0 ? `+${text}` : text;
}

/** `1 detection`, `12 detections`: a count with its noun. @param plural when it is not the noun with an s */
export const countText = (count: number, noun: string, plural = `${noun}s`): string =>
  `${numberText(count)} ${count === 1 ? noun : plural}`;

/**
 * `0.94`: a probability cut, not rounded, to two decimals, so that 0.949 never reads as the 0.95 that a grade needs; `> 0.99`
 * and `< 0.01` at the ends, because nothing here is certain.
 */
export function probabilityText(probability: number): string {
  if (probability > 0.995) return '> 0.99';
  if (probability < 0.005) return '< 0.01';
  return Math.max(0.01, Math.floor(probability * 100 + 1e-9) / 100).toFixed(2);
}

/** Rounded to a number of decimals, as data that is printed with so many holds it; never −0. */
export const roundTo = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;
