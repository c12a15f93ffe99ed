import { loadReference, type Reference } from '../resources.ts';
import { createStore } from './store.ts';

/** The map's own files, loaded once. A map without them still shows flights, and says what is missing. */
export const reference = createStore<{ loaded: Reference | null; failed: boolean }>({ loaded: null, failed: false });

export async function startReference(): Promise<void> {
  reference.set({ failed: false });
  try {
    reference.set({ loaded: await loadReference() });
  } catch {
    reference.set({ failed: true });
  }
}
