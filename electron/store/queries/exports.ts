import type { Filters } from '../../../shared/contract/contract.ts';
import type { DetectionFields } from '../../../shared/model/detection.ts';
import {
  identityColumns,
  measureColumns,
  personalColumns,
  type StoredColumn,
  sensorColumns,
} from '../../../shared/model/fields.ts';
import { fromStored } from '../facts.ts';
import type { Db } from '../open.ts';
import { unpackPath } from '../path-blob.ts';
import { detectionWhere } from './detections.ts';
import { flightSpan, flightWhere } from './filters.ts';

/** Rows asked for at a time: between two pages the connection is free for others. */
const PAGE = 2000;

export interface ExportedDetection {
  readonly fields: DetectionFields;
  readonly importNo: number;
}

type Row = Record<string, string | number | null>;

/** @param personal with operator, home, operator id and remarks */
function selectSql(personal: boolean): { sql: string; columns: readonly StoredColumn[] } {
  const columns = [
    ...measureColumns.map((column) => ({ column, table: 'd' })),
    ...identityColumns.map((column) => ({ column, table: 's' })),
    ...sensorColumns.map((column) => ({ column, table: 'n' })),
    ...(personal ? personalColumns.map((column) => ({ column, table: 'p' })) : []),
  ];
  const names = columns.map(({ column, table }) => `${table}.${column.column}`).join(', ');
  const join = personal ? 'LEFT JOIN detection_personal p ON p.detection_no = d.no' : '';
  return {
    sql: `SELECT d.no, d.import_no, ${names} FROM detection d JOIN subject s ON s.no = d.subject_no
      JOIN sensor n ON n.no = s.sensor_no ${join}`,
    columns: columns.map(({ column }) => column),
  };
}

function toExported(row: Row, columns: readonly StoredColumn[]): ExportedDetection {
  const fields: Record<string, string | number> = {};
  for (const column of columns) {
    const value = fromStored(column, row[column.column] ?? null);
    if (value !== undefined) fields[column.name] = value;
  }
  return { fields: fields as DetectionFields, importNo: row.import_no as number };
}

/** Detections as their sources stated them, in the order of import. */
export function* exportedDetections(db: Db, filters: Filters, personal: boolean): Generator<ExportedDetection> {
  const { sql, columns } = selectSql(personal);
  const where = detectionWhere(filters);
  const page = db.prepare(`${sql} WHERE ${where.sql} AND d.no > ? ORDER BY d.no LIMIT ${PAGE}`);
  for (let last = 0; ; ) {
    const rows = page.all(...where.values, last) as Row[];
    for (const row of rows) yield toExported(row, columns);
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.no as number;
  }
}

/** The detections that flights were built of, flight by flight, in order of time. Those without a position are in no flight. */
export function* detectionsOfFlights(db: Db, filters: Filters, personal: boolean): Generator<ExportedDetection> {
  const { sql, columns } = selectSql(personal);
  const where = flightWhere(filters, flightSpan);
  const flights = db
    .prepare(`SELECT f.id FROM flight f WHERE ${where.sql} ORDER BY f.first_ms, f.id`)
    .pluck()
    .all(...where.values) as string[];
  const pathOf = db.prepare('SELECT path FROM flight WHERE id = ?').pluck();
  const some = db.prepare(`${sql} JOIN json_each(?) w ON w.value = d.no ORDER BY w.key`);
  for (const id of flights) {
    const blob = pathOf.get(id) as Buffer | undefined;
    if (blob === undefined) continue;
    const numbers = [...unpackPath(blob).detectionNo];
    for (let at = 0; at < numbers.length; at += PAGE) {
      const rows = some.all(JSON.stringify(numbers.slice(at, at + PAGE))) as Row[];
      for (const row of rows) yield toExported(row, columns);
    }
  }
}

/** Imports whose detections are in these flights. */
export function importsOfFlights(db: Db, flightIds: readonly string[]): number[] {
  return db
    .prepare(
      `SELECT DISTINCT o.import_no FROM json_each(?) w JOIN flight f ON f.id = w.value
       JOIN import_object o ON o.object_no = f.object_no ORDER BY o.import_no`,
    )
    .pluck()
    .all(JSON.stringify(flightIds)) as number[];
}

export interface ExportRecord {
  readonly id: string;
  readonly what: string;
  readonly format: string;
  readonly filters: Filters;
  readonly personal: boolean;
  readonly rows: number;
  readonly sha256: string;
  readonly madeAtMs: number;
  readonly actor: string;
}

/** Call inside a change. */
export function storeExport(db: Db, record: ExportRecord, importNumbers: Iterable<number>): void {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO export (id, what, format, filters, personal, rows, sha256, made_at_ms, actor)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      record.id,
      record.what,
      record.format,
      JSON.stringify(record.filters),
      record.personal ? 1 : 0,
      record.rows,
      record.sha256,
      record.madeAtMs,
      record.actor,
    );
  const cite = db.prepare(
    'INSERT INTO export_source (export_no, import_no) SELECT ?, no FROM import WHERE no = ? AND undone = 0',
  );
  for (const importNo of importNumbers) cite.run(lastInsertRowid, importNo);
}

/** Ids of exports that hold detections of the import. */
export function exportsCiting(db: Db, importNo: number): string[] {
  return db
    .prepare('SELECT e.id FROM export_source s JOIN export e ON e.no = s.export_no WHERE s.import_no = ? ORDER BY e.no')
    .pluck()
    .all(importNo) as string[];
}
