/** What became of a row, besides the offset just behind its line end. */
export const INCOMPLETE = -1;
/** Quotes that do not fit: text behind a closing quote, or a quote never closed. */
export const MALFORMED = -2;

const QUOTE = 34;
const CR = 13;

/** The grammar of one table's rows: RFC 4180 with any delimiter; blanks may surround quotes, and a bare quote is a character. */
export interface RowGrammar {
  readonly delimiter: number;
  /** LF, or CR for the rare file that has no LF. */
  readonly lineEnd: number;
}

/**
 * Splits one row into the byte ranges of its fields, `[start, end)` pairs appended to `fields`; a quoted field's range is what
 * stands between its quotes, its doubled quotes still doubled, and is marked in `escaped` when there are any.
 *
 * @returns the offset behind the row's line end, `INCOMPLETE` when `limit` comes first, or `MALFORMED`.
 */
export function splitRow(
  bytes: Uint8Array,
  start: number,
  limit: number,
  grammar: RowGrammar,
  fields: number[],
  escaped: boolean[],
): number {
  const { delimiter, lineEnd } = grammar;
  fields.length = 0;
  escaped.length = 0;
  let at = start;
  for (;;) {
    const from = at;
    while (at < limit && bytes[at] === 32) at++;
    if (at < limit && bytes[at] === QUOTE) {
      const closed = closingQuote(bytes, at + 1, limit);
      if (closed < 0) return INCOMPLETE;
      fields.push(at + 1, closed);
      escaped.push(hasQuote(bytes, at + 1, closed));
      at = closed + 1;
      while (at < limit && (bytes[at] === 32 || (bytes[at] === CR && lineEnd !== CR))) at++;
      if (at >= limit) return INCOMPLETE;
      if (bytes[at] !== delimiter && bytes[at] !== lineEnd) return MALFORMED;
    } else {
      while (at < limit && bytes[at] !== delimiter && bytes[at] !== lineEnd) at++;
      if (at >= limit) return INCOMPLETE;
      fields.push(from, at);
      escaped.push(false);
    }
    const behind = bytes[at];
    at++;
    if (behind === lineEnd) return at;
  }
}

/** Offset of the quote that ends a field begun before `from`; -1 when `limit` comes first, or directly behind it. */
function closingQuote(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  for (;;) {
    while (at < limit && bytes[at] !== QUOTE) at++;
    if (at + 1 >= limit) return -1;
    if (bytes[at + 1] !== QUOTE) return at;
    at += 2;
  }
}

function hasQuote(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === QUOTE) return true;
  return false;
}

/** The bytes of a field with its doubled quotes made single. */
export function withoutDoubledQuotes(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const plain = new Uint8Array(to - from);
  let length = 0;
  for (let at = from; at < to; at++) {
    plain[length++] = bytes[at]!;
    if (bytes[at] === QUOTE) at++;
  }
  return plain.subarray(0, length);
}
