import { createHash, hash } from 'node:crypto';
import { contentBytes, encodeContent, subjectContent } from '../../../shared/model/content.ts';
import type { PersonalFields, SensorFields } from '../../../shared/model/detection.ts';
import { identityColumns, measureColumns, personalColumns, sensorColumns } from '../../../shared/model/fields.ts';
import { contentId } from '../../../shared/tracks/detections.ts';
import { fromStored } from '../facts.ts';
import { readIdentity } from '../groups.ts';
import type { Db } from '../open.ts';
import { importNameSql } from '../queries/imports.ts';
import { damage, type Finding } from './finding.ts';

type Row = Record<string, string | number | null>;

/** Takes every content id again from the stored fields: one changed bit in a stated field gives another id. */
export function* checkDetections(db: Db): Generator<Finding> {
  const subjects = new Map<number, Buffer>();
  const subjectRows = db
    .prepare(
      `SELECT s.no, s.digest, ${identityColumns.map(({ column }) => `s.${column}`).join(',')},
         ${sensorColumns.map(({ column }) => `n.${column}`).join(',')}
       FROM subject s JOIN sensor n ON n.no = s.sensor_no`,
    )
    .all() as Row[];
  for (const row of subjectRows) {
    const sensor = Object.fromEntries(
      sensorColumns.flatMap((column) => {
        const value = fromStored(column, row[column.column] ?? null);
        return value === undefined ? [] : [[column.name, value]];
      }),
    ) as SensorFields;
    const digest = createHash('sha256')
      .update(subjectContent(readIdentity(row), sensor))
      .digest();
    if (digest.toString('hex') !== row.digest) yield damage(`subject ${row.no}`, 'its identity was changed');
    subjects.set(row.no as number, digest.subarray(0, 16));
  }
  const personal = db.prepare(
    `SELECT ${personalColumns.map(({ column }) => column).join(',')} FROM detection_personal WHERE detection_no = ?`,
  );
  const rows = db
    .prepare(
      `SELECT d.no, d.id_hi, d.id_lo, d.subject_no, p.detection_no IS NOT NULL, ${importNameSql('i')}, d.record,
         ${measureColumns.map(({ column }) => `d.${column}`).join(',')}
       FROM detection d LEFT JOIN detection_personal p ON p.detection_no = d.no JOIN import i ON i.no = d.import_no`,
    )
    .raw()
    .iterate() as IterableIterator<(number | string | null)[]>;
  const MEASURES_FROM = 7;
  const measures = new Float64Array(measureColumns.length);
  let buffer = Buffer.alloc(4096);
  for (const row of rows) {
    const fields = row[4] === 1 ? readPersonal(personal.get(row[0]) as Row) : undefined;
    const needed = contentBytes(fields);
    if (needed > buffer.length) buffer = Buffer.alloc(needed * 2);
    const view = new DataView(buffer.buffer, buffer.byteOffset);
    for (let index = 0; index < measures.length; index++) {
      measures[index] = (row[MEASURES_FROM + index] as number | null) ?? Number.NaN;
    }
    const length = encodeContent(view, subjects.get(row[3] as number) ?? Buffer.alloc(16), 0, measures, fields);
    const digest = hash('sha256', buffer.subarray(0, length), 'buffer');
    if (digest.readUIntBE(0, 6) !== row[1] || digest.readUIntBE(6, 6) !== row[2]) {
      yield damage(
        `detection ${contentId(row[1] as number, row[2] as number)}`,
        `no longer says what record ${row[6]} of ${row[5]} said`,
      );
    }
  }
}

function readPersonal(row: Row): PersonalFields {
  return Object.fromEntries(
    personalColumns.flatMap(({ name, column }) => (row[column] == null ? [] : [[name, row[column]]])),
  ) as PersonalFields;
}

/** The two tables that lead to detections, against the detections and back. */
export function* checkWaysToDetections(db: Db): Generator<Finding> {
  for (const { sql, what } of ways) {
    for (const [where, no] of db.prepare(sql).raw().iterate() as IterableIterator<[string, number]>) {
      yield damage(`${where} ${no}`, what);
    }
  }
}

const ways = [
  {
    sql: `SELECT 'detection row', d.no FROM detection d LEFT JOIN detection_id i ON i.id_hi = d.id_hi AND i.id_lo = d.id_lo
      WHERE i.no IS NOT d.no`,
    what: 'its content id leads to another row or nowhere',
  },
  {
    // When every detection has its own id and there are as many of both, none can be left over: no need to look.
    sql: `SELECT 'content id of row', i.no FROM detection_id i LEFT JOIN detection d ON d.no = i.no
      WHERE (SELECT count(*) FROM detection_id) <> (SELECT count(*) FROM detection)
        AND (d.id_hi IS NOT i.id_hi OR d.id_lo IS NOT i.id_lo)`,
    what: 'the detection that has this content id is missing',
  },
  {
    sql: `SELECT 'detection row', d.no FROM detection d WHERE ifnull((SELECT r.last_no FROM detection_run r
      WHERE r.subject_no = d.subject_no AND r.first_no <= d.no ORDER BY r.first_no DESC LIMIT 1), 0) < d.no`,
    what: 'stands in no run of its subject, so that no conclusion is drawn from it',
  },
  {
    sql: `SELECT 'detection row', d.no FROM detection_run r JOIN detection d ON d.no BETWEEN r.first_no AND r.last_no
      WHERE d.subject_no <> r.subject_no`,
    what: 'stands in a run of another subject',
  },
  {
    sql: `SELECT 'detection run at', r.first_no FROM detection_run r WHERE NOT EXISTS
      (SELECT 1 FROM detection d WHERE d.no BETWEEN r.first_no AND r.last_no)`,
    what: 'holds no detection',
  },
  {
    sql: `SELECT 'detection run at', first_no FROM (SELECT first_no, lag(last_no) OVER
      (PARTITION BY subject_no ORDER BY first_no) AS before FROM detection_run) WHERE before >= first_no`,
    what: 'holds rows that the run before it holds already',
  },
] as const;
