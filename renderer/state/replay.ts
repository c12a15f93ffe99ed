import { createStore } from './store.ts';

/** A replay of the flights under the filters: one instant that the map shows and that moves by itself or by hand. */
interface Replay {
  /** The map shows an instant instead of everything. */
  readonly on: boolean;
  readonly playing: boolean;
  readonly atMs: number;
}

export const replay = createStore<Replay>({ on: false, playing: false, atMs: 0 });

/** How much of each path is shown behind a flight. */
export const TRAIL_MS = 3 * 60_000;

export const startReplay = (atMs: number): void => replay.set({ on: true, playing: true, atMs });
export const stopReplay = (): void => replay.set({ on: false, playing: false });
