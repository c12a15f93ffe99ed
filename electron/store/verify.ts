import { createHash, hash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { contentBytes, encodeContent, subjectContent } from '../../shared/model/content.ts';
import type { PersonalFields, SensorFields } from '../../shared/model/detection.ts';
import { identityColumns, measureColumns, personalColumns, sensorColumns } from '../../shared/model/fields.ts';
import { contentId } from '../../shared/tracks/detections.ts';
import { auditDigest } from './change.ts';
import { checkEvidence } from './evidence.ts';
import { fromStored } from './facts.ts';
import { readIdentity } from './groups.ts';
import type { Db } from './open.ts';
import { allLines, lineDigest } from './queries/lines.ts';
import { allPolygons, polygonsDigest } from './queries/sectors.ts';

/** One thing that is wrong. `damage` means that stored data is no longer what it was; a `note` needs no action. */
export interface Finding {
  readonly severity: 'damage' | 'note';
  readonly where: string;
  readonly what: string;
}

type Row = Record<string, string | number | null>;

/** More findings of one kind than this are counted, not listed. */
const LISTED = 20;

/**
 * Checks everything that is stored against itself: the database's structure, every detection against its content id, every
 * reference, the audit chain, every kept original against its SHA-256. Reads only.
 */
export async function verifyStore(db: Db, folder: string): Promise<Finding[]> {
  return [
    ...checkDatabase(db),
    ...checkDetections(db),
    ...checkAudit(db),
    ...checkImports(db),
    ...checkLines(db),
    ...checkSectors(db),
    ...(await checkOriginals(db, folder)),
  ];
}

function checkDatabase(db: Db): Finding[] {
  const findings: Finding[] = [];
  for (const message of db.pragma('integrity_check') as { integrity_check: string }[]) {
    if (message.integrity_check !== 'ok') findings.push(damage('database', message.integrity_check));
  }
  const dangling = db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  for (const { table, rowid, parent } of dangling) {
    findings.push(damage(`${table} row ${rowid}`, `refers to a ${parent} that is not there`));
  }
  return shorten(findings);
}

/** Takes every content id again from the stored fields: one changed bit in a stated field gives another id. */
function checkDetections(db: Db): Finding[] {
  const findings: Finding[] = [];
  const subjects = new Map<number, Buffer>();
  const subjectRows = db
    .prepare(
      `SELECT s.no, s.digest, ${identityColumns.map(({ column }) => `s.${column}`).join(',')},
         ${sensorColumns.map(({ column }) => `n.${column}`).join(',')}
       FROM subject s JOIN sensor n ON n.no = s.sensor_no`,
    )
    .all() as Row[];
  for (const row of subjectRows) {
    const sensor = Object.fromEntries(
      sensorColumns.flatMap((column) => {
        const value = fromStored(column, row[column.column] ?? null);
        return value === undefined ? [] : [[column.name, value]];
      }),
    ) as SensorFields;
    const digest = createHash('sha256')
      .update(subjectContent(readIdentity(row), sensor))
      .digest();
    if (digest.toString('hex') !== row.digest) findings.push(damage(`subject ${row.no}`, 'its identity was changed'));
    subjects.set(row.no as number, digest.subarray(0, 16));
  }
  const personal = db.prepare(
    `SELECT ${personalColumns.map(({ column }) => column).join(',')} FROM detection_personal WHERE detection_no = ?`,
  );
  const rows = db
    .prepare(
      `SELECT d.no, d.id_hi, d.id_lo, d.subject_no, p.detection_no IS NOT NULL, i.file, d.record,
         ${measureColumns.map(({ column }) => `d.${column}`).join(',')}
       FROM detection d LEFT JOIN detection_personal p ON p.detection_no = d.no JOIN import i ON i.no = d.import_no`,
    )
    .raw()
    .iterate() as IterableIterator<(number | string | null)[]>;
  const MEASURES_FROM = 7;
  let buffer = Buffer.alloc(4096);
  for (const row of rows) {
    const fields = row[4] === 1 ? readPersonal(personal.get(row[0]) as Row) : undefined;
    const needed = contentBytes(fields);
    if (needed > buffer.length) buffer = Buffer.alloc(needed * 2);
    const view = new DataView(buffer.buffer, buffer.byteOffset);
    const measure = (index: number): number => (row[MEASURES_FROM + index] as number | null) ?? Number.NaN;
    const length = encodeContent(view, subjects.get(row[3] as number) ?? Buffer.alloc(16), measure, fields);
    const digest = hash('sha256', buffer.subarray(0, length), 'buffer');
    if (digest.readUIntBE(0, 6) !== row[1] || digest.readUIntBE(6, 6) !== row[2]) {
      findings.push(
        damage(
          `detection ${contentId(row[1] as number, row[2] as number)}`,
          `no longer says what record ${row[6]} of ${row[5]} said`,
        ),
      );
    }
  }
  return shorten(findings);
}

function readPersonal(row: Row): PersonalFields {
  return Object.fromEntries(
    personalColumns.flatMap(({ name, column }) => (row[column] == null ? [] : [[name, row[column]]])),
  ) as PersonalFields;
}

function checkAudit(db: Db): Finding[] {
  let previous = '0'.repeat(64);
  let expectedNo = 1;
  const rows = db
    .prepare('SELECT no, at_ms AS atMs, actor, kind, details, previous, digest FROM audit ORDER BY no')
    .iterate() as IterableIterator<{
    no: number;
    atMs: number;
    actor: string;
    kind: string;
    details: string;
    previous: string;
    digest: string;
  }>;
  for (const entry of rows) {
    if (entry.no !== expectedNo || entry.previous !== previous || auditDigest(entry) !== entry.digest) {
      return [damage(`audit entry ${expectedNo}`, 'the chain is broken here: an entry was changed, removed or added')];
    }
    previous = entry.digest;
    expectedNo++;
  }
  const revision = Number(
    (db.prepare("SELECT value FROM meta WHERE key = 'revision'").pluck().get() as string | undefined) ?? 0,
  );
  return revision === expectedNo - 1
    ? []
    : [damage('audit', `${expectedNo - 1} entries for ${revision} changes: entries are missing at the end`)];
}

/** The record equation, and that the rows an import says it stored are there. */
function checkImports(db: Db): Finding[] {
  const findings: Finding[] = [];
  const imports = db.prepare('SELECT * FROM import WHERE undone = 0').all() as Row[];
  for (const row of imports) {
    const sum =
      (row.detections as number) + (row.duplicates as number) + (row.quarantined as number) + (row.skipped as number);
    if (sum !== row.records)
      findings.push(damage(`import ${row.id}`, `accounts for ${sum} of its ${row.records} records`));
    const kept = db.prepare('SELECT count(*) FROM quarantine WHERE import_no = ?').pluck().get(row.no) as number;
    if (kept !== row.quarantined) {
      findings.push(damage(`import ${row.id}`, `holds ${kept} of its ${row.quarantined} quarantined records`));
    }
  }
  const stored = db.prepare('SELECT count(*) FROM detection').pluck().get() as number;
  const said = db.prepare('SELECT ifnull(sum(detections), 0) FROM import WHERE undone = 0').pluck().get() as number;
  const ids = db.prepare('SELECT count(*) FROM detection_id').pluck().get() as number;
  if (ids !== stored) findings.push(damage('detections', `${stored} stored, ${ids} content ids`));
  const undone = db.prepare('SELECT count(*) FROM import WHERE undone = 1').pluck().get() as number;
  // Undoing one file hands its shared detections to another, whose own count stays what it was.
  if (undone === 0 && stored !== said) findings.push(damage('detections', `${stored} stored, ${said} imported`));
  return findings;
}

/** Every loaded reference line against the digest it was stored with. */
function checkLines(db: Db): Finding[] {
  return allLines(db).flatMap((line) =>
    lineDigest(line) === line.digest
      ? []
      : [damage(`reference line ${line.name}, version ${line.version}`, 'no longer says what was loaded')],
  );
}

/** Every imported file of outlines against the digest it was stored with. */
function checkSectors(db: Db): Finding[] {
  return allPolygons(db).flatMap((stored) =>
    polygonsDigest(stored) === stored.digest
      ? []
      : [damage(`sector outlines, version ${stored.version}`, 'no longer say what was imported')],
  );
}

async function checkOriginals(db: Db, folder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const rows = db.prepare('SELECT DISTINCT sha256, bytes, file FROM import').all() as {
    sha256: string;
    bytes: number;
    file: string;
  }[];
  const known = new Set<string>();
  for (const { sha256, bytes, file } of rows) {
    known.add(`${sha256}.zst`).add(`${sha256}.json`);
    const wrong = await checkEvidence(folder, sha256, bytes);
    if (wrong !== null) findings.push(damage(`evidence of ${file}`, wrong));
  }
  for (const name of readdirSync(join(folder, 'evidence'))) {
    if (!known.has(name)) findings.push({ severity: 'note', where: `evidence/${name}`, what: 'belongs to no import' });
  }
  return findings;
}

const damage = (where: string, what: string): Finding => ({ severity: 'damage', where, what });

function shorten(findings: Finding[]): Finding[] {
  if (findings.length <= LISTED) return findings;
  return [
    ...findings.slice(0, LISTED),
    damage('and more', `${findings.length - LISTED} further findings of this kind`),
  ];
}
