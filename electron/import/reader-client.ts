import { forkProgram } from '../fork.ts';
import type { ReaderMessage, ReadOrder } from './protocol.ts';

/** Heap of a reader, megabytes: a hostile file runs into this and not into the machine's memory. */
const READER_HEAP_MB = 512;

/** A started reader process, however the shell starts one. */
export interface ReaderProcess {
  send(message: { readonly order: ReadOrder } | { readonly ack: true }): void;
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
    const reader = forkProgram(program, [], { heapMb: READER_HEAP_MB });
    return { ...reader, onMessage: (listener) => reader.onMessage((message) => listener(message as ReaderMessage)) };
  };
