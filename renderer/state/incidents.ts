import { createStore } from './store.ts';
import { showView } from './view.ts';

/** Which incident a person works on. */
export const incidents = createStore<{ readonly incidentId: string | null }>({ incidentId: null });

/** Turns to an incident, wherever the person is. */
export function showIncident(incidentId: string): void {
  incidents.set({ incidentId });
  showView('incidents');
}

/** Who takes dropped files instead of the import, and what is said while they hover. */
interface DropTaker {
  readonly words: string;
  readonly take: (files: readonly File[]) => void;
}

export const drops = createStore<{ readonly taker: DropTaker | null }>({ taker: null });

/** Files dropped from now on go there. @returns gives them back to the import */
export function takeDrops(taker: DropTaker): () => void {
  drops.set({ taker });
  return () => {
    if (drops.get().taker === taker) drops.set({ taker: null });
  };
}
