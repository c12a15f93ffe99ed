import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from './open.ts';

/** Between two syncs, milliseconds. */
const PAUSE_MS = 200;

/**
 * Has the drive take what a long transaction has written so far, beside the work: otherwise all of it goes to the drive in the one
 * call that commits, and nothing else is answered until it is there. Only a help: the commit itself is as durable without it.
 */
export class WalSync {
  readonly #done = new AbortController();
  readonly #running: Promise<void>;

  /** To be called inside the transaction: the journal exists by then. */
  constructor(db: Db) {
    this.#running = this.#syncAgainAndAgain(`${db.name}-wal`);
  }

  /** Resolves when what was written before the call is on the drive. Safe to call twice. */
  async end(): Promise<void> {
    this.#done.abort();
    await this.#running;
  }

  async #syncAgainAndAgain(path: string): Promise<void> {
    let wal: FileHandle | undefined;
    try {
      // Windows flushes only files that are opened for writing.
      wal = await open(path, 'r+');
      while (!this.#done.signal.aborted) {
        await pause(PAUSE_MS, undefined, { signal: this.#done.signal }).catch(() => undefined);
        await wal.datasync();
      }
    } catch {
      // The commit does it, then.
    } finally {
      await wal?.close().catch(() => undefined);
    }
  }
}
