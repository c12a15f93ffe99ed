/** `2026-11-14 04:30`, UTC. */
export const toTimeInput = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');

/** `2026-11-14 04:30:10`, UTC. */
export const toTimeInputWithSeconds = (timeMs: number): string =>
  new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ');

const written = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*Z?$/i;

/**
 * The instant a person typed, as UTC: a date, or a date and a time. Undefined when empty; null when it cannot be read. A field of the
 * platform's own would show twelve hours or twenty-four by the machine's locale, in a zone it does not say.
 */
export function fromTimeInput(text: string): number | undefined | null {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const match = written.exec(trimmed);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const timeMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(timeMs);
  const exists =
    back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists ? timeMs : null;
}
