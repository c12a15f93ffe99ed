import { type AltitudeDatum, altitudeDatums } from '../../shared/model/conclusion.ts';
import { type IdentityFields, positionOrigins, type SensorKind } from '../../shared/model/detection.ts';
import { identityColumns, sensorColumns } from '../../shared/model/fields.ts';
import type { DetectionColumns, DetectionGroup, SensorRef } from '../../shared/tracks/detections.ts';
import { fromStored } from './facts.ts';
import type { Db } from './open.ts';
import type { RecentRows } from './recent-rows.ts';

/** Detections held in memory at a time while conclusions are made: about 150 bytes each. */
const DETECTIONS_PER_PASS = 65_536;

/** The altitude that stands for a detection, best datum first. */
const altitudes: readonly (readonly [sql: string, datum: AltitudeDatum])[] = [
  ['alt_hae_m', 'HAE'],
  ['alt_msl_m', 'MSL'],
  ['CASE WHEN height_ref = 1 THEN height_m END', 'AGL'],
  ['CASE WHEN height_ref = 0 THEN height_m END', 'above take-off'],
  ['alt_baro_m', 'barometric'],
  ['coalesce(alt_unknown_datum_m, height_m)', 'datum not stated'],
];
export const altitudeSql = `coalesce(${altitudes.map(([sql]) => sql).join(', ')})`;
export const altitudeDatumSql = `CASE ${altitudes
  .map(([sql, datum]) => `WHEN ${sql} IS NOT NULL THEN ${altitudeDatums.indexOf(datum)}`)
  .join(' ')} ELSE 0 END`;

/** Rows read at a time: one call costs less than a step for every row. */
const ROWS_AT_ONCE = 4096;

/** Rows of one subject that are stored side by side, and the group they belong to. */
interface Run {
  readonly place: number;
  readonly subject: number;
  readonly firstNo: number;
  readonly lastNo: number;
}

interface Plan {
  readonly objectNo: number;
  readonly key: string;
  readonly count: number;
}

export const allObjectNos = (db: Db): Set<number> =>
  new Set(db.prepare('SELECT no FROM object').pluck().all() as number[]);

/** Null when no detection of that object is stored. */
export const findObjectNo = (db: Db, key: string): number | null =>
  (db.prepare('SELECT no FROM object WHERE key = ?').pluck().get(key) as number | undefined) ?? null;

/** Whose rows stand where in the columns of a pass. */
export interface PassGroup extends Omit<DetectionGroup, 'columns'> {
  readonly objectNo: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The detections of some objects, read together. The columns lie in shared memory: another thread is given them without a copy.
 */
export interface Pass {
  readonly columns: DetectionColumns;
  readonly groups: readonly PassGroup[];
}

/** One group of a pass with its part of the columns. */
export function groupOf({ columns }: Pass, { from, to, objectNo: _, ...group }: PassGroup): DetectionGroup {
  const part = Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      typeof column === 'number' ? to - from : column.subarray(from, to),
    ]),
  ) as unknown as DetectionColumns;
  return { ...group, columns: part };
}

/**
 * Every given object's detections, one group per object, ordered by object key: an order that depends on content alone. Memory
 * stays flat: objects are read in passes of about 65,000 detections.
 */
export function* readPasses(
  db: Db,
  objectNos: Iterable<number>,
  synthetic: boolean,
  recent: readonly RecentRows[] = [],
): Generator<Pass> {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS wanted_object (no INTEGER PRIMARY KEY) STRICT');
  db.exec('DELETE FROM temp.wanted_object');
  const want = db.prepare('INSERT OR IGNORE INTO temp.wanted_object (no) VALUES (?)');
  for (const no of objectNos) want.run(no);
  const plans = db
    .prepare(
      `SELECT o.no AS objectNo, o.key, sum(r.last_no - r.first_no + 1) AS count
       FROM temp.wanted_object w JOIN object o ON o.no = w.no JOIN subject s ON s.object_no = o.no
       JOIN detection_run r ON r.subject_no = s.no GROUP BY o.no ORDER BY o.key`,
    )
    .all() as Plan[];
  for (let from = 0; from < plans.length; ) {
    let to = from;
    let detections = 0;
    while (to < plans.length && (to === from || detections + plans[to]!.count <= DETECTIONS_PER_PASS)) {
      detections += plans[to++]!.count;
    }
    yield readPass(db, plans.slice(from, to), detections, synthetic, recent);
    from = to;
  }
}

/** Every given object's detections, one group after another. */
export function* readGroups(db: Db, objectNos: Iterable<number>, synthetic: boolean): Generator<DetectionGroup> {
  for (const pass of readPasses(db, objectNos, synthetic)) {
    for (const group of pass.groups) yield groupOf(pass, group);
  }
}

