import { utf8Text } from '../bytes.ts';
import type { RecordRef } from '../model/source.ts';
import type { ByteFeed, FileHead, FormatReader, ReadOptions, RecordSink } from './reader.ts';

/** Byte order by the mark at the start of a file; null when it is not UTF-16. */
function byteOrder(first: number | undefined, second: number | undefined): 'little' | 'big' | null {
  if (first === 0xff && second === 0xfe) return 'little';
  return first === 0xfe && second === 0xff ? 'big' : null;
}

/**
 * A reader that also takes UTF-16 with a byte-order mark (spreadsheets write tables so): it is handed UTF-8, and the byte ranges of its
 * records are turned back into those of the file.
 */
export function alsoUtf16(reader: FormatReader): FormatReader {
  return {
    ...reader,
    sniff: (head) => reader.sniff(headAsUtf8(head)),
    open: (options, sink) => new Utf16Feed(reader, options, sink),
  };
}

/** A head in UTF-16 as UTF-8; any other as it is. */
export function headAsUtf8(head: FileHead): FileHead {
  const order = byteOrder(head.bytes[0], head.bytes[1]);
  if (order === null) return head;
  const bytes = new Utf16Decoder(order).decode(head.bytes.subarray(2));
  return { ...head, bytes, text: utf8Text(bytes) ?? '' };
}

class Utf16Feed implements ByteFeed {
  private readonly reader: FormatReader;
  private readonly options: ReadOptions;
  private readonly sink: RecordSink;
  /** The first byte, while it is the only one. */
  private first: Uint8Array = new Uint8Array(0);
  private inner: ByteFeed | null = null;
  private decoder: Utf16Decoder | null = null;

  constructor(reader: FormatReader, options: ReadOptions, sink: RecordSink) {
    this.reader = reader;
    this.options = options;
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.inner !== null) {
      this.inner.push(this.decoder === null ? chunk : this.decoder.decode(chunk));
      return;
    }
    const start = new Uint8Array(this.first.length + chunk.length);
    start.set(this.first);
    start.set(chunk, this.first.length);
    if (start.length < 2) this.first = start;
    else this.open(start);
  }

  end(): void {
    if (this.inner === null) this.open(this.first);
    this.inner!.end();
  }

  private open(start: Uint8Array): void {
    const order = byteOrder(start[0], start[1]);
    if (order === null) {
      this.inner = this.reader.open(this.options, this.sink);
      this.inner.push(start);
      return;
    }
    const decoder = new Utf16Decoder(order);
    const { sink } = this;
    this.decoder = decoder;
    this.inner = this.reader.open(this.options, {
      detection: (ref, fields, issues) => sink.detection(decoder.inFile(ref), fields, issues),
      quarantine: (ref, issue, raw) => sink.quarantine(decoder.inFile(ref), issue, raw),
      skip: (ref, reason) => sink.skip(decoder.inFile(ref), reason),
    });
    this.inner.push(decoder.decode(start.subarray(2)));
  }
}

/** UTF-16 bytes to UTF-8 bytes, in chunks of any size, remembering where each stood. */
class Utf16Decoder {
  private readonly low: 0 | 1;
  /** A byte, or a whole first half of a pair, that waits for the rest. */
  private rest: Uint8Array = new Uint8Array(0);
  private utf8Length = 0;
  /** The mark is not part of the text. */
  private utf16Length = 2;
  /** Runs of characters that take equally many bytes: where each run begins in both encodings, and that number in UTF-8. */
  private readonly runUtf8: number[] = [];
  private readonly runUtf16: number[] = [];
  private readonly runWidth: number[] = [];

  constructor(order: 'little' | 'big') {
    this.low = order === 'little' ? 0 : 1;
  }

  decode(chunk: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(this.rest.length + chunk.length);
    bytes.set(this.rest);
    bytes.set(chunk, this.rest.length);
    const unitAt = (at: number): number => bytes[at + this.low]! | (bytes[at + 1 - this.low]! << 8);
    const out = new Uint8Array((bytes.length / 2) * 3 + 3);
    let length = 0;
    let at = 0;
    while (at + 1 < bytes.length) {
      const unit = unitAt(at);
      let point = unit;
      let used = 2;
      if (unit >= 0xd800 && unit < 0xdc00) {
        if (at + 3 >= bytes.length) break;
        const second = unitAt(at + 2);
        if (second >= 0xdc00 && second < 0xe000) {
          point = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
          used = 4;
        }
      }
      // Half a pair alone keeps its number: that is no UTF-8, and is told as such where it stands in a text.
      const width = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      this.note(width);
      length = putPoint(out, length, point, width);
      this.utf8Length += width;
      this.utf16Length += used;
      at += used;
    }
    this.rest = bytes.slice(at);
    return out.subarray(0, length);
  }

  /** The byte range of a record in the file. */
  inFile({ record, byteStart, byteLength }: RecordRef): RecordRef {
    const start = this.fileOffset(byteStart);
    return { record, byteStart: start, byteLength: this.fileOffset(byteStart + byteLength) - start };
  }

  private note(width: number): void {
    if (this.runWidth.at(-1) === width) return;
    this.runUtf8.push(this.utf8Length);
    this.runUtf16.push(this.utf16Length);
    this.runWidth.push(width);
  }

  private fileOffset(utf8Offset: number): number {
    let low = 0;
    let high = this.runUtf8.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.runUtf8[middle]! <= utf8Offset) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return 2;
    const width = this.runWidth[low - 1]!;
    const characters = (utf8Offset - this.runUtf8[low - 1]!) / width;
    return this.runUtf16[low - 1]! + characters * (width === 4 ? 4 : 2);
  }
}

function putPoint(out: Uint8Array, at: number, point: number, width: number): number {
  let next = at;
  if (width === 1) {
    out[next++] = point;
    return next;
  }
  out[next++] = ((0xf00 >> width) & 0xff) | (point >> (6 * (width - 1)));
  for (let shift = 6 * (width - 2); shift >= 0; shift -= 6) out[next++] = 0x80 | ((point >> shift) & 0x3f);
  return next;
}
