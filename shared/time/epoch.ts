export type EpochUnit = 's' | 'ms' | 'us' | 'ns';

/**
 * UTC milliseconds, rounded, of a count since 1970. Without a unit the magnitude decides: the ranges of seconds, milli-, micro-
 * and nanoseconds from 1973 to 5138 do not overlap. NaN for a number that is no such count.
 */
export function epochMs(value: number, unit: EpochUnit | null): number {
  switch (unit ?? unitOf(value)) {
    case 's':
      return Math.round(value * 1000);
    case 'ms':
      return Math.round(value);
    case 'us':
      return Math.round(value / 1000);
    case 'ns':
      return Math.round(value / 1e6);
    default:
      return Number.NaN;
  }
}

function unitOf(value: number): EpochUnit | null {
  if (value < 1e8) return null;
  if (value < 1e11) return 's';
  if (value < 1e14) return 'ms';
  if (value < 1e17) return 'us';
  return value < 1e20 ? 'ns' : null;
}
