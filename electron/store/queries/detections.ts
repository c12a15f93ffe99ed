import type { DetectionRow, Filters } from '../../../shared/contract/contract.ts';
import { altitudeDatums } from '../../../shared/model/conclusion.ts';
import { type Evidence, flagsOf } from '../../../shared/model/detection.ts';
import {
  identityColumns,
  measureColumns,
  personalColumns,
  type StoredColumn,
  sensorColumns,
} from '../../../shared/model/fields.ts';
import { contentId } from '../../../shared/tracks/detections.ts';
import { fromStored, identityName } from '../facts.ts';
import { altitudeDatumSql, altitudeSql, readIdentity } from '../groups.ts';
import type { Db } from '../open.ts';
import type { Page, PageRequest } from './flights.ts';
import { importNameSql } from './imports.ts';

const DETECTIONS = 'Detections: reports by one sensor about one object at one instant, each stored once.';

const ROW_SQL = `SELECT d.no, d.id_hi, d.id_lo, d.observed_at_ms, d.lat, d.lng, d.sigma_m, d.speed_mps, d.course_deg, d.flags,
  ${altitudeSql} AS altitude_m, ${altitudeDatumSql} AS altitude_datum, d.record,
  ${identityColumns.map(({ column }) => `s.${column}`).join(', ')}, n.name AS sensor_name, ${importNameSql('i')} AS file
  FROM detection d JOIN subject s ON s.no = d.subject_no JOIN sensor n ON n.no = s.sensor_no JOIN import i ON i.no = d.import_no`;

type Row = Record<string, string | number | null>;

function toRow(row: Row): DetectionRow {
  const identity = readIdentity(row);
  return {
    id: contentId(row.id_hi as number, row.id_lo as number),
    observedAtMs: row.observed_at_ms as number,
    lat: row.lat as number | null,
    lng: row.lng as number | null,
    sigmaM: row.sigma_m as number | null,
    sensorId: row.sensor_name as string,
    objectName: identityName(identity) ?? 'no identity',
    evidence: (identity.evidence ?? 'unidentified') as Evidence,
    altitudeM: row.altitude_m as number | null,
    altitudeDatum: altitudeDatums[row.altitude_datum as number]!,
    speedMps: row.speed_mps as number | null,
    courseDeg: row.course_deg as number | null,
    flags: flagsOf((row.flags as number | null) ?? 0),
    file: row.file as string,
    record: row.record as number,
  };
}

/** Detections by row number, in the order given. */
export function detectionsByNo(db: Db, numbers: readonly number[]): DetectionRow[] {
  const rows = db
    .prepare(`${ROW_SQL} JOIN json_each(?) w ON w.value = d.no ORDER BY w.key`)
    .all(JSON.stringify(numbers)) as Row[];
  return rows.map(toRow);
}

/** Content ids by row number, in the order given. */
export function detectionIdsByNo(db: Db, numbers: ArrayLike<number>): string[] {
  const find = db.prepare('SELECT id_hi, id_lo FROM detection WHERE no = ?').raw();
  return Array.from(numbers, (no) => {
    const [hi, lo] = find.get(no) as [number, number];
    return contentId(hi, lo);
  });
}

export function listDetections(db: Db, { filters, limit, offset }: PageRequest): Page<DetectionRow> {
  const { sql, values } = detectionWhere(filters);
  const total = countDetections(db, filters);
  const rows = db
    .prepare(`${ROW_SQL} WHERE ${sql} ORDER BY d.no LIMIT ? OFFSET ?`)
    .all(...values, limit, offset) as Row[];
  return { rows: rows.map(toRow), total, truncated: offset + rows.length < total, definition: DETECTIONS };
}

export function countDetections(db: Db, filters: Filters): number {
  const { sql, values } = detectionWhere(filters);
  return db
    .prepare(`SELECT count(*) FROM detection d JOIN subject s ON s.no = d.subject_no WHERE ${sql}`)
    .pluck()
    .get(...values) as number;
}

