import { countText } from '../../shared/format/numbers.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call, offerFile } from '../api.ts';
import { createStore } from './store.ts';
import { refreshWorkspace } from './workspace.ts';

/** What a person changes of it. */
export type ChangedPart = 'lines' | 'breaks' | 'outlines';

/** The change of the reference data that is being made, or what came of the last one. */
interface ReferenceChange {
  readonly of: ChangedPart;
  readonly busy: boolean;
  /** Flights concluded again so far, and about how many there are; null before the first answer. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly stopping: boolean;
  /** In sentences. */
  readonly outcome: readonly string[];
  readonly failure: Failure | null;
}

export const referenceChange = createStore<ReferenceChange>({
  of: 'lines',
  busy: false,
  progress: null,
  stopping: false,
  outcome: [],
  failure: null,
});

const PROGRESS_EVERY_MS = 300;

export function stopReferenceChange(): void {
  referenceChange.set({ stopping: true });
  void call('reference.cancel', {});
}

async function watch(): Promise<void> {
  while (referenceChange.get().busy) {
    const answer = await call('reference.progress', {});
    if (answer.ok && answer.value.working !== null && referenceChange.get().busy) {
      referenceChange.set({ progress: answer.value.working });
    }
    await new Promise((resolve) => setTimeout(resolve, PROGRESS_EVERY_MS));
  }
}

/**
 * Makes one change, tells how far it has come, and what came of it.
 * @param sentences what to say when it is done
 */
export async function changeReference<T>(
  of: ChangedPart,
  change: () => Promise<Result<T>>,
  sentences: (done: T) => readonly string[],
): Promise<Result<T>> {
  referenceChange.set({ of, busy: true, stopping: false, progress: null, outcome: [], failure: null });
  const answer = change();
  void watch();
  const result = await answer;
  referenceChange.set({
    busy: false,
    outcome: result.ok ? sentences(result.value) : [],
    failure: result.ok ? null : result.failure,
  });
  if (result.ok) await refreshWorkspace();
  return result;
}

/** Gives files to the shell, all or none: handles in their order. */
export async function offerAll(files: readonly File[]): Promise<Result<readonly string[]>> {
  const handles: string[] = [];
  for (const file of files) {
    const offered = await offerFile(file);
    if (!offered.ok) return offered;
    handles.push(offered.value);
  }
  return { ok: true, value: handles };
}

export const concludedText = (concluded: number): string =>
  `${countText(concluded, 'flight')} and tracks were concluded again.`;
