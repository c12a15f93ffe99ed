import { readOffsetMs } from './zone.ts';

/** A time as someone wrote it: with its zone an instant, without one a wall-clock time (as if it were UTC). */
export type WrittenTime =
  | { readonly kind: 'instant'; readonly ms: number }
  | { readonly kind: 'local'; readonly ms: number }
  /** Two readings give different days, or the zone is a name that several zones share. */
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'bad' };

const BAD: WrittenTime = { kind: 'bad' };
const AMBIGUOUS: WrittenTime = { kind: 'ambiguous' };
const LONGEST = 64;

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[Tt _,]+(\S.*))?$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[Tt ,]+(\S.*))?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[Tt _]?(\d{2})(\d{2})(\d{2})(.*))?$/;
const DAY_MONTH_NAME = /^(?:[A-Za-z]{3,9},? )?(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ,]+(\d{4})(?:[T ,]+(\S.*))?$/;
const MONTH_NAME_DAY = /^(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?:[T ,]+(\S.*))?$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?:? ?(?:([AaPp])\.?[Mm]\.?)?(.*)$/;
const ZONE_LETTERS = /^[A-Za-z]{2,5}$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads a date and time in any of the usual written forms. `dayFirst` says whether `03/04/2024` is 3 April (true) or 4 March
 * (false); when null, only a date that both readings agree on, or that only one allows, is read.
 */
export function readWritten(text: string, dayFirst: boolean | null): WrittenTime {
  if (text.length > LONGEST) return BAD;
  let match = YEAR_FIRST.exec(text);
  if (match) return atClock(Number(match[1]), Number(match[3]), Number(match[4]), match[5]);

  match = YEAR_LAST.exec(text);
  if (match) return yearLast(match, dayFirst);

  match = COMPACT.exec(text);
  if (match) {
    const clock = match[4] === undefined ? undefined : `${match[4]}:${match[5]}:${match[6]}${match[7] ?? ''}`;
    return atClock(Number(match[1]), Number(match[2]), Number(match[3]), clock);
  }

  match = DAY_MONTH_NAME.exec(text);
  if (match) return atClock(Number(match[3]), monthNumber(match[2]!), Number(match[1]), match[4]);

  match = MONTH_NAME_DAY.exec(text);
  if (match) return atClock(Number(match[3]), monthNumber(match[1]!), Number(match[2]), match[4]);
  return BAD;
}

function yearLast(match: RegExpExecArray, dayFirst: boolean | null): WrittenTime {
  // 17-08-29 may be a year first; with strokes or points nobody writes it so.
  if (match[4]!.length === 2 && match[2] === '-') return AMBIGUOUS;
  const year = match[4]!.length === 2 ? 2000 + Number(match[4]) : Number(match[4]);
  const first = Number(match[1]);
  const second = Number(match[3]);
  const dayThenMonth = atClock(year, second, first, match[5]);
  const monthThenDay = atClock(year, first, second, match[5]);
  if (dayFirst !== null) return dayFirst ? dayThenMonth : monthThenDay;
  if (dayThenMonth.kind === 'bad' || first === second) return monthThenDay;
  if (monthThenDay.kind === 'bad') return dayThenMonth;
  return AMBIGUOUS;
}

function monthNumber(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function atClock(year: number, month: number, day: number, clock: string | undefined): WrittenTime {
  const midnight = Date.UTC(year, month - 1, day);
  const back = new Date(midnight);
  if (month < 1 || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return BAD;
  if (clock === undefined) return BAD; // A day is not an instant.

  const match = CLOCK.exec(clock.trim());
  if (match === null) return BAD;
  let hour = Number(match[1]);
  const minute = Number(match[2]);
  const second = Number(match[3] ?? '0');
  if (match[5] !== undefined) {
    if (hour < 1 || hour > 12) return BAD;
    hour = (hour % 12) + (match[5].toLowerCase() === 'p' ? 12 : 0);
  }
  // 24:00:00 is the end of the day; second 60 is a leap second or a rounding, both the next minute.
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return BAD;
  const fraction = match[4] === undefined ? 0 : Math.round(Number(`0.${match[4]}`) * 1000);
  const ms = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + fraction;

  const zone = match[6]!.trim();
  if (zone === '') return { kind: 'local', ms };
  const offsetMs = readOffsetMs(zone);
  if (offsetMs !== null) return { kind: 'instant', ms: ms - offsetMs };
  // CST is Chicago, Shanghai and Havana.
  return ZONE_LETTERS.test(zone) ? AMBIGUOUS : BAD;
}

/**
 * The day-month order that a column's dates prove between them: true for day first, false for month first, null when none of
 * them decides or they contradict each other.
 */
export function dayOrderOf(texts: Iterable<string>): boolean | null {
  let dayFirst = false;
  let monthFirst = false;
  for (const text of texts) {
    const match = text.length > LONGEST ? null : YEAR_LAST.exec(text.trim());
    if (match === null) continue;
    if (Number(match[1]) > 12) dayFirst = true;
    if (Number(match[3]) > 12) monthFirst = true;
  }
  return dayFirst === monthFirst ? null : dayFirst;
}
