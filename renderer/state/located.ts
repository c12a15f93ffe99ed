import type { Position } from '../../shared/model/position.ts';
import { createStore } from './store.ts';

/** A place that was asked about: pointed at on the map, or written. */
export interface AskedPlace {
  readonly position: Position;
  /** Per-axis standard deviation of the place, metres: of a pixel of the map, or of the grid square that was named. */
  readonly sigmaM: number;
  /** Whether it was pointed at on the map, whose pixel then is its error. */
  readonly pointed: boolean;
}

interface Located {
  /** The panel stands open: a click on the map asks about the place instead of choosing a flight. */
  readonly open: boolean;
  readonly asked: AskedPlace | null;
}

export const located = createStore<Located>({ open: false, asked: null });

/** Standard deviation of a place known to lie in a square, per axis: that of a uniform distribution. */
export const sigmaOfSquareM = (sideM: number): number => sideM / Math.sqrt(12);
