import { isUtf8 } from '../../bytes.ts';
import type { Issue } from '../../model/issue.ts';
import type { RecordRef } from '../../model/source.ts';
import { TimeReader } from '../../time/time-reader.ts';
import { openZone } from '../../time/zone.ts';
import { DetectionBuilder } from '../detection-builder.ts';
import { type ByteFeed, ReadFailure, type ReadOptions, type RecordSink } from '../reader.ts';
import { afterMark } from '../table/table-head.ts';
import type { FlatRecord } from './flatten.ts';
import { HEAD_BYTES, type JsonLayout, splitterFor, valuesInHead } from './json-head.ts';
import { JsonSplitter, type ValueFault } from './json-splitter.ts';
import type { LineSplitter } from './line-splitter.ts';
import { parseJson } from './parse.ts';
import { type ShapePlan, Shapes } from './shapes.ts';

/** One JSON value of the file, with the tools to make records of it. */
export interface JsonRecords {
  readonly builder: DetectionBuilder;
  /** How to read the plain members of a record. */
  planOf(names: readonly string[]): ShapePlan;
  /** Number of the record that is being read. */
  readonly nextRecord: number;
  /** The next record, in the byte range of the value. */
  nextRef(): RecordRef;
  /** Ends the record begun with `builder.begin`. */
  finish(): void;
  quarantine(issue: Issue): void;
  skip(): void;
  /**
   * Gives each element of a list in the value, which is an object, with its own byte range; one that is no JSON is quarantined.
   *
   * @param place where in the value the object that has the list begins, and how many elements it has; the value itself, and all,
   *   when left out
   */
  forEachIn(
    list: string,
    read: (element: unknown) => void,
    place?: { readonly start: number; readonly count: number },
  ): void;
  /** Bytes of the value, while it is read. */
  readonly bytes: Uint8Array;
  /** Puts what `read` makes into the byte range of a part of the value. */
  within(start: number, length: number, read: () => void): void;
}

/** What a format makes of one JSON value: any number of records. */
export type ValueReader = (value: unknown, records: JsonRecords) => void;

export interface JsonFormat extends JsonLayout {
  /** The plain members of a value from which shapes are learnt; null when it is none of ours. */
  readonly flatOf: (value: unknown) => FlatRecord | null;
  readonly read: ValueReader;
  /** @throws ReadFailure when the values at the beginning of a file, at least one, show that it is something else. */
  readonly check?: (values: readonly unknown[]) => void;
  /** Programs that print JSON among their other output: whether a piece that is no JSON is such output, and rightly skipped. */
  readonly isLogText?: (raw: string) => boolean;
  /** Names of lists in a value, which is an object, whose elements can still be read when the file ends within them. */
  readonly lists?: readonly string[];
}

/**
 * Reads a file of JSON values in bounded memory: one per line (a broken line costs only itself), an array, an object around an
 * array, or values one after another.
 */
export class JsonFeed implements ByteFeed {
  private readonly format: JsonFormat;
  private readonly options: ReadOptions;
  private readonly sink: RecordSink;
  private head: Uint8Array | null = new Uint8Array(0);
  private splitter: JsonSplitter | LineSplitter | null = null;

  constructor(format: JsonFormat, options: ReadOptions, sink: RecordSink) {
    this.format = format;
    this.options = options;
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.head === null) {
      this.splitter!.push(chunk);
      return;
    }
    const head = new Uint8Array(this.head.length + chunk.length);
    head.set(this.head);
    head.set(chunk, this.head.length);
    this.head = head;
    if (head.length > HEAD_BYTES) this.start();
  }

  end(): void {
    if (this.head !== null) this.start();
    this.splitter!.end();
  }

  private start(): void {
    const all = this.head!;
    this.head = null;
    const mark = afterMark(all);
    const head = all.subarray(mark, Math.max(mark, HEAD_BYTES));
    const complete = all.length <= HEAD_BYTES;
    if (complete && head.every((byte) => byte <= 32)) throw new ReadFailure('empty-file', 'The file is empty.');
    const { format, options } = this;
    const values = valuesInHead(head, complete, format, options.decode);
    if (!beginsLikeJson(head) && !values.some((value) => typeof value === 'object')) {
      throw new ReadFailure('wrong-format', 'The file is not JSON.');
    }
    if (values.length > 0) format.check?.(values);
    const learnt = values.flatMap((value) => format.flatOf(value) ?? []);
    const records = new Records(format, new Shapes(options.mapping, learnt), options, this.sink);
    this.splitter = splitterFor(head, format, options.decode, (...value) => records.take(...value));
    // The mark is blanked, not cut: offsets are those of the file.
    const start = all.slice();
    start.fill(32, 0, mark);
    this.splitter.push(start);
  }
}

/** Whether the first byte that is no blank opens an object or a list. */
function beginsLikeJson(head: Uint8Array): boolean {
  const first = head.find((byte) => byte > 32);
  return first === 0x7b || first === 0x5b;
}

/** Longest element of a list in a value. */
const LONGEST_ELEMENT = 65_536;

const FAULT_ISSUES: Readonly<Record<Exclude<ValueFault, null>, Issue>> = {
  'too-long': { code: 'record-too-long' },
  'too-deep': { code: 'parse-error', found: 'nested more than 64 deep' },
  'cut-short': { code: 'parse-error', found: 'the file ends before the record does' },
};

