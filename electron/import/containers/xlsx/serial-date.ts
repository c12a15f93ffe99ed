import type { NumberMeaning } from './number-formats.ts';

const DAY_MS = 86_400_000;
/** Days from the workbook's day 0 to 1970-01-01, in the two date systems of ECMA-376 part 1, 18.17.4.1. */
const DAYS_TO_1970 = { 1900: 25_569, 1904: 24_107 } as const;
/** 1900-02-29, which never was, has this number; days before it count one less. */
const FALSE_LEAP_DAY = 60;
/** 9999-12-31 and a day. */
const LAST_DAY = 2_958_466;

export type DateSystem = keyof typeof DAYS_TO_1970;

/**
 * The date or time a number stands for, as ISO 8601 without a zone (a workbook knows none), to the millisecond; null when it is
 * no date. What the cell holds is written, not what it shows: a time hidden by a format of dates is there.
 */
export function textOfSerial(serial: number, meaning: NumberMeaning, system: DateSystem): string | null {
  if (meaning === 'number' || !(serial >= 0 && serial < LAST_DAY)) return null;
  const early = system === 1900 && serial < FALSE_LEAP_DAY ? 1 : 0;
  const ms = Math.round((serial - DAYS_TO_1970[system] + early) * DAY_MS);
  const iso = new Date(ms).toISOString();
  const date = iso.slice(0, 10);
  const time = iso.slice(11, iso.endsWith('.000Z') ? 19 : 23);
  if (serial < 1) return time;
  return meaning === 'date' && time === '00:00:00' ? date : `${date}T${time}`;
}
