import { latin1Text, utf8Text } from '../../bytes.ts';
import { type RowGrammar, splitRow, withoutDoubledQuotes } from './row.ts';

/** The first rows of a file, split with one delimiter. */
export interface HeadRow {
  readonly start: number;
  /** Offset behind the row's line end. */
  readonly next: number;
  readonly fields: readonly string[];
}

/** Delimiters in the order in which they are preferred when two explain a file equally well. */
export const DELIMITERS = [',', ';', '\t', '|', ':'] as const;

const CR = 13;
const LF = 10;

/** LF, or CR for a file without any LF. */
export const lineEndOf = (head: Uint8Array): number => (head.indexOf(LF) < 0 && head.indexOf(CR) >= 0 ? CR : LF);

/** Offset behind a UTF-8 byte-order mark. */
export const afterMark = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

/** The complete, non-empty rows in the head of a file. Stops where quotes do not fit. */
export function headRows(head: Uint8Array, complete: boolean, grammar: RowGrammar, most: number): HeadRow[] {
  let bytes = head;
  if (complete && head[head.length - 1] !== grammar.lineEnd) {
    bytes = new Uint8Array(head.length + 1);
    bytes.set(head);
    bytes[head.length] = grammar.lineEnd;
  }
  const rows: HeadRow[] = [];
  const ranges: number[] = [];
  const escaped: boolean[] = [];
  let at = afterMark(bytes);
  while (at < bytes.length && rows.length < most) {
    const next = splitRow(bytes, at, bytes.length, grammar, ranges, escaped);
    if (next < 0) break;
    const fields = escaped.map((doubled, index) => {
      const from = ranges[index * 2]!;
      const to = ranges[index * 2 + 1]!;
      const field = doubled ? withoutDoubledQuotes(bytes, from, to) : bytes.subarray(from, to);
      return cellText(field);
    });
    if (fields.some((field) => field !== '')) rows.push({ start: at, next: Math.min(next, head.length), fields });
    at = next;
  }
  return rows;
}

/** A header row without its line end, as it stands in the file. */
export function headerBytes(head: Uint8Array, row: { readonly start: number; readonly next: number }): Uint8Array {
  let end = row.next;
  while (end > row.start && (head[end - 1] === 10 || head[end - 1] === 13)) end--;
  return head.slice(row.start, end);
}

/** Text of a cell without blanks and NULs around it. For recognition only: what is not UTF-8 is taken byte by byte. */
function cellText(bytes: Uint8Array): string {
  let start = 0;
  let end = bytes.length;
  while (start < end && bytes[start]! <= 32) start++;
  while (start < end && bytes[end - 1]! <= 32) end--;
  return utf8Text(bytes, start, end) ?? latin1Text(bytes, start, end);
}
