import { fork } from 'node:child_process';
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

/** Starts readers as children of this Node. */
export const forkReaders =
  (program: string): SpawnReader =>
  () => {
    const child = fork(program, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${READER_HEAP_MB}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return {
      send: (message) => void child.send(message),
      onMessage: (listener) => void child.on('message', (message) => listener(message as ReaderMessage)),
      onExit(listener) {
        child.on('exit', listener);
        child.on('error', listener);
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
