import { createHash } from 'node:crypto';
import type { Reply } from '../../../shared/contract/contract.ts';
import type { Db } from '../open.ts';

export type ReportRow = Reply<'reports.list'>['rows'][number];

export interface NewReport extends Omit<ReportRow, 'path'> {
  /** What the person chose for this copy, JSON. */
  readonly options: string;
  /** Of the data without number, version, time and codes. */
  readonly contentDigest: string;
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

const ROW_SQL = `SELECT id AS reportId, flight_id AS flightId, incident_id AS incidentId, version, data_digest AS dataDigest, html_digest AS htmlDigest,
  made_at_ms AS madeAtMs, actor, '/report/' || id AS path FROM report`;

/** @param incidentId only those of one incident */
export function listReports(db: Db, incidentId?: string): Reply<'reports.list'> {
  const rows = (
    incidentId === undefined
      ? db.prepare(`${ROW_SQL} ORDER BY made_at_ms, id`).all()
      : db.prepare(`${ROW_SQL} WHERE incident_id = ? ORDER BY made_at_ms, id`).all(incidentId)
  ) as ReportRow[];
  return { rows, total: rows.length, truncated: false, definition: REPORTS };
}

/** What a page is of. A flight has pages of its own until an incident is opened; an incident's pages name its first flight. */
export interface ReportSubject {
  readonly flightId: string;
  readonly incidentId: string | null;
}

/** The pages of an incident or of a flight, the newest first. */
export function reportsOf(db: Db, { flightId, incidentId }: ReportSubject): ReportRow[] {
  return (
    incidentId === null
      ? db.prepare(`${ROW_SQL} WHERE flight_id = ? AND incident_id IS NULL ORDER BY version DESC`).all(flightId)
      : db.prepare(`${ROW_SQL} WHERE incident_id = ? ORDER BY version DESC`).all(incidentId)
  ) as ReportRow[];
}

/** The newest issued page of a subject whose content has this digest. */
export function sameReport(db: Db, subject: ReportSubject, contentDigest: string): ReportRow | null {
  const ids = new Set(
    db.prepare('SELECT id FROM report WHERE content_digest = ?').pluck().all(contentDigest) as string[],
  );
  return reportsOf(db, subject).find(({ reportId }) => ids.has(reportId)) ?? null;
}

/** An issued page with everything it was made of. */
export interface StoredReport extends ReportRow {
  readonly options: string;
  readonly contentDigest: string;
  readonly data: string;
}

/** By id, or by the digest of its data as printed. */
export function findReport(db: Db, idOrDigest: string): StoredReport | null {
  const row = db
    .prepare(
      `${ROW_SQL.replace(' FROM report', ', options, content_digest AS contentDigest, data FROM report')}
       WHERE id = @key OR data_digest = @key ORDER BY made_at_ms DESC LIMIT 1`,
    )
    .get({ key: idOrDigest }) as StoredReport | undefined;
  return row ?? null;
}

export interface ReportFile {
  readonly reportId: string;
  readonly kind: 'html' | 'pdf';
  readonly sha256: string;
  /** The signed statement that went beside the file, JSON. */
  readonly sidecar: string;
  readonly atMs: number;
  readonly actor: string;
}

/** Call inside a change. */
export const storeReportFile = (db: Db, file: ReportFile): void =>
  void db
    .prepare('INSERT INTO report_file (report_id, kind, sha256, sidecar, at_ms, actor) VALUES (?, ?, ?, ?, ?, ?)')
    .run(file.reportId, file.kind, file.sha256, file.sidecar, file.atMs, file.actor);

/** A file of ours by its SHA-256; null when none was written here. */
export function findReportFile(db: Db, sha256: string): ReportFile | null {
  const row = db
    .prepare(
      `SELECT report_id AS reportId, kind, sha256, sidecar, at_ms AS atMs, actor FROM report_file WHERE sha256 = ?
       ORDER BY no DESC LIMIT 1`,
    )
    .get(sha256) as ReportFile | undefined;
  return row ?? null;
}

/** A page by the SHA-256 of its HTML. */
export const reportOfHtml = (db: Db, htmlDigest: string): string | null =>
  (db.prepare('SELECT id FROM report WHERE html_digest = ? ORDER BY made_at_ms DESC LIMIT 1').pluck().get(htmlDigest) as
    | string
    | undefined) ?? null;

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
    `INSERT INTO report (id, flight_id, incident_id, version, data, data_digest, html, html_digest, made_at_ms, actor,
       options, content_digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    report.reportId,
    report.flightId,
    report.incidentId,
    report.version,
    report.data,
    report.dataDigest,
    report.html,
    report.htmlDigest,
    report.madeAtMs,
    report.actor,
    report.options,
    report.contentDigest,
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
