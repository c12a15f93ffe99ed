import { ByteQueue } from '../byte-queue.ts';
import { type ByteFeed, ReadFailure, type ReadOptions, type RecordSink } from '../reader.ts';
import { LONGEST_ROW, OpenTable } from './open-table.ts';
import { INCOMPLETE } from './row.ts';
import { HEAD_BYTES, type LayoutFinder } from './table-layout.ts';

/** How much of a row that is too long is kept with it. */
const LONG_ROW_SAMPLE = 4096;

/**
 * Reads a delimited table of any size in bounded memory. Records are rows; a record's byte range is the row without its line
 * end. What comes out depends on the bytes alone, never on the chunks they came in.
 */
export class TableFeed implements ByteFeed {
  private readonly findLayout: LayoutFinder;
  private readonly options: ReadOptions;
  private readonly sink: RecordSink;
  private readonly queue = new ByteQueue();
  private table: OpenTable | null = null;
  /** Fewer queued bytes than this cannot complete another row… */
  private waitFor = 0;
  /** …unless a line end comes. */
  private anyLineEnd = false;
  /** A line too long to keep, whose end has not come yet. */
  private longLine: { readonly byteStart: number; readonly beginning: Uint8Array } | null = null;

  constructor(findLayout: LayoutFinder, options: ReadOptions, sink: RecordSink) {
    this.findLayout = findLayout;
    this.options = options;
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.queue.append(chunk);
    if (this.table === null) {
      if (this.queue.length <= HEAD_BYTES) return;
      this.openTable();
    } else if (this.queue.length < this.waitFor) {
      if (!this.anyLineEnd || !chunk.includes(this.table.layout.lineEnd)) return;
    }
    this.readRows(this.table!, false);
  }

  end(): void {
    if (this.table === null) this.openTable();
    const table = this.table!;
    if (this.queue.length > 0) this.queue.append(Uint8Array.of(table.layout.lineEnd));
    this.readRows(table, true);
    if (this.longLine !== null) this.endLongLine(table, this.queue.fileOffset);
  }

  private openTable(): void {
    const { bytes, length } = this.queue;
    if (!hasText(bytes, length)) throw new ReadFailure('empty-file', 'The file is empty.');
    const layout = this.findLayout(bytes.subarray(0, Math.min(length, HEAD_BYTES)), length <= HEAD_BYTES);
    this.table = new OpenTable(layout, this.options, this.sink);
    this.queue.drop(layout.dataStart);
  }

  private readRows(table: OpenTable, atEnd: boolean): void {
    const { queue } = this;
    const { bytes, length } = queue;
    const { lineEnd } = table.layout;
    const used = bytes.subarray(0, length);
    // Up to the last line end, a scan for a line end cannot run off the buffer.
    const lastEnd = used.lastIndexOf(lineEnd);
    let at = 0;
    while (at < length) {
      if (this.longLine !== null) {
        const end = used.indexOf(lineEnd, at);
        if (end < 0) {
          at = length;
          break;
        }
        this.endLongLine(table, queue.fileOffset + end);
        at = end + 1;
        continue;
      }
      const limit = Math.min(length, at + LONGEST_ROW + 1);
      const next = at <= lastEnd ? table.readRow(bytes, at, limit, queue.fileOffset) : INCOMPLETE;
      if (next >= 0) {
        at = next;
        continue;
      }
      const mayComplete = next === INCOMPLETE && !atEnd && limit < at + LONGEST_ROW + 1;
      if (mayComplete) break;
      at = this.giveUpLine(table, used, at);
    }
    // A row with line ends inside quotes is tried again when there is twice as much of it, not at every chunk.
    const left = length - at;
    this.anyLineEnd = at > lastEnd;
    this.waitFor = this.anyLineEnd ? LONGEST_ROW + 1 : Math.min(left * 2, LONGEST_ROW + 1);
    queue.drop(at);
  }

  /** The line at `at` cannot be read as a row: it becomes one quarantined record, and reading goes on behind it. */
  private giveUpLine(table: OpenTable, used: Uint8Array, at: number): number {
    const { fileOffset } = this.queue;
    const end = used.indexOf(table.layout.lineEnd, at);
    if (end >= 0 && end - at <= LONGEST_ROW) {
      table.quarantineLine(used, at, end, fileOffset);
      return end + 1;
    }
    this.longLine = { byteStart: fileOffset + at, beginning: used.slice(at, at + LONG_ROW_SAMPLE) };
    return at;
  }

  private endLongLine(table: OpenTable, endOffset: number): void {
    const { byteStart, beginning } = this.longLine!;
    this.longLine = null;
    table.quarantineLongLine(byteStart, endOffset - byteStart, beginning);
  }
}

/** Whether there is anything but blanks, NULs and a byte-order mark. */
function hasText(bytes: Uint8Array, length: number): boolean {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  for (let at = marked ? 3 : 0; at < length; at++) if (bytes[at]! > 32) return true;
  return false;
}
