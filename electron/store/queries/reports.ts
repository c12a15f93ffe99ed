import { createHash } from 'node:crypto';
import type { Reply } from '../../../shared/contract/contract.ts';
import type { Db } from '../open.ts';

export type ReportRow = Reply<'reports.list'>['rows'][number];

export interface NewReport extends Omit<ReportRow, 'path'> {
  /** Canonical JSON the digest was taken of. */
  readonly data: string;
  readonly html: string;
  /** The imports printed as sources. */
  readonly importIds: readonly string[];
  readonly traces: readonly {
    readonly code: string;
    readonly label: string;
    readonly printed: string;
    readonly detectionIds: readonly string[];
  }[];
}

const REPORTS = 'Issued pages: each as it was printed, with the SHA-256 of its data.';

const ROW_SQL = `SELECT id AS reportId, flight_id AS flightId, version, data_digest AS dataDigest, html_digest AS htmlDigest,
  made_at_ms AS madeAtMs, actor, '/report/' || id AS path FROM report`;

export function listReports(db: Db): Reply<'reports.list'> {
  const rows = db.prepare(`${ROW_SQL} ORDER BY made_at_ms, id`).all() as ReportRow[];
  return { rows, total: rows.length, truncated: false, definition: REPORTS };
}

/** The pages of a flight, the newest first. */
export const reportsOf = (db: Db, flightId: string): ReportRow[] =>
  db.prepare(`${ROW_SQL} WHERE flight_id = ? ORDER BY version DESC`).all(flightId) as ReportRow[];

/** The stored page; null when there is none, or when it is no longer what was issued. */
export function findReportHtml(db: Db, reportId: string): string | null {
  const row = db.prepare('SELECT html, html_digest AS digest FROM report WHERE id = ?').get(reportId) as
    | { html: string; digest: string }
    | undefined;
  if (row === undefined) return null;
  return createHash('sha256').update(row.html).digest('hex') === row.digest ? row.html : null;
}

/** Call inside a change. */
export function storeReport(db: Db, report: NewReport): void {
  db.prepare(
    `INSERT INTO report (id, flight_id, version, data, data_digest, html, html_digest, made_at_ms, actor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    report.reportId,
    report.flightId,
    report.version,
    report.data,
    report.dataDigest,
    report.html,
    report.htmlDigest,
    report.madeAtMs,
    report.actor,
  );
  const cite = db.prepare(
    'INSERT INTO report_source (report_id, import_no) SELECT ?, no FROM import WHERE id = ? AND undone = 0',
  );
  for (const importId of report.importIds) cite.run(report.reportId, importId);
  const insert = db.prepare(
    'INSERT INTO trace (code, report_id, label, printed, detection_ids) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { code, label, printed, detectionIds } of report.traces) {
    insert.run(code, report.reportId, label, printed, JSON.stringify(detectionIds));
  }
}

export interface StoredTrace {
  readonly code: string;
  readonly reportId: string;
  readonly label: string;
  readonly printed: string;
  readonly detectionIds: readonly string[];
  readonly dataDigest: string;
}

/** The figure a code was printed beside, on the newest page that carries it. */
export function findTrace(db: Db, code: string): StoredTrace | null {
  const row = db
    .prepare(
      `SELECT t.code, t.report_id AS reportId, t.label, t.printed, t.detection_ids AS ids, r.data_digest AS dataDigest
       FROM trace t JOIN report r ON r.id = t.report_id WHERE t.code = ? ORDER BY r.made_at_ms DESC, r.id LIMIT 1`,
    )
    .get(code) as (Omit<StoredTrace, 'detectionIds'> & { ids: string }) | undefined;
  if (row === undefined) return null;
  const { ids, ...trace } = row;
  return { ...trace, detectionIds: JSON.parse(ids) as string[] };
}
