import { ok } from '../../../shared/result.ts';
import { listReports } from '../../store/queries/reports.ts';
import { issueIncidentReport } from '../reports.ts';
import { traceCode } from '../trace.ts';
import { version } from '../version.ts';
import type { Desk, HandlersOf } from './desk.ts';

/** All of them but `reports.pdf`, which the shell answers with its own print engine. */
export const reportHandlers = (desk: Desk): Omit<HandlersOf<'reports' | 'trace'>, 'reports.pdf'> => ({
  'reports.incident': ({ flightId, annex, pageSize }) =>
    issueIncidentReport(desk.workspace, {
      flightId,
      annex,
      pageSize,
      actor: desk.actor,
      nowMs: Date.now(),
      program: `Fenceline ${version}`,
    }),
  'reports.list': () => ok(listReports(desk.workspace.store.read)),
  trace: ({ code }) => traceCode(desk.workspace, code),
});
