import { useCallback, useMemo, useRef, useState } from 'react';
import type { Filters, Reply, RequestInput } from '../../shared/contract/contract.ts';
import { call } from '../api.ts';
import { useFilters } from './data.ts';
import { type Answer, useAnswer } from './queries.ts';
import { useStore } from './store.ts';
import { workspace } from './workspace.ts';

export type PagedMethod = 'flights.list' | 'incursions.list' | 'crossings.list';
export type PagedRow<M extends PagedMethod> = Reply<M>['rows'][number];
export type PagedSort<M extends PagedMethod> = NonNullable<RequestInput<M>['sort']>;

/** Rows asked for at once: more than a screen shows, few enough to come within a frame or two. */
const PAGE = 100;

/** A list of any length of which only what is looked at is fetched. */
export interface PagedRows<R> {
  /** The first page, whose state is that of the whole list. */
  readonly answer: Answer<{
    readonly rows: readonly R[];
    readonly total: number;
    readonly truncated: boolean;
    readonly definition: string;
  }>;
  readonly total: number;
  /** Undefined while the row is on its way. */
  at(index: number): R | undefined;
  /** Tells which rows are looked at: from inclusive, to exclusive. */
  want(from: number, to: number): void;
  /** Where the row asked for stands; null when it is not in the list. */
  readonly foundIndex: number | null;
}

interface Pages<R> {
  readonly of: string;
  readonly byNumber: ReadonlyMap<number, readonly R[]>;
}

/**
 * A list of the workspace under the filters in use, in an order of its own, page by page.
 *
 * @param find id of the row to be brought into sight; null for none
 */
export function usePagedRows<M extends PagedMethod>(
  method: M,
  sort: PagedSort<M>,
  find: string | null,
): PagedRows<PagedRow<M>> {
  const filters = useFilters();
  const request = useMemo(() => ({ filters, sort, limit: PAGE }), [filters, sort]);
  const answer = useAnswer(method, request as RequestInput<M>) as PagedRows<PagedRow<M>>['answer'];
  const generation = useStore(workspace, (state) => state.generation);
  const of = `${generation} ${JSON.stringify(request)}`;
  const [pages, setPages] = useState<Pages<PagedRow<M>>>({ of, byNumber: new Map() });
  const asked = useRef({ of, pages: new Set<number>() });
  if (asked.current.of !== of) asked.current = { of, pages: new Set() };
  const placed = useAnswer(
    method,
    find === null ? null : ({ ...request, limit: 1, find } as RequestInput<M>),
    'nothing',
  ) as Answer<{ readonly index: number | null }>;

  const current = useRef({ of, request });
  current.current = { of, request };
  const want = useCallback(
    (from: number, to: number) => {
      const { of: key, request: now } = current.current;
      for (let page = Math.max(1, Math.floor(from / PAGE)); page * PAGE < to; page++) {
        if (asked.current.pages.has(page)) continue;
        asked.current.pages.add(page);
        void call(method, { ...now, offset: page * PAGE } as RequestInput<M>).then((result) => {
          // The list may have become another one meanwhile.
          if (current.current.of !== key) return;
          if (!result.ok) {
            // Asked for again when it is next looked at.
            asked.current.pages.delete(page);
            return;
          }
          const rows = result.value.rows as readonly PagedRow<M>[];
          setPages((known) => ({
            of: key,
            byNumber: new Map([...(known.of === key ? known.byNumber : []), [page, rows] as const]),
          }));
        });
      }
    },
    [method],
  );
  const first = answer.value;
  const at = useCallback(
    (index: number): PagedRow<M> | undefined => {
      const page = Math.floor(index / PAGE);
      if (page === 0) return first?.rows[index];
      return pages.of === of ? pages.byNumber.get(page)?.[index - page * PAGE] : undefined;
    },
    [first, pages, of],
  );
  return { answer, total: first?.total ?? 0, at, want, foundIndex: placed.value?.index ?? null };
}

/** How many rows each list has, whichever of them is shown. */
export const useTotals = (): Answer<Reply<'lists.totals'>> =>
  useAnswer('lists.totals', { filters: useFilters() as Filters });
