import type { IdentityFields } from '../../../shared/model/detection.ts';
import { identityColumns } from '../../../shared/model/fields.ts';
import type { Assumption } from '../../../shared/model/reading.ts';
import type { ReportDetection, SensorInput, SourceInput } from '../../../shared/report/input.ts';
import { contentId } from '../../../shared/tracks/detections.ts';
import { listAcquisition } from '../acquisition.ts';
import { readIdentity } from '../groups.ts';
import type { Db } from '../open.ts';
import { profilesOfSensor } from '../profiles.ts';
import { importNameSql } from './imports.ts';

export interface ReportFacts {
  readonly detections: readonly ReportDetection[];
  readonly identities: readonly IdentityFields[];
  readonly sources: readonly SourceInput[];
}

/** What a page cites of these detections (row numbers, in order): their records, identities and files. */
export function readReportFacts(db: Db, numbers: ArrayLike<number>): ReportFacts {
  const importNos: number[] = [];
  const placeOf = (importNo: number): number => {
    const found = importNos.indexOf(importNo);
    return found >= 0 ? found : importNos.push(importNo) - 1;
  };
  const find = db.prepare('SELECT id_hi, id_lo, subject_no, import_no, record FROM detection WHERE no = ?').raw();
  const more = db
    .prepare('SELECT import_no, record FROM detection_source WHERE detection_no = ? ORDER BY import_no, record')
    .raw();
  const subjects = new Set<number>();
  const detections = Array.from(numbers, (no): ReportDetection => {
    const [hi, lo, subject, importNo, record] = find.get(no) as [number, number, number, number, number];
    subjects.add(subject);
    const others = more.all(no) as [number, number][];
    return {
      id: contentId(hi, lo),
      records: [[importNo, record] as const, ...others].map(([source, number]) => ({
        source: placeOf(source),
        record: number,
      })),
    };
  });
  return {
    detections,
    identities: readIdentities(db, [...subjects]),
    sources: importNos.map((no) => readSource(db, no)),
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
export function readReportSensors(db: Db, sensorIds: readonly string[], importIds: readonly string[]): SensorInput[] {
  return [...new Set(sensorIds)].flatMap((sensorId) => {
    const profiles = profilesOfSensor(db, sensorId, importIds);
    const newest = profiles.findLast((one) => one !== null)?.profile;
    if (newest === undefined) return [];
    const clocks = new Map(profiles.map((one) => [JSON.stringify(one?.profile.clock ?? null), one?.profile.clock]));
    const [clock = null] = clocks.size === 1 ? [...clocks.values()] : [];
    return [
      {
        sensorId,
        makeModel: newest.makeModel,
        serial: newest.serial,
        clock: clock === null ? null : { offsetS: clock.offsetS, errorS: clock.errorS },
        calibration: newest.calibration,
      },
    ];
  });
}