class Records implements JsonRecords {
  readonly builder: DetectionBuilder;
  private readonly format: JsonFormat;
  private readonly shapes: Shapes;
  private readonly options: ReadOptions;
  private readonly sink: RecordSink;
  private count = 0;
  private byteStart = 0;
  private byteLength = 0;
  private raw = '';
  private isUtf8 = true;
  /** The value's own, during `take`. */
  bytes: Uint8Array = new Uint8Array(0);

  constructor(format: JsonFormat, shapes: Shapes, options: ReadOptions, sink: RecordSink) {
    this.format = format;
    this.shapes = shapes;
    this.options = options;
    this.sink = sink;
    const zoneName = options.mapping?.zone ?? options.sensorZone;
    const zone = zoneName === null ? null : openZone(zoneName);
    if (zoneName !== null && zone === null) {
      throw new ReadFailure('wrong-format', `The time zone "${zoneName}" is not known.`);
    }
    this.builder = new DetectionBuilder({
      time: new TimeReader(zone, shapes.dayFirst),
      nowMs: options.nowMs,
      decode: options.decode,
      defaults: {},
    });
  }

  /** A value from the splitter. */
  take(bytes: Uint8Array, byteStart: number, byteLength: number, fault: ValueFault): void {
    this.byteStart = byteStart;
    this.byteLength = byteLength;
    this.raw = this.options.decode(bytes);
    this.isUtf8 = isUtf8(bytes);
    const value = fault === null ? parseJson(this.raw) : undefined;
    this.bytes = bytes;
    if (value !== undefined) this.format.read(value, this);
    else if (fault === 'cut-short' && this.readCut(bytes)) return;
    else if (fault !== null) this.quarantine(FAULT_ISSUES[fault]);
    else if (this.takeJoined(bytes, byteStart)) return;
    else if (this.format.isLogText?.(this.raw) === true) this.skip();
    else this.quarantine({ code: 'parse-error' });
  }

  planOf(names: readonly string[]): ShapePlan {
    return this.shapes.planOf(names);
  }

  get nextRecord(): number {
    return this.count + 1;
  }

  nextRef(): RecordRef {
    this.count++;
    return { record: this.count, byteStart: this.byteStart, byteLength: this.byteLength };
  }

  finish(): void {
    const ref = this.nextRef();
    if (!this.isUtf8) this.builder.markEncoding();
    const problem = this.builder.finish(ref, this.sink);
    if (problem !== null) this.sink.quarantine(ref, problem, this.raw);
  }

  quarantine(issue: Issue): void {
    this.sink.quarantine(this.nextRef(), issue, this.raw);
  }

  skip(): void {
    this.sink.skip(this.nextRef(), 'not-a-detection');
  }

  forEachIn(
    list: string,
    read: (element: unknown) => void,
    place = { start: 0, count: Number.POSITIVE_INFINITY },
  ): void {
    let left = place.count;
    const splitter = new JsonSplitter(new Set([list]), LONGEST_ELEMENT, (bytes, from, length, fault) => {
      if (left-- <= 0) return;
      const start = place.start + from;
      const value = fault === null ? parseJson(this.options.decode(bytes)) : undefined;
      this.within(start, length, () => {
        if (value !== undefined) read(value);
        else if (length > 0) this.quarantine(fault === null ? { code: 'parse-error' } : FAULT_ISSUES[fault]);
      });
    });
    splitter.push(place.start === 0 ? this.bytes : this.bytes.subarray(place.start));
    splitter.end();
  }

  within(start: number, length: number, read: () => void): void {
    const { byteStart, byteLength, raw } = this;
    this.byteStart = byteStart + start;
    this.byteLength = length;
    this.raw = this.options.decode(this.bytes.slice(start, start + Math.min(length, LONGEST_ELEMENT)));
    read();
    this.byteStart = byteStart;
    this.byteLength = byteLength;
    this.raw = raw;
  }

  /** A value that ends with the file, within a list of records: what stands before the list, and the elements that came. */
  private readCut(bytes: Uint8Array): boolean {
    for (const list of this.format.lists ?? []) {
      let first = -1;
      const splitter = new JsonSplitter(new Set([list]), LONGEST_ELEMENT, (_bytes, start) => {
        if (first < 0) first = start;
      });
      splitter.push(bytes);
      const value = first < 0 ? undefined : parseJson(`${this.options.decode(bytes.slice(0, first))}]}`);
      if (value === undefined) continue;
      this.format.read(value, this);
      return true;
    }
    return false;
  }

  /** Values joined on one line without anything between them. */
  private takeJoined(line: Uint8Array, lineStart: number): boolean {
    const parts: [Uint8Array, number, number][] = [];
    let whole = true;
    const splitter = new JsonSplitter(new Set(), this.format.longest, (bytes, start, length, fault) => {
      whole &&= fault === null && parseJson(this.options.decode(bytes)) !== undefined;
      parts.push([bytes.slice(), lineStart + start, length]);
    });
    splitter.push(line);
    splitter.end();
    if (!whole || parts.length < 2) return false;
    for (const [bytes, start, length] of parts) this.take(bytes, start, length, null);
    return true;
  }
}