function readPass(
  db: Db,
  plans: readonly Plan[],
  detections: number,
  synthetic: boolean,
  recent: readonly RecentRows[],
): Pass {
  const anyPersonal = db.prepare('SELECT 1 FROM detection_personal LIMIT 1').get() !== undefined;
  const all = allocate(detections, anyPersonal);
  const starts = new Float64Array(plans.length + 1);
  plans.forEach(({ count }, place) => {
    starts[place + 1] = starts[place]! + count;
  });
  db.exec(
    'CREATE TEMP TABLE IF NOT EXISTS wanted_group (object_no INTEGER PRIMARY KEY, place INTEGER NOT NULL) STRICT',
  );
  db.exec('DELETE FROM temp.wanted_group');
  const want = db.prepare('INSERT INTO temp.wanted_group (object_no, place) VALUES (?, ?)');
  plans.forEach(({ objectNo }, place) => {
    want.run(objectNo, place);
  });
  const { subjects, identities, sensors } = readSubjects(db, plans.length);
  const runs = db
    .prepare(
      `SELECT w.place, r.subject_no AS subject, r.first_no AS firstNo, r.last_no AS lastNo
       FROM temp.wanted_group w CROSS JOIN subject s ON s.object_no = w.object_no
       CROSS JOIN detection_run r ON r.subject_no = s.no ORDER BY r.first_no`,
    )
    .all() as Run[];
  const personal = anyPersonal ? ', p.home_lng, p.home_lat, p.operator_lng, p.operator_lat' : '';
  const join = anyPersonal ? 'LEFT JOIN detection_personal p ON p.detection_no = d.no' : '';
  const rowsOf = db
    .prepare(
      `SELECT d.no, d.id_hi, d.id_lo, d.observed_at_ms, d.lng, d.lat, d.sigma_m,
              ${altitudeSql}, ${altitudeDatumSql}, d.position_origin${personal}
       FROM detection d ${join} WHERE d.no BETWEEN ? AND ? ORDER BY d.no`,
    )
    .raw();
  const next = starts.slice(0, plans.length);
  const unknownOrigin = positionOrigins.indexOf('unknown');
  for (const { place, subject, firstNo, lastNo } of runs) {
    const { identity, sensor } = subjects.get(subject)!;
    const first = next[place]!;
    let at = first;
    const rows = recent.find((block) => block.firstNo <= firstNo && lastNo < block.firstNo + block.count);
    if (rows !== undefined) {
      at = copyRows(rows, firstNo, lastNo, all, at);
    } else {
      for (let from = firstNo; from <= lastNo; from += ROWS_AT_ONCE) {
        for (const row of rowsOf.all(from, Math.min(lastNo, from + ROWS_AT_ONCE - 1)) as (number | null)[][]) {
          all.detectionNo[at] = row[0]!;
          all.idHi[at] = row[1]!;
          all.idLo[at] = row[2]!;
          all.observedAtMs[at] = row[3]!;
          all.lng[at] = row[4] ?? Number.NaN;
          all.lat[at] = row[5] ?? Number.NaN;
          all.sigmaM[at] = row[6] ?? Number.NaN;
          all.altitudeM[at] = row[7] ?? Number.NaN;
          all.altitudeDatum[at] = row[8]!;
          all.positionOrigin[at] = row[9] ?? unknownOrigin;
          if (anyPersonal) {
            all.homeLng[at] = row[10] ?? Number.NaN;
            all.homeLat[at] = row[11] ?? Number.NaN;
            all.operatorLng[at] = row[12] ?? Number.NaN;
            all.operatorLat[at] = row[13] ?? Number.NaN;
          }
          at++;
        }
      }
    }
    all.identity.fill(identity, first, at);
    all.sensor.fill(sensor, first, at);
    next[place] = at;
  }
  const groups = plans.map(({ objectNo, key }, place): PassGroup => {
    // Rows of undone imports are gone from their runs: what was read ends at `next`.
    const [from, to] = [starts[place]!, next[place]!];
    putInOrder(all, from, to);
    return { objectNo, key, identities: identities[place]!, sensors: sensors[place]!, synthetic, from, to };
  });
  return { columns: all, groups };
}

/** @returns the place behind the last row copied */
function copyRows(rows: RecentRows, firstNo: number, lastNo: number, into: DetectionColumns, at: number): number {
  const from = firstNo - rows.firstNo;
  const to = lastNo - rows.firstNo + 1;
  if (rows.gone?.subarray(from, to).includes(1)) {
    let next = at;
    for (let no = firstNo; no <= lastNo; no++) {
      if (rows.gone[no - rows.firstNo] === 0) next = copyStretch(rows, no, no, into, next);
    }
    return next;
  }
  return copyStretch(rows, firstNo, lastNo, into, at);
}

function copyStretch(rows: RecentRows, firstNo: number, lastNo: number, into: DetectionColumns, at: number): number {
  const from = firstNo - rows.firstNo;
  const to = lastNo - rows.firstNo + 1;
  for (const [name, column] of Object.entries(rows.columns)) {
    const target = into[name as keyof RecentRows['columns']];
    if (column === null) target.fill(Number.NaN, at, at + to - from);
    else target.set(column.subarray(from, to), at);
  }
  let next = at;
  for (let no = firstNo; no <= lastNo; no++) into.detectionNo[next++] = no;
  return next;
}

