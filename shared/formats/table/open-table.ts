import { latin1Text } from '../../bytes.ts';
import type { Issue } from '../../model/issue.ts';
import type { RecordRef } from '../../model/source.ts';
import { TimeReader } from '../../time/time-reader.ts';
import { openZone } from '../../time/zone.ts';
import { DecimalReader } from '../decimal-reader.ts';
import { DetectionBuilder, trimBlanks } from '../detection-builder.ts';
import { ReadFailure, type ReadOptions, type RecordSink } from '../reader.ts';
import { INCOMPLETE, splitRow, withoutDoubledQuotes } from './row.ts';
import type { TableLayout } from './table-layout.ts';

/** Longest row that is read; a longer one is quarantined and the next line tried. */
export const LONGEST_ROW = 1_048_576;

const QUOTE = 34;
const CR = 13;

/** A table whose layout is known: reads its rows into the sink, one record each. */
export class OpenTable {
  readonly layout: TableLayout;
  private readonly options: ReadOptions;
  private readonly sink: RecordSink;
  private readonly builder: DetectionBuilder;
  /** 1 for the bytes at which a plain field ends or stops being plain. */
  private readonly stops = new Uint8Array(256);
  private readonly decimals: DecimalReader;
  private records = 0;
  private readonly fields: number[] = [];
  private readonly escaped: boolean[] = [];

  constructor(layout: TableLayout, options: ReadOptions, sink: RecordSink) {
    this.layout = layout;
    this.options = options;
    this.sink = sink;
    for (const byte of [layout.delimiter, layout.lineEnd, QUOTE]) this.stops[byte] = 1;
    const zone = layout.zone === null ? null : openZone(layout.zone);
    if (layout.zone !== null && zone === null) {
      throw new ReadFailure('wrong-format', `The time zone "${layout.zone}" is not known.`);
    }
    const point = layout.decimalComma ? 44 : 46;
    // In an unquoted field a comma that is also the delimiter cannot be a decimal sign.
    this.decimals = new DecimalReader(point === layout.delimiter ? -1 : point);
    this.builder = new DetectionBuilder({
      time: new TimeReader(zone, layout.dayFirst),
      nowMs: options.nowMs,
      decode: options.decode,
      defaults: layout.defaults,
      shortSerials: layout.shortSerials,
      decimalPoint: point,
      ...(layout.clockOffsetMs === undefined ? {} : { clockOffsetMs: layout.clockOffsetMs }),
    });
  }

  /**
   * Reads the row at `start`. A line end must stand at or behind `start` in `bytes`; quoted fields may need more than that.
   * @returns the offset behind the row, `INCOMPLETE` when it does not end before `limit`, or `MALFORMED`.
   */
  readRow(bytes: Uint8Array, start: number, limit: number, fileOffset: number): number {
    const { builder, stops, decimals } = this;
    const { lineEnd, columns, rule } = this.layout;
    if (rule !== undefined) return this.readQuotedRow(bytes, start, limit, fileOffset);
    const count = columns.length;
    builder.begin();
    let at = start;
    let index = 0;
    let extra = false;
    for (;;) {
      const from = at;
      if (index < count) {
        const column = columns[index]!;
        if (column !== null && column.target.kind === 'number') {
          // Most numbers end where their field does, so that one pass is enough.
          const value = decimals.read(bytes, at, limit);
          if (stops[bytes[decimals.at]!] === 1 && !Number.isNaN(value)) {
            builder.setQuantity(column, column.target, value);
            at = decimals.at;
          } else {
            while (stops[bytes[at]!] === 0) at++;
            builder.setBytes(column, bytes, from, at);
          }
        } else {
          while (stops[bytes[at]!] === 0) at++;
          if (column !== null && at > from) builder.setBytes(column, bytes, from, at);
        }
      } else {
        while (stops[bytes[at]!] === 0) at++;
        extra ||= !isBlank(bytes, from, at);
      }
      const byte = bytes[at];
      if (byte === QUOTE) return this.readQuotedRow(bytes, start, limit, fileOffset);
      index++;
      if (byte === lineEnd) break;
      at++;
    }
    if (at >= limit) return INCOMPLETE;
    this.finishRow(bytes, start, at, fileOffset, extra ? Math.max(index, count + 1) : Math.min(index, count));
    return at + 1;
  }

