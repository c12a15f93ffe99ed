import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MadeExport, Reply } from '../../../shared/contract/contract.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { describeBug } from '../../bug.ts';

export interface MadeFile {
  readonly path: string;
  readonly fileName: string;
}

type State = { -readonly [Name in keyof Reply<'exports.progress'>]: Reply<'exports.progress'>[Name] };

interface Job {
  readonly controller: AbortController;
  readonly state: State;
  readonly done: Promise<void>;
}

/** Writes the file of one job. */
export type MakeFile = (order: {
  readonly path: string;
  readonly fileName: string;
  readonly actor: string;
  readonly nowMs: number;
  readonly signal: AbortSignal;
  readonly onRows: (rows: number) => void;
}) => Promise<Result<MadeExport>>;

/** Files made for the window, in a folder only this account can read, until the program closes. */
export class ExportJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #made = new Map<string, MadeFile>();
  readonly #actor: string;
  readonly #log: (line: string) => void;
  #folder: string | null = null;

  constructor(actor: string, log: (line: string) => void) {
    this.#actor = actor;
    this.#log = log;
  }

  start(fileName: string, make: MakeFile): string {
    const jobId = randomBytes(8).toString('hex');
    const controller = new AbortController();
    const state: State = { finished: false, rows: 0, made: null, failure: null };
    const done = this.#run(fileName, make, state, controller.signal).finally(() => {
      state.finished = true;
    });
    this.#jobs.set(jobId, { controller, state, done });
    return jobId;
  }

  async #run(fileName: string, make: MakeFile, state: State, signal: AbortSignal): Promise<void> {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'fenceline-made-'));
    const handle = randomBytes(16).toString('hex');
    const path = join(this.#folder, handle);
    try {
      const made = await make({
        path,
        fileName,
        actor: this.#actor,
        nowMs: Date.now(),
        signal,
        onRows: (rows) => {
          state.rows = rows;
        },
      });
      if (!made.ok) {
        state.failure = made.failure;
        return;
      }
      this.#made.set(handle, { path, fileName });
      state.made = { ...made.value, handle };
    } catch (error) {
      this.#log(`export failed: ${describeBug(error)}`);
      state.failure = fail('internal', 'Fenceline made a mistake while writing the export.').failure;
    }
  }

  progress(jobId: string): Result<Reply<'exports.progress'>> {
    const job = this.#jobs.get(jobId);
    return job === undefined ? fail('not-found', 'There is no such export.') : ok({ ...job.state });
  }

  cancel(jobId: string): void {
    this.#jobs.get(jobId)?.controller.abort();
  }

  /** The file behind a handle, for the shell to give to the person. */
  find(handle: string): Result<MadeFile> {
    const made = this.#made.get(handle);
    return made === undefined ? fail('not-found', 'That file is no longer there. Make it again.') : ok(made);
  }

  async close(): Promise<void> {
    for (const { controller } of this.#jobs.values()) controller.abort();
    await Promise.all([...this.#jobs.values()].map(({ done }) => done));
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
  }
}
