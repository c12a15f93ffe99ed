import type { IdentityFields } from '../../../shared/model/detection.ts';
import { identityColumns } from '../../../shared/model/fields.ts';
import type { Position } from '../../../shared/model/position.ts';
import type { Assumption } from '../../../shared/model/reading.ts';
import type { OperatorInput, ReportDetection, SensorInput, SourceInput } from '../../../shared/report/input.ts';
import { contentId } from '../../../shared/tracks/detections.ts';
import { listAcquisition } from '../acquisition.ts';
import { readIdentity } from '../groups.ts';
import type { Db } from '../open.ts';
import { profilesOfSensor } from '../profiles.ts';
import { importNameSql } from './imports.ts';

/** The detections of one flight, by row number. */
export interface FlightRows {
  /** In the order of the path. */
  readonly path: ArrayLike<number>;
  /** All others, in order of time. */
  readonly others: readonly number[];
}

export interface FlightFacts {
  readonly detections: readonly ReportDetection[];
  readonly unplaced: readonly ReportDetection[];
  readonly identities: readonly IdentityFields[];
  readonly operator: OperatorInput;
}

export interface ReportFacts {
  readonly flights: readonly FlightFacts[];
  readonly sources: readonly SourceInput[];
  /** Where the records say that their sensors stood, by sensor. */
  readonly sensorPositions: ReadonlyMap<string, readonly Position[]>;
}

/** What a page cites of these flights: their records, identities, sensors and files. */
export function readReportFacts(db: Db, flights: readonly FlightRows[]): ReportFacts {
  const importNos: number[] = [];
  const placeOf = (importNo: number): number => {
    const found = importNos.indexOf(importNo);
    return found >= 0 ? found : importNos.push(importNo) - 1;
  };
  const find = db.prepare('SELECT id_hi, id_lo, subject_no, import_no, record FROM detection WHERE no = ?').raw();
  const more = db
    .prepare('SELECT import_no, record FROM detection_source WHERE detection_no = ? ORDER BY import_no, record')
    .raw();
  const facts = flights.map(({ path, others }): FlightFacts => {
    const subjects = new Set<number>();
    const read = (no: number): ReportDetection => {
      const [hi, lo, subject, importNo, record] = find.get(no) as [number, number, number, number, number];
      subjects.add(subject);
      const further = more.all(no) as [number, number][];
      return {
        id: contentId(hi, lo),
        records: [[importNo, record] as const, ...further].map(([source, number]) => ({
          source: placeOf(source),
          record: number,
        })),
      };
    };
    const detections = Array.from(path, read);
    const unplaced = others.map(read);
    return {
      detections,
      unplaced,
      identities: readIdentities(db, [...subjects]),
      operator: readOperator(db, [...Array.from(path), ...others]),
    };
  });
  const all = flights.flatMap(({ path, others }) => [...Array.from(path), ...others]);
  return {
    flights: facts,
    sources: importNos.map((no) => readSource(db, no)),
    sensorPositions: readSensorPositions(db, all),
  };
}

function readIdentities(db: Db, subjects: readonly number[]): IdentityFields[] {
  const rows = db
    .prepare(
      `SELECT DISTINCT ${identityColumns.map(({ column }) => column).join(',')} FROM subject
       WHERE no IN (SELECT value FROM json_each(?)) ORDER BY digest`,
    )
    .all(JSON.stringify(subjects)) as Record<string, string | number | null>[];
  return rows.map(readIdentity);
}

/** Distinct places and ids that the records state, in the order of the detections given. */
function readOperator(db: Db, numbers: readonly number[]): OperatorInput {
  const ids = new Set<string>();
  const places = new Map<string, OperatorInput['places'][number]>();
  const note = (kind: 'operator' | 'launch or home', lat: number | null, lng: number | null): void => {
    if (lat !== null && lng !== null) places.set(`${kind} ${lat} ${lng}`, { kind, position: [lng, lat] });
  };
  const rows = db
    .prepare(
      `SELECT operator_id AS id, operator_lat AS lat, operator_lng AS lng, home_lat AS homeLat, home_lng AS homeLng
       FROM detection_personal p JOIN json_each(?) wanted ON wanted.value = p.detection_no ORDER BY wanted.key`,
    )
    .all(JSON.stringify(numbers)) as {
    id: string | null;
    lat: number | null;
    lng: number | null;
    homeLat: number | null;
    homeLng: number | null;
  }[];
  for (const { id, lat, lng, homeLat, homeLng } of rows) {
    if (id !== null && id !== '') ids.add(id);
    note('operator', lat, lng);
    note('launch or home', homeLat, homeLng);
  }
  return { ids: [...ids], places: [...places.values()] };
}

