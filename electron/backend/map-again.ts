import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from '../../shared/contract/contract.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { EvidenceDamaged, restoreEvidence } from '../store/evidence.ts';
import { findProfile } from '../store/profiles.ts';
import { importByNo, importNoById } from '../store/queries/imports.ts';
import type { JobFile } from './import-jobs.ts';
import type { Workspace } from './workspace.ts';

/**
 * The kept original of an import, to be read again: what the request does not name stays as it was, but that a profile which
 * knows the header is applied.
 */
export function againFromEvidence(
  workspace: Workspace,
  { importId, format, sensorZone, mapping, profile, provisional }: Request<'imports.mapAgain'>,
): Result<JobFile> {
  const db = workspace.store.read;
  const importNo = importNoById(db, importId);
  if (importNo === null) return fail('not-found', `There is no import ${importId} in force.`);
  const row = importByNo(db, importNo);
  const { folder } = workspace.store;
  const path = join(folder, 'evidence', `incoming-${process.pid}-${randomBytes(8).toString('hex')}-again`);
  const stored = row.profile === null ? null : findProfile(db, row.profile.id, row.profile.version);
  const before = {
    format: row.format,
    mapping: row.mapping,
    ...(row.profile === null || stored === null ? {} : { profile: { ...row.profile, digest: stored.digest } }),
  };
  return ok({
    order: {
      path,
      fileName: row.file,
      format: format ?? null,
      mapping: mapping ?? null,
      sensorZone: sensorZone ?? row.sensorZone,
      supersedes: { importNo, importId },
      ownCopy: true,
    },
    wish: { profile: profile ?? null, provisional, before },
    ...(row.member === null ? {} : { onlyMember: row.member }),
    prepare: async () => {
      try {
        // Of a member the whole container: it tells the records' numbers.
        await restoreEvidence(folder, row.sha256, row.bytes, path);
        return ok(null);
      } catch (error) {
        if (error instanceof EvidenceDamaged) return fail('workspace-damaged', error.message);
        throw error;
      }
    },
    release: () => rmSync(path, { force: true }),
  });
}
