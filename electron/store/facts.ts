import type { IdentityFields, PersonalFields, SensorFields } from '../../shared/model/detection.ts';
import {
  type FieldColumn,
  identityColumns,
  measureColumns,
  personalColumns,
  sensorColumns,
} from '../../shared/model/fields.ts';
import { objectKey } from '../../shared/model/identity.ts';
import type { DetectionBatch, QuarantinedRecord, Subject } from '../import/batch.ts';
import type { Db, Statement } from './open.ts';

/** Rows per INSERT: one statement step per row costs more than the row (performance.md section 1). */
const ROWS_PER_INSERT = 50;

const FIXED_COLUMNS = [
  'no',
  'id_hi',
  'id_lo',
  'subject_no',
  'import_no',
  'record',
  'byte_start',
  'byte_length',
] as const;

const observedAt = measureColumns.findIndex(({ name }) => name === 'observedAtMs');
const latitude = measureColumns.findIndex(({ name }) => name === 'lat');
const longitude = measureColumns.findIndex(({ name }) => name === 'lng');

/** What was stored of one import, besides the rows. */
export interface FactCounts {
  detections: number;
  duplicates: number;
  positions: number;
  firstTimeMs: number | null;
  lastTimeMs: number | null;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** The stored form of a field: a closed list's index, the value itself, or null. */
export function toStored(column: FieldColumn<string>, value: string | number | undefined): string | number | null {
  if (value === undefined) return null;
  return column.codes === undefined ? value : column.codes.indexOf(value as string);
}

/** The field's value from its stored form. */
export function fromStored(column: FieldColumn<string>, stored: string | number | null): string | number | undefined {
  if (stored === null) return undefined;
  return column.codes === undefined ? stored : column.codes[stored as number];
}

/** Name by which a person knows the object; null when the record names none. */
export const identityName = (identity: IdentityFields): string | null =>
  identity.uasSerial ??
  identity.uasRegId ??
  identity.uasUtmId ??
  identity.uasSessionId ??
  identity.icao24 ??
  identity.transmitterMac ??
  identity.sourceTrackKey ??
  identity.callsign ??
  null;

/** Writes one import's batches inside the caller's transaction. */
export class FactWriter {
  readonly counts: FactCounts = {
    detections: 0,
    duplicates: 0,
    positions: 0,
    firstTimeMs: null,
    lastTimeMs: null,
    west: Number.POSITIVE_INFINITY,
    south: Number.POSITIVE_INFINITY,
    east: Number.NEGATIVE_INFINITY,
    north: Number.NEGATIVE_INFINITY,
  };
  readonly sensorIds = new Set<string>();
  readonly objectIds = new Set<string>();
  /** Objects that got a new detection. */
  readonly touchedObjects = new Set<number>();

  readonly #db: Db;
  readonly #importNo: number;
  readonly #format: string;
  #nextNo: number;
  readonly #subjectNos: number[] = [];
  readonly #subjectObjects: number[] = [];
  readonly #subjectTouched: boolean[] = [];
  readonly #inserts = new Map<string, Statement>();

  constructor(db: Db, importNo: number, format: string) {
    this.#db = db;
    this.#importNo = importNo;
    this.#format = format;
    this.#nextNo = db.prepare('SELECT ifnull(max(no), 0) + 1 FROM detection').pluck().get() as number;
  }

  write(batch: DetectionBatch): void {
    for (const subject of batch.newSubjects) this.#storeSubject(subject);
    this.#personalAt = 0;
    for (let from = 0; from < batch.count; from += ROWS_PER_INSERT) {
      this.#insertRows(batch, from, Math.min(batch.count, from + ROWS_PER_INSERT));
    }
    for (const record of batch.quarantined) this.#quarantine(record);
  }

