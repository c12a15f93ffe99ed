const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;

const two = (value: number): string => String(value).padStart(2, '0');

/** UTC milliseconds to the nearest whole second, the precision of every printed time. */
export const nearestSecondMs = (timeMs: number): number => Math.round(timeMs / 1000) * 1000;

/** `2026-11-22 03:30:05Z`, to the nearest second. */
export const utcText = (timeMs: number): string => `${utcDateText(timeMs)} ${utcClockText(timeMs)}`;

/** `2026-11-22`, the UTC day of the nearest second. */
export const utcDateText = (timeMs: number): string => iso(timeMs).slice(0, 10);

/** `03:30:05Z`, to the nearest second. */
export const utcClockText = (timeMs: number): string => `${iso(timeMs).slice(11, 19)}Z`;

const iso = (timeMs: number): string => new Date(nearestSecondMs(timeMs)).toISOString();

/** Date-time group, `220330ZNOV26`: day, hour and minute of the UTC time (not rounded up to the next minute). */
export function dateTimeGroup(timeMs: number): string {
  const time = new Date(nearestSecondMs(timeMs));
  const month = months[time.getUTCMonth()];
  const year = two(time.getUTCFullYear() % 100);
  return `${two(time.getUTCDate())}${two(time.getUTCHours())}${two(time.getUTCMinutes())}Z${month}${year}`;
}

/** A time at a place, the zone always with it. */
export interface LocalTime {
  /** `2026-11-21` */
  readonly date: string;
  /** `21:30:05` */
  readonly clock: string;
  /** `CST`; an offset where the zone has no abbreviation. */
  readonly zone: string;
  /** `UTC−06:00` */
  readonly offset: string;
}

/**
 * Makes times of one IANA zone, to the nearest second. The answer depends on the zone named and the engine's zone table, never
 * on the machine's zone or locale.
 * @throws RangeError when the engine knows no such zone.
 */
export function localTimes(ianaZone: string): (timeMs: number) => LocalTime {
  const format = (timeZoneName: 'short' | 'longOffset') =>
    new Intl.DateTimeFormat('en-US', {
      timeZone: ianaZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName,
    });
  const named = format('short');
  const offset = format('longOffset');
  return (timeMs) => {
    const second = nearestSecondMs(timeMs);
    const part = partsOf(named, second);
    return {
      date: `${part('year')}-${part('month')}-${part('day')}`,
      clock: `${part('hour')}:${part('minute')}:${part('second')}`,
      zone: part('timeZoneName').replace('GMT', 'UTC').replace('-', '\u2212'),
      offset: offsetText(partsOf(offset, second)('timeZoneName')),
    };
  };
}

function partsOf(format: Intl.DateTimeFormat, timeMs: number): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = format.formatToParts(timeMs);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

/** `GMT-06:00` → `UTC−06:00`; a zone at UTC itself gives `GMT` alone. */
const offsetText = (gmt: string): string =>
  gmt === 'GMT' ? 'UTC+00:00' : gmt.replace('GMT', 'UTC').replace('-', '\u2212');

/** `2026-11-21 21:30:05 CST (UTC−06:00)` */
export const localText = (time: LocalTime): string => `${time.date} ${time.clock} ${time.zone} (${time.offset})`;

/** `2026-11-22 03:24:40Z to 03:37:40Z`; the second date where it is another; one time where both are the same. */
export const utcSpanText = (fromMs: number, toMs: number): string =>
  utcText(fromMs) === utcText(toMs)
    ? utcText(fromMs)
    : `${utcText(fromMs)} to ${utcDateText(fromMs) === utcDateText(toMs) ? utcClockText(toMs) : utcText(toMs)}`;

/** `2026-11-21 21:24:40 to 21:37:40 CST`; both in full where date or zone changes between them; one where they are the same. */
export const localSpanText = (from: LocalTime, to: LocalTime): string => {
  if (localText(from) === localText(to)) return `${from.date} ${from.clock} ${from.zone}`;
  return from.date === to.date && from.offset === to.offset
    ? `${from.date} ${from.clock} to ${to.clock} ${to.zone}`
    : `${from.date} ${from.clock} ${from.zone} to ${to.date} ${to.clock} ${to.zone}`;
};

/** `1 h 2 min 3 s`, `6 min 12 s`, `45 s`: a length of time to the nearest second. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const h = Math.floor(whole / 3600);
  const min = Math.floor((whole % 3600) / 60);
  const s = whole % 60;
  if (h > 0) return `${h} h ${min} min ${s} s`;
  return min > 0 ? `${min} min ${s} s` : `${s} s`;
}
