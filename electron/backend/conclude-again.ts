import { fail, ok, type Result } from '../../shared/result.ts';
import { allObjectNos } from '../store/groups.ts';
import { type ConcludeOptions, concludeObjects } from './conclude-objects.ts';
import type { Workspace } from './workspace.ts';

/** Whoever asked may watch, and stop it. */
export type Watched = Pick<ConcludeOptions, 'signal' | 'onPass'>;

/**
 * Draws every conclusion of the workspace again after what it is judged by has changed, inside the caller's change.
 * @returns flights concluded; 'cancelled' when it was stopped, so that the change is taken back
 */
export async function concludeAgain(workspace: Workspace, watched: Watched): Promise<Result<number>> {
  workspace.forgetRules();
  const concluded = await concludeObjects(workspace, allObjectNos(workspace.store.write), watched);
  return watched.signal?.aborted ? fail('cancelled', 'Stopped. Nothing was changed.') : ok(concluded);
}
