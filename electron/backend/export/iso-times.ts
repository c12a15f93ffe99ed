/** Times outside the program are ISO 8601: every `…Ms` that is an instant gets its text under the bare name instead. */
export function withIsoTimes(row: object): Record<string, unknown> {
  const entries = Object.entries(row).map(([name, value]): [string, unknown] => {
    if (name.endsWith('Ms') && (typeof value === 'number' || value === null)) return [isoName(name), isoTime(value)];
    if (Array.isArray(value)) return [name, value.map((item) => (isRecord(item) ? withIsoTimes(item) : item))];
    return [name, isRecord(value) ? withIsoTimes(value) : value];
  });
  return Object.fromEntries(entries);
}

/** firstMs -> firstTime, observedAtMs -> observedAt, timeMs -> time. */
const isoName = (name: string): string => {
  const bare = name.slice(0, -2);
  return bare === 'first' || bare === 'last' || bare === 'from' || bare === 'to' ? `${bare}Time` : bare;
};

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isoTime = (timeMs: number | null): string | null =>
  timeMs === null ? null : new Date(timeMs).toISOString();
