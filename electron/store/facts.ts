import { type AltitudeDatum, altitudeDatums } from '../../shared/model/conclusion.ts';
import {
  heightRefs,
  type IdentityFields,
  type PersonalFields,
  positionOrigins,
  type SensorFields,
} from '../../shared/model/detection.ts';
import {
  identityColumns,
  measureColumns,
  personalColumns,
  type StoredColumn,
  sensorColumns,
} from '../../shared/model/fields.ts';
import { objectKey } from '../../shared/model/identity.ts';
import type { Column, DetectionBatch, QuarantinedRecord, Subject } from '../import/batch.ts';
import { readMeta, writeMeta } from './change.ts';
import type { RecentRows } from './groups.ts';
import type { Db, Statement } from './open.ts';

/** Rows per INSERT: one statement step per row costs more than the row (performance.md section 1). */
const ROWS_PER_INSERT = 50;

/**
 * Rows gathered before they are stored: ids enter their table in id order and rows stand subject by subject, so that neither
 * costs a random page each however large the workspace is. A power of two, so that sort keys stay exact.
 */
const ROWS_PER_BLOCK = 2 ** 18;
/** Above this many new rows they are read back pass by pass, so that memory stays flat: about 110 bytes a row. */
const MOST_RECENT_ROWS = 1_048_576;
const ID_SORT_SHIFT = 2 ** 13;

