import type { Failure, Result } from '../../shared/result.ts';
import { createStore } from './store.ts';

/** The last thing a person asked for that did not work and has no place of its own to say so. */
export const notice = createStore<{ failure: Failure | null }>({ failure: null });

/** Passes the value on; a failure is shown at the top of the window and gives null. */
export function orNotice<T>(result: Result<T>): T | null {
  if (result.ok) return result.value;
  notice.set({ failure: result.failure });
  return null;
}
