import { useMemo } from 'react';
import type { ScenarioMark } from '../map/layers/scenario-marks.ts';
import { useAnswer } from './queries.ts';
import { createStore, useStore } from './store.ts';
import { view } from './view.ts';

interface Scenarios {
  /** Ids of the two that are compared. */
  readonly a: string;
  readonly b: string;
  /** Asked for only when a person wishes: a comparison may read every flight. */
  readonly isAsked: boolean;
}

export const scenarios = createStore<Scenarios>({ a: 'record', b: 'designated-and-pending', isAsked: false });

const none: readonly ScenarioMark[] = [];

export function useComparison() {
  const { a, b, isAsked } = useStore(scenarios, (state) => state);
  const isShown = useStore(view, (state) => state.viewId === 'scenarios');
  return useAnswer('scenarios.compare', isShown && isAsked ? { a, b } : null, 'nothing');
}

/** Where the flights are that change state between the two scenarios; none while they are not looked at. */
export function useScenarioMarks(): readonly ScenarioMark[] {
  const { value } = useComparison();
  return useMemo(
    () =>
      value === null
        ? none
        : value.flights.map(({ flightId, place, firstMs, to }) => ({ flightId, position: place, timeMs: firstMs, to })),
    [value],
  );
}
