import type { Bbox, Position } from '../../shared/model/position.ts';
import { createStore } from './store.ts';

/** A box that a view wants the map to show; a new object is a new wish. */
export const mapRequest = createStore<{ readonly box: Bbox | null }>({ box: null });

export function showOnMap(places: readonly Position[]): void {
  if (places.length === 0) return;
  const lng = places.map(([x]) => x);
  const lat = places.map(([, y]) => y);
  mapRequest.set({ box: [Math.min(...lng), Math.min(...lat), Math.max(...lng), Math.max(...lat)] });
}
