import { ok } from '../../../shared/result.ts';
import {
  areaHistory,
  conflictsOnRecord,
  dropDesignation,
  mergeAreasOnRecord,
  saveArea,
  splitAreaByLine,
  withdrawArea,
} from '../area-edits.ts';
import { areasOnRecord, designateArea, importAreas, readAreasFile, stateCompleteness } from '../areas.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const areaHandlers = (desk: Desk): HandlersOf<'areas'> => ({
  'areas.list': ({ asOf }) => ok(areasOnRecord(desk.workspace.store.read, asOf)),
  'areas.import': async ({ file: handle }) => {
    const file = desk.files.find(handle);
    if (!file.ok) return file;
    const target = desk.workspace;
    const source = file.value.displayName;
    const text = await readAreasFile(file.value.path, source);
    desk.files.forget(handle);
    if (!text.ok) return text;
    return target.change({ actor: desk.actor, kind: 'areas-imported', atMs: Date.now() }, () =>
      importAreas(target, text.value, source, desk.actor),
    );
  },
  'areas.save': (request) => saveArea(desk.workspace, request, desk.actor),
  'areas.split': (request) => splitAreaByLine(desk.workspace, request, desk.actor),
  'areas.merge': (request) => mergeAreasOnRecord(desk.workspace, request, desk.actor),
  'areas.withdraw': (request) => withdrawArea(desk.workspace, request, desk.actor),
  'areas.undesignate': (request) => dropDesignation(desk.workspace, request, desk.actor),
  'areas.designate': (request) => {
    const target = desk.workspace;
    const act = { actor: desk.actor, kind: 'area-designated', atMs: Date.now() } as const;
    return target.change(act, () => designateArea(target, request, desk.actor));
  },
  'areas.complete': (request) => {
    const target = desk.workspace;
    const act = { actor: desk.actor, kind: 'completeness-stated', atMs: Date.now() } as const;
    const statement = { ...request, enteredAtMs: act.atMs };
    return target.change(act, () => stateCompleteness(target, statement, desk.actor));
  },
  'areas.history': ({ id }) => ok(areaHistory(desk.workspace, id)),
  'areas.conflicts': () => ok(conflictsOnRecord(desk.workspace)),
});
