import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { MethodName, Reply, RequestInput } from '../../shared/contract/contract.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { call } from '../api.ts';
import { useStore } from './store.ts';
import { workspace } from './workspace.ts';

/** An answer on its way, there, or not to be had. While a newer one is on its way, `value` is the last one shown. */
export interface Answer<T> {
  readonly state: 'idle' | 'loading' | 'ready' | 'failed';
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

interface Entry {
  state: 'loading' | 'ready' | 'failed';
  value: unknown;
  failure: Failure | null;
  listeners: Set<() => void>;
}

/** Answers kept though nobody shows them now, to come back to: the least recently asked go first. Some are tens of megabytes. */
const KEPT = 6;
const entries = new Map<string, Entry>();

function ask(key: string, method: MethodName, request: unknown): void {
  const known = entries.get(key);
  if (known !== undefined && known.state !== 'failed') {
    entries.delete(key);
    entries.set(key, known);
    return;
  }
  const entry: Entry = { state: 'loading', value: null, failure: null, listeners: known?.listeners ?? new Set() };
  entries.delete(key);
  entries.set(key, entry);
  tell(entry);
  const answer = call(method, request as never) as Promise<Result<unknown>>;
  answer.then((result) => {
    if (result.ok) Object.assign(entry, { state: 'ready', value: result.value });
    else Object.assign(entry, { state: 'failed', failure: result.failure });
    tell(entry);
  });
  const unused = [...entries].filter(([old, { listeners }]) => listeners.size === 0 && old !== key);
  for (const [old] of unused.slice(0, -KEPT)) entries.delete(old);
}

const tell = (entry: Entry) => {
  for (const listener of [...entry.listeners]) listener();
};

/**
 * Asks the backend and keeps the answer as long as nothing stored has changed (the workspace's revision).
 *
 * @param request null asks nothing
 * @param meanwhile what `value` is while an answer to a changed request is on its way: the one shown before (lists), or nothing
 *   (facts about one flight must never stand under another's name)
 */
export function useAnswer<M extends MethodName>(
  method: M,
  request: RequestInput<M> | null,
  meanwhile: 'last' | 'nothing' = 'last',
): Answer<Reply<M>> {
  const generation = useStore(workspace, (state) => state.generation);
  const asked = request === null ? null : JSON.stringify(request);
  const key = asked === null || generation === null ? null : `${generation} ${method} ${asked}`;
  const last = useRef<{ asked: string | null; value: Reply<M> | null }>({ asked: null, value: null });

  useEffect(() => {
    if (key !== null && asked !== null) ask(key, method, JSON.parse(asked));
  }, [key, asked, method]);

  const subscribe = useCallback(
    (listener: () => void) => {
      if (key === null) return () => {};
      let entry = entries.get(key);
      if (entry === undefined) {
        if (asked !== null) ask(key, method, JSON.parse(asked));
        entry = entries.get(key);
      }
      entry?.listeners.add(listener);
      return () => entry?.listeners.delete(listener);
    },
    [key, asked, method],
  );
  // The snapshot is a string so that React sees a change of state even though entries are updated in place.
  const state = useSyncExternalStore(subscribe, () => (key === null ? 'idle' : (entries.get(key)?.state ?? 'loading')));
  const entry = key === null ? undefined : entries.get(key);
  if (state === 'ready' && entry !== undefined) last.current = { asked, value: entry.value as Reply<M> };
  // Old rows under new filters would be a false statement once no new ones are coming.
  if (state === 'failed') last.current = { asked, value: null };
  if (asked === null || (meanwhile === 'nothing' && last.current.asked !== asked))
    last.current = { asked, value: null };

  const retry = useCallback(() => {
    if (key !== null && asked !== null) ask(key, method, JSON.parse(asked));
  }, [key, asked, method]);

  return { state, value: last.current.value, failure: state === 'failed' ? (entry?.failure ?? null) : null, retry };
}
