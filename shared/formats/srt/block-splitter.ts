import { latin1Text } from '../../bytes.ts';
import { ByteQueue } from '../byte-queue.ts';
import { LineSplitter } from '../json/line-splitter.ts';

/** Longest subtitle, and longest line. */
export const LONGEST = 65_536;

/** One subtitle with its number and times, or a line that belongs to none. */
export interface Block {
  readonly kind: 'subtitle' | 'stray';
  readonly bytes: Uint8Array;
  readonly byteStart: number;
  readonly byteLength: number;
}

const NUMBER = /^\d{1,9}$/;
const TIMING = /^\d{1,3}:\d{2}:\d{2}[,.]\d{1,3} {0,4}--> {0,4}\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}/;

interface Span {
  readonly start: number;
  end: number;
}

/** Splits a SubRip file into its subtitles: each begins with its number, if it has one, and the line of its times. */
export class BlockSplitter {
  private readonly take: (block: Block) => void;
  private readonly queue = new ByteQueue();
  private readonly lines: LineSplitter;
  private block: Span | null = null;
  /** A line that is a number, and may be that of the next subtitle. */
  private number: Span | null = null;

  constructor(take: (block: Block) => void) {
    this.take = take;
    this.lines = new LineSplitter(LONGEST, (bytes, start, length) =>
      this.addLine(bytes, { start, end: start + length }),
    );
  }

  push(chunk: Uint8Array): void {
    const { queue } = this;
    queue.append(chunk);
    this.lines.push(chunk);
    const open = lastLine(queue);
    if (queue.length - open > LONGEST) {
      // A line too long to be of a subtitle: what came before it ends here, and of itself a sample is kept elsewhere.
      this.endNumber();
      this.finishBlock();
      queue.drop(queue.length);
      return;
    }
    const needed = this.block?.start ?? this.number?.start;
    queue.drop(needed === undefined ? open : needed - queue.fileOffset);
  }

  end(): void {
    this.lines.end();
    this.endNumber();
    this.finishBlock();
  }

  private addLine(bytes: Uint8Array, line: Span): void {
    const text = line.end - line.start > LONGEST ? '' : latin1Text(bytes, 0, Math.min(bytes.length, 64));
    if (TIMING.test(text)) {
      this.finishBlock();
      this.block = { start: this.number?.start ?? line.start, end: line.end };
      this.number = null;
      return;
    }
    this.endNumber();
    if (NUMBER.test(text)) this.number = line;
    else this.addText(line, bytes);
  }

  /** The number was none of a subtitle. */
  private endNumber(): void {
    const { number } = this;
    this.number = null;
    if (number !== null) this.addText(number, this.bytesOf(number));
  }

  private addText(line: Span, bytes: Uint8Array): void {
    if (this.block !== null && line.end - this.block.start <= LONGEST) {
      this.block.end = line.end;
      return;
    }
    this.finishBlock();
    this.take({ kind: 'stray', bytes: bytes.slice(), byteStart: line.start, byteLength: line.end - line.start });
  }

  private finishBlock(): void {
    const { block } = this;
    this.block = null;
    if (block === null) return;
    const { start, end } = block;
    this.take({ kind: 'subtitle', bytes: this.bytesOf(block), byteStart: start, byteLength: end - start });
  }

  private bytesOf({ start, end }: Span): Uint8Array {
    const { bytes, fileOffset } = this.queue;
    return bytes.slice(start - fileOffset, end - fileOffset);
  }
}

const LF = 10;

/** Where in the queue the line begins whose end has not come. */
const lastLine = ({ bytes, length }: ByteQueue): number => bytes.subarray(0, length).lastIndexOf(LF) + 1;
