import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LoadedLine } from '../../shared/geo/lines/loaded-line.ts';
import { ok, type Result } from '../../shared/result.ts';
import { type Act, abandonChange, beginChange, commitChange } from '../store/change.ts';
import { openStore, type Store } from '../store/open.ts';
import type { CheckpointBeside } from './checkpointing/checkpoint-beside.ts';
import type { StartConcludingThread } from './concluding/concluding-thread.ts';
import { Mutex } from './mutex.ts';
import type { ReferenceFiles } from './reference-files.ts';
import { readRuleRecords } from './rule-records.ts';
import { buildRules, type Rules } from './rules.ts';

/** What is done beside the backend's own thread. */
export interface Threads {
  readonly startConcluding: StartConcludingThread;
  readonly checkpoint: CheckpointBeside;
}

/** One opened workspace: its store, the rules it judges by, and the order of its changes. */
export class Workspace {
  readonly store: Store;
  readonly name: string;
  readonly reference: ReferenceFiles;
  readonly threads: Threads;
  /** Changes wait for each other here; reading never does. */
  readonly changes = new Mutex();
  #rules: Rules | null = null;
  #dataVersion = 0;
  readonly #builtLines = new Map<string, LoadedLine>();

  constructor(store: Store, name: string, reference: ReferenceFiles, threads: Threads) {
    this.store = store;
    this.name = name;
    this.reference = reference;
    this.threads = threads;
  }

  /** As the write connection sees them, so that an import and the areas before it agree. */
  get rules(): Rules {
    // Another process may have changed them: the number rises with every commit that is not this connection's own.
    const version = this.store.write.pragma('data_version', { simple: true }) as number;
    if (version !== this.#dataVersion) this.#rules = null;
    this.#dataVersion = version;
    this.#rules ??= buildRules(readRuleRecords(this.store.write, this.reference), this.reference, this.#builtLines);
    return this.#rules;
  }

  /** To be called when lines, areas, designations or statements have changed, or the kind of the workspace was decided. */
  forgetRules(): void {
    this.#rules = null;
  }

  /** One durable change: what `work` stores is committed with its audit entry, or nothing is. */
  change<T>(act: Act, work: () => Promise<Result<{ value: T; details: Record<string, unknown> }>>): Promise<Result<T>> {
    return this.changes.run(async () => {
      const db = this.store.write;
      const begun = beginChange(db);
      if (!begun.ok) return begun;
      try {
        const result = await work();
        if (!result.ok) return result;
        commitChange(db, act, result.value.details);
        return ok(result.value.value);
      } finally {
        if (db.inTransaction) this.forgetRules();
        abandonChange(db);
      }
    });
  }

  close(): void {
    this.store.close();
  }
}

/** Opens a workspace folder, removing what a killed import left behind: it was never committed. */
export function openWorkspace(folder: string, reference: ReferenceFiles, threads: Threads): Result<Workspace> {
  const store = openStore(folder);
  if (!store.ok) return store;
  const evidence = join(folder, 'evidence');
  for (const name of readdirSync(evidence)) {
    const writer = /^incoming-(\d+)-/.exec(name);
    if (writer !== null && !isRunning(Number(writer[1]))) rmSync(join(evidence, name), { force: true });
  }
  return ok(new Workspace(store.value, basename(folder), reference, threads));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
