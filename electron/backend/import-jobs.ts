import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import type { ImportFileProgress } from '../../shared/contract/contract.ts';
import { nameWithMember } from '../../shared/model/container.ts';
import { type Failure, fail, ok, type Result } from '../../shared/result.ts';
import { describeBug } from '../bug.ts';
import { passedOverText } from '../import/containers/recognise.ts';
import { mayHoldOthers, openContainer } from '../import/import-container.ts';
import { type ImportOrder, importFile, nameOfOrder } from '../import/import-file.ts';
import { ReaderSession, type SpawnReader } from '../import/reader-client.ts';
import { importByNo } from '../store/queries/imports.ts';
import { concludeObjects } from './conclude-objects.ts';
import type { Workspace } from './workspace.ts';

export interface JobFile {
  readonly order: ImportOrder;
  /** Called when the file is no longer needed, whatever came of it. */
  readonly release: () => void;
}

type FileState = { -readonly [Name in keyof ImportFileProgress]: ImportFileProgress[Name] };

interface Job {
  readonly controller: AbortController;
  /** For each file given one entry, or, once a container was opened, one for each of its members. */
  readonly files: FileState[][];
  readonly done: Promise<void>;
  finished: boolean;
}

/** Finished jobs are remembered so that a page that asks late still gets its answer. */
const REMEMBERED_JOBS = 50;

/** Files from this size on are concluded by two threads. */
const WORTH_A_THREAD_BYTES = 16 * 1024 * 1024;

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
    const states = files.map(({ order }) => [waiting(order.fileName, sizeOf(order.path))]);
    const run = async (): Promise<void> => {
      for (const [place, file] of files.entries()) {
        await this.#importOne(workspace, file.order, states[place]!, controller.signal);
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

  async #importOne(workspace: Workspace, order: ImportOrder, states: FileState[], signal: AbortSignal): Promise<void> {
    const reader = new ReaderSession(this.#spawnReader);
    try {
      if (await mayHoldOthers(order.path)) await this.#importMembers(workspace, order, states, reader, signal);
      else await this.#importWhole(workspace, order, states[0]!, reader, signal);
    } catch (error) {
      this.#log(`import failed: ${describeBug(error)}`);
      settle(states[0]!, ourMistake(order));
    } finally {
      reader.kill();
    }
  }

  /** Every member of a container is an import of its own; one that cannot be read does not keep the others from it. */
  async #importMembers(
    workspace: Workspace,
    order: ImportOrder,
    states: FileState[],
    reader: ReaderSession,
    signal: AbortSignal,
  ): Promise<void> {
    const first = states[0]!;
    first.state = 'reading';
    const opened = await openContainer(workspace.store.folder, order.path, order.fileName, reader, signal);
    if (!opened.ok) return settle(first, opened.failure);
    if (opened.value === null) return this.#importWhole(workspace, order, first, reader, signal);
    const container = opened.value;
    try {
      const { members, refused, passedOver } = container.list;
      const named = (member: string): string => nameWithMember(order.fileName, member);
      const found = members.map(({ name, bytes }) => waiting(named(name), bytes ?? 0));
      const unreadable = refused.map(({ member, failure }) => settled(waiting(named(member), 0), failure));
      states.splice(0, 1, ...found, ...unreadable);
      const [note] = states;
      if (note !== undefined) note.note = passedOverText(passedOver);
      for (const [place, { name }] of members.entries()) {
        await this.#importWhole(
          workspace,
          { ...order, member: container.memberOrder(name) },
          found[place]!,
          reader,
          signal,
        );
      }
    } finally {
      await container.close();
    }
  }

  async #importWhole(
    workspace: Workspace,
    order: ImportOrder,
    state: FileState,
    reader: ReaderSession,
    signal: AbortSignal,
  ): Promise<void> {
    // Started while the file is read: it takes a while to be of use.
    const thread = state.bytesTotal >= WORTH_A_THREAD_BYTES ? workspace.startConcludingThread() : undefined;
    try {
      const result = await workspace.changes.run(() =>
        importFile(order, {
          store: workspace.store,
          actor: this.#actor,
          nowMs: Date.now(),
          reader,
          signal,
          onProgress: (progress) => Object.assign(state, progress),
          conclude: async (objects, recent) => {
            // The first import decides whether the workspace is synthetic, which decides which areas may judge.
            workspace.forgetRules();
            await concludeObjects(workspace, objects, { recent, thread, signal });
          },
        }),
      );
      workspace.forgetRules();
      if (!result.ok) return settle(state, result.failure);
      state.state = 'done';
      state.bytesRead = state.bytesTotal;
      state.alreadyImported = result.value.alreadyImported;
      state.result = importByNo(workspace.store.read, result.value.importNo);
    } catch (error) {
      this.#log(`import failed: ${describeBug(error)}`);
      settle(state, ourMistake(order));
    } finally {
      await thread?.end();
    }
  }

  progress(jobId: string): Result<{ finished: boolean; files: ImportFileProgress[] }> {
    const job = this.#jobs.get(jobId);
    if (job === undefined) return fail('not-found', 'There is no such import.');
    return ok({ finished: job.finished, files: job.files.flat().map((file) => ({ ...file })) });
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

const waiting = (file: string, bytesTotal: number): FileState => ({
  file,
  state: 'waiting',
  bytesRead: 0,
  bytesTotal,
  records: 0,
  result: null,
  alreadyImported: false,
  failure: null,
  note: null,
});

function settle(state: FileState, failure: Failure): void {
  state.state = failure.code === 'cancelled' ? 'cancelled' : 'failed';
  state.failure = failure;
}

const settled = (state: FileState, failure: Failure): FileState => {
  settle(state, failure);
  return state;
};

const ourMistake = (order: ImportOrder): Failure =>
  fail('internal', `Fenceline made a mistake while importing ${nameOfOrder(order)}. Nothing of it was stored.`).failure;

/** For the progress bar; what is wrong with the file is said when it is opened. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
