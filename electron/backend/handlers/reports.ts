import { fail, ok } from '../../../shared/result.ts';
import { findOverview } from '../../store/queries/overviews.ts';
import { findReport, listReports } from '../../store/queries/reports.ts';
import { issueBatch, issueNight, issuePeriod } from '../overviews.ts';
import { freshnessOf, issueIncidentReport } from '../reports.ts';
import { issueScenario } from '../scenario-page.ts';
import { traceCode } from '../trace.ts';
import { version } from '../version.ts';
import type { Desk, HandlersOf } from './desk.ts';

/** All of them but `reports.pdf`, which the shell answers with its own print engine. */
export const reportHandlers = (desk: Desk): Omit<HandlersOf<'reports' | 'trace'>, 'reports.pdf'> => {
  const doer = () => ({ actor: desk.actor, nowMs: Date.now(), program: `Fenceline ${version}` });
  return {
    'reports.incident': (wanted) =>
      issueIncidentReport(desk.workspace, {
        ...wanted,
        actor: desk.actor,
        nowMs: Date.now(),
        program: `Fenceline ${version}`,
      }),
    'reports.night': (wanted) => issueNight(desk.workspace, wanted, doer()),
    'reports.period': (wanted) => issuePeriod(desk.workspace, wanted, doer()),
    'reports.scenario': (wanted) => issueScenario(desk.workspace, wanted, doer()),
    'reports.batch': (wanted) => issueBatch(desk.workspace, wanted, doer()),
    'reports.list': ({ incidentId }) => ok(listReports(desk.workspace.store.read, incidentId)),
    'reports.freshness': ({ reportId }) => {
      const stored = findReport(desk.workspace.store.read, reportId);
      return stored === null ? fail('not-found', 'There is no such page.') : ok(freshnessOf(desk.workspace, stored));
    },
    'reports.printed': ({ reportId }) => {
      const target = desk.workspace;
      return target.change({ actor: desk.actor, kind: 'report-written', atMs: Date.now() }, async () => {
        const stored = findReport(target.store.write, reportId) ?? findOverview(target.store.write, reportId);
        if (stored === null) return fail('not-found', 'There is no such page.');
        const { htmlDigest, dataDigest } = stored;
        return ok({ value: {}, details: { report: reportId, kind: 'printer', htmlDigest, dataDigest } });
      });
    },
    trace: ({ code }) => traceCode(desk.workspace, code),
  };
};
