import type { AcquisitionNote } from '../../shared/model/acquisition.ts';
import { emptyAcquisition } from '../../shared/model/acquisition-note.ts';
import { createStore } from './store.ts';

/** What was last said about how files came: a pile of sticks from one hand is noted once. Gone when the window is closed. */
export const lastAcquisition = createStore<{ readonly note: AcquisitionNote }>({ note: emptyAcquisition });
