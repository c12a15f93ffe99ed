import { countText } from '../../../shared/format/numbers.ts';
import { exportEndings } from '../../../shared/model/export-choices.ts';
import { fail, ok } from '../../../shared/result.ts';
import { findPdfEngine } from '../../print/find.ts';
import { findIncident } from '../../store/queries/incidents.ts';
import { makeExport } from '../export/make-export.ts';
import { makePackage } from '../package/make-package.ts';
import { version } from '../version.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const exportHandlers = (desk: Desk): HandlersOf<'exports' | 'packages'> => ({
  'exports.start': (request) => {
    const target = desk.workspace;
    const fileName = `${target.name} ${request.what}.${exportEndings[request.format][0]}`;
    return ok({ jobId: desk.exports.start(fileName, (order) => makeExport(target, request, order)) });
  },
  'packages.start': ({ incidentId, show }) => {
    const target = desk.workspace;
    const incident = findIncident(target.store.read, incidentId);
    if (incident === null) return fail('not-found', `There is no incident ${incidentId}.`);
    const jobId = desk.exports.start(
      `${incident.number} evidence package.zip`,
      async ({ onRows: _, fileName, ...order }) => {
        const engine = await findPdfEngine();
        const made = await makePackage(target, {
          ...order,
          incident: incidentId,
          show,
          program: `Fenceline ${version}`,
          signer: desk.signer,
          pdfEngine: engine.ok ? engine.value : null,
        });
        if (!made.ok) return made;
        const { reportId, citedRows, bytes, sha256, originals } = made.value;
        const notes = [
          `It holds ${countText(originals, 'original file')} untouched, with everything that pages withhold.`,
          ...(engine.ok ? [] : ['No program that makes a PDF is installed: the page in it is HTML alone.']),
        ];
        return ok({ exportId: reportId, fileName, rows: citedRows, leftOut: 0, bytes, sha256, notes });
      },
    );
    return ok({ jobId });
  },
  'exports.progress': ({ jobId }) => desk.exports.progress(jobId),
  'exports.cancel': ({ jobId }) => {
    desk.exports.cancel(jobId);
    return ok({});
  },
});
