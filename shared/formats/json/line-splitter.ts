import { ByteQueue } from '../byte-queue.ts';
import type { ValueTaker } from './json-splitter.ts';

const LF = 10;
const SAMPLE = 4096;

/** Takes every line that is not blank for a record, so that a broken one costs only itself. Same contract as `JsonSplitter`. */
export class LineSplitter {
  private readonly longest: number;
  private readonly take: ValueTaker;
  private readonly queue = new ByteQueue();
  /** Queue index up to which no line end was found. */
  private searched = 0;
  /** A line too long to keep, whose end has not come yet. */
  private longLine: { readonly byteStart: number; readonly beginning: Uint8Array } | null = null;

  constructor(longest: number, take: ValueTaker) {
    this.longest = longest;
    this.take = take;
  }

  push(chunk: Uint8Array): void {
    const { queue } = this;
    queue.append(chunk);
    const used = queue.bytes.subarray(0, queue.length);
    let at = 0;
    for (let end = used.indexOf(LF, this.searched); end >= 0; end = used.indexOf(LF, at)) {
      this.takeLine(used, at, end);
      at = end + 1;
    }
    if (this.longLine === null && queue.length - at > this.longest) {
      this.longLine = { byteStart: queue.fileOffset + at, beginning: used.slice(at, at + SAMPLE) };
    }
    queue.drop(this.longLine === null ? at : queue.length);
    this.searched = queue.length;
  }

  end(): void {
    const { queue } = this;
    this.takeLine(queue.bytes.subarray(0, queue.length), 0, queue.length);
  }

  private takeLine(used: Uint8Array, from: number, to: number): void {
    const { fileOffset } = this.queue;
    if (this.longLine !== null) {
      const { byteStart, beginning } = this.longLine;
      this.longLine = null;
      this.take(beginning, byteStart, fileOffset + to - byteStart, 'too-long');
      return;
    }
    let start = from;
    let end = to;
    while (start < end && used[start]! <= 32) start++;
    while (end > start && used[end - 1]! <= 32) end--;
    if (start === end) return;
    const tooLong = to - from > this.longest;
    this.take(
      used.subarray(start, tooLong ? start + SAMPLE : end),
      fileOffset + start,
      end - start,
      tooLong ? 'too-long' : null,
    );
  }
}
