import { numberText } from '../../shared/format/numbers.ts';

/** `512 B`, `48.2 kB`, `105 MB`: decimal units, as storage is sold and file managers mostly count. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${numberText(bytes)} B`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${numberText(value, value < 100 ? 1 : 0)} ${unit}`;
}
