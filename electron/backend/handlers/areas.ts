import { ok } from '../../../shared/result.ts';
import { areasOnRecord, importAreas, readAreasFile } from '../areas.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const areaHandlers = (desk: Desk): HandlersOf<'areas'> => ({
  'areas.list': ({ asOf }) => ok(areasOnRecord(desk.workspace.store.read, asOf)),
  'areas.import': ({ file: handle }) => {
    const file = desk.files.find(handle);
    if (!file.ok) return file;
    const target = desk.workspace;
    const source = file.value.displayName;
    const text = readAreasFile(file.value.path, source);
    desk.files.forget(handle);
    if (!text.ok) return text;
    return target.change({ actor: desk.actor, kind: 'areas-imported', atMs: Date.now() }, () =>
      importAreas(target, text.value, source, desk.actor),
    );
  },
});