const BOUND_COLUMNS = ['id_hi', 'id_lo', 'subject_no', 'record', 'byte_start', 'byte_length'] as const;

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
  #nextNo: number;
  readonly #subjectNos: number[] = [];
  readonly #subjectObjects: number[] = [];
  readonly #claims = new Map<number, Statement>();
  readonly #statements: Statements;
  #block: DetectionBatch[] = [];
  #blockRows = 0;

  constructor(db: Db, importNo: number, format: string) {
    this.#db = db;
    this.#importNo = importNo;
    this.#format = format;
    this.#statements = prepareStatements(db);
    this.#nextNo = Number(readMeta(db, NEXT_NO) ?? '1');
  }

  write(batch: DetectionBatch): void {
    for (const subject of batch.newSubjects) this.#storeSubject(subject);
    for (const record of batch.quarantined) this.#quarantine(record);
    if (batch.count === 0) return;
    if (this.#blockRows + batch.count > ROWS_PER_BLOCK) this.flush();
    this.#block.push(batch);
    this.#blockRows += batch.count;
  }

  /** Stores what is still held back. To be called once after the last batch. */
  flush(): void {
    if (this.#blockRows === 0) return;
    const block = joinBlock(this.#block, this.#blockRows);
    this.#block = [];
    this.#blockRows = 0;
    const { newRows, duplicates } = this.#claimIds(block, this.#rowsBySubject(block));
    for (let from = 0; from < newRows.length; from += ROWS_PER_INSERT) {
      this.#insertRows(block, newRows.subarray(from, from + ROWS_PER_INSERT), this.#nextNo + from);
    }
    this.#storeRuns(block, newRows);
    this.#keepRecent(block, newRows);
    for (let place = 0; place < newRows.length; place++) {
      const personal = block.personal.get(newRows[place]!);
      if (personal !== undefined) this.#insertPersonal(this.#nextNo + place, personal);
    }
    for (const row of duplicates) this.#addSource(block, row);
    this.#nextNo += newRows.length;
    writeMeta(this.#db, NEXT_NO, String(this.#nextNo));
  }

  /** Rows just stored, while they are few enough to be kept: conclusions need them at once. */
  get recent(): readonly RecentRows[] {
    return this.#recent;
  }
  #recent: RecentRows[] = [];
  #recentRows = 0;

  #keepRecent(block: Block, rows: Uint32Array): void {
    this.#recentRows += rows.length;
    if (this.#recentRows > MOST_RECENT_ROWS) this.#recent = [];
    else if (rows.length > 0) this.#recent.push(recentRows(block, rows, this.#nextNo));
  }

  /** Rows of the block ordered by subject, each subject's in file order: they will be stored side by side. */
  #rowsBySubject({ rows, subject }: Block): Uint32Array {
    const starts = new Uint32Array(this.#subjectNos.length + 1);
    for (let row = 0; row < rows; row++) starts[subject[row]! + 1]!++;
    for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;
    const ordered = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) ordered[starts[subject[row]!]!++] = row;
    return ordered;
  }

  /**
   * Takes the content ids of the block, in id order. A row whose id is taken, by the store or by an earlier row of the block, is a
   * duplicate: it will be a further source of the detection that has the id. Both lists keep the order given.
   */
  #claimIds(block: Block, ordered: Uint32Array): { newRows: Uint32Array; duplicates: number[] } {
    const { idHi, idLo } = block;
    const owner = this.#statements.owner.pluck();
    // The leading bits of the id above the place in the block: one native sort of doubles, exact below 2^53.
    const keys = new Float64Array(ordered.length);
    for (let place = 0; place < ordered.length; place++) {
      keys[place] = Math.floor(idHi[ordered[place]!]! / ID_SORT_SHIFT) * ROWS_PER_BLOCK + place;
    }
    keys.sort();
    const isNew = new Uint8Array(ordered.length);
    const duplicates: number[] = [];
    for (let from = 0; from < keys.length; from += ROWS_PER_INSERT) {
      const places = keys.subarray(from, from + ROWS_PER_INSERT).map((key) => key % ROWS_PER_BLOCK);
      const values: number[] = [];
      for (const place of places) values.push(idHi[ordered[place]!]!, idLo[ordered[place]!]!, this.#nextNo + place);
      const allNew = this.#claimStatement(places.length).run(values).changes === places.length;
      for (const place of places) {
        const row = ordered[place]!;
        if (allNew || owner.get(idHi[row], idLo[row]) === this.#nextNo + place) isNew[place] = 1;
        else duplicates.push(place);
      }
    }
    if (duplicates.length === 0) {
      for (const row of ordered) this.#count(block, row);
      return { newRows: ordered, duplicates };
    }
    // Numbers were claimed for every row; without the duplicates they close up.
    const newRows = new Uint32Array(ordered.length - duplicates.length);
    const { renumber } = this.#statements;
    for (let place = 0, to = 0; place < ordered.length; place++) {
      if (isNew[place] === 0) continue;
      const row = ordered[place]!;
      if (to !== place) renumber.run(this.#nextNo + to, idHi[row], idLo[row]);
      newRows[to++] = row;
      this.#count(block, row);
    }
    return { newRows, duplicates: duplicates.sort((a, b) => a - b).map((place) => ordered[place]!) };
  }

  #insertRows(block: Block, rows: Uint32Array, firstNo: number): void {
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
    this.#insertStatement(block, rows.length).run(values);
  }

  /** Binding a value is half the cost of storing it, so what is the same for the whole block stands in the statement. */
  #insertStatement(block: Block, rows: number): Statement {
    let statement = block.inserts.get(rows);
    if (statement === undefined) {
      const columns = [
        'no',
        'import_no',
        ...block.constant.map(({ index }) => measureColumns[index]!.column),
        ...BOUND_COLUMNS,
        ...block.varying.map(({ index }) => measureColumns[index]!.column),
      ];
      const constants = [this.#importNo, ...block.constant.map(({ value }) => value)].join(',');
      const bound = ',?'.repeat(BOUND_COLUMNS.length + block.varying.length);
      const more = `,(NULL,${constants}${bound})`.repeat(rows - 1);
      statement = this.#db.prepare(
        `INSERT INTO detection (${columns.join(',')}) VALUES (?,${constants}${bound})${more}`,
      );
      block.inserts.set(rows, statement);
    }
    return statement;
  }

  #claimStatement(rows: number): Statement {
    let statement = this.#claims.get(rows);
    if (statement === undefined) {
      const values = new Array<string>(rows).fill('(?,?,?)').join(',');
      statement = this.#db.prepare(`INSERT OR IGNORE INTO detection_id (id_hi, id_lo, no) VALUES ${values}`);
      this.#claims.set(rows, statement);
    }
    return statement;
  }

  #storeRuns(block: Block, rows: Uint32Array): void {
    for (let from = 0; from < rows.length; ) {
      const subject = block.subject[rows[from]!]!;
      let to = from + 1;
      while (to < rows.length && block.subject[rows[to]!] === subject) to++;
      this.#statements.run.run(this.#subjectNos[subject], this.#nextNo + from, this.#nextNo + to - 1);
      this.touchedObjects.add(this.#subjectObjects[subject]!);
      from = to;
    }
  }

  #count(block: Block, row: number): void {
    const { counts } = this;
    counts.detections++;
    const time = block.observedAt[row]!;
    if (counts.firstTimeMs === null || time < counts.firstTimeMs) counts.firstTimeMs = time;
    if (counts.lastTimeMs === null || time > counts.lastTimeMs) counts.lastTimeMs = time;
    const lat = block.lat[row]!;
    const lng = block.lng[row]!;
    if (Number.isNaN(lat) || Number.isNaN(lng)) return;
    counts.positions++;
    if (lng < counts.west) counts.west = lng;
    if (lng > counts.east) counts.east = lng;
    if (lat < counts.south) counts.south = lat;
    if (lat > counts.north) counts.north = lat;
  }

  /** The same detection again: it keeps its first row and gains a further source. */
  #addSource({ record, byteStart, byteLength, idHi, idLo }: Block, row: number): void {
    this.counts.duplicates++;
    this.#statements.addSource.run(this.#importNo, record[row], byteStart[row], byteLength[row], idHi[row], idLo[row]);
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
  owner: db.prepare('SELECT no FROM detection_id WHERE id_hi = ? AND id_lo = ?'),
  renumber: db.prepare('UPDATE detection_id SET no = ? WHERE id_hi = ? AND id_lo = ?'),
  run: db.prepare('INSERT INTO detection_run (subject_no, first_no, last_no) VALUES (?, ?, ?)'),
  addSource: db.prepare(
    `INSERT INTO detection_source (detection_no, import_no, record, byte_start, byte_length)
     SELECT no, ?, ?, ?, ? FROM detection_id WHERE id_hi = ? AND id_lo = ?`,
  ),
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

/** Several batches as one set of columns. */
interface Block {
  readonly rows: number;
  /** Measure columns (by index in `measureColumns`) that differ between rows… */
  readonly varying: readonly { readonly index: number; readonly values: Float64Array }[];
  /** …and whole-numbered ones that do not. */
  readonly constant: readonly { readonly index: number; readonly value: number }[];
  /** Insert statements by number of rows. */
  readonly inserts: Map<number, Statement>;
  readonly observedAt: Float64Array;
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  readonly subject: Uint32Array;
  readonly record: Float64Array;
  readonly byteStart: Float64Array;
  readonly byteLength: Float64Array;
  readonly idHi: Float64Array;
  readonly idLo: Float64Array;
  readonly personal: ReadonlyMap<number, PersonalFields>;
}

function joinBlock(batches: readonly DetectionBatch[], rows: number): Block {
  const starts: number[] = [];
  let total = 0;
  for (const { count } of batches) {
    starts.push(total);
    total += count;
  }
  const join = (column: (batch: DetectionBatch) => Column | number | undefined): Float64Array => {
    const joined = new Float64Array(rows).fill(Number.NaN);
    batches.forEach((batch, place) => {
      const values = column(batch);
      const start = starts[place]!;
      if (typeof values === 'number') joined.fill(values, start, start + batch.count);
      else if (values !== undefined) joined.set(values, start);
    });
    return joined;
  };
  const indices = [...new Set(batches.flatMap(({ measures }) => measures.map(({ index }) => index)))].sort(
    (a, b) => a - b,
  );
  const measures = indices.map((index) => ({
    index,
    values: join((batch) => batch.measures.find((measure) => measure.index === index)?.values),
  }));
  const measure = (index: number): Float64Array =>
    measures.find((one) => one.index === index)?.values ?? new Float64Array(rows).fill(Number.NaN);
  const subject = new Uint32Array(rows);
  batches.forEach((batch, place) => {
    subject.set(batch.subject, starts[place]);
  });
  return {
    rows,
    varying: measures.filter(({ index, values }) => !isConstant(index, values)),
    constant: measures
      .filter(({ index, values }) => isConstant(index, values))
      .map(({ index, values }) => ({ index, value: values[0]! })),
    inserts: new Map(),
    observedAt: measure(observedAt),
    lat: measure(latitude),
    lng: measure(longitude),
    subject,
    record: join(({ record }) => record),
    byteStart: join(({ byteStart }) => byteStart),
    byteLength: join(({ byteLength }) => byteLength),
    idHi: join(({ idHi }) => idHi),
    idLo: join(({ idLo }) => idLo),
    personal: new Map(
      batches.flatMap(({ personal }, place) =>
        personal.map(({ row, fields }) => [starts[place]! + row, fields] as const),
      ),
    ),
  };
}

/** Integers only: their text in a statement is exact. */
const isConstant = (index: number, values: Float64Array): boolean =>
  measureColumns[index]!.type === 'integer' &&
  Number.isSafeInteger(values[0]) &&
  values.every((value) => value === values[0]);

const measureIndex = (name: (typeof measureColumns)[number]['name']): number =>
  measureColumns.findIndex((column) => column.name === name);

/** Best datum first, as `altitudeSql` of `groups.ts` takes them. */
const altitudeChoices: readonly (readonly [index: number, datum: AltitudeDatum, heightRef?: number])[] = [
  [measureIndex('altHaeM'), 'HAE'],
  [measureIndex('altMslM'), 'MSL'],
  [measureIndex('heightM'), 'AGL', heightRefs.indexOf('ground')],
  [measureIndex('heightM'), 'above take-off', heightRefs.indexOf('takeoff')],
  [measureIndex('altBaroM'), 'barometric'],
  [measureIndex('altUnknownDatumM'), 'datum not stated'],
  [measureIndex('heightM'), 'datum not stated'],
];

function recentRows(block: Block, rows: Uint32Array, firstNo: number): RecentRows {
  const measures = new Map(
    [
      ...block.varying,
      ...block.constant.map(({ index, value }) => ({ index, values: new Float64Array(block.rows).fill(value) })),
    ].map(({ index, values }) => [index, values]),
  );
  const count = rows.length;
  const gather = (values: Float64Array | undefined): Float64Array => {
    const gathered = new Float64Array(count).fill(Number.NaN);
    if (values !== undefined) for (let place = 0; place < count; place++) gathered[place] = values[rows[place]!]!;
    return gathered;
  };
  const altitudeM = new Float64Array(count).fill(Number.NaN);
  const altitudeDatum = new Uint8Array(count);
  const heightRef = measures.get(measureIndex('heightRef'));
  for (const [index, datum, wantedRef] of altitudeChoices) {
    const values = measures.get(index);
    if (values === undefined) continue;
    const code = altitudeDatums.indexOf(datum);
    for (let place = 0; place < count; place++) {
      const row = rows[place]!;
      const value = values[row]!;
      if (altitudeDatum[place] !== 0 || Number.isNaN(value)) continue;
      if (wantedRef !== undefined && heightRef?.[row] !== wantedRef) continue;
      altitudeM[place] = value;
      altitudeDatum[place] = code;
    }
  }
  const origin = measures.get(measureIndex('positionOrigin'));
  const positionOrigin = new Uint8Array(count).fill(positionOrigins.indexOf('unknown'));
  if (origin !== undefined) {
    for (let place = 0; place < count; place++) {
      const code = origin[rows[place]!]!;
      if (!Number.isNaN(code)) positionOrigin[place] = code;
    }
  }
  const personal = (read: (fields: PersonalFields) => number | undefined): Float64Array => {
    const column = new Float64Array(count).fill(Number.NaN);
    if (block.personal.size === 0) return column;
    for (let place = 0; place < count; place++) {
      const fields = block.personal.get(rows[place]!);
      if (fields !== undefined) column[place] = read(fields) ?? Number.NaN;
    }
    return column;
  };
  return {
    firstNo,
    count,
    columns: {
      idHi: gather(block.idHi),
      idLo: gather(block.idLo),
      observedAtMs: gather(block.observedAt),
      lng: gather(block.lng),
      lat: gather(block.lat),
      sigmaM: gather(measures.get(measureIndex('sigmaM'))),
      altitudeM,
      altitudeDatum,
      positionOrigin,
      homeLng: personal(({ homeLng }) => homeLng),
      homeLat: personal(({ homeLat }) => homeLat),
      operatorLng: personal(({ operatorLng }) => operatorLng),
      operatorLat: personal(({ operatorLat }) => operatorLat),
    },
  };
}
