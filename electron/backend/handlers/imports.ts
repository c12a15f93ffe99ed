import type { Request } from '../../../shared/contract/contract.ts';
import { readers } from '../../../shared/formats/index.ts';
import { quarantineCsv } from '../../../shared/formats/write/quarantine-csv.ts';
import { fail, ok } from '../../../shared/result.ts';
import { addAcquisition, listAcquisition } from '../../store/acquisition.ts';
import { heirDigests, statementsDigest } from '../../store/import-digest.ts';
import { exportsCiting } from '../../store/queries/exports.ts';
import { importNoById, listImports, listQuarantine } from '../../store/queries/imports.ts';
import { incidentsCiting } from '../../store/queries/incidents.ts';
import { reportsCiting, undoImport } from '../../store/undo.ts';
import { concludeObjects, objectsConcludedOtherwise } from '../conclude-objects.ts';
import type { JobFile } from '../import-jobs.ts';
import { lookAt } from '../look.ts';
import { againFromEvidence } from '../map-again.ts';
import type { Desk, HandlersOf } from './desk.ts';

/** Quarantined records in one exported table: more than a person corrects by hand, less than fills memory. */
const MOST_EXPORTED = 1_000_000;

export const importHandlers = (desk: Desk): HandlersOf<'imports' | 'quarantine'> => ({
  'imports.start': (request) => {
    const files: JobFile[] = [];
    for (const given of request.files) {
      const { handle, ...reading } = typeof given === 'string' ? { ...request, handle: given } : given;
      const file = desk.files.find(handle);
      if (!file.ok) return file;
      const { path, displayName, removeAfter } = file.value;
      files.push({
        order: { ...orderOf(reading, request.acquisition), path, fileName: displayName, ownCopy: removeAfter },
        wish: { profile: reading.profile ?? null, provisional: reading.provisional },
        release: () => desk.files.forget(handle),
      });
    }
    return ok({ jobId: desk.jobs.start(desk.workspace, files) });
  },
  'imports.mapAgain': (request) => {
    const file = againFromEvidence(desk.workspace, request);
    return file.ok ? ok({ jobId: desk.jobs.start(desk.workspace, [file.value]) }) : file;
  },
  'imports.look': (request) => lookAt(desk, request),
  'imports.formats': () =>
    ok({ formats: readers.map(({ id, label, unverified }) => ({ id, label, unverified: unverified === true })) }),
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
          `Import ${importId} is printed as a source of issued page ${reports.join(', ')}. Such an import stays; it can be mapped again, which supersedes it.`,
        );
      }
      const exports = exportsCiting(db, importNo);
      if (exports.length > 0) {
        return fail(
          'refused',
          `Detections of import ${importId} left in export ${exports.join(', ')}. Such an import stays; it can be mapped again, which supersedes it.`,
        );
      }
      const incidents = incidentsCiting(db, importNo);
      if (incidents.length > 0) {
        return fail(
          'refused',
          `Import ${importId} holds detections of incident ${incidents.join(', ')}. It can be superseded by another import, not undone.`,
        );
      }
      const { removedDetections, sha256, objects, heirs } = undoImport(db, importNo);
      target.forgetRules();
      await concludeObjects(target, new Set([...objects, ...objectsConcludedOtherwise(target)]));
      return ok({
        value: { removedDetections },
        details: { import: importId, sha256, removedDetections, digests: heirDigests(db, heirs) },
      });
    });
  },

  'imports.noteAcquisition': ({ importId, note }) => {
    const target = desk.workspace;
    const nowMs = Date.now();
    return target.change({ actor: desk.actor, kind: 'acquisition-noted', atMs: nowMs }, async () => {
      const db = target.store.write;
      const importNo = importNoById(db, importId);
      if (importNo === null) return fail('not-found', `There is no import ${importId} in force.`);
      addAcquisition(db, importNo, note, { actor: desk.actor, nowMs });
      return ok({ value: {}, details: { import: importId, note, statementsDigest: statementsDigest(db) } });
    });
  },
  'imports.acquisition': ({ importId }) => {
    const db = desk.workspace.store.read;
    const importNo = importNoById(db, importId);
    if (importNo === null) return fail('not-found', `There is no import ${importId} in force.`);
    return ok({ notes: listAcquisition(db, importNo) });
  },

  'quarantine.list': ({ importId, limit }) => ok(listQuarantine(desk.workspace.store.read, importId, limit)),
  'quarantine.export': ({ importId }) => {
    const { rows, truncated } = listQuarantine(desk.workspace.store.read, importId, MOST_EXPORTED);
    if (truncated)
      return fail('too-large', 'More than a million records are quarantined: export them import by import.');
    return ok({ csv: quarantineCsv(rows), records: rows.length });
  },
});

type Reading = Pick<Request<'imports.start'>, 'format' | 'mapping' | 'sensorZone'>;

/** What a request says about reading a file. */
const orderOf = ({ format, mapping, sensorZone }: Reading, acquisition: Request<'imports.start'>['acquisition']) => ({
  format: format ?? null,
  mapping: mapping ?? null,
  sensorZone: sensorZone ?? null,
  ...(acquisition === undefined ? {} : { acquisition }),
});
