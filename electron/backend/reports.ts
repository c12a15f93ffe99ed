import { createHash } from 'node:crypto';
import type { Freshness, Reply, ReportOptions } from '../../shared/contract/contract.ts';
import { reportOptionsSchema } from '../../shared/contract/reports.ts';
import { changesBetween } from '../../shared/report/data/changes.ts';
import { contentDigestInput } from '../../shared/report/data/digests.ts';
import {
  buildIncidentReport,
  type IncidentReport,
  reportDigestInput,
  tracedDetectionIds,
} from '../../shared/report/data/incident.ts';
import type { IncidentReportInput } from '../../shared/report/input.ts';
import { renderIncidentPage } from '../../shared/report/page/index.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { reviewsOf } from '../store/queries/incidents.ts';
import { reportsOf, type StoredReport, sameReport, storeReport } from '../store/queries/reports.ts';
import { type Gathered, gather, withheldBy } from './report-input.ts';
import type { Workspace } from './workspace.ts';

export interface ReportOrder extends ReportOptions {
  /** One of the two. */
  readonly flightId?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly actor: string;
  readonly nowMs: number;
  /** Program and version, as printed. */
  readonly program: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The incident summary of a flight or an incident: page, digests and trace codes are stored as they were printed. A page that
 * would say what an issued one already says, but for its number and time, is that one: looking at a page again makes no new
 * version.
 */
export async function issueIncidentReport(
  workspace: Workspace,
  order: ReportOrder,
): Promise<Result<Reply<'reports.incident'>>> {
  const { actor, nowMs, program, annex, pageSize, marking, show } = order;
  const db = workspace.store.write;
  const issued = await workspace.changes.run(() => {
    const gathered = gather(workspace, order);
    return gathered === null
      ? null
      : sameReport(db, gathered.subject, draftOf(workspace, gathered, order).contentDigest);
  });
  if (issued !== null) return ok(issued);
  return workspace.change({ actor, kind: 'report-issued', atMs: nowMs }, async () => {
    const gathered = gather(workspace, order);
    if (gathered === null) return notThere(order);
    const [before] = reportsOf(db, gathered.subject);
    const version = (before?.version ?? 0) + 1;
    const draft = draftOf(workspace, gathered, order);
    const input: IncidentReportInput = {
      ...draft.input,
      document: {
        ...draft.input.document,
        version,
        supersedes: before === undefined ? null : { version: before.version, dataDigest: before.dataDigest },
        madeAtMs: nowMs,
        program,
      },
    };
    const report = buildIncidentReport(input);
    const data = reportDigestInput(report);
    const dataDigest = sha256(data);
    const html = renderIncidentPage(report, dataDigest);
    const htmlDigest = sha256(html);
    const reportId = dataDigest.slice(0, 24);
    const row = { reportId, ...gathered.subject, version, dataDigest, htmlDigest, madeAtMs: nowMs, actor };
    const options: ReportOptions = { annex, pageSize, marking, show };
    storeReport(db, {
      ...row,
      data,
      html,
      options: JSON.stringify(options),
      contentDigest: draft.contentDigest,
      importIds: input.sources.map(({ importId }) => importId),
      traces: report.traces.map((trace) => ({ ...trace, detectionIds: tracedDetectionIds(report, trace) })),
    });
    const { flightId, incidentId } = gathered.subject;
    const details = {
      report: reportId,
      flight: flightId,
      ...(incidentId === null ? {} : { incident: incidentId, number: gathered.document.number }),
      version,
      dataDigest,
      htmlDigest,
      withheld: report.document.withheld,
      shown: show,
      marking,
    };
    return ok({ value: { ...row, path: `/report/${reportId}` }, details });
  });
}

const notThere = ({ incidentId }: Pick<ReportOrder, 'incidentId'>) =>
  incidentId === undefined
    ? fail('not-found', 'There is no such flight. It may have been rebuilt: look it up again.')
    : fail('not-found', 'There is no such incident, or none of its detections is in a flight any more.');

interface Draft {
  readonly input: IncidentReportInput;
  readonly contentDigest: string;
}

/** The page that would be issued, as version 1. */
function draftOf(
  workspace: Workspace,
  gathered: Gathered,
  { actor, annex, pageSize, marking, show, program }: Pick<ReportOrder, 'actor' | 'program'> & ReportOptions,
): Draft {
  const document: IncidentReportInput['document'] = {
    ...gathered.document,
    version: 1,
    supersedes: null,
    marking,
    preparedBy: { name: gathered.preparedBy ?? actor, account: actor },
    reviewedBy: null,
    madeAtMs: 0,
    program,
    pageSize,
    annex,
    withheld: withheldBy({ show }),
  };
  const unreviewed: IncidentReportInput = { ...gathered.input, document };
  const reviewedBy = reviewOf(workspace, gathered, actor);
  const input = { ...unreviewed, document: { ...document, reviewedBy } };
  return { input, contentDigest: sha256(contentDigestInput(buildIncidentReport(input))) };
}

/** The newest review of exactly these facts by somebody else than who prepared the page; null makes it a draft. */
function reviewOf(
  workspace: Workspace,
  { subject, preparedBy, factsDigest }: Gathered,
  actor: string,
): IncidentReportInput['document']['reviewedBy'] {
  if (subject.incidentId === null) return null;
  const found = reviewsOf(workspace.store.write, subject.incidentId).find(
    (review) => review.factsDigest === factsDigest && !isSamePerson(review.reviewer, preparedBy ?? actor),
  );
  return found === undefined ? null : { name: found.reviewer, account: found.account, atMs: found.atMs };
}

/** Names as entered: case, accents written in two ways, and blanks make nobody a second person. */
export const isSamePerson = (one: string, other: string): boolean => {
  const plain = (name: string) => name.normalize('NFKC').toLocaleLowerCase('en').replace(/\s+/g, ' ').trim();
  return plain(one) === plain(other);
};

/** Whether what is stored now would still give the page that was issued, and what changed. */
export function freshnessOf(workspace: Workspace, stored: StoredReport): Freshness {
  const options = reportOptionsSchema.safeParse(JSON.parse(stored.options));
  const issued = JSON.parse(stored.data) as IncidentReport;
  if (!options.success || issued.schema !== 'fenceline-incident-summary/2') {
    return { state: 'cannot-say', changes: ['The page was made by an earlier version of Fenceline.'] };
  }
  const { flightId, incidentId } = stored;
  const gathered = gather(workspace, incidentId === null ? { flightId } : { incidentId });
  if (gathered === null) {
    return {
      state: 'out-of-date',
      changes: ['The flight of the page is no longer there under its id: its detections changed.'],
    };
  }
  const { document } = issued;
  const draft = draftOf(workspace, gathered, {
    ...options.data,
    actor: document.preparedBy.account,
    program: document.program,
  });
  if (draft.contentDigest === stored.contentDigest) return { state: 'current', changes: [] };
  const changes = changesBetween(issued, buildIncidentReport(draft.input));
  return { state: 'out-of-date', changes };
}
