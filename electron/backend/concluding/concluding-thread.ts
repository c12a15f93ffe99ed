import { Worker } from 'node:worker_threads';
import type { ConcludedTask, ConcludingRules, ConcludingStart, ConcludingTask } from './protocol.ts';

/** A running concluding thread. */
export interface ConcludingThread {
  /** By what to conclude from now on. */
  rules(rules: ConcludingRules): void;
  /** Rejects when the thread fails: whatever it was asked is then unanswered for good. */
  conclude(task: ConcludingTask): Promise<ConcludedTask>;
  /** Ends it at once, whatever it is doing. */
  end(): Promise<void>;
}

export type StartConcludingThread = () => ConcludingThread;

/** Heap of the thread, MiB: a few flights at a time; their columns are shared and not counted. */
const HEAP_MB = 512;
/** What it makes is handed over at once: a larger nursery would only hold garbage, a smaller one costs time. */
const YOUNG_MB = 24;

/** @param program the built `concluder.mjs`, absolute path */
export const concludingThreads =
  (program: string, start: ConcludingStart): StartConcludingThread =>
  () => {
    const worker = new Worker(program, {
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    const waiting = new Map<number, { resolve: (done: ConcludedTask) => void; reject: (error: unknown) => void }>();
    let failure: unknown = null;
    const failAll = (error: unknown): void => {
      failure ??= error;
      for (const { reject } of waiting.values()) reject(failure);
      waiting.clear();
    };
    worker.on('message', (done: ConcludedTask) => {
      waiting.get(done.task)?.resolve(done);
      waiting.delete(done.task);
    });
    worker.on('error', failAll);
    worker.on('exit', () => failAll(new Error('The concluding thread ended.')));
    return {
      rules: (rules) => worker.postMessage(rules),
      conclude: (task) =>
        new Promise((resolve, reject) => {
          if (failure !== null) {
            reject(failure);
            return;
          }
          waiting.set(task.task, { resolve, reject });
          worker.postMessage(task);
        }),
      async end() {
        await worker.terminate();
      },
    };
  };