  #insertRows(batch: DetectionBatch, from: number, to: number): void {
    const firstNo = this.#nextNo;
    const rows = to - from;
    const width = FIXED_COLUMNS.length + batch.measures.length;
    const values = new Array<number>(rows * width);
    let at = 0;
    for (let row = from; row < to; row++) {
      values[at++] = firstNo + row - from;
      values[at++] = batch.idHi[row]!;
      values[at++] = batch.idLo[row]!;
      values[at++] = this.#subjectNos[batch.subject[row]!]!;
      values[at++] = this.#importNo;
      values[at++] = batch.record[row]!;
      values[at++] = batch.byteStart[row]!;
      values[at++] = batch.byteLength[row]!;
      // NaN is how an absent number travels; SQLite stores it as NULL.
      for (const measure of batch.measures) values[at++] = measure.values[row]!;
    }
    const { changes } = this.#insertStatement(batch, rows).run(values);
    this.#nextNo = firstNo + rows;
    const isStored = changes === rows ? null : this.#storedAmong(firstNo, firstNo + rows);
    for (let row = from; row < to; row++) {
      if (isStored === null || isStored.has(firstNo + row - from)) this.#count(batch, row);
      else this.#addSource(batch, row);
    }
    while (this.#personalAt < batch.personal.length && batch.personal[this.#personalAt]!.row < to) {
      const { row, fields } = batch.personal[this.#personalAt++]!;
      const no = firstNo + row - from;
      if (isStored === null || isStored.has(no)) this.#insertPersonal(no, fields);
    }
  }
  #personalAt = 0;

  #storedAmong(fromNo: number, toNo: number): Set<number> {
    return new Set(
      this.#db.prepare('SELECT no FROM detection WHERE no >= ? AND no < ?').pluck().all(fromNo, toNo) as number[],
    );
  }

