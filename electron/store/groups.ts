import { type AltitudeDatum, altitudeDatums } from '../../shared/model/conclusion.ts';
import { type IdentityFields, positionOrigins, type SensorKind } from '../../shared/model/detection.ts';
import { identityColumns, sensorColumns } from '../../shared/model/fields.ts';
import type { DetectionColumns, DetectionGroup, SensorRef } from '../../shared/tracks/detections.ts';
import { fromStored } from './facts.ts';
import type { Db } from './open.ts';

/** Detections held in memory at a time while conclusions are made: about 150 bytes each. */
const DETECTIONS_PER_PASS = 250_000;

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

/**
 * Rows that were just stored, still in memory as columns, in the order of their numbers from `firstNo`. What reading them back
 * would give, without the reading: on the first import of a file that is most of the work of concluding.
 */
export interface RecentRows {
  readonly firstNo: number;
  readonly count: number;
  readonly columns: StoredColumns;
}

/** The columns of a group that the detection itself decides. */
export type StoredColumns = Omit<DetectionColumns, 'count' | 'detectionNo' | 'identity' | 'sensor'>;

interface Plan {
  readonly objectNo: number;
  readonly count: number;
}

export const allObjectNos = (db: Db): Set<number> =>
  new Set(db.prepare('SELECT no FROM object').pluck().all() as number[]);

/** Null when no detection of that object is stored. */
export const findObjectNo = (db: Db, key: string): number | null =>
  (db.prepare('SELECT no FROM object WHERE key = ?').pluck().get(key) as number | undefined) ?? null;

export interface ObjectGroup {
  readonly objectNo: number;
  readonly group: DetectionGroup;
}

/**
 * Every given object's detections, one group per object, ordered by object key: an order that depends on content alone. Memory
 * stays flat: objects are read in passes of about a quarter of a million detections.
 */
export function* readGroups(
  db: Db,
  objectNos: Iterable<number>,
  synthetic: boolean,
  recent: readonly RecentRows[] = [],
): Generator<ObjectGroup> {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS wanted_object (no INTEGER PRIMARY KEY) STRICT');
  db.exec('CREATE TEMP TABLE IF NOT EXISTS wanted_subject (no INTEGER PRIMARY KEY, place INTEGER NOT NULL) STRICT');
  db.exec('DELETE FROM wanted_object');
  const want = db.prepare('INSERT OR IGNORE INTO wanted_object (no) VALUES (?)');
  for (const no of objectNos) want.run(no);
  const plans = db
    .prepare(
      `SELECT o.no AS objectNo, sum(r.last_no - r.first_no + 1) AS count
       FROM wanted_object w JOIN object o ON o.no = w.no JOIN subject s ON s.object_no = o.no
       JOIN detection_run r ON r.subject_no = s.no GROUP BY o.no ORDER BY o.key`,
    )
    .all() as Plan[];
  for (let from = 0; from < plans.length; ) {
    let to = from;
    let detections = 0;
    while (to < plans.length && (to === from || detections + plans[to]!.count <= DETECTIONS_PER_PASS)) {
      detections += plans[to++]!.count;
    }
    yield* readPass(db, plans.slice(from, to), detections, synthetic, recent);
    from = to;
  }
}

function readPass(
  db: Db,
  plans: readonly Plan[],
  detections: number,
  synthetic: boolean,
  recent: readonly RecentRows[],
): ObjectGroup[] {
  const all = allocate(detections);
  const starts = new Float64Array(plans.length + 1);
  plans.forEach(({ count }, place) => {
    starts[place + 1] = starts[place]! + count;
  });
  const readSubjects = subjectReader(db);
  const groups = plans.map(({ objectNo }) => readSubjects(objectNo));
  db.exec('DELETE FROM wanted_subject');
  const want = db.prepare('INSERT INTO wanted_subject (no, place) VALUES (?, ?)');
  const identityOf = new Map<number, number>();
  const sensorOf = new Map<number, number>();
  groups.forEach(({ subjects }, place) => {
    for (const { no, identity, sensor } of subjects) {
      want.run(no, place);
      identityOf.set(no, identity);
      sensorOf.set(no, sensor);
    }
  });
  const runs = db
    .prepare(
      `SELECT w.place, r.subject_no AS subject, r.first_no AS firstNo, r.last_no AS lastNo
       FROM temp.wanted_subject w CROSS JOIN detection_run r ON r.subject_no = w.no ORDER BY r.first_no`,
    )
    .all() as Run[];
  const anyPersonal = db.prepare('SELECT 1 FROM detection_personal LIMIT 1').get() !== undefined;
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
    const identity = identityOf.get(subject)!;
    const sensor = sensorOf.get(subject)!;
    let at = next[place]!;
    const rows = recent.find((block) => block.firstNo <= firstNo && lastNo < block.firstNo + block.count);
    if (rows !== undefined) {
      copyRows(rows, firstNo, lastNo, all, at);
      all.identity.fill(identity, at, at + lastNo - firstNo + 1);
      all.sensor.fill(sensor, at, at + lastNo - firstNo + 1);
      next[place] = at + lastNo - firstNo + 1;
      continue;
    }
    for (let from = firstNo; from <= lastNo; from += ROWS_AT_ONCE) {
      for (const row of rowsOf.all(from, Math.min(lastNo, from + ROWS_AT_ONCE - 1)) as (number | null)[][]) {
        all.detectionNo[at] = row[0]!;
        all.idHi[at] = row[1]!;
        all.idLo[at] = row[2]!;
        all.identity[at] = identity;
        all.sensor[at] = sensor;
        all.observedAtMs[at] = row[3]!;
        all.lng[at] = row[4] ?? Number.NaN;
        all.lat[at] = row[5] ?? Number.NaN;
        all.sigmaM[at] = row[6] ?? Number.NaN;
        all.altitudeM[at] = row[7] ?? Number.NaN;
        all.altitudeDatum[at] = row[8]!;
        all.positionOrigin[at] = row[9] ?? unknownOrigin;
        all.homeLng[at] = row[10] ?? Number.NaN;
        all.homeLat[at] = row[11] ?? Number.NaN;
        all.operatorLng[at] = row[12] ?? Number.NaN;
        all.operatorLat[at] = row[13] ?? Number.NaN;
        at++;
      }
    }
    next[place] = at;
  }
  return plans.map(({ objectNo }, place) => {
    const { key, identities, sensors } = groups[place]!;
    // Rows of undone imports are gone from their runs: what was read ends at `next`.
    const columns = inOrder(all, starts[place]!, next[place]!);
    return { objectNo, group: { key, columns, identities, sensors, synthetic } };
  });
}

