import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import type { ImportFileProgress } from '../../shared/contract/contract.ts';
import { type Failure, fail, ok, type Result } from '../../shared/result.ts';
import { describeBug } from '../bug.ts';
import { type ImportOrder, importFile } from '../import/import-file.ts';
import type { SpawnReader } from '../import/reader-client.ts';
import { importByNo } from '../store/queries/imports.ts';
import { concludeObjects } from './conclude-objects.ts';
import type { Workspace } from './workspace.ts';

export interface JobFile {
  readonly order: ImportOrder;
  /** Called when the file is no longer needed, whatever came of it. */
  readonly release: () => void;
}

interface Job {
  readonly controller: AbortController;
  readonly files: { -readonly [Name in keyof ImportFileProgress]: ImportFileProgress[Name] }[];
  readonly done: Promise<void>;
  finished: boolean;
}

/** Finished jobs are remembered so that a page that asks late still gets its answer. */
const REMEMBERED_JOBS = 50;

/** Imports under way, one file after another, each a change of its own. */
export class ImportJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #spawnReader: SpawnReader;
  readonly #actor: string;
  readonly #log: (line: string) => void;

  constructor(spawnReader: SpawnReader, actor: string, log: (line: string) => void) {
    this.#spawnReader = spawnReader;
    this.#actor = actor;
    this.#log = log;
  }

  start(workspace: Workspace, files: readonly JobFile[]): string {
    const jobId = randomBytes(8).toString('hex');
    const controller = new AbortController();
    const states = files.map(({ order }) => ({
      file: order.fileName,
      state: 'waiting' as ImportFileProgress['state'],
      bytesRead: 0,
      bytesTotal: sizeOf(order.path),
      records: 0,
      result: null as ImportFileProgress['result'],
      alreadyImported: false,
      failure: null as ImportFileProgress['failure'],
    }));
    const run = async (): Promise<void> => {
      for (const [place, file] of files.entries()) {
        await this.#importOne(workspace, file, states[place]!, controller.signal);
        this.#release(file);
      }
    };
    const job: Job = {
      controller,
      files: states,
      finished: false,
      done: run().finally(() => {
        job.finished = true;
      }),
    };
    this.#jobs.set(jobId, job);
    const over = this.#jobs.size - REMEMBERED_JOBS;
    const ended = [...this.#jobs].filter(([, { finished }]) => finished).slice(0, Math.max(0, over));
    for (const [id] of ended) this.#jobs.delete(id);
    return jobId;
  }

  /** A temporary copy that cannot be deleted is no reason to stop. */
  #release({ release }: JobFile): void {
    try {
      release();
    } catch (error) {
      this.#log(`a temporary file was left behind: ${describeBug(error)}`);
    }
  }

  async #importOne(
    workspace: Workspace,
    { order }: JobFile,
    state: Job['files'][number],
    signal: AbortSignal,
  ): Promise<void> {
    const settle = (failure: Failure): void => {
      state.state = failure.code === 'cancelled' ? 'cancelled' : 'failed';
      state.failure = failure;
    };
    try {
      const result = await workspace.changes.run(() =>
        importFile(order, {
          store: workspace.store,
          actor: this.#actor,
          nowMs: Date.now(),
          spawnReader: this.#spawnReader,
          signal,
          onProgress: (progress) => Object.assign(state, progress),
          conclude: async (objects, recent) => {
            // The first import decides whether the workspace is synthetic, which decides which areas may judge.
            workspace.forgetRules();
            await concludeObjects(workspace, objects, { recent, signal });
          },
        }),
      );
      workspace.forgetRules();
      if (!result.ok) return settle(result.failure);
      state.state = 'done';
      state.bytesRead = state.bytesTotal;
      state.alreadyImported = result.value.alreadyImported;
      state.result = importByNo(workspace.store.read, result.value.importNo);
    } catch (error) {
      this.#log(`import failed: ${describeBug(error)}`);
      settle(
        fail('internal', `Fenceline made a mistake while importing ${order.fileName}. Nothing of it was stored.`)
          .failure,
      );
    }
  }

  progress(jobId: string): Result<{ finished: boolean; files: ImportFileProgress[] }> {
    const job = this.#jobs.get(jobId);
    if (job === undefined) return fail('not-found', 'There is no such import.');
    return ok({ finished: job.finished, files: job.files.map((file) => ({ ...file })) });
  }

  cancel(jobId: string): void {
    this.#jobs.get(jobId)?.controller.abort();
  }

  /** Resolves when the job has ended. */
  async wait(jobId: string): Promise<void> {
    await this.#jobs.get(jobId)?.done;
  }

  async cancelAll(): Promise<void> {
    for (const job of this.#jobs.values()) job.controller.abort();
    await Promise.all([...this.#jobs.values()].map(({ done }) => done));
  }
}

/** For the progress bar; what is wrong with the file is said when it is opened. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
