/** A time zone that turns wall-clock times into instants. */
export interface Zone {
  readonly name: string;
  /**
   * UTC milliseconds of a wall-clock time, itself given as the milliseconds it would be in UTC. NaN when the wall clock never
   * showed it (a daylight-saving gap) or showed it twice (a fold): nobody can tell which instant is meant.
   */
  toUtc(localMs: number): number;
}

/** The zone of an IANA name (`America/Chicago`) or a fixed offset (`-06:00`, `Z`, `UTC`); null when there is none. */
export function openZone(name: string): Zone | null {
  const offsetMs = readOffsetMs(name);
  if (offsetMs !== null) return { name, toUtc: (localMs) => localMs - offsetMs };
  try {
    return new IanaZone(name);
  } catch {
    return null; // Intl throws RangeError for a name it does not know.
  }
}

const OFFSET = /^([+-])(\d{2}):?(\d{2})?$/;

/** Milliseconds east of UTC of `Z`, `UTC`, `GMT`, `+01`, `+0100`, `+01:00`; null for anything else or beyond ±14 hours. */
export function readOffsetMs(text: string): number | null {
  const upper = text.toUpperCase();
  if (upper === 'Z' || upper === 'UTC' || upper === 'GMT') return 0;
  const match = OFFSET.exec(text);
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? '0');
  if (minutes > 14 * 60 || Number(match[3] ?? '0') > 59) return null;
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

const DAY_MS = 86_400_000;
/** Every change of offset since 1980 falls on a quarter of an hour, in local time and in UTC. */
const BUCKET_MS = 900_000;

class IanaZone implements Zone {
  readonly name: string;
  private readonly format: Intl.DateTimeFormat;
  /** Offset by quarter of an hour of local time; NaN in a gap or fold. Files are ordered in time, so few are ever asked for. */
  private readonly offsets = new Map<number, number>();
  private lastBucket = Number.NaN;
  private lastOffset = Number.NaN;

  constructor(name: string) {
    this.name = name;
    this.format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  toUtc(localMs: number): number {
    const bucket = Math.floor(localMs / BUCKET_MS);
    if (bucket !== this.lastBucket) {
      let offset = this.offsets.get(bucket);
      if (offset === undefined) {
        offset = this.offsetOfLocal(bucket * BUCKET_MS);
        this.offsets.set(bucket, offset);
      }
      this.lastBucket = bucket;
      this.lastOffset = offset;
    }
    return localMs - this.lastOffset;
  }

  private offsetOfLocal(localMs: number): number {
    const around = new Set([this.offsetAt(localMs - DAY_MS), this.offsetAt(localMs + DAY_MS)]);
    const possible = [...around].filter((offset) => this.offsetAt(localMs - offset) === offset);
    return possible.length === 1 ? possible[0]! : Number.NaN;
  }

  private offsetAt(utcMs: number): number {
    const part: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(utcMs)) part[type] = Number(value);
    const shown = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
    return shown - Math.floor(utcMs / 1000) * 1000;
  }
}
