const written =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** What a written time says, or why it says nothing: it is no time, has no time of day, or names no zone. */
export type InstantRead =
  | { readonly kind: 'instant'; readonly timeMs: number }
  | { readonly kind: 'bad' }
  | { readonly kind: 'no-clock' }
  | { readonly kind: 'no-zone' };

/**
 * The instant of a time that a person wrote down for the record: a day, a time of day and a zone, such as
 * `2026-08-02 04:30Z` or `2026-08-01T23:30:15-05:00`. Nothing is filled in: without a zone it is no instant.
 */
export function readInstant(text: string): InstantRead {
  const match = written.exec(text.trim());
  if (match === null) return { kind: 'bad' };
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const fields = [year, month, day, hour ?? 0, minute ?? 0, second ?? 0].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const localMs = Date.UTC(fields[0], fields[1] - 1, fields[2], fields[3], fields[4], fields[5]);
  const back = new Date(localMs);
  const exists =
    back.getUTCMonth() === fields[1] - 1 &&
    back.getUTCDate() === fields[2] &&
    fields[3] < 24 &&
    fields[4] < 60 &&
    fields[5] < 60;
  if (!exists) return { kind: 'bad' };
  if (hour === undefined) return { kind: 'no-clock' };
  if (zone === undefined) return { kind: 'no-zone' };
  const offset = offsetMinutes(zone);
  if (offset === null) return { kind: 'bad' };
  return { kind: 'instant', timeMs: localMs - offset * 60_000 + Number((fraction ?? '').padEnd(3, '0')) };
}

function offsetMinutes(zone: string): number | null {
  if (/^(Z|UTC)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
