import { canonicalJson } from '../../shared/canonical-json.ts';
import { type ConclusionContext, concludeGroup, findPossibleDuplicates } from '../../shared/conclude.ts';
import type { SensorSettings } from '../../shared/model/settings.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { Pace } from '../pace.ts';
import {
  ConclusionWriter,
  dropConclusions,
  type FlightRows,
  flightRows,
  replaceDeterminations,
} from '../store/conclusions.ts';
import { findObjectNo, type Pass, readPasses } from '../store/groups.ts';
import { objectsOfSensors, readSensorSettings, settingsInUse } from '../store/profiles.ts';
import { settleReviewsOfObjects } from '../store/queries/reviews.ts';
import { editedObjects } from '../store/queries/track-edits.ts';
import type { RecentRows } from '../store/recent-rows.ts';
import { addTwins, pathReader, readFlightSpans } from '../store/twins.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import { concludePassGroup, contextOf } from './concluding/conclude-pass.ts';
import type { ConcludingThread } from './concluding/concluding-thread.ts';
import { arrangedGroups, type EditedGroup, editedGroups } from './edited-groups.ts';
import { readRecordedElements, readRuleRecords } from './rule-records.ts';
import type { Workspace } from './workspace.ts';

/** Fewer detections are concluded before a thread has started. */
const WORTH_A_THREAD = 50_000;
/** Detections per task: small, so that what is concluded does not pile up. */
const ROWS_PER_TASK = 8192;
/** Detections after which memory is freed: of each there are about a hundred bytes that nobody needs any more. */
const ROWS_PER_COLLECTION = 500_000;
/** Tasks that the thread is given before it has answered: it must not wait while the backend is busy. */
const TASKS_AHEAD = 4;

/** What a workspace's conclusions are drawn from besides its detections. */
export const conclusionContext = (workspace: Workspace): ConclusionContext =>
  contextOf(workspace.rules, readRecordedElements(workspace.store.write), settingsInUse(workspace.store.write));

export interface ConcludeOptions {
  /** Detections that were just stored and are still in memory. */
  readonly recent?: readonly RecentRows[];
  /** One that was started early, where much work is to come; it is left running. */
  readonly thread?: ConcludingThread | undefined;
  readonly signal?: AbortSignal;
  /** Told now and then how many flights were concluded so far. */
  readonly onPass?: (flights: number) => void;
}

/**
 * Draws every conclusion about the given objects again, from facts alone, inside the caller's change. Where they are many, a
 * thread concludes while this one reads and writes: sharing the concluding as well would fill two heaps and compile everything
 * twice. What is written, and in what order, does not depend on who concluded it.
 *
 * @returns number of flights concluded
 */
export async function concludeObjects(
  workspace: Workspace,
  objectNos: ReadonlySet<number>,
  { recent, thread, signal, onPass }: ConcludeOptions = {},
): Promise<number> {
  const db = workspace.store.write;
  const synthetic = workspaceKind(db) === 'synthetic';
  const edited = editedObjects(db, objectNos);
  const apart = new Set(edited.flatMap((set) => [...set.objectNos]));
  const all = new Set([...objectNos, ...apart]);
  const plain = apart.size === 0 ? objectNos : new Set([...objectNos].filter((no) => !apart.has(no)));
  // Not interrupted: callers look at the signal themselves, and a thread is to be ended in order.
  const pace = new Pace();
  dropConclusions(db, all);
  await pace.rest();
  const work = new ConcludingWork(workspace, thread, pace);
  let read = 0;
  try {
    for (const set of edited) work.concludeEdited(editedGroups(db, set.objectNos, set.edits));
    for (const pass of readPasses(db, plain, synthetic, recent)) {
      await work.conclude(pass, signal);
      read += pass.columns.count;
      if (read >= ROWS_PER_COLLECTION) {
        collectGarbage();
        read = 0;
      }
      // Whoever cancels takes the whole change back, so what is half concluded goes with it.
      if (signal?.aborted) return work.written.ids.size;
      onPass?.(work.written.ids.size);
    }
    await work.finish(signal);
  } finally {
    await work.end();
  }
  settleReviewsOfObjects(db, all);
  await pace.rest();
  const settings = settingsInUse(db);
  // Only pairs with a flight that is new here can have changed: those of dropped flights went with them.
  const { ids, firstMs, lastMs } = work.written;
  const marginMs = 2000 * Math.max(...[settings, ...settings.sensors].map(({ clockErrorS }) => clockErrorS ?? 0));
  const spans = readFlightSpans(db, firstMs - marginMs, lastMs + marginMs);
  await pace.rest();
  addTwins(db, findPossibleDuplicates(spans, { settings, pathOf: pathReader(db), isAsked: (id) => ids.has(id) }));
  return ids.size;
}