/** What narrows detections, table aliases `d` and `s`. What is concluded about their flights does not. */
export function detectionWhere(filters: Filters): { sql: string; values: (string | number)[] } {
  const parts: string[] = ['1'];
  const values: (string | number)[] = [];
  if (filters.sinceMs !== undefined) {
    parts.push('d.observed_at_ms >= ?');
    values.push(filters.sinceMs);
  }
  if (filters.untilMs !== undefined) {
    parts.push('d.observed_at_ms < ?');
    values.push(filters.untilMs);
  }
  if (filters.bbox !== undefined) {
    const [west, south, east, north] = filters.bbox;
    parts.push('d.lng BETWEEN ? AND ? AND d.lat BETWEEN ? AND ?');
    values.push(west, east, south, north);
  }
  if (filters.evidence !== undefined) {
    const column = identityColumns.find(({ name }) => name === 'evidence')!;
    parts.push('s.evidence = ?');
    values.push(column.codes!.indexOf(filters.evidence));
  }
  if (filters.object !== undefined && filters.object !== '') {
    parts.push(
      'instr(upper(coalesce(s.uas_serial, s.uas_reg_id, s.uas_session_id, s.source_track_key, s.callsign)), upper(?)) > 0',
    );
    values.push(filters.object);
  }
  return { sql: parts.join(' AND '), values };
}

export interface DetectionSource {
  readonly importId: string;
  readonly file: string;
  /** Of what the byte range refers to: the file, or the member of a container. */
  readonly sha256: string;
  /** Of the container it is a member of. */
  readonly containerSha256: string | null;
  readonly record: number;
  readonly byteStart: number;
  readonly byteLength: number;
  readonly readerId: string;
  readonly readerVersion: number;
  /** Bytes of the whole file or member. */
  readonly bytes: number;
}

export interface StoredDetection {
  readonly id: string;
  readonly no: number;
  /** Without personal data. */
  readonly fields: Record<string, string | number>;
  /** Operator, home and remarks: given on only where that is logged. */
  readonly personal: Record<string, string | number>;
  readonly sources: DetectionSource[];
}

/** The columns of a `DetectionSource`, of an import `i` and a place in it `x`. */
export const sourceColumns = `i.id AS importId, ${importNameSql('i')} AS file, i.sha256, i.bytes,
  i.container_sha256 AS containerSha256, i.format AS readerId, i.reader_version AS readerVersion, x.record,
  x.byte_start AS byteStart, x.byte_length AS byteLength`;

/** A detection with all its fields and every place it was read from. */
export function findDetection(db: Db, id: string): StoredDetection | null {
  if (!/^[0-9a-f]{24}$/.test(id)) return null;
  const row = db
    .prepare(
      `SELECT d.*, ${identityColumns.map(({ column }) => `s.${column}`).join(', ')},
         ${sensorColumns.map(({ column }) => `n.${column}`).join(', ')},
         ${personalColumns.map(({ column }) => `p.${column}`).join(', ')}
       FROM detection_id x JOIN detection d ON d.no = x.no JOIN subject s ON s.no = d.subject_no
       JOIN sensor n ON n.no = s.sensor_no LEFT JOIN detection_personal p ON p.detection_no = d.no
       WHERE x.id_hi = ? AND x.id_lo = ?`,
    )
    .get(Number.parseInt(id.slice(0, 12), 16), Number.parseInt(id.slice(12), 16)) as Row | undefined;
  if (row === undefined) return null;
  const read = (columns: readonly StoredColumn[]): Record<string, string | number> =>
    Object.fromEntries(
      columns.flatMap((column) => {
        const value = fromStored(column, row[column.column] ?? null);
        return value === undefined ? [] : [[column.name, value]];
      }),
    );
  const fields = read([...measureColumns, ...identityColumns, ...sensorColumns]);
  const sources = db
    .prepare(
      `SELECT ${sourceColumns}
       FROM (SELECT import_no, record, byte_start, byte_length FROM detection WHERE no = :no
             UNION ALL SELECT import_no, record, byte_start, byte_length FROM detection_source WHERE detection_no = :no) x
       JOIN import i ON i.no = x.import_no ORDER BY i.no, x.record`,
    )
    .all({ no: row.no }) as DetectionSource[];
  return { id, no: row.no as number, fields, personal: read(personalColumns), sources };
}
