import type { Filters } from '../../shared/contract/contract.ts';
import type { ViewId } from '../views/registry.ts';
import { createStore } from './store.ts';

export const tabs = ['flights', 'incursions', 'crossings', 'imports', 'quarantine'] as const;
export type Tab = (typeof tabs)[number];

/** What a person is looking at: one selection and one set of filters for map, table, time bar and inspector alike. */
interface View {
  /** What was chosen in the rail. */
  readonly viewId: ViewId;
  /** Section of the reference page that was gone to; null once it is in sight. */
  readonly referenceSection: string | null;
  readonly filters: Filters;
  readonly tab: Tab;
  readonly flightId: string | null;
  /** The incursion chosen inside the flight, when one was. */
  readonly incursionId: string | null;
  /** Raised when the map should bring the selection into sight: chosen in a table, not on the map itself. */
  readonly reveal: number;
  /** Instant pointed at in the profiles, UTC milliseconds; the map marks it. */
  readonly cursorMs: number | null;
  /** Import whose quarantined records are shown; null shows those of all. */
  readonly quarantineOf: string | null;
}

const initial: View = {
  viewId: 'map',
  referenceSection: null,
  filters: {},
  tab: 'flights',
  flightId: null,
  incursionId: null,
  reveal: 0,
  cursorMs: null,
  quarantineOf: null,
};

export const view = createStore<View>(initial);

export function selectFlight(
  flightId: string | null,
  from: 'map' | 'elsewhere',
  incursionId: string | null = null,
): void {
  const { reveal } = view.get();
  view.set({
    flightId,
    incursionId,
    cursorMs: null,
    reveal: from === 'map' || flightId === null ? reveal : reveal + 1,
  });
}

/** Brings the selection into sight again. */
export const revealSelection = (): void => view.set({ reveal: view.get().reveal + 1 });

export const showView = (viewId: ViewId): void => view.set({ viewId });
/** @param section by its id, see `views/reference/sections.ts` */
export const showReference = (section: string): void => view.set({ viewId: 'reference', referenceSection: section });
export const setTab = (tab: Tab): void => view.set({ tab });
export const setCursor = (cursorMs: number | null): void => view.set({ cursorMs });

export function showQuarantine(importId: string | null): void {
  view.set({ tab: 'quarantine', quarantineOf: importId });
}

/** Sets some filters; undefined removes one. */
export function setFilters(change: { [K in keyof Filters]?: Filters[K] | undefined }): void {
  const next = { ...view.get().filters, ...change };
  for (const key of Object.keys(next) as (keyof Filters)[]) if (next[key] === undefined) delete next[key];
  view.set({ filters: next as Filters });
}

export const resetFilters = (): void => view.set({ filters: {} });

/** Back to looking at everything. */
export const resetView = (): void => view.set({ ...initial, reveal: view.get().reveal });
