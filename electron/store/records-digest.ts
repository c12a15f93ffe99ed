import { createHash } from 'node:crypto';
import type { Db } from './open.ts';

const RECORD_TABLES = [
  `SELECT id, element, verdict, made_by, made_at_ms, entered_at_ms, actor, facts, purpose, limb, component, certified, reference,
     supersedes, reason, object_key, object_name, flight_id, incursion_id, first_ms, last_ms, first_detection, last_detection,
     detections FROM recorded_element ORDER BY id`,
  'SELECT no, element_id, kind, reason, at_ms, actor FROM recorded_element_event ORDER BY no',
  `SELECT version, as_of, digest, how, source, file, file_sha256, entered_at_ms, actor FROM authority_version ORDER BY version`,
  `SELECT no, digest, name, file, fingerprint, made_by, made_at_ms, contents, entered_at_ms, actor FROM kit_import ORDER BY no`,
  'SELECT no, fingerprint, public_key, name, kind, at_ms, actor FROM kit_signer ORDER BY no',
];

/**
 * SHA-256 over what persons put on record about authority: determinations and what became of them, versions of the authority
 * table, kits and their signers. Belongs in the details of each audit entry that changes one of them, as `recordsDigest`:
 * `verify` compares the newest.
 */
export function recordsDigest(db: Db): string {
  const hash = createHash('sha256');
  for (const sql of RECORD_TABLES) hash.update(JSON.stringify(db.prepare(sql).raw().all())).update('\n');
  return hash.digest('hex');
}

/** Whether any of it is on record: then an audit entry must say so. */
export const hasRecords = (db: Db): boolean =>
  RECORD_TABLES.some((sql) => db.prepare(`SELECT 1 FROM (${sql}) LIMIT 1`).get() !== undefined);
