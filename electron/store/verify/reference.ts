import { areasDigest, statementsDigest } from '../import-digest.ts';
import type { Db } from '../open.ts';
import { allAuthorityVersions, authorityDigest } from '../queries/authority.ts';
import { allLines, lineDigest } from '../queries/lines.ts';
import { allPolygons, polygonsDigest } from '../queries/sectors.ts';
import { hasRecords, recordsDigest } from '../records-digest.ts';
import type { AuditEntry } from './audit.ts';
import { damage, type Finding } from './finding.ts';

/** Every loaded reference line against the digest it was stored with. */
export function* checkLines(db: Db): Generator<Finding> {
  for (const line of allLines(db)) {
    if (lineDigest(line) !== line.digest) {
      yield damage(`reference line ${line.name}, version ${line.version}`, 'no longer says what was loaded');
    }
  }
}

/** Every imported file of outlines against the digest it was stored with. */
export function* checkSectors(db: Db): Generator<Finding> {
  for (const stored of allPolygons(db)) {
    if (polygonsDigest(stored) !== stored.digest) {
      yield damage(`sector outlines, version ${stored.version}`, 'no longer say what was imported');
    }
  }
}

/** Profiles, notes on how files came, and what is kept of superseded readings, against the newest digest of them in the audit. */
export function* checkStatements(db: Db, entries: readonly AuditEntry[]): Generator<Finding> {
  const newest = entries.findLast(({ details }) => typeof details.statementsDigest === 'string');
  const isNone = ['profile', 'acquisition', 'superseded_detection'].every(
    (table) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined,
  );
  if (newest === undefined ? !isNone : newest.details.statementsDigest !== statementsDigest(db)) {
    yield damage(
      'profiles and notes',
      'a sensor profile, a note on how a file came, or a row kept of a superseded reading is not what was recorded',
    );
  }
}

/** Areas, designations and statements of completeness against the newest digest of them in the audit. */
export function* checkAreas(db: Db, entries: readonly AuditEntry[]): Generator<Finding> {
  const newest = entries.findLast(({ details }) => typeof details.areasDigest === 'string');
  if (newest !== undefined && newest.details.areasDigest !== areasDigest(db)) {
    yield damage('areas', 'an area, designation or statement of completeness is not what was recorded');
  }
}

/** Every version of the authority table against the digest it was stored with. */
export function* checkAuthority(db: Db): Generator<Finding> {
  for (const { version, content, digest } of allAuthorityVersions(db)) {
    if (authorityDigest(content) !== digest) {
      yield damage(`authority table, version ${version}`, 'no longer says what was stored');
    }
  }
}

/** Determinations, versions of the authority table, kits and signers against the newest digest of them in the audit. */
export function* checkRecords(db: Db, entries: readonly AuditEntry[]): Generator<Finding> {
  const newest = entries.findLast(({ details }) => typeof details.recordsDigest === 'string');
  if (newest === undefined ? hasRecords(db) : newest.details.recordsDigest !== recordsDigest(db)) {
    yield damage(
      'records about authority',
      'a determination, a version of the table, a kit or a signer is not what was recorded',
    );
  }
}
