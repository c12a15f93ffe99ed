import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { type IncidentReport, tracedDetectionIds } from '../../../shared/report/data/incident.ts';
import type { Db } from '../open.ts';
import type { AuditEntry } from './audit.ts';
import { damage, type Finding } from './finding.ts';

interface ReportRow {
  readonly id: string;
  readonly flight: string;
  readonly version: number;
  readonly data: string;
  readonly dataDigest: string;
  readonly html: string;
  readonly htmlDigest: string;
  readonly actor: string;
  readonly atMs: number;
}

/** Every issued page against its own digests and those that the audit recorded, and its trace codes against its data. */
export function* checkReports(db: Db, entries: readonly AuditEntry[]): Generator<Finding> {
  const issued = new Map(
    entries.filter(({ kind }) => kind === 'report-issued').map((entry) => [entry.details.report, entry]),
  );
  const rows = db
    .prepare(
      `SELECT id, flight_id AS flight, version, data, data_digest AS dataDigest, html, html_digest AS htmlDigest, actor,
         made_at_ms AS atMs FROM report ORDER BY id`,
    )
    .iterate() as IterableIterator<ReportRow>;
  for (const row of rows) {
    const where = `issued page ${row.id}`;
    const entry = issued.get(row.id);
    issued.delete(row.id);
    if (entry === undefined || !isAsIssued(row, entry)) yield damage(where, 'is not the page that the audit recorded');
    if (sha256(row.html) !== row.htmlDigest) yield damage(where, 'its page was changed');
    if (sha256(row.data) !== row.dataDigest) {
      yield damage(where, 'its data was changed');
      continue;
    }
    // Its digest is that of a page we issued, so the data has the form that we gave it.
    const report = JSON.parse(row.data) as IncidentReport;
    yield* checkTraces(db, where, row.id, report);
    yield* checkSources(db, where, row.id, report);
  }
  for (const id of issued.keys()) yield damage(`issued page ${id}`, 'was recorded in the audit and is missing');
}

const isAsIssued = (row: ReportRow, { details, actor, atMs }: AuditEntry): boolean =>
  details.dataDigest === row.dataDigest &&
  details.htmlDigest === row.htmlDigest &&
  details.flight === row.flight &&
  details.version === row.version &&
  actor === row.actor &&
  atMs === row.atMs;

interface TraceRow {
  readonly code: string;
  readonly label: string;
  readonly printed: string;
  readonly ids: string;
}

function* checkTraces(db: Db, where: string, id: string, report: IncidentReport): Generator<Finding> {
  const expected = new Map(report.traces.map((trace) => [trace.code, trace]));
  const rows = db
    .prepare('SELECT code, label, printed, detection_ids AS ids FROM trace WHERE report_id = ? ORDER BY code')
    .all(id) as TraceRow[];
  for (const { code, label, printed, ids } of rows) {
    const trace = expected.get(code);
    expected.delete(code);
    if (
      trace?.label !== label ||
      trace.printed !== printed ||
      JSON.stringify(tracedDetectionIds(report, trace)) !== ids
    ) {
      yield damage(`trace ${code} of ${where}`, 'does not say what the page was printed with');
    }
  }
  for (const code of expected.keys()) yield damage(`trace ${code} of ${where}`, 'is missing');
}

/** The imports that the page keeps from being undone are those it prints. */
function* checkSources(db: Db, where: string, id: string, { sources }: IncidentReport): Generator<Finding> {
  const kept = db
    .prepare('SELECT i.id FROM report_source s JOIN import i ON i.no = s.import_no WHERE s.report_id = ?')
    .pluck()
    .all(id) as string[];
  const printed = sources.map(({ importId }) => importId);
  if (canonicalJson(kept.sort()) !== canonicalJson(printed.sort())) {
    yield damage(where, 'does not keep the imports that it prints as sources');
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
