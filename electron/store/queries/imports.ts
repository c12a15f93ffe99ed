import type { ImportRow } from '../../../shared/contract/contract.ts';
import { readerById } from '../../../shared/formats/index.ts';
import type { ContainerKind } from '../../../shared/model/container.ts';
import { type IssueCode, issueSentences } from '../../../shared/model/issue.ts';
import type { Assumption } from '../../../shared/model/reading.ts';
import type { ProfileRef } from '../../../shared/model/sensor-profile.ts';
import { listAcquisition } from '../acquisition.ts';
import type { Db } from '../open.ts';
import { reportsCiting } from '../undo.ts';
import type { Page } from './flights.ts';

type Row = Record<string, string | number | null>;

/** An import's name for a person, as `nameWithMember` makes it. @param table name of `import` in the query */
export const importNameSql = (table: string): string =>
  `ifnull(${table}.file || ' › ' || ${table}.member, ${table}.file)`;

const IMPORTS =
  'Imports: files read, in the order of import; records = detections + duplicates + quarantined + skipped.';

/** Conclusions about the objects a file spoke of, within the file's time span. */
const CONCLUSIONS_SQL = `SELECT count(*) AS flights, ifnull(sum(json_array_length(f.conclusion, '$.tracks')), 0) AS tracks,
    ifnull(sum((SELECT count(*) FROM incursion x WHERE x.flight_id = f.id)), 0) AS incursions
  FROM flight f JOIN import_object o ON o.object_no = f.object_no
  WHERE o.import_no = ? AND f.counted = 1 AND f.last_ms >= ? AND f.first_ms <= ?`;

export function importByNo(db: Db, no: number): ImportRow {
  return toRow(db, db.prepare('SELECT * FROM import WHERE no = ?').get(no) as Row);
}

export function importNoById(db: Db, id: string): number | null {
  return (
    (db.prepare('SELECT no FROM import WHERE id = ? AND undone = 0').pluck().get(id) as number | undefined) ?? null
  );
}

export function listImports(db: Db): Page<ImportRow> {
  const rows = (db.prepare('SELECT * FROM import ORDER BY no').all() as Row[]).map((row) => toRow(db, row));
  return { rows, total: rows.length, truncated: false, definition: IMPORTS };
}

function toRow(db: Db, row: Row): ImportRow {
  const conclusions = db.prepare(CONCLUSIONS_SQL).get(row.no, row.first_time_ms, row.last_time_ms) as {
    flights: number;
    tracks: number;
    incursions: number;
  };
  const located = row.west !== null;
  return {
    importId: row.id as string,
    file: row.file as string,
    sha256: (row.container_sha256 ?? row.sha256) as string,
    bytes: (row.container_bytes ?? row.bytes) as number,
    member: row.member as string | null,
    container: row.container_kind as ContainerKind | null,
    memberSha256: row.container_sha256 === null ? null : (row.sha256 as string),
    format: row.format as string,
    formatLabel: row.format_label as string,
    unverified: readerById(row.format as string)?.unverified === true,
    readerVersion: row.reader_version as number,
    importedAtMs: row.imported_at_ms as number,
    actor: row.actor as string,
    records: row.records as number,
    detections: row.detections as number,
    positions: row.positions as number,
    duplicates: row.duplicates as number,
    quarantined: row.quarantined as number,
    skipped: row.skipped as number,
    issues: JSON.parse(row.issues as string) as Record<string, number>,
    firstTimeMs: row.first_time_ms as number | null,
    lastTimeMs: row.last_time_ms as number | null,
    bbox: located ? [row.west as number, row.south as number, row.east as number, row.north as number] : null,
    sensors: JSON.parse(row.sensors as string) as string[],
    objectIds: JSON.parse(row.object_ids as string) as string[],
    ...conclusions,
    assumedZone: row.assumed_zone as string | null,
    synthetic: row.synthetic === 1,
    undone: row.undone === 1,
    ...readingOf(db, row),
  };
}

type Reading = Pick<
  ImportRow,
  'mapping' | 'sensorZone' | 'profile' | 'assumptions' | 'supersededBy' | 'acquisition' | 'citedBy'
>;

/** How the file was read, by whom it came, and what cites it. */
function readingOf(db: Db, row: Row): Reading {
  const options = JSON.parse(row.options as string) as {
    mapping: ImportRow['mapping'];
    sensorZone: string | null;
    profile?: ProfileRef & { name: string };
    assumptions?: Assumption[];
  };
  const { profile } = options;
  return {
    mapping: options.mapping,
    sensorZone: options.sensorZone,
    profile: profile === undefined ? null : { id: profile.id, version: profile.version, name: profile.name },
    assumptions: options.assumptions ?? [],
    supersededBy:
      row.superseded_by === null
        ? null
        : (db.prepare('SELECT id FROM import WHERE no = ?').pluck().get(row.superseded_by) as string),
    acquisition: listAcquisition(db, row.no as number)[0] ?? null,
    citedBy: reportsCiting(db, row.no as number),
  };
}

export interface QuarantineRow {
  readonly importId: string;
  readonly file: string;
  readonly record: number;
  readonly byteStart: number;
  readonly byteLength: number;
  readonly code: string;
  readonly sentence: string;
  readonly field: string | null;
  readonly found: string | null;
  readonly raw: string;
}

const QUARANTINE = 'Quarantined records: not used, kept with their raw text and the reason.';

export function listQuarantine(db: Db, importId: string | undefined, limit: number): Page<QuarantineRow> {
  const where = importId === undefined ? '1' : 'i.id = ?';
  const values = importId === undefined ? [] : [importId];
  const from = 'quarantine q JOIN import i ON i.no = q.import_no';
  const total = db
    .prepare(`SELECT count(*) FROM ${from} WHERE ${where}`)
    .pluck()
    .get(...values) as number;
  const rows = db
    .prepare(
      `SELECT i.id AS importId, ${importNameSql('i')} AS file, q.record, q.byte_start AS byteStart, q.byte_length AS byteLength, q.code, q.field,
         q.found, q.raw FROM ${from} WHERE ${where} ORDER BY q.no LIMIT ?`,
    )
    .all(...values, limit) as Omit<QuarantineRow, 'sentence'>[];
  return {
    rows: rows.map((row) => ({ ...row, sentence: issueSentences[row.code as IssueCode] })),
    total,
    truncated: rows.length < total,
    definition: QUARANTINE,
  };
}