function copyRows(rows: RecentRows, firstNo: number, lastNo: number, into: DetectionColumns, at: number): void {
  const from = firstNo - rows.firstNo;
  const to = lastNo - rows.firstNo + 1;
  for (const [name, column] of Object.entries(rows.columns)) {
    into[name as keyof StoredColumns].set(column.subarray(from, to), at);
  }
  for (let no = firstNo; no <= lastNo; no++) into.detectionNo[at++] = no;
}

interface Subjects {
  readonly key: string;
  readonly identities: readonly IdentityFields[];
  readonly sensors: readonly SensorRef[];
  /** Subject row -> place in `identities` and `sensors`. */
  readonly subjects: readonly { readonly no: number; readonly identity: number; readonly sensor: number }[];
}

/** Reads who an object is, in the order of the subjects' digests and sensors' keys: content, not order of import. */
function subjectReader(db: Db): (objectNo: number) => Subjects {
  const findKey = db.prepare('SELECT key FROM object WHERE no = ?').pluck();
  const findSensors = db.prepare(
    `SELECT DISTINCT n.no, n.key, n.name, ${sensorColumns.map(({ column }) => `n.${column}`).join(',')}
     FROM subject s JOIN sensor n ON n.no = s.sensor_no WHERE s.object_no = ? ORDER BY n.key`,
  );
  const findSubjects = db.prepare(
    `SELECT s.no, s.sensor_no, ${identityColumns.map(({ column }) => `s.${column}`).join(',')}
     FROM subject s JOIN sensor n ON n.no = s.sensor_no WHERE s.object_no = ? ORDER BY s.digest, n.key, s.evidence`,
  );
  return (objectNo) => {
    const sensorRows = findSensors.all(objectNo) as SensorRow[];
    const sensorPlace = new Map(sensorRows.map(({ no }, place) => [no, place]));
    const rows = findSubjects.all(objectNo) as ({ no: number; sensor_no: number } & Record<
      string,
      string | number | null
    >)[];
    return {
      key: findKey.get(objectNo) as string,
      sensors: sensorRows.map(({ name, sensor_kind }) => ({
        sensorId: name,
        kind: (fromStored(SENSOR_KIND, sensor_kind) ?? 'unknown') as SensorKind,
      })),
      identities: rows.map(readIdentity),
      subjects: rows.map(({ no, sensor_no }, identity) => ({ no, identity, sensor: sensorPlace.get(sensor_no)! })),
    };
  };
}

interface SensorRow {
  readonly no: number;
  readonly name: string;
  readonly sensor_kind: number | null;
}

const SENSOR_KIND = sensorColumns.find(({ name }) => name === 'sensorKind')!;

export function readIdentity(row: Record<string, string | number | null>): IdentityFields {
  return Object.fromEntries(
    identityColumns.flatMap((column) => {
      const value = fromStored(column, row[column.column] ?? null);
      return value === undefined ? [] : [[column.name, value]];
    }),
  ) as IdentityFields;
}

function allocate(count: number): { -readonly [Name in keyof DetectionColumns]: DetectionColumns[Name] } {
  const doubles = () => new Float64Array(count);
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
    altitudeDatum: new Uint8Array(count),
    positionOrigin: new Uint8Array(count),
    homeLng: doubles(),
    homeLat: doubles(),
    operatorLng: doubles(),
    operatorLat: doubles(),
    identity: new Uint32Array(count),
    sensor: new Uint32Array(count),
  };
}

/** The rows [from, to) sorted by time, then content id. Usually they are already, and nothing is copied. */
function inOrder(all: DetectionColumns, from: number, to: number): DetectionColumns {
  const before = (a: number, b: number): number =>
    all.observedAtMs[a]! - all.observedAtMs[b]! || all.idHi[a]! - all.idHi[b]! || all.idLo[a]! - all.idLo[b]!;
  let sorted = true;
  for (let at = from + 1; sorted && at < to; at++) sorted = before(at - 1, at) < 0;
  const part = Object.fromEntries(
    Object.entries(all).map(([name, column]) => [
      name,
      typeof column === 'number' ? to - from : column.subarray(from, to),
    ]),
  ) as unknown as DetectionColumns;
  if (sorted) return part;
  const order = Uint32Array.from({ length: to - from }, (_, place) => from + place).sort(before);
  return Object.fromEntries(
    Object.entries(all).map(([name, column]) => [
      name,
      typeof column === 'number'
        ? to - from
        : column.subarray(from, to).map((_: number, place: number) => column[order[place]!]!),
    ]),
  ) as unknown as DetectionColumns;
}
