import { createHash } from 'node:crypto';
import type { Db } from '../open.ts';

export const overviewKinds = ['night', 'period', 'batch', 'scenario'] as const;
export type OverviewKind = (typeof overviewKinds)[number];

/** An issued page that is no incident's. */
export interface OverviewPage {
  readonly id: string;
  readonly kind: OverviewKind;
  readonly title: string;
  readonly data: string;
  readonly dataDigest: string;
  readonly html: string;
  readonly htmlDigest: string;
  readonly madeAtMs: number;
  readonly actor: string;
  readonly program: string;
}

const SELECT = `SELECT id, kind, title, data, data_digest AS dataDigest, html, html_digest AS htmlDigest,
  made_at_ms AS madeAtMs, actor, program FROM overview_page`;

export const findOverview = (db: Db, id: string): OverviewPage | null =>
  (db.prepare(`${SELECT} WHERE id = ?`).get(id) as OverviewPage | undefined) ?? null;

/** The page as it was issued; null when it is not there, or is no longer what was issued. */
export function overviewHtml(db: Db, id: string): string | null {
  const page = findOverview(db, id);
  return page !== null && createHash('sha256').update(page.html).digest('hex') === page.htmlDigest ? page.html : null;
}

/** Call inside a change. The same data is the same page. */
export const storeOverview = (db: Db, page: OverviewPage): void =>
  void db
    .prepare(
      `INSERT OR IGNORE INTO overview_page (id, kind, title, data, data_digest, html, html_digest, made_at_ms, actor, program)
       VALUES (@id, @kind, @title, @data, @dataDigest, @html, @htmlDigest, @madeAtMs, @actor, @program)`,
    )
    .run(page);

export const storeOverviewFile = (
  db: Db,
  file: { pageId: string; kind: 'html' | 'pdf'; sha256: string; sidecar: string; atMs: number; actor: string },
): void =>
  void db
    .prepare(
      `INSERT INTO overview_file (page_id, kind, sha256, sidecar, at_ms, actor)
       VALUES (@pageId, @kind, @sha256, @sidecar, @atMs, @actor)`,
    )
    .run(file);

/** The page that a written file, or its own HTML, is of. */
export const overviewOfFile = (db: Db, sha256: string): OverviewPage | null =>
  (db
    .prepare(
      `${SELECT} WHERE html_digest = @sha256 OR id IN (SELECT page_id FROM overview_file WHERE sha256 = @sha256)
       ORDER BY made_at_ms DESC LIMIT 1`,
    )
    .get({ sha256 }) as OverviewPage | undefined) ?? null;