interface Subjects {
  /** By number of the subject: its places among the identities and the sensors of its group. */
  readonly subjects: ReadonlyMap<number, { readonly identity: number; readonly sensor: number }>;
  /** By place of the group. */
  readonly identities: readonly (readonly IdentityFields[])[];
  readonly sensors: readonly (readonly SensorRef[])[];
}

/**
 * Reads who the objects in `wanted_group` are, each one's subjects in the order of their digests and its sensors in that of their
 * keys: content, not order of import.
 */
function readSubjects(db: Db, groups: number): Subjects {
  const identities = Array.from({ length: groups }, (): IdentityFields[] => []);
  const sensors = Array.from({ length: groups }, (): SensorRef[] => []);
  const sensorPlaces = Array.from({ length: groups }, () => new Map<number, number>());
  const subjects = new Map<number, { identity: number; sensor: number }>();
  const sensorRows = db.prepare(
    `SELECT DISTINCT w.place, n.no, n.key, n.name, n.sensor_kind
     FROM temp.wanted_group w CROSS JOIN subject s ON s.object_no = w.object_no JOIN sensor n ON n.no = s.sensor_no
     ORDER BY w.place, n.key`,
  );
  for (const { place, no, name, sensor_kind } of sensorRows.iterate() as IterableIterator<SensorRow>) {
    sensorPlaces[place]!.set(no, sensors[place]!.length);
    sensors[place]!.push({
      sensorId: name,
      kind: (fromStored(SENSOR_KIND, sensor_kind) ?? 'unknown') as SensorKind,
    });
  }
  const subjectRows = db.prepare(
    `SELECT w.place, s.no, s.sensor_no, ${identityColumns.map(({ column }) => `s.${column}`).join(',')}
     FROM temp.wanted_group w CROSS JOIN subject s ON s.object_no = w.object_no JOIN sensor n ON n.no = s.sensor_no
     ORDER BY w.place, s.digest, n.key, s.evidence`,
  );
  for (const row of subjectRows.iterate() as IterableIterator<SubjectRow>) {
    const { place, no, sensor_no } = row;
    subjects.set(no, { identity: identities[place]!.length, sensor: sensorPlaces[place]!.get(sensor_no)! });
    identities[place]!.push(readIdentity(row));
  }
  return { subjects, identities, sensors };
}

interface SensorRow {
  readonly place: number;
  readonly no: number;
  readonly name: string;
  readonly sensor_kind: number | null;
}

type SubjectRow = { place: number; no: number; sensor_no: number } & Record<string, string | number | null>;

const SENSOR_KIND = sensorColumns.find(({ name }) => name === 'sensorKind')!;

export function readIdentity(row: Record<string, string | number | null>): IdentityFields {
  return Object.fromEntries(
    identityColumns.flatMap((column) => {
      const value = fromStored(column, row[column.column] ?? null);
      return value === undefined ? [] : [[column.name, value]];
    }),
  ) as IdentityFields;
}

type Columns = { -readonly [Name in keyof DetectionColumns]: DetectionColumns[Name] };

/** Without personal data the columns of homes and operators are one: nothing is in any of them. */
function allocate(count: number, anyPersonal: boolean): Columns {
  const doubles = () => new Float64Array(new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT));
  const integers = () => new Uint32Array(new SharedArrayBuffer(count * Uint32Array.BYTES_PER_ELEMENT));
  const codes = () => new Uint8Array(new SharedArrayBuffer(count));
  const nothing = anyPersonal ? null : doubles().fill(Number.NaN);
  return {
    count,
    detectionNo: doubles(),
    idHi: doubles(),
    idLo: doubles(),
    observedAtMs: doubles(),
    lng: doubles(),
    lat: doubles(),
    sigmaM: doubles(),
    altitudeM: doubles(),
    altitudeDatum: codes(),
    positionOrigin: codes(),
    homeLng: nothing ?? doubles(),
    homeLat: nothing ?? doubles(),
    operatorLng: nothing ?? doubles(),
    operatorLat: nothing ?? doubles(),
    identity: integers(),
    sensor: integers(),
  };
}

/** Sorts the rows [from, to) by time, then content id. Usually they are already. */
function putInOrder(all: DetectionColumns, from: number, to: number): void {
  const before = (a: number, b: number): number =>
    all.observedAtMs[a]! - all.observedAtMs[b]! || all.idHi[a]! - all.idHi[b]! || all.idLo[a]! - all.idLo[b]!;
  let sorted = true;
  for (let at = from + 1; sorted && at < to; at++) sorted = before(at - 1, at) < 0;
  if (sorted) return;
  const order = Uint32Array.from({ length: to - from }, (_, place) => from + place).sort(before);
  for (const column of Object.values(all)) {
    if (typeof column === 'number') continue;
    const unsorted = column.slice(from, to);
    for (let place = 0; place < order.length; place++) column[from + place] = unsorted[order[place]! - from]!;
  }
}
