import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkEvidence } from './evidence.ts';
import type { Db } from './open.ts';
import { importNameSql } from './queries/imports.ts';
import { checkAudit } from './verify/audit.ts';
import { checkDatabase, checkSchema } from './verify/database.ts';
import { checkDetections, checkWaysToDetections } from './verify/detections.ts';
import { damage, type Finding, listed } from './verify/finding.ts';
import { checkImports, checkKind } from './verify/imports.ts';
import { checkAttachments, checkIncidents } from './verify/incidents.ts';
import {
  checkAreas,
  checkAuthority,
  checkLines,
  checkRecords,
  checkSectors,
  checkStatements,
} from './verify/reference.ts';
import { checkReports } from './verify/reports.ts';

export type { Finding } from './verify/finding.ts';

/**
 * Checks everything that is stored against itself and against the audit: the database's structure and schema, every detection
 * against its content id, every import's rows against the digest recorded when they were committed, every reference, every issued
 * page and its trace codes, the audit chain, every kept original against its SHA-256. Reads only. It tells accidents and
 * tampering with rows; whoever writes rows, audit and all digests anew is not told.
 */
export async function verifyStore(db: Db, folder: string): Promise<Finding[]> {
  const { entries, findings } = checkAudit(db);
  const attachments = await checkAttachments(db, folder);
  return [
    ...listed(checkDatabase(db)),
    ...listed(checkSchema(db)),
    ...listed(checkDetections(db)),
    ...listed(checkWaysToDetections(db)),
    ...findings,
    ...listed(checkImports(db, entries)),
    ...listed(checkKind(db)),
    ...listed(checkAreas(db, entries)),
    ...listed(checkAuthority(db)),
    ...listed(checkRecords(db, entries)),
    ...listed(checkStatements(db, entries)),
    ...listed(checkLines(db)),
    ...listed(checkSectors(db)),
    ...listed(checkReports(db, entries)),
    ...listed(checkIncidents(db, entries)),
    ...listed(attachments.findings),
    ...listed(await checkOriginals(db, folder, attachments.names)),
  ];
}

/** @param others names in the folder that are not of imports */
async function checkOriginals(db: Db, folder: string, others: ReadonlySet<string>): Promise<Finding[]> {
  const findings: Finding[] = [];
  const originals = `SELECT sha256, bytes, ${importNameSql('import')} AS file FROM import
    UNION SELECT container_sha256, container_bytes, file FROM import WHERE container_sha256 IS NOT NULL`;
  const rows = db.prepare(originals).all() as {
    sha256: string;
    bytes: number;
    file: string;
  }[];
  const known = new Set<string>(others);
  for (const { sha256, bytes, file } of rows) {
    known.add(`${sha256}.zst`).add(`${sha256}.json`);
    const wrong = await checkEvidence(folder, sha256, bytes);
    if (wrong !== null) findings.push(damage(`evidence of ${file}`, wrong));
  }
  for (const name of readdirSync(join(folder, 'evidence'))) {
    if (!known.has(name))
      findings.push({ severity: 'note', where: `evidence/${name}`, what: 'belongs to no import and no incident' });
  }
  return findings;
}
