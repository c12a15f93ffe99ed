import { fail, ok } from '../../../shared/result.ts';
import { heirDigests } from '../../store/import-digest.ts';
import { exportsCiting } from '../../store/queries/exports.ts';
import { importNoById, listImports, listQuarantine } from '../../store/queries/imports.ts';
import { reportsCiting, undoImport } from '../../store/undo.ts';
import { concludeObjects } from '../conclude-objects.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const importHandlers = (desk: Desk): HandlersOf<'imports' | 'quarantine'> => ({
  'imports.start': ({ files: handles, format, sensorZone }) => {
    const orders = [];
    for (const handle of handles) {
      const file = desk.files.find(handle);
      if (!file.ok) return file;
      const { path, displayName } = file.value;
      const order = {
        path,
        fileName: displayName,
        format: format ?? null,
        mapping: null,
        sensorZone: sensorZone ?? null,
      };
      orders.push({ order, release: () => desk.files.forget(handle) });
    }
    return ok({ jobId: desk.jobs.start(desk.workspace, orders) });
  },
  'imports.progress': ({ jobId }) => desk.jobs.progress(jobId),
  'imports.cancel': ({ jobId }) => {
    desk.jobs.cancel(jobId);
    return ok({});
  },
  'imports.list': () => ok(listImports(desk.workspace.store.read)),

  'imports.undo': ({ importId }) => {
    // A change may have to wait; the workspace in front may be another by then.
    const target = desk.workspace;
    return target.change({ actor: desk.actor, kind: 'import-undone', atMs: Date.now() }, async () => {
      const db = target.store.write;
      const importNo = importNoById(db, importId);
      if (importNo === null) return fail('not-found', `There is no import ${importId} to undo.`);
      const reports = reportsCiting(db, importNo);
      if (reports.length > 0) {
        return fail(
          'refused',
          `Import ${importId} is printed as a source of issued page ${reports.join(', ')}. Such an import stays.`,
        );
      }
      const exports = exportsCiting(db, importNo);
      if (exports.length > 0) {
        return fail(
          'refused',
          `Detections of import ${importId} left in export ${exports.join(', ')}. Such an import stays.`,
        );
      }
      const { removedDetections, sha256, objects, heirs } = undoImport(db, importNo);
      target.forgetRules();
      await concludeObjects(target, objects);
      return ok({
        value: { removedDetections },
        details: { import: importId, sha256, removedDetections, digests: heirDigests(db, heirs) },
      });
    });
  },

  'quarantine.list': ({ importId, limit }) => ok(listQuarantine(desk.workspace.store.read, importId, limit)),
});
