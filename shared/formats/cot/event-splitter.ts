import { ByteQueue } from '../byte-queue.ts';

/** Longest event, and longest stretch between events, that is looked at. */
export const LONGEST = 1_048_576;
/** How much of a longer one is kept with it. */
const SAMPLE = 4096;

/** A stretch of the file: an event element, or what stands between two. With a fault, `bytes` may be only its beginning. */
export interface Stretch {
  readonly kind: 'event' | 'between';
  readonly bytes: Uint8Array;
  readonly byteStart: number;
  readonly byteLength: number;
  readonly fault: 'too-long' | 'cut-short' | null;
}

const LESS_THAN = 60;
const GREATER_THAN = 62;
const SLASH = 47;
const NAME = Uint8Array.from('event', (character) => character.charCodeAt(0));
/** `</event` and one byte more: a tag that is cut by the end of what came. */
const TAG_BYTES = NAME.length + 3;
/** An end tag may hold blanks, but not many. */
const END_TAG_BYTES = 64;

/**
 * Finds the event elements of a log, which is many documents in one file and so no document itself. An event ends at its end
 * tag; where another begins before that, the first was cut short and costs only itself.
 */
export class EventSplitter {
  private readonly take: (stretch: Stretch) => void;
  private readonly queue = new ByteQueue();
  /** Queue index of the next byte to look at. */
  private at = 0;
  /** Where in the queue the current stretch begins, as far as it is kept. */
  private start = 0;
  private kind: Stretch['kind'] = 'between';
  /** In an event: whether its start tag has ended. */
  private inContent = false;
  /** Bytes of the current stretch already dropped because it is too long, and its beginning. */
  private dropped = 0;
  private sample: Uint8Array | null = null;

  constructor(take: (stretch: Stretch) => void) {
    this.take = take;
  }

  push(chunk: Uint8Array): void {
    this.queue.append(chunk);
    this.scan(false);
    this.forget();
  }

  end(): void {
    this.scan(true);
    this.finish(this.queue.length, this.kind === 'event' ? 'cut-short' : null, 'between');
  }

  private scan(atEnd: boolean): void {
    for (;;) {
      const { bytes, length } = this.queue;
      if (this.at >= length) return;
      const byte = bytes[this.at]!;
      if (byte === GREATER_THAN && this.kind === 'event' && !this.inContent) {
        this.inContent = true;
        this.at++;
        if (bytes[this.at - 2] === SLASH) this.finish(this.at, null, 'between');
        continue;
      }
      if (byte !== LESS_THAN) {
        this.at++;
        continue;
      }
      if (length - this.at < TAG_BYTES && !atEnd) return;
      if (isTag(bytes, this.at + 1, length)) {
        this.finish(this.at, this.kind === 'event' ? 'cut-short' : null, 'event');
        this.at++;
      } else if (this.kind === 'event' && bytes[this.at + 1] === SLASH && isTag(bytes, this.at + 2, length)) {
        const window = bytes.subarray(this.at, Math.min(length, this.at + END_TAG_BYTES));
        const end = window.indexOf(GREATER_THAN);
        if (end < 0 && window.length < END_TAG_BYTES && !atEnd) return;
        this.at += end < 0 ? 1 : end + 1;
        if (end >= 0) this.finish(this.at, null, 'between');
      } else {
        this.at++;
      }
    }
  }

  /** The current stretch ends before queue index `end`, and another begins there. */
  private finish(end: number, fault: Stretch['fault'], next: Stretch['kind']): void {
    const { queue, kind, start, dropped, sample } = this;
    const byteLength = dropped + end - start;
    const byteStart = queue.fileOffset + start - dropped;
    const tooLong = byteLength > LONGEST;
    this.kind = next;
    this.inContent = false;
    this.start = end;
    this.dropped = 0;
    this.sample = null;
    if (byteLength === 0) return;
    const bytes = sample ?? queue.bytes.slice(start, tooLong ? Math.min(end, start + SAMPLE) : end);
    this.take({ kind, bytes, byteStart, byteLength, fault: tooLong ? 'too-long' : fault });
  }

  /** Gives back what is read, and the bytes of a stretch that is too long already but for the last, which may be a slash. */
  private forget(): void {
    const { queue } = this;
    const seen = this.at - this.start;
    if (this.dropped + seen > LONGEST && seen > 1) {
      this.sample ??= queue.bytes.slice(this.start, this.start + Math.min(SAMPLE, seen));
      this.dropped += seen - 1;
      this.start = this.at - 1;
    }
    queue.drop(this.start);
    this.at -= this.start;
    this.start = 0;
  }
}

/** Whether the name `event` stands at `start` and ends there. */
function isTag(bytes: Uint8Array, start: number, length: number): boolean {
  const end = start + NAME.length;
  if (end >= length) return false;
  for (let at = 0; at < NAME.length; at++) if (bytes[start + at] !== NAME[at]) return false;
  const behind = bytes[end]!;
  return behind <= 32 || behind === SLASH || behind === GREATER_THAN;
}
