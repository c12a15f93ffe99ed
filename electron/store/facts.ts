import type { IdentityFields, PersonalFields, SensorFields } from '../../shared/model/detection.ts';
import {
  identityColumns,
  measureColumns,
  personalColumns,
  type StoredColumn,
  sensorColumns,
} from '../../shared/model/fields.ts';
import { objectKey } from '../../shared/model/identity.ts';
import type { DetectionBatch, QuarantinedRecord, Subject } from '../import/batch.ts';
import type { Pace } from '../pace.ts';
import { readMeta, writeMeta } from './change.ts';
import { IdClaims, MOST_IDS } from './claim-ids.ts';
import { type Block, joinBlock, rowsBySubject } from './fact-block.ts';
import type { Db, Statement } from './open.ts';
import { type RecentRows, recentRows } from './recent-rows.ts';

/** Rows per INSERT: one statement step per row costs more than the row (performance.md section 1). */
const ROWS_PER_INSERT = 50;

/** Rows gathered before they are stored, subject by subject: a flight's rows stand side by side, and are read back at once. */
const ROWS_PER_BLOCK = 2 ** 16;

/** Prepared INSERTs that are kept: one for each set of columns a file's blocks have. */
const KEPT_INSERTS = 50;

const BOUND_COLUMNS = ['id_hi', 'id_lo', 'subject_no', 'record', 'byte_start', 'byte_length'] as const;

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
export function toStored(column: StoredColumn, value: string | number | undefined): string | number | null {
  if (value === undefined) return null;
  return column.codes === undefined ? value : column.codes.indexOf(value as string);
}

