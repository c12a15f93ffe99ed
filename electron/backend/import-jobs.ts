import { randomBytes } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportFileProgress } from '../../shared/contract/contract.ts';
import type { FileHead } from '../../shared/formats/reader.ts';
import { nameWithMember } from '../../shared/model/container.ts';
import { type Failure, fail, ok, type Result } from '../../shared/result.ts';
import { describeBug } from '../bug.ts';
import { passedOverText } from '../import/containers/recognise.ts';
import { copyFirst, isElsewhere } from '../import/copy-first.ts';
import { mayHoldOthers, openContainer } from '../import/import-container.ts';
import { type ImportOrder, importFile, nameOfOrder } from '../import/import-file.ts';
import { headOf } from '../import/read-file.ts';
import { ReaderSession, type SpawnReader } from '../import/reader-client.ts';
import { importByNo } from '../store/queries/imports.ts';
import { concludeObjects, objectsConcludedOtherwise } from './conclude-objects.ts';
import type { ConcludingThread } from './concluding/concluding-thread.ts';
import { noWish, planReading, type ReadingWish } from './plan-reading.ts';
import type { Workspace } from './workspace.ts';

export interface JobFile {
  readonly order: ImportOrder;
  /** What a person said about how it is to be read; left out: nothing. */
  readonly wish?: ReadingWish;
  /** The one member of the container at `order.path` that is meant; left out: all. */
  readonly onlyMember?: string;
  /** Puts the file where `order.path` says, before it is read. */
  readonly prepare?: () => Promise<Result<null>>;
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

  async #importOne(workspace: Workspace, file: JobFile, states: FileState[], signal: AbortSignal): Promise<void> {
    const reader = new ReaderSession(this.#spawnReader);
    const [state] = states as [FileState];
    const copy = copyPath(workspace.store.folder);
    try {
      const prepared = (await file.prepare?.()) ?? ok(null);
      if (!prepared.ok) return settle(state, prepared.failure);
      const atHand = await this.#bring(workspace, file.order, copy, state, signal);
      if (!atHand.ok) return settle(state, atHand.failure);
      const order = atHand.value;
      const own = { ...file, order };
      if (await mayHoldOthers(order.path)) await this.#importMembers(workspace, own, states, reader, signal);
      else await this.#importWhole(workspace, own, null, state, reader, signal);
    } catch (error) {
      this.#log(`import failed: ${describeBug(error)}`);
      settle(states[0]!, ourMistake(file.order));
    } finally {
      reader.kill();
      rmSync(copy, { force: true });
    }
  }

  /**
   * A file on another drive than the workspace is copied first: from then on the stick can be pulled. The copy goes when the import
   * has ended, whatever came of it.
   */
  async #bring(
    workspace: Workspace,
    order: ImportOrder,
    copy: string,
    state: FileState,
    signal: AbortSignal,
  ): Promise<Result<ImportOrder>> {
    if (order.ownCopy === true || !(await isElsewhere(order.path, workspace.store.folder))) {
      state.copied = order.ownCopy === true;
      state.bytesTotal = sizeOf(order.path);
      return ok(order);
    }
    state.state = 'copying';
    const copied = await copyFirst(order, copy, signal, (bytesRead, bytesTotal) =>
      Object.assign(state, { bytesRead, bytesTotal }),
    );
    if (!copied.ok) return copied;
    state.copied = true;
    state.bytesRead = 0;
    return ok({ ...order, path: copy, ownCopy: true });
  }

  /** Every member of a container is an import of its own; one that cannot be read does not keep the others from it. */
  async #importMembers(
    workspace: Workspace,
    file: JobFile,
    states: FileState[],
    reader: ReaderSession,
    signal: AbortSignal,
  ): Promise<void> {
    const { order } = file;
    const first = states[0]!;
    first.state = 'reading';
    const opened = await openContainer(workspace.store.folder, order.path, order.fileName, reader, signal);
    if (!opened.ok) return settle(first, opened.failure);
    if (opened.value === null) return this.#importWhole(workspace, file, null, first, reader, signal);
    const container = opened.value;
    try {
      const { refused, passedOver } = container.list;
      const members = container.list.members.filter(
        ({ name }) => file.onlyMember === undefined || name === file.onlyMember,
      );
      const named = (member: string): string => nameWithMember(order.fileName, member);
      const found = members.map(({ name, bytes }) => ({ ...waiting(named(name), bytes ?? 0), copied: first.copied }));
      const unreadable = refused.map(({ member, failure }) => settled(waiting(named(member), 0), failure));
      states.splice(0, 1, ...found, ...unreadable);
      const [note] = states;
      if (note !== undefined) note.note = passedOverText(passedOver);
      for (const [place, { name, head }] of members.entries()) {
        await this.#importWhole(
          workspace,
          { ...file, order: { ...order, member: container.memberOrder(name) } },
          head === null ? null : headOf(name.split('/').at(-1) ?? name, head.bytes, head.complete),
          found[place]!,
          reader,
          signal,
        );
      }
    } finally {
      await container.close();
    }
  }

  /** @param head of a member, which is not at hand by its path */
  async #importWhole(
    workspace: Workspace,
    { order: given, wish = noWish }: JobFile,
    head: FileHead | null,
    state: FileState,
    reader: ReaderSession,
    signal: AbortSignal,
  ): Promise<void> {
    let thread: ConcludingThread | undefined;
    try {
      const planned = await planReading(workspace.store.read, given, wish, head);
      if (!planned.ok) return settle(state, planned.failure);
      const order = planned.value;
      const result = await workspace.changes.run(() =>
        importFile(order, {
          store: workspace.store,
          actor: this.#actor,
          nowMs: Date.now(),
          reader,
          signal,
          checkpoint: workspace.threads.checkpoint,
          onProgress: (progress) => {
            Object.assign(state, progress);
            // Started when the last of the file is being stored: it takes a while to be of use, and memory from then on.
            const { bytesRead, bytesTotal } = progress;
            if (bytesRead === bytesTotal && bytesTotal >= WORTH_A_THREAD_BYTES) {
              thread ??= workspace.threads.startConcluding();
            }
          },
          conclude: async (objects, recent) => {
            // The first import decides whether the workspace is synthetic, which decides which areas may judge.
            workspace.forgetRules();
            const all = new Set([...objects, ...objectsConcludedOtherwise(workspace)]);
            await concludeObjects(workspace, all, { recent, thread, signal });
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
      settle(state, ourMistake(given));
    } finally {
      await thread?.end();
    }
  }

  /** A reader for looking into a container; to be killed by the caller. */
  openReader(): ReaderSession {
    return new ReaderSession(this.#spawnReader);
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
  copied: false,
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

/** Where a file is copied to before it is read; swept away with other unfinished imports if we are killed. */
const copyPath = (folder: string): string =>
  join(folder, 'evidence', `incoming-${process.pid}-${randomBytes(8).toString('hex')}-copy`);

/** For the progress bar; what is wrong with the file is said when it is opened. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