  private readQuotedRow(bytes: Uint8Array, start: number, limit: number, fileOffset: number): number {
    const { builder, fields, escaped } = this;
    const { columns } = this.layout;
    const count = columns.length;
    const next = splitRow(bytes, start, limit, this.layout, fields, escaped);
    if (next < 0) return next;
    builder.begin();
    let extra = false;
    for (let index = 0; index < escaped.length; index++) {
      const from = fields[index * 2]!;
      const to = fields[index * 2 + 1]!;
      if (index >= count) {
        extra ||= !isBlank(bytes, from, to);
        continue;
      }
      const column = columns[index]!;
      if (column === null) continue;
      if (escaped[index]) {
        const plain = withoutDoubledQuotes(bytes, from, to);
        builder.setBytes(column, plain, 0, plain.length);
      } else {
        builder.setBytes(column, bytes, from, to);
      }
    }
    const found = extra ? escaped.length : Math.min(escaped.length, count);
    this.finishRow(
      bytes,
      start,
      next - 1,
      fileOffset,
      found,
      found === count && !this.isHollow(bytes, start, next - 1) ? this.judge(bytes) : null,
    );
    return next;
  }

  /** Asks the format's own rule about the row just split. */
  private judge(bytes: Uint8Array): Issue | 'skip' | null {
    const { rule } = this.layout;
    if (rule === undefined) return null;
    const { fields, escaped, options } = this;
    const cell = (index: number): string => {
      const from = fields[index * 2];
      const to = fields[index * 2 + 1];
      if (from === undefined || to === undefined) return '';
      const text = escaped[index] ? withoutDoubledQuotes(bytes, from, to) : bytes.subarray(from, to);
      // Decoders are slow to call, and most cells are plain.
      return trimBlanks(text.every(isAscii) ? latin1Text(text) : options.decode(text.slice()));
    };
    return rule({ record: this.records + 1, cell }, this.builder);
  }

  private finishRow(
    bytes: Uint8Array,
    start: number,
    lineEnd: number,
    fileOffset: number,
    fieldsFound: number,
    verdict: Issue | 'skip' | null = null,
  ): void {
    const end = lineEnd > start && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    const count = this.layout.columns.length;
    if (this.builder.isEmpty && fieldsFound <= count) {
      if (fieldsFound === 1 && isBlank(bytes, start, end)) return; // An empty line is no record.
      if (this.isHollow(bytes, start, end)) {
        this.sink.skip(this.nextRef(start, end, fileOffset), 'sentinel-only');
        return;
      }
    }
    const ref = this.nextRef(start, end, fileOffset);
    let problem: Issue | null = null;
    if (fieldsFound < count) problem = { code: 'too-few-fields', found: `${fieldsFound} of ${count}` };
    else if (fieldsFound > count) problem = { code: 'too-many-fields', found: `${fieldsFound} of ${count}` };
    else if (verdict === null) problem = this.builder.finish(ref, this.sink);
    else if (verdict !== 'skip') problem = verdict;
    if (problem === null && verdict !== 'skip') return;
    if (problem === null || this.isHeaderAgain(bytes, start, end)) this.sink.skip(ref, 'not-a-detection');
    else this.sink.quarantine(ref, problem, this.options.decode(bytes.slice(start, end)));
  }

  /** A line that is no row: quotes that do not fit, or too long (then `end` is how much of it we have). */
  quarantineLine(bytes: Uint8Array, start: number, lineEnd: number, fileOffset: number): void {
    const end = lineEnd > start && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    const raw = this.options.decode(bytes.slice(start, end));
    this.sink.quarantine(
      this.nextRef(start, end, fileOffset),
      { code: 'parse-error', found: 'quotes do not match' },
      raw,
    );
  }

  /** A line of `length` bytes from `byteStart` in the file, of which only the beginning is kept. */
  quarantineLongLine(byteStart: number, length: number, beginning: Uint8Array): void {
    this.records++;
    const ref = { record: this.records, byteStart, byteLength: length };
    const raw = this.options.decode(beginning);
    this.sink.quarantine(ref, { code: 'record-too-long', found: `${length} bytes` }, raw);
  }

  private nextRef(start: number, end: number, fileOffset: number): RecordRef {
    this.records++;
    return { record: this.records, byteStart: fileOffset + start, byteLength: end - start };
  }

  /** Nothing but delimiters, quotes and blanks. */
  private isHollow(bytes: Uint8Array, start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte > 32 && byte !== QUOTE && byte !== this.layout.delimiter) return false;
    }
    return true;
  }

  /** The header once more: someone appended one export to another. */
  private isHeaderAgain(bytes: Uint8Array, start: number, end: number): boolean {
    const { header } = this.layout;
    if (header === null) return false;
    const from = bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? start + 3 : start;
    if (end - from !== header.length) return false;
    for (let at = 0; at < header.length; at++) if (bytes[from + at] !== header[at]) return false;
    return true;
  }
}

const isAscii = (byte: number): boolean => byte < 0x80;

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at]! > 32) return false;
  return true;
}
