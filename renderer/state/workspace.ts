import type { WorkspaceStatus } from '../../shared/contract/contract.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../api.ts';
import { createStore } from './store.ts';
import { resetView } from './view.ts';

interface WorkspaceState {
  readonly status: WorkspaceStatus | null;
  /** Why the backend did not answer when last asked: nothing else can be had from it meanwhile. */
  readonly failure: Failure | null;
  /** Names what is stored now: changes whenever an answer given before may be out of date. Null until the first status. */
  readonly generation: string | null;
}

export const workspace = createStore<WorkspaceState>({ status: null, failure: null, generation: null });

/** Another process (the command line) may change the same workspace, so the window asks now and then. */
const EVERY_MS = 4000;
const WHILE_LOST_MS = 1500;

export async function refreshWorkspace(): Promise<void> {
  const result = await call('workspace.status', {});
  if (result.ok) {
    const { name, example, revision } = result.value;
    const generation = `${name} ${example} ${revision}`;
    const before = workspace.get();
    const status = generation === before.generation ? before.status : result.value;
    // Another workspace: nothing chosen in the old one means anything in it.
    if (before.status !== null && (before.status.name !== name || before.status.example !== example)) resetView();
    workspace.set({ status, failure: null, generation });
  } else {
    workspace.set({ failure: result.failure });
  }
}

/** Starts asking; gives the function that stops it. */
export function watchWorkspace(): () => void {
  let timer: number | undefined;
  let stopped = false;
  const round = async () => {
    if (document.visibilityState === 'visible') await refreshWorkspace();
    if (!stopped) timer = window.setTimeout(round, workspace.get().failure !== null ? WHILE_LOST_MS : EVERY_MS);
  };
  void round();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
  };
}
