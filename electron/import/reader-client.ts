import { forkProgram } from '../fork.ts';
import type { ReaderMessage, ReaderOrder } from './protocol.ts';

/** Heap of a reader, megabytes: a hostile file runs into this and not into the machine's memory. */
const READER_HEAP_MB = 512;
/** Measured: reading is as fast as with the usual 16, in 50 MB less. */
const READER_NURSERY_MB = 4;

/** A started reader process, however the shell starts one. */
export interface ReaderProcess {
  send(message: ReaderOrder): void;
  onMessage(listener: (message: ReaderMessage) => void): void;
  /** Called once, when it is gone. */
  onExit(listener: () => void): void;
  kill(): void;
}

export type SpawnReader = () => ReaderProcess;

/** Starts readers from the built program, whatever kind of process this is. */
export const forkReaders =
  (program: string): SpawnReader =>
  () => {
    const reader = forkProgram(program, [], { heapMb: READER_HEAP_MB, nurseryMb: READER_NURSERY_MB });
    return { ...reader, onMessage: (listener) => reader.onMessage((message) => listener(message as ReaderMessage)) };
  };

/** What an order to a reader came to: its last message, or that the process went away before it. */
export interface ReaderListener {
  message(message: ReaderMessage): void;
  exit(): void;
}

/**
 * One reader process for the members of one container, one order after another: starting a process for each would take longer
 * than reading most of them. A reader that dies is replaced at the next order.
 */
export class ReaderSession {
  readonly #spawn: SpawnReader;
  #reader: ReaderProcess | null = null;
  #listener: ReaderListener | null = null;

  constructor(spawn: SpawnReader) {
    this.#spawn = spawn;
  }

  /** Gives an order. The listener hears everything until `release` or `kill`. */
  give(order: ReaderOrder, listener: ReaderListener): void {
    this.#listener = listener;
    if (this.#reader === null) {
      const reader = this.#spawn();
      this.#reader = reader;
      reader.onMessage((message) => {
        if (this.#reader === reader) this.#listener?.message(message);
      });
      reader.onExit(() => {
        if (this.#reader !== reader) return;
        this.#reader = null;
        this.#listener?.exit();
      });
    }
    this.#reader.send(order);
  }

  acknowledge(): void {
    this.#reader?.send({ ack: true });
  }

  /** The order is done: the reader waits for the next. */
  release(): void {
    this.#listener = null;
  }

  /** Ends the process, whatever it is doing. */
  kill(): void {
    const reader = this.#reader;
    this.#reader = null;
    this.#listener = null;
    reader?.kill();
  }
}
