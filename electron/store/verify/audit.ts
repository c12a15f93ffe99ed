import { auditDigest } from '../change.ts';
import type { Db } from '../open.ts';
import { damage, type Finding } from './finding.ts';

export interface AuditEntry {
  readonly no: number;
  readonly atMs: number;
  readonly actor: string;
  readonly kind: string;
  readonly details: Record<string, unknown>;
}

interface Row extends Omit<AuditEntry, 'details'> {
  readonly details: string;
  readonly previous: string;
  readonly digest: string;
}

/** The whole audit, its chain recomputed. What comes after a break is read too: it may name what else was changed. */
export function checkAudit(db: Db): { entries: AuditEntry[]; findings: Finding[] } {
  const entries: AuditEntry[] = [];
  const findings: Finding[] = [];
  let previous = '0'.repeat(64);
  let expectedNo = 1;
  const rows = db
    .prepare('SELECT no, at_ms AS atMs, actor, kind, details, previous, digest FROM audit ORDER BY no')
    .iterate() as IterableIterator<Row>;
  for (const row of rows) {
    if (
      findings.length === 0 &&
      (row.no !== expectedNo || row.previous !== previous || auditDigest(row) !== row.digest)
    ) {
      findings.push(
        damage(`audit entry ${expectedNo}`, 'the chain is broken here: an entry was changed, removed or added'),
      );
    }
    const { no, atMs, actor, kind } = row;
    entries.push({ no, atMs, actor, kind, details: detailsOf(row.details) });
    previous = row.digest;
    expectedNo++;
  }
  const revision = Number(
    (db.prepare("SELECT value FROM meta WHERE key = 'revision'").pluck().get() as string | undefined) ?? 0,
  );
  if (revision !== entries.length) {
    findings.push(damage('audit', `${entries.length} entries for ${revision} changes: entries are missing at the end`));
  }
  return { entries, findings };
}

/** Details that do not parse are not what was written: the chain says so. */
function detailsOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
