import { ByteQueue } from '../byte-queue.ts';

/** JSON nested deeper than this is not read. */
export const DEEPEST = 64;
/** How much of a value that is too long is kept with it. */
const SAMPLE = 4096;
/** Longest name of a member that may hold records. */
const LONGEST_NAME = 64;

/** What is wrong with a value that was found, before anybody parses it. */
export type ValueFault = 'too-long' | 'too-deep' | 'cut-short' | null;

/**
 * Takes each value that may be a record, with its place in the file. With a fault, `bytes` may be only its beginning. `bytes`
 * are valid during the call.
 */
export type ValueTaker = (bytes: Uint8Array, byteStart: number, byteLength: number, fault: ValueFault) => void;

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COMMA = 44;
const LF = 10;

/** Bytes that matter within a record: outside of its texts, and in one. */
const structural = tableOf(QUOTE, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET);
const endsText = tableOf(QUOTE, BACKSLASH, LF);

function tableOf(...bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of bytes) table[byte] = 1;
  return table;
}

/** Index of the first byte of a set, or `length`. */
function nextOf(set: Uint8Array, bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  while (at < length && set[bytes[at]!] === 0) at++;
  return at;
}

/**
 * Finds where the records of a JSON file begin and end, without parsing them, in memory bounded by the longest record: the
 * values that stand one after another at the top, the elements of an array at the top, or the elements of a named array
 * (`features`) in an object at the top.
 */
export class JsonSplitter {
  private readonly containers: ReadonlySet<string>;
  private readonly longest: number;
  private readonly take: ValueTaker;
  private readonly queue = new ByteQueue();
  /** Queue index of the next byte to look at. */
  private at = 0;
  private depth = 0;
  /** Depth at which records stand: 0 at the top, 1 in an array at the top, 2 in a named array of an object at the top. */
  private level = 0;
  /** Queue index where the current value begins; -1 between values. */
  private start = -1;
  /** Bytes of the current value already dropped because it is too long. */
  private dropped = 0;
  private sample: Uint8Array | null = null;
  private isScalar = false;
  private tooDeep = false;
  private inString = false;
  private escaped = false;
  /** In an object at the top: where its last member's name stands in the queue, and whether a named array was found in it. */
  private nameStart = -1;
  private name = '';
  private isContainer = false;

  constructor(containers: ReadonlySet<string>, longest: number, take: ValueTaker) {
    this.containers = containers;
    this.longest = longest;
    this.take = take;
  }

  push(chunk: Uint8Array): void {
    this.queue.append(chunk);
    this.scan();
    this.forget();
  }

  /** The end of the file: what is open is cut short. */
  end(): void {
    const { queue } = this;
    if (this.start >= 0) {
      this.finish(queue.length, this.isScalar ? null : 'cut-short');
    } else if (this.depth > 0) {
      this.take(new Uint8Array(0), queue.fileOffset + queue.length, 0, 'cut-short');
    }
  }

  private scan(): void {
    const { bytes, length } = this.queue;
    for (; this.at < length; this.at++) {
      if (this.start >= 0 && !this.isScalar && !this.escaped) {
        this.at = nextOf(this.inString ? endsText : structural, bytes, this.at, length);
        if (this.at === length) break;
      }
      const byte = bytes[this.at]!;
      if (this.inString) {
        this.inText(byte);
        continue;
      }
      if (byte === QUOTE) {
        this.inString = true;
        if (this.depth === 1 && this.level === 0) this.nameStart = this.at + 1;
        if (this.start < 0 && this.depth === this.level) this.begin(true);
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        this.open(byte);
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        this.close();
      } else if (byte === COMMA) {
        if (this.isScalar && this.level > 0) this.finish(this.at, null);
      } else if (byte === LF && this.isScalar && this.level === 0) {
        this.finish(this.at, null);
      } else if (byte > 32 && this.start < 0 && this.depth === this.level && !(this.isContainer && this.level === 0)) {
        this.begin(true);
      }
    }
  }

  private inText(byte: number): void {
    if (this.escaped) {
      this.escaped = false;
    } else if (byte === BACKSLASH) {
      this.escaped = true;
    } else if (byte === QUOTE) {
      this.inString = false;
      if (this.nameStart >= 0 && this.depth === 1 && this.level === 0) {
        this.name = this.at - this.nameStart <= LONGEST_NAME ? nameOf(this.queue.bytes, this.nameStart, this.at) : '';
        this.nameStart = -1;
      }
    } else if (byte === LF) {
      // No JSON text holds a bare line end: a quote is missing, and going on would turn all that follows inside out.
      this.inString = false;
      this.nameStart = -1;
      if (this.isScalar && this.level === 0) this.finish(this.at, null);
    }
  }

  private open(byte: number): void {
    if (this.isScalar) this.finish(this.at, null);
    if (this.depth === 0 && byte === OPEN_BRACKET) {
      this.level = 1;
    } else if (this.depth === 1 && this.level === 0 && byte === OPEN_BRACKET && this.containers.has(this.name)) {
      // What we took for a record holds them instead.
      this.level = 2;
      this.isContainer = true;
      this.letGo();
    } else if (this.depth === this.level && !(this.isContainer && this.level === 0)) {
      this.begin(false);
    }
    this.depth++;
    if (this.depth > DEEPEST) this.tooDeep = true;
  }

  private close(): void {
    if (this.isScalar) this.finish(this.at, null);
    if (this.depth === 0) return; // A bracket that closes nothing.
    this.depth--;
    if (this.start >= 0) {
      if (this.depth === this.level) this.finish(this.at + 1, null);
    } else if (this.depth < this.level) {
      // The list of records ends: a named array leaves its object still open, with the records' level back at the top.
      this.level = 0;
      this.name = '';
    }
    if (this.depth === 0) this.isContainer = false;
  }

  private begin(isScalar: boolean): void {
    this.start = this.at;
    this.isScalar = isScalar;
    this.dropped = 0;
    this.sample = null;
    this.tooDeep = false;
    this.name = '';
  }

  private letGo(): void {
    this.start = -1;
    this.isScalar = false;
    this.sample = null;
    this.dropped = 0;
  }

  private finish(end: number, fault: ValueFault): void {
    const { queue, start } = this;
    const length = this.dropped + end - start;
    const byteStart = queue.fileOffset + start - this.dropped;
    const bytes = this.sample ?? queue.bytes.subarray(start, end);
    const tooLong = length > this.longest ? 'too-long' : null;
    const tooDeep = this.tooDeep ? 'too-deep' : null;
    this.letGo();
    this.take(
      bytes.length > SAMPLE && tooLong ? bytes.subarray(0, SAMPLE) : bytes,
      byteStart,
      length,
      tooLong ?? fault ?? tooDeep,
    );
  }

  /** Gives back the bytes that no value needs any more. */
  private forget(): void {
    const { queue } = this;
    if (this.start >= 0 && this.dropped + this.at - this.start > this.longest) {
      this.sample ??= queue.bytes.slice(this.start, this.start + SAMPLE);
      this.dropped += this.at - this.start;
      this.start = this.at;
    }
    if (this.nameStart >= 0 && this.at - this.nameStart > LONGEST_NAME) {
      this.nameStart = -1;
      this.name = '';
    }
    const keepName = this.nameStart >= 0 ? this.nameStart : this.at;
    const count = Math.min(this.start >= 0 ? this.start : this.at, keepName);
    queue.drop(count);
    this.at -= count;
    if (this.start >= 0) this.start -= count;
    if (this.nameStart >= 0) this.nameStart -= count;
  }
}

function nameOf(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
