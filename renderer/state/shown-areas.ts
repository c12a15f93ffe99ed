import { useMemo } from 'react';
import type { Area, Designation } from '../../shared/model/area.ts';
import { useAreas } from './data.ts';
import { useAnswer } from './queries.ts';
import { scenarios } from './scenarios.ts';
import { createStore, useStore } from './store.ts';
import { view } from './view.ts';

/** What the areas view shows. */
interface AreasView {
  /** US Eastern day as of which areas are looked at; null: as they are now. */
  readonly asOf: string | null;
  readonly areaId: string | null;
}

export const areasView = createStore<AreasView>({ asOf: null, areaId: null });

/** Areas as of the day that was chosen, or as they are on record now. */
export function useAreasAsOf() {
  const asOf = useStore(areasView, (state) => state.asOf);
  return useAnswer('areas.list', asOf === null ? {} : { asOf });
}

interface ShownAreas {
  readonly areas: readonly Area[];
  readonly designations: readonly Designation[];
  /** The day whose statuses are shown. */
  readonly day: string | null;
}

/**
 * The areas that the map draws: those on record; in the areas view as of its day; in the scenarios view those of the second
 * scenario, by the status supposed there.
 * @param day whose designations are shown when a view does not say otherwise
 */
export function useShownAreas(day: string | null): ShownAreas {
  const viewId = useStore(view, (state) => state.viewId);
  const asOf = useStore(areasView, (state) => state.asOf);
  const { b, isAsked } = useStore(scenarios, (state) => state);
  const onRecord = useAreas().value;
  const then = useAnswer('areas.list', viewId === 'areas' && asOf !== null ? { asOf } : null).value;
  const supposed = useAnswer('scenarios.detail', viewId === 'scenarios' && isAsked ? { id: b } : null, 'nothing').value;
  return useMemo(() => {
    if (supposed !== null) return { areas: supposed.set.areas, designations: supposed.set.designations, day };
    const list = then ?? onRecord;
    return { areas: list?.areas ?? [], designations: list?.designations ?? [], day: then === null ? day : asOf };
  }, [supposed, then, onRecord, day, asOf]);
}