interface Concluded {
  readonly objectNo: number;
  readonly flights: readonly FlightRows[];
}

class ConcludingWork {
  /** Flights stored, and the interval they fly in. */
  readonly written = {
    ids: new Set<string>(),
    firstMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
  };
  readonly #workspace: Workspace;
  readonly #context: ConclusionContext;
  readonly #writer: ConclusionWriter;
  readonly #given: ConcludingThread | undefined;
  #thread: ConcludingThread | null = null;
  #passOfThread: Pass | null = null;
  #threadFailed = false;
  /** What the thread was given and will not answer. */
  readonly #returned: Task[] = [];
  #nextTask = 0;
  #unanswered = 0;
  /** Concluded tasks by number, until those before them are written. */
  readonly #concluded = new Map<number, readonly Concluded[]>();
  #written = 0;
  #answered: () => void = () => undefined;
  readonly #pace: Pace;

  constructor(workspace: Workspace, given: ConcludingThread | undefined, pace: Pace) {
    this.#pace = pace;
    this.#workspace = workspace;
    this.#given = given;
    this.#context = conclusionContext(workspace);
    this.#writer = new ConclusionWriter(workspace.store.write);
  }

  /** What analysts edited, apart from the rest: few flights, whose groups are not as they are stored. */
  concludeEdited(groups: Iterable<EditedGroup>): void {
    for (const { objectNo, group } of groups) {
      for (const concluded of concludeGroup(group, this.#context)) {
        this.#put(objectNo, flightRows(concluded));
      }
    }
  }

  /** Concludes a pass; the last tasks of it may still be with the thread when this returns. */
  async conclude(pass: Pass, signal: AbortSignal | undefined): Promise<void> {
    const worthIt = this.#given !== undefined || pass.columns.count >= WORTH_A_THREAD;
    if (worthIt && !this.#threadFailed) this.#thread ??= this.#startThread();
    const tasks = tasksOf(pass);
    while (tasks.length > 0 && !signal?.aborted) {
      while (this.#thread !== null && this.#unanswered < TASKS_AHEAD && tasks.length > 0) {
        this.#give(this.#thread, { ...tasks.shift()!, pass, task: this.#nextTask++ });
      }
      if (this.#thread !== null && tasks.length > 0) await this.#anAnswer();
      const own = this.#thread === null ? tasks.shift() : undefined;
      if (own !== undefined) await this.#concludeHere({ ...own, pass, task: this.#nextTask++ }, signal);
      await this.#write();
    }
  }

  /** Waits for the thread and writes what it still had. */
  async finish(signal: AbortSignal | undefined): Promise<void> {
    while (this.#unanswered > 0 && !signal?.aborted) {
      await this.#anAnswer();
      await this.#write();
    }
    for (const task of this.#returned.splice(0)) await this.#concludeHere(task, signal);
    if (!signal?.aborted) await this.#write();
  }

  #anAnswer(): Promise<void> {
    return new Promise((resolve) => {
      this.#answered = resolve;
    });
  }

  async end(): Promise<void> {
    if (this.#thread !== this.#given) await this.#thread?.end();
  }

  #startThread(): ConcludingThread {
    const thread = this.#given ?? this.#workspace.threads.startConcluding();
    const { store, reference } = this.#workspace;
    thread.rules({
      records: readRuleRecords(store.write, reference),
      elements: readRecordedElements(store.write),
      settings: this.#context.settings,
    });
    return thread;
  }

  async #concludeHere({ task, pass, from, to }: Task, signal: AbortSignal | undefined): Promise<void> {
    const concluded: Concluded[] = [];
    for (const group of pass.groups.slice(from, to)) {
      concluded.push({ objectNo: group.objectNo, flights: concludePassGroup(pass, group, this.#context) });
      await this.#pace.rest();
      if (signal?.aborted) return;
    }
    this.#concluded.set(task, concluded);
  }

  #give(thread: ConcludingThread, given: Task): void {
    const { task, pass, from, to } = given;
    const isNew = this.#passOfThread !== pass;
    this.#passOfThread = pass;
    this.#unanswered++;
    const answered = (): void => {
      this.#unanswered--;
      this.#answered();
    };
    thread.conclude({ task, ...(isNew ? { pass } : {}), from, to }).then(
      ({ flights }) => {
        const concluded = flights.map((rows, place) => ({
          objectNo: pass.groups[from + place]!.objectNo,
          flights: rows,
        }));
        this.#concluded.set(task, concluded);
        answered();
      },
      () => {
        // A shell that has no threads, or one that ran out of memory: what it was given is concluded here, to the same rows.
        this.#thread = null;
        this.#threadFailed = true;
        this.#returned.push(given);
        answered();
      },
    );
  }

  /** Writes what is concluded, up to the first task that is not. */
  async #write(): Promise<void> {
    for (;;) {
      const concluded = this.#concluded.get(this.#written);
      if (concluded === undefined) return;
      for (const { objectNo, flights } of concluded) {
        for (const flight of flights) this.#put(objectNo, flight);
        await this.#pace.rest();
      }
      this.#concluded.delete(this.#written++);
    }
  }

  #put(objectNo: number, flight: FlightRows): void {
    this.#writer.write(objectNo, flight);
    const { ids } = this.written;
    const { id, firstMs, lastMs } = flight.span;
    ids.add(id);
    this.written.firstMs = Math.min(this.written.firstMs, firstMs);
    this.written.lastMs = Math.max(this.written.lastMs, lastMs);
  }
}

/** The groups [from, to) of a pass, in the order of their numbers. */
interface Task {
  readonly task: number;
  readonly pass: Pass;
  readonly from: number;
  readonly to: number;
}

function tasksOf({ groups }: Pass): Pick<Task, 'from' | 'to'>[] {
  const tasks: Pick<Task, 'from' | 'to'>[] = [];
  let from = 0;
  let rows = 0;
  groups.forEach((group, place) => {
    rows += group.to - group.from;
    if (rows < ROWS_PER_TASK && place < groups.length - 1) return;
    tasks.push({ from, to: place + 1 });
    from = place + 1;
    rows = 0;
  });
  return tasks;
}

/**
 * Draws the determinations of one object again, inside the caller's change: what persons recorded about it has changed, and
 * nothing else about its flights hangs on that.
 */
export function determineAgain(workspace: Workspace, objectKey: string): void {
  const db = workspace.store.write;
  const context = conclusionContext(workspace);
  const objectNo = findObjectNo(db, objectKey);
  if (objectNo === null) return;
  for (const group of arrangedGroups(db, objectNo).groups) {
    for (const { eligibilities, counted } of concludeGroup(group, context)) {
      if (counted) replaceDeterminations(db, eligibilities);
    }
  }
}

/**
 * Objects seen by sensors of which the profiles in use say something else in the change under way than before it. Call inside
 * the change, when all of it is stored.
 */
export function objectsConcludedOtherwise({ store }: Workspace): number[] {
  const [before, now] = [readSensorSettings(store.read), readSensorSettings(store.write)];
  const said = (all: readonly SensorSettings[], id: string): string =>
    canonicalJson(all.find(({ sensorId }) => sensorId === id) ?? null);
  const ids = [...new Set([...before, ...now].map(({ sensorId }) => sensorId))];
  const changed = ids.filter((id) => said(before, id) !== said(now, id));
  return objectsOfSensors(store.write, changed);
}