function readSensorPositions(db: Db, numbers: readonly number[]): Map<string, Position[]> {
  const rows = db
    .prepare(
      `SELECT n.name, d.sensor_lng AS lng, d.sensor_lat AS lat FROM json_each(?) wanted
       JOIN detection d ON d.no = wanted.value JOIN subject s ON s.no = d.subject_no JOIN sensor n ON n.no = s.sensor_no
       WHERE d.sensor_lat IS NOT NULL AND d.sensor_lng IS NOT NULL
       GROUP BY n.name, d.sensor_lng, d.sensor_lat ORDER BY min(wanted.key)`,
    )
    .all(JSON.stringify(numbers)) as { name: string; lng: number; lat: number }[];
  const positions = new Map<string, Position[]>();
  for (const { name, lng, lat } of rows) {
    const known = positions.get(name);
    if (known === undefined) positions.set(name, [[lng, lat]]);
    else known.push([lng, lat]);
  }
  return positions;
}

interface SourceOptions {
  readonly profile?: { readonly name: string; readonly version: number };
  readonly assumptions?: readonly Assumption[];
}

function readSource(db: Db, no: number): SourceInput {
  const { options, ...source } = db
    .prepare(
      `SELECT id AS importId, ${importNameSql('import')} AS file, ifnull(container_sha256, sha256) AS sha256,
         ifnull(container_bytes, bytes) AS bytes, iif(container_sha256 IS NULL, NULL, sha256) AS memberSha256, format_label AS formatLabel, format AS readerId,
         reader_version AS readerVersion, imported_at_ms AS importedAtMs, actor, records, quarantined, skipped,
         assumed_zone AS assumedZone, options FROM import WHERE no = ?`,
    )
    .get(no) as Omit<SourceInput, 'profile' | 'assumptions' | 'acquisition'> & { readonly options: string };
  const { profile, assumptions = [] } = JSON.parse(options) as SourceOptions;
  return {
    ...source,
    profile: profile === undefined ? null : { name: profile.name, version: profile.version },
    assumptions: assumptions.map(({ kind, assumption }) => ({ kind, sentence: assumption })),
    acquisition: listAcquisition(db, no)[0] ?? null,
  };
}

/**
 * What the page says of sensors, by the profiles that these imports were read with. A clock counts as verified only when every one
 * of them was read with the same statement about it.
 */
export function readReportSensors(
  db: Db,
  sensorIds: readonly string[],
  { sources, sensorPositions }: Pick<ReportFacts, 'sources' | 'sensorPositions'>,
): SensorInput[] {
  const importIds = sources.map(({ importId }) => importId);
  return [...new Set(sensorIds)].map((sensorId) => {
    const positions = sensorPositions.get(sensorId) ?? [];
    const profiles = profilesOfSensor(db, sensorId, importIds);
    const newest = profiles.findLast((one) => one !== null)?.profile;
    if (newest === undefined) {
      return { sensorId, makeModel: null, serial: null, clock: null, calibration: null, positions };
    }
    const clocks = new Map(profiles.map((one) => [JSON.stringify(one?.profile.clock ?? null), one?.profile.clock]));
    const [clock = null] = clocks.size === 1 ? [...clocks.values()] : [];
    return {
      sensorId,
      makeModel: newest.makeModel,
      serial: newest.serial,
      clock: clock === null ? null : { offsetS: clock.offsetS, errorS: clock.errorS },
      calibration: newest.calibration,
      positions,
    };
  });
}
