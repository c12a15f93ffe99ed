import type { FlightRow } from '../../shared/contract/contract.ts';
import type { ReviewState } from '../../shared/model/lists.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../api.ts';
import { createStore } from './store.ts';
import { refreshWorkspace } from './workspace.ts';

export type Decision = Exclude<ReviewState, 'changed'>;

interface Done {
  readonly flightId: string;
  readonly objectName: string;
  readonly before: Decision;
  readonly beforeReason: string;
  readonly decision: Decision;
  /** The edit that was made with it: a friendly flight is counted no more. */
  readonly editId: string | null;
}

interface Triage {
  readonly queue: ReviewState;
  readonly onlySinceVisit: boolean;
  /** When this person was here last; null the first time. */
  readonly visitMs: number | null;
  /** Decisions of this sitting that can be taken back, newest last. */
  readonly done: readonly Done[];
  readonly isBusy: boolean;
  readonly failure: Failure | null;
  /** What was just done, for a screen reader. */
  readonly said: string;
}

export const triage = createStore<Triage>({
  queue: 'new',
  onlySinceVisit: false,
  visitMs: null,
  done: [],
  isBusy: false,
  failure: null,
  said: '',
});

export async function beginVisit(): Promise<void> {
  const visit = await call('visits.begin', {});
  if (visit.ok) triage.set({ visitMs: visit.value.sinceMs });
}

/** Decides on a flight. Friendly also marks its track, so that it is no incursion any more. @returns whether it is on record */
export async function decide(row: FlightRow, decision: Decision, reason: string): Promise<boolean> {
  if (triage.get().isBusy) return false;
  triage.set({ isBusy: true, failure: null });
  try {
    const set = await call('reviews.set', { flightIds: [row.id], state: decision, reason });
    if (!set.ok) {
      triage.set({ failure: set.failure });
      return false;
    }
    let editId: string | null = null;
    if (decision === 'friendly') {
      const edited = await call('edits.make', { kind: 'friendly', flightIds: [row.id], reason });
      if (edited.ok) editId = edited.value.editId;
      else triage.set({ failure: edited.failure });
    }
    const before = row.review?.decided ?? 'new';
    const done: Done = {
      flightId: row.id,
      objectName: row.objectName,
      before: before === 'changed' ? 'new' : before,
      beforeReason: row.review?.reason ?? '',
      decision,
      editId,
    };
    triage.set({ done: [...triage.get().done, done], said: `${row.objectName}: ${decision}.` });
    await refreshWorkspace();
    return true;
  } finally {
    triage.set({ isBusy: false });
  }
}

/** Takes back the last decision of this sitting. @returns the flight it was about */
export async function undoDecision(): Promise<string | null> {
  const { done, isBusy } = triage.get();
  const last = done.at(-1);
  if (last === undefined || isBusy) return null;
  triage.set({ isBusy: true, failure: null });
  try {
    if (last.editId !== null) {
      const withdrawn = await call('edits.withdraw', { editId: last.editId, reason: 'The decision was taken back.' });
      if (!withdrawn.ok) {
        triage.set({ failure: withdrawn.failure });
        return null;
      }
    }
    const set = await call('reviews.set', {
      flightIds: [last.flightId],
      state: last.before,
      reason: last.beforeReason,
    });
    if (!set.ok) {
      triage.set({ failure: set.failure });
      return null;
    }
    triage.set({ done: done.slice(0, -1), said: `Taken back: ${last.objectName} is ${last.before} again.` });
    await refreshWorkspace();
    return last.flightId;
  } finally {
    triage.set({ isBusy: false });
  }
}
