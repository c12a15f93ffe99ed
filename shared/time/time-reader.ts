import { latin1Text } from '../bytes.ts';
import { type EpochUnit, epochMs } from './epoch.ts';
import { readWritten } from './written.ts';
import type { Zone } from './zone.ts';

/** How a column gives its times. `auto`: written or epoch by the look of each; `utc`: the same, and unzoned means UTC. */
export type TimeUnit = 'auto' | 'utc' | EpochUnit;

export type TimeStatus = 'known' | 'assumed-zone' | 'ambiguous' | 'bad';

const PLAIN_NUMBER = /^\d{1,20}(?:[.,]\d{1,12})?$/;
/** yyyymmddhhmmss is a number too, but as a count of anything it would lie beyond the year 2600. */
const COMPACT_TIME = /^(?:19|20)\d{12}$/;

/**
 * Reads times of one file into UTC milliseconds. Most are ISO 8601 in order, so the day of the last one is remembered.
 * A time without a zone is read in the file's zone, or as UTC with the status `assumed-zone` when the file's zone is not known.
 */
export class TimeReader {
  /** About the last time read. */
  status: TimeStatus = 'bad';
  private readonly zone: Zone | null;
  private readonly dayFirst: boolean | null;
  private dayKey = -1;
  private dayMs = Number.NaN;

  constructor(zone: Zone | null, dayFirst: boolean | null) {
    this.zone = zone;
    this.dayFirst = dayFirst;
  }

  /** UTC milliseconds of the time in these bytes (already trimmed); NaN with `status` saying why. */
  fromBytes(bytes: Uint8Array, start: number, end: number, unit: TimeUnit): number {
    const ms = this.isoMs(bytes, start, end, unit);
    return Number.isNaN(ms) ? this.fromText(latin1Text(bytes, start, Math.min(end, start + 80)), unit) : ms;
  }

  fromText(text: string, unit: TimeUnit): number {
    if (PLAIN_NUMBER.test(text) && !COMPACT_TIME.test(text))
      return this.fromNumber(Number(text.replace(',', '.')), unit);
    const written = readWritten(text, this.dayFirst);
    switch (written.kind) {
      case 'instant':
        this.status = 'known';
        return written.ms;
      case 'local':
        return this.fromLocal(written.ms, unit);
      case 'ambiguous':
      case 'bad':
        this.status = written.kind;
        return Number.NaN;
    }
  }

  fromNumber(value: number, unit: TimeUnit): number {
    const ms = epochMs(value, unit === 'auto' || unit === 'utc' ? null : unit);
    this.status = Number.isNaN(ms) ? 'bad' : 'known';
    return ms;
  }

  private fromLocal(localMs: number, unit: TimeUnit): number {
    this.status = 'known';
    if (unit === 'utc') return localMs;
    if (this.zone === null) {
      this.status = 'assumed-zone';
      return localMs;
    }
    const ms = this.zone.toUtc(localMs);
    if (Number.isNaN(ms)) this.status = 'ambiguous';
    return ms;
  }

  /** `yyyy-mm-dd[T ]hh:mm:ss[.f…][Z|±hh:mm]` and nothing else; NaN when the bytes are not exactly that. */
  private isoMs(bytes: Uint8Array, start: number, end: number, unit: TimeUnit): number {
    if (end - start < 19 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return Number.NaN;
    if (bytes[start + 13] !== 58 || bytes[start + 16] !== 58) return Number.NaN;
    const between = bytes[start + 10];
    if (between !== 84 && between !== 32) return Number.NaN;
    const hour = pair(bytes, start + 11);
    const minute = pair(bytes, start + 14);
    const second = pair(bytes, start + 17);
    if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN;

    const day = this.dayOf(bytes, start);
    let ms = day + ((hour * 60 + minute) * 60 + second) * 1000;
    let at = start + 19;
    if (at < end && bytes[at] === 46) {
      let fraction = 0;
      at++;
      const from = at;
      for (; at < end && at - from < 9; at++) {
        const digit = bytes[at]! - 48;
        if (!(digit >= 0 && digit <= 9)) break;
        fraction = fraction * 10 + digit;
      }
      if (at === from) return Number.NaN;
      ms += at - from === 3 ? fraction : Math.round((fraction * 1000) / 10 ** (at - from));
    }
    if (at === end) return Number.isNaN(ms) ? ms : this.fromLocal(ms, unit);
    const sign = bytes[at];
    if (sign === 90 && at + 1 === end) {
      this.status = 'known';
      return ms;
    }
    if ((sign === 43 || sign === 45) && at + 6 === end && bytes[at + 3] === 58) {
      const offsetMinutes = pair(bytes, at + 1) * 60 + pair(bytes, at + 4);
      if (!(offsetMinutes <= 14 * 60)) return Number.NaN;
      this.status = 'known';
      return ms - (sign === 45 ? -offsetMinutes : offsetMinutes) * 60_000;
    }
    return Number.NaN;
  }

  /** UTC midnight of the date at `start`; NaN when there is no such date. */
  private dayOf(bytes: Uint8Array, start: number): number {
    const year = pair(bytes, start) * 100 + pair(bytes, start + 2);
    const month = pair(bytes, start + 5);
    const day = pair(bytes, start + 8);
    const key = (year * 100 + month) * 100 + day;
    if (key === this.dayKey) return this.dayMs;
    const midnight = Date.UTC(year, month - 1, day);
    const back = new Date(midnight);
    if (Number.isNaN(key) || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return Number.NaN;
    this.dayKey = key;
    this.dayMs = midnight;
    return midnight;
  }
}

/** Two decimal digits; NaN when they are not. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
