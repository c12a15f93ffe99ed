import type { Reply } from '../../shared/contract/contract.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../api.ts';
import { importHandles } from './import-job.ts';
import { createStore } from './store.ts';
import { refreshWorkspace } from './workspace.ts';

type Watched = Reply<'watch.status'>;

export const watchedFolder = createStore<Watched>({ folder: null, found: [], failure: null });

/** A file is offered after two looks: within so many milliseconds twice. */
const EVERY_MS = 5000;

async function look(): Promise<void> {
  const answer = await call('watch.status', {});
  if (answer.ok) watchedFolder.set(answer.value);
}

/** Starts looking into the watched folder, if there is one; gives the function that stops it. */
export function watchFolder(): () => void {
  let timer: number | undefined;
  let stopped = false;
  const round = async () => {
    if (document.visibilityState === 'visible') await look();
    if (!stopped) timer = window.setTimeout(round, EVERY_MS);
  };
  void round();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
  };
}

/** @param folder null: none is watched any more @returns why it cannot be watched; null when it is */
export async function setWatchedFolder(folder: string | null): Promise<Failure | null> {
  const set = await call('watch.set', { folder });
  if (!set.ok) return set.failure;
  await refreshWorkspace();
  await look();
  return null;
}

export async function importFound(): Promise<void> {
  const { found } = watchedFolder.get();
  watchedFolder.set({ found: [] });
  await importHandles(found.map(({ handle }) => handle));
}

export async function putFoundAside(): Promise<void> {
  watchedFolder.set({ found: [] });
  await call('watch.putAside', {});
}
