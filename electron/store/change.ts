import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Db } from './open.ts';

/** Who changes what: stored with every change. */
export interface Act {
  /** OS account, and the name the person set. */
  readonly actor: string;
  readonly kind:
    | 'import'
    | 'import-undone'
    | 'import-superseded'
    | 'acquisition-noted'
    | 'profile-saved'
    | 'profile-removed'
    | 'watched-folder-set'
    | 'areas-imported'
    | 'area-designated'
    | 'area-edited'
    | 'area-split'
    | 'areas-merged'
    | 'area-withdrawn'
    | 'designation-removed'
    | 'completeness-stated'
    | 'line-loaded'
    | 'line-removed'
    | 'sector-break-set'
    | 'sectors-imported'
    | 'sectors-reset'
    | 'rebuilt'
    | 'report-issued'
    | 'exported'
    | 'personal-shown'
    | 'overview-issued'
    | 'package-exported'
    | 'package-imported'
    | 'reviewed'
    | 'track-edited'
    | 'track-edit-withdrawn'
    | 'element-recorded'
    | 'element-withdrawn'
    | 'element-restored'
    | 'authority-imported'
    | 'authority-edited'
    | 'authority-reset'
    | 'kit-imported'
    | 'kit-signer-removed'
    | 'scenario-saved'
    | 'scenario-removed'
    | 'report-written'
    | 'incident-opened'
    | 'incident-edited'
    | 'incident-reviewed'
    | 'incident-numbering';
  readonly atMs: number;
}

const FIRST_PREVIOUS = '0'.repeat(64);

/** SHA-256 over the entry and the digest before it: no entry can be changed, dropped or moved without every later one changing. */
export function auditDigest(entry: {
  atMs: number;
  actor: string;
  kind: string;
  details: string;
  previous: string;
}): string {
  return createHash('sha256')
    .update(canonicalJson([entry.atMs, entry.actor, entry.kind, entry.details, entry.previous]))
    .digest('hex');
}

/** Opens the transaction of a change. Nothing is stored outside one. Failure `workspace-busy`: another process is writing. */
export function beginChange(db: Db): Result<null> {
  try {
    db.exec('BEGIN IMMEDIATE');
    return ok(null);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
      return fail('workspace-busy', 'Another Fenceline is writing to this workspace. Try again when it has finished.');
    }
    throw error;
  }
}

export function abandonChange(db: Db): void {
  if (db.inTransaction) db.exec('ROLLBACK');
}

/** The newest entry of the audit chain; number 0 before the first. */
export function auditHead(db: Db): { readonly no: number; readonly digest: string } {
  const head = db.prepare('SELECT no, digest FROM audit ORDER BY no DESC LIMIT 1').get() as
    | { no: number; digest: string }
    | undefined;
  return head ?? { no: 0, digest: FIRST_PREVIOUS };
}

/** Names the actor, chains the audit entry, raises the revision and commits: the one way a change becomes durable. */
export function commitChange(db: Db, act: Act, details: Record<string, unknown>): void {
  const previous =
    (db.prepare('SELECT digest FROM audit ORDER BY no DESC LIMIT 1').pluck().get() as string | undefined) ??
    FIRST_PREVIOUS;
  const text = canonicalJson(details);
  const digest = auditDigest({ atMs: act.atMs, actor: act.actor, kind: act.kind, details: text, previous });
  db.prepare('INSERT INTO audit (at_ms, actor, kind, details, previous, digest) VALUES (?, ?, ?, ?, ?, ?)').run(
    act.atMs,
    act.actor,
    act.kind,
    text,
    previous,
    digest,
  );
  writeMeta(db, 'revision', String(Number(readMeta(db, 'revision') ?? '0') + 1));
  db.exec('COMMIT');
}

export const readMeta = (db: Db, key: string): string | undefined =>
  db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined;

export const writeMeta = (db: Db, key: string, value: string | null): void =>
  void (value === null
    ? db.prepare('DELETE FROM meta WHERE key = ?').run(key)
    : db
        .prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
        .run(key, value));

export const dropMeta = (db: Db, key: string): void => void db.prepare('DELETE FROM meta WHERE key = ?').run(key);
