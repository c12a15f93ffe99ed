/** A whole number of more digits than a double carries: an id, whose last digits `JSON.parse` would change. */
const LONG_INTEGER = /[:[,\s]-?\d{16,30}\s{0,8}[,}\]]/;

type SourceReviver = (this: unknown, name: string, value: unknown, context?: { source?: string }) => unknown;

/** The value of a JSON text, long whole numbers as texts; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return LONG_INTEGER.test(text)
      ? JSON.parse(text, keepDigits as (name: string, value: unknown) => unknown)
      : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** ES2025 hands a reviver the source text of each plain value. */
const keepDigits: SourceReviver = (_, value, context) => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && /^-?\d+$/.test(source) ? source : value;
};