/** The field's value from its stored form. */
export function fromStored(column: StoredColumn, stored: string | number | null): string | number | undefined {
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

/** Rows of one subject that stand side by side. */
interface Run {
  readonly subject: number;
  readonly firstNo: number;
  readonly lastNo: number;
}

/** A block that is stored, but whose content ids are not claimed yet. */
interface StoredBlock {
  readonly rows: RecentRows;
  readonly runs: readonly Run[];
}

/**
 * Writes one import's batches inside the caller's transaction. Rows are stored as they come. Their content ids are claimed a
 * million at a time, in id order, so that the table of ids is gone through once and not once for every block; rows that turn out
 * to be stored already are taken out again and become further sources of the detections that have their ids.
 */
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
  /** Whether a record names no sensor: nothing says that such a one is synthetic. */
  hasNamelessSensor = false;
  readonly objectIds = new Set<string>();
  /** Objects that got a new detection. */
  readonly touchedObjects = new Set<number>();
  /** Objects that any record of the file speaks of, duplicates included. */
  readonly spokenObjects = new Set<number>();

  readonly #db: Db;
  readonly #importNo: number;
  readonly #format: string;
  readonly #pace: Pace;
  #nextNo: number;
  readonly #subjectNos: number[] = [];
  readonly #subjectObjects: number[] = [];
  readonly #claims: IdClaims;
  readonly #statements: Statements;
  readonly #inserts = new Map<string, Statement>();
  #block: DetectionBatch[] = [];
  #blockRows = 0;
  #unclaimed: StoredBlock[] = [];
  #unclaimedRows = 0;
  #recent: readonly RecentRows[] = [];
  #claimed = false;

  constructor(db: Db, importNo: number, format: string, pace: Pace) {
    this.#db = db;
    this.#importNo = importNo;
    this.#format = format;
    this.#pace = pace;
    this.#claims = new IdClaims(db);
    this.#statements = prepareStatements(db);
    this.#nextNo = Number(readMeta(db, NEXT_NO) ?? '1');
  }

  /** @throws Interrupted when the pace's signal was given: the transaction is then to be taken back. */
  async write(batch: DetectionBatch): Promise<void> {
    for (const subject of batch.newSubjects) this.#storeSubject(subject);
    for (const record of batch.quarantined) this.#quarantine(record);
    if (batch.count === 0) return;
    if (this.#blockRows + batch.count > ROWS_PER_BLOCK) await this.#storeBlock();
    this.#block.push(batch);
    this.#blockRows += batch.count;
  }

  /** Stores what is still held back. To be called once after the last batch. */
  async flush(): Promise<void> {
    await this.#storeBlock();
    await this.#claimIds();
    writeMeta(this.#db, NEXT_NO, String(this.#nextNo));
  }

  /** Rows just stored, while they are few enough to be kept: conclusions need them at once. Others are read back. */
  get recent(): readonly RecentRows[] {
    return this.#recent;
  }

  async #storeBlock(): Promise<void> {
    if (this.#blockRows === 0) return;
    if (this.#unclaimedRows + this.#blockRows > MOST_IDS) await this.#claimIds();
    // Of an import with more rows than are claimed at once none are kept, so that memory stays flat.
    if (this.#claimed) this.#recent = [];
    const block = joinBlock(this.#block, this.#blockRows);
    this.#block = [];
    this.#blockRows = 0;
    const firstNo = this.#nextNo;
    const ordered = rowsBySubject(block, this.#subjectNos.length);
    const full = ordered.length - (ordered.length % ROWS_PER_INSERT);
    const insert = this.#insertStatement(block, ROWS_PER_INSERT);
    for (let from = 0; from < full; from += ROWS_PER_INSERT) {
      insert.run(this.#values(block, ordered.subarray(from, from + ROWS_PER_INSERT), firstNo + from));
      if (this.#pace.isDue) await this.#pace.rest();
    }
    if (full < ordered.length) {
      const rest = ordered.subarray(full);
      this.#insertStatement(block, rest.length).run(this.#values(block, rest, firstNo + full));
    }
    if (block.personal.size > 0) {
      for (let place = 0; place < ordered.length; place++) {
        const personal = block.personal.get(ordered[place]!);
        if (personal === undefined) continue;
        this.#insertPersonal(firstNo + place, personal);
        if (this.#pace.isDue) await this.#pace.rest();
      }
    }
    this.#nextNo += ordered.length;
    this.#unclaimed.push({ rows: recentRows(block, ordered, firstNo), runs: runsOf(block, ordered, firstNo) });
    this.#unclaimedRows += ordered.length;
  }

  /** Claims the ids of the rows stored since the last time; what is stored already goes again. */
  async #claimIds(): Promise<void> {
    const blocks = this.#unclaimed;
    const [first] = blocks;
    if (first === undefined) return;
    const count = this.#unclaimedRows;
    this.#unclaimed = [];
    this.#unclaimedRows = 0;
    const taken = await this.#claims.claim(
      joined(blocks, count, ({ idHi }) => idHi),
      joined(blocks, count, ({ idLo }) => idLo),
      first.rows.firstNo,
      this.#pace,
    );
    for (const place of taken) {
      this.#becomeSource(first.rows.firstNo + place);
      if (this.#pace.isDue) await this.#pace.rest();
    }
    const settled = blocks.map(({ rows, runs }) => ({ rows: withoutTaken(rows, first.rows.firstNo, taken), runs }));
    for (const { rows, runs } of settled) {
      this.#count(rows);
      for (const run of runs) this.#storeRun(run, rows);
      if (this.#pace.isDue) await this.#pace.rest();
    }
    if (!this.#claimed) this.#recent = settled.map(({ rows }) => rows);
    this.#claimed = true;
  }

  #values(block: Block, rows: Uint32Array, firstNo: number): number[] {
    const values = new Array<number>(1 + rows.length * (BOUND_COLUMNS.length + block.varying.length));
    // Rows after the first get the next numbers by themselves.
    values[0] = firstNo;
    let at = 1;
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place]!;
      values[at++] = block.idHi[row]!;
      values[at++] = block.idLo[row]!;
      values[at++] = this.#subjectNos[block.subject[row]!]!;
      values[at++] = block.record[row]!;
      values[at++] = block.byteStart[row]!;
      values[at++] = block.byteLength[row]!;
      // NaN is how an absent number travels; SQLite stores it as NULL.
      for (const { values: column } of block.varying) values[at++] = column[row]!;
    }
    return values;
  }

  /** Binding a value is half the cost of storing it, so what is the same for the whole block stands in the statement. */
  #insertStatement({ constant, varying }: Block, rows: number): Statement {
    const columns = [
      'no',
      'import_no',
      ...constant.map(({ index }) => measureColumns[index]!.column),
      ...BOUND_COLUMNS,
      ...varying.map(({ index }) => measureColumns[index]!.column),
    ].join(',');
    const constants = [this.#importNo, ...constant.map(({ value }) => value)].join(',');
    const key = `${rows}:${constants}:${columns}`;
    let statement = this.#inserts.get(key);
    if (statement === undefined) {
      const bound = ',?'.repeat(BOUND_COLUMNS.length + varying.length);
      const more = `,(NULL,${constants}${bound})`.repeat(rows - 1);
      statement = this.#db.prepare(`INSERT INTO detection (${columns}) VALUES (?,${constants}${bound})${more}`);
      if (this.#inserts.size >= KEPT_INSERTS) this.#inserts.clear();
      this.#inserts.set(key, statement);
    }
    return statement;
  }

  /** The same detection again: it keeps its first row and gains a further source. */
  #becomeSource(no: number): void {
    this.counts.duplicates++;
    this.#statements.addSource.run(no);
    this.#statements.drop.run(no);
  }

  #count({ count, gone, columns: { observedAtMs, lng, lat } }: RecentRows): void {
    const { counts } = this;
    for (let place = 0; place < count; place++) {
      if (gone !== null && gone[place] === 1) continue;
      counts.detections++;
      const time = observedAtMs[place]!;
      if (counts.firstTimeMs === null || time < counts.firstTimeMs) counts.firstTimeMs = time;
      if (counts.lastTimeMs === null || time > counts.lastTimeMs) counts.lastTimeMs = time;
      const [x, y] = [lng[place]!, lat[place]!];
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      counts.positions++;
      if (x < counts.west) counts.west = x;
      if (x > counts.east) counts.east = x;
      if (y < counts.south) counts.south = y;
      if (y > counts.north) counts.north = y;
    }
  }

  /** A run that holds a row keeps its ends; one that holds none is none. */
  #storeRun({ subject, firstNo, lastNo }: Run, { firstNo: start, gone }: RecentRows): void {
    if (gone !== null && !gone.subarray(firstNo - start, lastNo - start + 1).includes(0)) return;
    this.#statements.run.run(this.#subjectNos[subject], firstNo, lastNo);
    this.touchedObjects.add(this.#subjectObjects[subject]!);
  }

  #insertPersonal(no: number, fields: PersonalFields): void {
    this.#statements.personal.run(no, ...personalColumns.map((column) => toStored(column, fields[column.name])));
  }

  #storeSubject({ identity, sensor, digest }: Subject): void {
    const { findSubject, subject: insertSubject } = this.#statements;
    const { sensorNo, sensorKey } = this.#storeSensor(sensor);
    const objectNo = this.#internObject(objectKey(identity, sensorKey) ?? `motion:${sensorKey}`);
    const values = identityColumns.map((column) => toStored(column, identity[column.name]));
    const evidence = values[EVIDENCE];
    const no =
      (findSubject.pluck().get(digest, sensorNo, evidence) as number | undefined) ??
      Number(insertSubject.run(digest, sensorNo, objectNo, ...values).lastInsertRowid);
    this.#subjectNos.push(no);
    this.#subjectObjects.push(objectNo);
    this.spokenObjects.add(objectNo);
    const name = identityName(identity);
    if (name !== null) this.objectIds.add(name);
    if (sensor.sensorId === undefined) this.hasNamelessSensor = true;
    else this.sensorIds.add(sensor.sensorId);
  }

  #storeSensor(sensor: SensorFields): { sensorNo: number; sensorKey: string } {
    const { findSensor, sensor: insertSensor } = this.#statements;
    // A named sensor is one sensor whatever file it comes from; nameless ones are only told apart by their kind of export.
    const sensorId = sensor.sensorId ?? `unnamed (${this.#format})`;
    const sensorKey = `${sensorId}|${sensor.sensorKind ?? 'unknown'}`;
    const found = findSensor.pluck().get(sensorKey) as number | undefined;
    if (found !== undefined) return { sensorNo: found, sensorKey };
    const values = sensorColumns.map((column) => toStored(column, sensor[column.name]));
    return { sensorNo: Number(insertSensor.run(sensorKey, sensorId, ...values).lastInsertRowid), sensorKey };
  }

  #internObject(key: string): number {
    const { findObject, object } = this.#statements;
    return (findObject.pluck().get(key) as number | undefined) ?? Number(object.run(key).lastInsertRowid);
  }

  #quarantine({ record, byteStart, byteLength, code, field, found, raw }: QuarantinedRecord): void {
    this.#statements.quarantine.run(this.#importNo, record, byteStart, byteLength, code, field, found, raw);
  }
}

/** Row numbers are never given twice, also after an undo: `detection_run` and packed paths speak of them. */
const NEXT_NO = 'next_detection_no';

const EVIDENCE = identityColumns.findIndex(({ name }) => name === 'evidence');

type Statements = ReturnType<typeof prepareStatements>;

const insertSql = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(',')}) VALUES (?${',?'.repeat(columns.length - 1)})`;

const prepareStatements = (db: Db) => ({
  run: db.prepare('INSERT INTO detection_run (subject_no, first_no, last_no) VALUES (?, ?, ?)'),
  addSource: db.prepare(
    `INSERT INTO detection_source (detection_no, import_no, record, byte_start, byte_length)
     SELECT i.no, d.import_no, d.record, d.byte_start, d.byte_length
     FROM detection d JOIN detection_id i ON i.id_hi = d.id_hi AND i.id_lo = d.id_lo WHERE d.no = ?`,
  ),
  drop: db.prepare('DELETE FROM detection WHERE no = ?'),
  personal: db.prepare(
    insertSql('detection_personal', ['detection_no', ...personalColumns.map(({ column }) => column)]),
  ),
  findSubject: db.prepare('SELECT no FROM subject WHERE digest = ? AND sensor_no = ? AND evidence = ?'),
  subject: db.prepare(
    insertSql('subject', ['digest', 'sensor_no', 'object_no', ...identityColumns.map(({ column }) => column)]),
  ),
  findSensor: db.prepare('SELECT no FROM sensor WHERE key = ?'),
  sensor: db.prepare(insertSql('sensor', ['key', 'name', ...sensorColumns.map(({ column }) => column)])),
  findObject: db.prepare('SELECT no FROM object WHERE key = ?'),
  object: db.prepare('INSERT INTO object (key) VALUES (?)'),
  quarantine: db.prepare(
    insertSql('quarantine', ['import_no', 'record', 'byte_start', 'byte_length', 'code', 'field', 'found', 'raw']),
  ),
});

/** Runs of a block's rows in stored order. */
function runsOf({ subject: subjects }: Block, ordered: Uint32Array, firstNo: number): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < ordered.length; ) {
    const subject = subjects[ordered[from]!]!;
    let to = from + 1;
    while (to < ordered.length && subjects[ordered[to]!] === subject) to++;
    runs.push({ subject, firstNo: firstNo + from, lastNo: firstNo + to - 1 });
    from = to;
  }
  return runs;
}

function joined(
  blocks: readonly StoredBlock[],
  count: number,
  column: (columns: RecentRows['columns']) => Float64Array,
): Float64Array {
  const all = new Float64Array(count);
  let at = 0;
  for (const { rows } of blocks) {
    all.set(column(rows.columns), at);
    at += rows.count;
  }
  return all;
}

/** @param taken places after `firstNo`, in order */
function withoutTaken(rows: RecentRows, firstNo: number, taken: Uint32Array): RecentRows {
  const from = rows.firstNo - firstNo;
  const own = taken.filter((place) => place >= from && place < from + rows.count);
  if (own.length === 0) return rows;
  const gone = new Uint8Array(rows.count);
  for (const place of own) gone[place - from] = 1;
  return { ...rows, gone };
}
