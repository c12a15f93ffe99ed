import { ok } from '../../../shared/result.ts';
import type { BaseMapLibrary } from '../base-maps/library.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const baseMapHandlers = (desk: Pick<Desk, 'files'>, library: BaseMapLibrary): HandlersOf<'baseMaps'> => ({
  'baseMaps.list': async () => ok({ maps: [...(await library.list())] }),
  'baseMaps.add': async ({ file: handle }) => {
    const file = desk.files.find(handle);
    if (!file.ok) return file;
    const added = await library.add(file.value.path, file.value.displayName);
    desk.files.forget(handle);
    return added;
  },
  'baseMaps.remove': ({ id }) => library.remove(id),
  'baseMaps.tile': async ({ id, z, x, y }) => {
    const tile = await library.tile(id, z, x, y);
    if (!tile.ok) return tile;
    return ok({ data: tile.value === null ? null : Buffer.from(tile.value).toString('base64') });
  },
});