  /** One statement per set of columns and number of rows: in practice two or three per import. */
  #insertStatement(batch: DetectionBatch, rows: number): Statement {
    const key = `${rows}:${batch.measures.map(({ index }) => index).join()}`;
    let statement = this.#inserts.get(key);
    if (statement === undefined) {
      const columns = [...FIXED_COLUMNS, ...batch.measures.map(({ index }) => measureColumns[index]!.column)];
      const row = `(${columns.map(() => '?').join(',')})`;
      statement = this.#db.prepare(
        `INSERT INTO detection (${columns.join(',')}) VALUES ${new Array<string>(rows).fill(row).join(',')}
         ON CONFLICT (id_hi, id_lo) DO NOTHING`,
      );
      this.#inserts.set(key, statement);
    }
    return statement;
  }

  #count(batch: DetectionBatch, row: number): void {
    const { counts } = this;
    counts.detections++;
    const subject = batch.subject[row]!;
    if (!this.#subjectTouched[subject]) {
      this.#subjectTouched[subject] = true;
      this.touchedObjects.add(this.#subjectObjects[subject]!);
    }
    const time = numberAt(batch, observedAt, row);
    if (!Number.isNaN(time)) {
      if (counts.firstTimeMs === null || time < counts.firstTimeMs) counts.firstTimeMs = time;
      if (counts.lastTimeMs === null || time > counts.lastTimeMs) counts.lastTimeMs = time;
    }
    const lat = numberAt(batch, latitude, row);
    const lng = numberAt(batch, longitude, row);
    if (Number.isNaN(lat) || Number.isNaN(lng)) return;
    counts.positions++;
    if (lng < counts.west) counts.west = lng;
    if (lng > counts.east) counts.east = lng;
    if (lat < counts.south) counts.south = lat;
    if (lat > counts.north) counts.north = lat;
  }

  /** The same detection again: it keeps its first row and gains a further source. */
  #addSource(batch: DetectionBatch, row: number): void {
    this.counts.duplicates++;
    this.#db
      .prepare(
        `INSERT INTO detection_source (detection_no, import_no, record, byte_start, byte_length)
         SELECT no, ?, ?, ?, ? FROM detection WHERE id_hi = ? AND id_lo = ?`,
      )
      .run(
        this.#importNo,
        batch.record[row],
        batch.byteStart[row],
        batch.byteLength[row],
        batch.idHi[row],
        batch.idLo[row],
      );
  }

  #insertPersonal(no: number, fields: PersonalFields): void {
    this.#personalStatement ??= this.#db.prepare(
      `INSERT INTO detection_personal (detection_no, ${personalColumns.map(({ column }) => column).join(',')})
       VALUES (?${',?'.repeat(personalColumns.length)})`,
    );
    this.#personalStatement.run(no, ...personalColumns.map((column) => toStored(column, fields[column.name])));
  }
  #personalStatement: Statement | undefined;

  #storeSubject({ identity, sensor, digest }: Subject): void {
    const { sensorNo, sensorKey } = this.#storeSensor(sensor);
    const key = objectKey(identity, sensorKey) ?? `motion:${sensorKey}`;
    const objectNo = this.#internObject(key);
    const evidence = toStored(identityColumns.find(({ name }) => name === 'evidence')!, identity.evidence);
    const find = this.#db.prepare('SELECT no FROM subject WHERE digest = ? AND sensor_no = ? AND evidence = ?').pluck();
    let no = find.get(digest, sensorNo, evidence) as number | undefined;
    if (no === undefined) {
      const columns = identityColumns.map(({ column }) => column);
      no = Number(
        this.#db
          .prepare(
            `INSERT INTO subject (digest, sensor_no, object_no, ${columns.join(',')})
             VALUES (?, ?, ?${',?'.repeat(columns.length)})`,
          )
          .run(digest, sensorNo, objectNo, ...identityColumns.map((column) => toStored(column, identity[column.name])))
          .lastInsertRowid,
      );
    }
    this.#subjectNos.push(no);
    this.#subjectObjects.push(objectNo);
    this.#subjectTouched.push(false);
    const name = identityName(identity);
    if (name !== null) this.objectIds.add(name);
    if (sensor.sensorId !== undefined) this.sensorIds.add(sensor.sensorId);
  }

  #storeSensor(sensor: SensorFields): { sensorNo: number; sensorKey: string } {
    const sensorKey = [
      sensor.sensorId ?? `unnamed (${this.#format})`,
      sensor.sensorKind ?? 'unknown',
      this.#format,
    ].join('|');
    const found = this.#db.prepare('SELECT no FROM sensor WHERE key = ?').pluck().get(sensorKey) as number | undefined;
    if (found !== undefined) return { sensorNo: found, sensorKey };
    const columns = sensorColumns.map(({ column }) => column);
    const { lastInsertRowid } = this.#db
      .prepare(`INSERT INTO sensor (key, format, ${columns.join(',')}) VALUES (?, ?${',?'.repeat(columns.length)})`)
      .run(sensorKey, this.#format, ...sensorColumns.map((column) => toStored(column, sensor[column.name])));
    return { sensorNo: Number(lastInsertRowid), sensorKey };
  }

  #internObject(key: string): number {
    const found = this.#db.prepare('SELECT no FROM object WHERE key = ?').pluck().get(key) as number | undefined;
    return found ?? Number(this.#db.prepare('INSERT INTO object (key) VALUES (?)').run(key).lastInsertRowid);
  }

  #quarantine(record: QuarantinedRecord): void {
    this.#quarantineStatement ??= this.#db.prepare(
      `INSERT INTO quarantine (import_no, record, byte_start, byte_length, code, field, found, raw)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#quarantineStatement.run(
      this.#importNo,
      record.record,
      record.byteStart,
      record.byteLength,
      record.code,
      record.field,
      record.found,
      record.raw,
    );
  }
  #quarantineStatement: Statement | undefined;
}

function numberAt(batch: DetectionBatch, index: number, row: number): number {
  for (const measure of batch.measures) if (measure.index === index) return measure.values[row]!;
  return Number.NaN;
}
