import type { RetentionRow } from '../../../shared/contract/contract.ts';
import { sensorKinds } from '../../../shared/model/detection.ts';
import { dueAtMs, RETENTION_CITE, RETENTION_DAYS, recordClassOf } from '../../../shared/model/retention.ts';
import type { Db } from '../open.ts';
import type { Page } from './flights.ts';
import { importNameSql } from './imports.ts';

const DEFINITION = `Records by import and kind of sensor. Those of communications are due ${RETENTION_DAYS} days after they were acquired (${RETENTION_CITE}) unless an exception is determined; exceptions are not kept here. A record whose sensor is not stated may be one of communications. The kept original and quarantined records of a file fall under the same rule as its records. Nothing is deleted by itself.`;

interface Grouped {
  readonly importId: string;
  readonly file: string;
  readonly kind: number | null;
  readonly detections: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly due: number;
  readonly quarantined: number;
}

/** What the retention rule reaches, the earliest due first; records it does not apply to are not listed. One pass over all detections. */
export function listRetention(db: Db, asOfMs: number): Page<RetentionRow> {
  const acquiredBeforeMs = asOfMs - dueAtMs(0);
  const grouped = db
    .prepare(
      `SELECT i.id AS importId, ${importNameSql('i')} AS file, n.sensor_kind AS kind, count(*) AS detections,
         min(d.observed_at_ms) AS firstMs, max(d.observed_at_ms) AS lastMs, sum(d.observed_at_ms <= ?) AS due, i.quarantined
       FROM detection d JOIN subject s ON s.no = d.subject_no JOIN sensor n ON n.no = s.sensor_no
       JOIN import i ON i.no = d.import_no GROUP BY i.no, n.sensor_kind`,
    )
    .all(acquiredBeforeMs) as Grouped[];
  const rows = grouped
    .map(({ kind, firstMs, lastMs, ...group }): RetentionRow => {
      const sensorKind = sensorKinds[kind ?? 0] ?? 'unknown';
      return {
        ...group,
        sensorKind,
        recordClass: recordClassOf(sensorKind),
        firstAcquiredMs: firstMs,
        lastAcquiredMs: lastMs,
        firstDueMs: dueAtMs(firstMs),
        lastDueMs: dueAtMs(lastMs),
      };
    })
    .filter(({ recordClass }) => recordClass !== 'not-communications')
    .sort((a, b) => a.firstDueMs - b.firstDueMs || (a.importId < b.importId ? -1 : 1));
  return { rows, total: rows.length, truncated: false, definition: DEFINITION };
}
