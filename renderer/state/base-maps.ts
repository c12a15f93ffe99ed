import { base64ToBytes } from '../../shared/base64.ts';
import { call, offerFile } from '../api.ts';
import { orNotice } from './notice.ts';
import { preferences } from './preferences.ts';
import { createStore } from './store.ts';

/** Raised when the list of base maps has changed: it belongs to no workspace, so no revision tells. */
export const baseMapChanges = createStore<{ readonly count: number; readonly busy: boolean }>({
  count: 0,
  busy: false,
});

export async function addBaseMap(file: File): Promise<void> {
  baseMapChanges.set({ busy: true });
  const handle = orNotice(await offerFile(file));
  const added = handle === null ? null : orNotice(await call('baseMaps.add', { file: handle }));
  baseMapChanges.set({ busy: false, count: baseMapChanges.get().count + 1 });
  if (added !== null) preferences.set({ baseMap: added.id });
}

export async function removeBaseMap(id: string): Promise<void> {
  if (preferences.get().baseMap === id) preferences.set({ baseMap: null });
  orNotice(await call('baseMaps.remove', { id }));
  baseMapChanges.set({ count: baseMapChanges.get().count + 1 });
}

/** The bytes of a tile; null where the map has none or it cannot be had. */
export async function fetchTile(id: string, z: number, x: number, y: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const result = await call('baseMaps.tile', { id, z, x, y });
  return result.ok && result.value.data !== null ? base64ToBytes(result.value.data) : null;
}
