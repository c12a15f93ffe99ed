import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { LocateQuestion } from '../backend/locate.ts';
import { numberOf, timeOf, UsageError } from './command.ts';

/** One line of a file of points that is not blank. */
export interface PointLine {
  /** Number in the file, from 1; the header is line 1. */
  readonly line: number;
  readonly point: Result<LocateQuestion>;
}

const chunkBytes = 65_536;
/** A line of numbers is far shorter; nothing longer is held in memory. */
const longestLine = 10_000;

const columns = ['lat', 'lng', 'sigma', 'time'] as const;
type Column = (typeof columns)[number];

/**
 * The points of a CSV file whose header names `lat` and `lng`, and `sigma` and `time` where they are known; other columns are
 * passed over. The file is read as the points are asked for, in flat memory. Cells may be quoted; a line that is no point is
 * given as a failure, in its place.
 *
 * Failures: `unreadable-file`, `wrong-format` when the header is not such.
 */
export function readPoints(file: string): Result<Iterable<PointLine>> {
  const lines = linesOf(file);
  let first: IteratorResult<string>;
  try {
    first = lines.next();
  } catch (error) {
    return fail('unreadable-file', `The points cannot be read: ${error instanceof Error ? error.message : error}`, {
      file,
    });
  }
  const header = cellsOf(first.done === true ? '' : first.value)?.map((name) => name.toLowerCase()) ?? [];
  const at = Object.fromEntries(columns.map((name) => [name, header.indexOf(name)])) as Record<Column, number>;
  if (at.lat < 0 || at.lng < 0) {
    lines.return(undefined);
    return fail('wrong-format', 'The first line must name the columns lat and lng.', { file, row: 1 });
  }
  return ok(points(lines, at, header.length, file));
}

function* points(
  lines: Iterable<string>,
  at: Readonly<Record<Column, number>>,
  cellCount: number,
  file: string,
): Generator<PointLine> {
  let line = 1;
  for (const text of lines) {
    line++;
    if (text.trim() !== '') yield { line, point: pointOf(text, at, cellCount, { file, row: line }) };
  }
}

function pointOf(
  text: string,
  at: Readonly<Record<Column, number>>,
  cellCount: number,
  where: { readonly file: string; readonly row: number },
): Result<LocateQuestion> {
  const refuse = (why: string): Result<never> => fail('bad-request', `Line ${where.row}: ${why}.`, where);
  if (text.length > longestLine) return refuse(`it is longer than ${longestLine} characters`);
  const cells = cellsOf(text);
  if (cells === null) return refuse('a quote is not closed, or stands within a cell');
  if (cells.length !== cellCount) return refuse(`it has ${cells.length} cells, the header has ${cellCount}`);
  const cell = (name: Column): string => (at[name] < 0 ? '' : cells[at[name]]!);
  try {
    const question = {
      lat: numberOf(cell('lat'), 'lat'),
      lng: numberOf(cell('lng'), 'lng'),
      sigmaM: cell('sigma') === '' ? 0 : numberOf(cell('sigma'), 'sigma'),
      timeMs: cell('time') === '' ? null : timeOf(cell('time'), 'time'),
    };
    const fault = questionFault(question);
    return fault === null ? ok(question) : refuse(fault);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return refuse(error.message);
  }
}

/** What is wrong with a place, in words that follow a colon; null when nothing is. */
export function questionFault({ lat, lng, sigmaM }: LocateQuestion): string | null {
  if (Math.abs(lat) > 90) {
    const swapped = Math.abs(lat) <= 180 && Math.abs(lng) <= 90 ? '; latitude and longitude look swapped' : '';
    return `the latitude ${lat} is outside -90 to 90${swapped}`;
  }
  if (Math.abs(lng) > 180) return `the longitude ${lng} is outside -180 to 180`;
  return sigmaM < 0 ? `the sigma ${sigmaM} is negative` : null;
}

/** The cells of a line of CSV (RFC 4180, but for line breaks within a cell), trimmed; null when its quotes do not fit. */
function cellsOf(text: string): readonly string[] | null {
  if (!text.includes('"')) return text.split(',').map((cell) => cell.trim());
  const cells: string[] = [];
  const quotedOrPlain = /\s*(?:"((?:[^"]|"")*)"|([^",]*?))\s*(,|$)/y;
  for (;;) {
    const found = quotedOrPlain.exec(text);
    if (found === null) return null;
    cells.push(found[1] === undefined ? found[2]! : found[1].replaceAll('""', '"').trim());
    if (found[3] === '') return cells;
  }
}

/** The lines of a file, without their ends and a mark at its start. Of a line that is too long only the beginning is held. */
function* linesOf(file: string): Generator<string, undefined, undefined> {
  const handle = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(chunkBytes);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (;;) {
      const length = readSync(handle, chunk);
      rest += length > 0 ? decoder.write(chunk.subarray(0, length)) : decoder.end();
      let from = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
        yield rest.slice(from, rest[end - 1] === '\r' ? Math.max(from, end - 1) : end);
        from = end + 1;
      }
      rest = rest.slice(from, from + longestLine + 1);
      if (length === 0) break;
    }
    if (rest !== '') yield rest;
    return undefined;
  } finally {
    closeSync(handle);
  }
}
