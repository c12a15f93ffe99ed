import { JsonSplitter, type ValueTaker } from './json-splitter.ts';
import { LineSplitter } from './line-splitter.ts';
import { parseJson } from './parse.ts';

/** Where a format's records stand, and how long one may be. */
export interface JsonLayout {
  /** Names of members of a top object that hold the records. */
  readonly containers: ReadonlySet<string>;
  /** Longest record in bytes. */
  readonly longest: number;
}

/** How much of a file decides how it is read. */
export const HEAD_BYTES = 65_536;

const LF = 10;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const CLOSE_BRACKET = 93;
/** So many lines tell. */
const LINES_TRIED = 100;

type Decode = (bytes: Uint8Array) => string;

/** Finds the records of a file with that beginning: by lines when lines are records of their own, else by brackets. */
export function splitterFor(
  head: Uint8Array,
  layout: JsonLayout,
  decode: Decode,
  take: ValueTaker,
): JsonSplitter | LineSplitter {
  return hasRecordLines(head, decode)
    ? new LineSplitter(layout.longest, take)
    : new JsonSplitter(layout.containers, layout.longest, take);
}

/**
 * Whether lines are records of their own, so that a broken one costs only itself: most lines that begin with a brace are whole
 * values, and none begins with a closing one, as the last line of an object or array spread over several does.
 */
function hasRecordLines(head: Uint8Array, decode: Decode): boolean {
  let whole = 0;
  let broken = 0;
  let at = 0;
  while (at < head.length) {
    const lineEnd = head.indexOf(LF, at);
    const end = lineEnd < 0 ? head.length : lineEnd;
    let first = at;
    while (first < end && head[first]! <= 32) first++;
    if (head[first] === CLOSE_BRACKET || head[first] === CLOSE_BRACE) return false;
    // A line without its end may have been cut with the head.
    if (head[first] === OPEN_BRACE && lineEnd >= 0 && whole + broken < LINES_TRIED) {
      if (typeof parseJson(decode(head.subarray(first, end))) === 'object') whole++;
      else broken++;
    }
    at = end + 1;
  }
  return whole > 0 && whole >= broken;
}

/** The well-formed values among the first records of a file. `complete`: the head is the whole file. */
export function valuesInHead(head: Uint8Array, complete: boolean, layout: JsonLayout, decode: Decode): unknown[] {
  const values: unknown[] = [];
  const splitter = splitterFor(head, layout, decode, (bytes, _start, _length, fault) => {
    const value = fault === null ? parseJson(decode(bytes)) : undefined;
    if (value !== undefined) values.push(value);
  });
  splitter.push(head);
  if (complete) splitter.end();
  return values;
}
