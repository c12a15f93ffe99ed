import type { Position } from '../../shared/model/position.ts';
import { createStore } from './store.ts';

interface Measure {
  /** The panel stands open: a click on the map adds a place. */
  readonly open: boolean;
  readonly places: readonly Position[];
}

export const measure = createStore<Measure>({ open: false, places: [] });

/** More than these are no measurement. */
const MOST_PLACES = 200;

export const addPlace = (place: Position): void =>
  measure.set({ places: [...measure.get().places, place].slice(0, MOST_PLACES) });
export const dropLastPlace = (): void => measure.set({ places: measure.get().places.slice(0, -1) });
export const stopMeasuring = (): void => measure.set({ open: false, places: [] });
