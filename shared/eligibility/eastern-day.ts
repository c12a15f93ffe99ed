const HOUR_MS = 3_600_000;
/** A record eight years long has 70,000 hours; beyond this the cache starts afresh, so that hostile times cannot fill memory. */
const MAX_HOURS = 100_000;

let format: Intl.DateTimeFormat | undefined;
const days = new Map<number, string>();

/** An hour of the same Eastern day: from 05:00 UTC it is that of noon, before 04:00 of the noon before; between, the season decides. */
function deciding(hour: number): number {
  const ofDay = ((hour % 24) + 24) % 24;
  if (ofDay === 4) return hour;
  return hour - ofDay + (ofDay < 4 ? -12 : 12);
}

/**
 * The legal day of an instant: its calendar day in US Eastern time, `2025-12-18`. The authority table's dates are read so
 * (its stated assumption). Daylight saving follows the runtime's IANA data for America/New_York.
 *
 * Cached by UTC hour: Eastern offsets have been whole hours since 1883, four or five, so no day begins inside a UTC hour, and
 * only the hour from 04:00 UTC is of one day in summer and of another in winter.
 *
 * @param timeMs UTC milliseconds
 * @throws RangeError when the instant is not a finite time
 */
export function easternDay(timeMs: number): string {
  const hour = deciding(Math.floor(timeMs / HOUR_MS));
  const known = days.get(hour);
  if (known !== undefined) return known;
  format ??= new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const part = { year: '', month: '', day: '' };
  for (const { type, value } of format.formatToParts(hour * HOUR_MS)) {
    if (type === 'year' || type === 'month' || type === 'day') part[type] = value;
  }
  const day = `${part.year.padStart(4, '0')}-${part.month}-${part.day}`;
  if (days.size >= MAX_HOURS) days.clear();
  days.set(hour, day);
  return day;
}
