import { Worker } from 'node:worker_threads';
import { checkpoint } from '../../store/checkpoint.ts';
import type { Db } from '../../store/open.ts';

/** Moves the journal of a database into it, beside the work of the backend. Resolves when that is done. */
export type CheckpointBeside = (db: Db) => Promise<void>;

/** @param program the built `checkpointer.mjs`, absolute path */
export const checkpointThreads =
  (program: string): CheckpointBeside =>
  (db) =>
    new Promise((resolve) => {
      const worker = new Worker(program, { workerData: { file: db.name } });
      let done = false;
      worker.on('message', () => {
        done = true;
      });
      // A shell that has no threads: what is committed is safe in the journal, and is moved here.
      worker.on('error', () => undefined);
      worker.on('exit', () => {
        if (!done) checkpoint(db);
        resolve();
      });
    });
