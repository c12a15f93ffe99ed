import { closeSync, openSync, readSync } from 'node:fs';
import { csvText } from '../../../shared/formats/write/csv.ts';
import type { IncidentReport } from '../../../shared/report/data/incident.ts';
import { decodeLike } from '../../import/decode.ts';
import type { Db } from '../../store/open.ts';
import { findCited } from '../../store/supersede.ts';

/** One place in an original from which a cited detection was read. */
export interface CitedRow {
  readonly detectionId: string;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly importId: string;
  readonly file: string;
  readonly sha256: string;
  readonly record: number;
  readonly byteStart: number;
  readonly byteLength: number;
  readonly readerId: string;
  readonly readerVersion: number;
  /** The record as it stands in the original. */
  readonly raw: string;
}

/** A record longer than this is shown cut; the byte range says where all of it is. */
const LONGEST_RAW = 64 * 1024;

/**
 * Every row behind every detection that the page lists, in the page's order.
 *
 * @param pathOf where what byte ranges refer to lies, written out again; by SHA-256
 */
export function* citedRows(db: Db, report: IncidentReport, pathOf: (sha256: string) => string): Generator<CitedRow> {
  const open = new Map<string, { file: number; start: Buffer }>();
  const read = (file: number, at: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, at));
  };
  try {
    for (const { id } of report.detections) {
      const cited = findCited(db, id);
      if (cited === null) continue;
      for (const { bytes: _, ...source } of cited.sources) {
        let original = open.get(source.sha256);
        if (original === undefined) {
          const file = openSync(pathOf(source.sha256), 'r');
          original = { file, start: read(file, 0, 2) };
          open.set(source.sha256, original);
        }
        const bytes = read(original.file, source.byteStart, Math.min(source.byteLength, LONGEST_RAW));
        yield { detectionId: id, fields: cited.fields, ...source, raw: decodeLike(original.start, bytes) };
      }
    }
  } finally {
    for (const { file } of open.values()) closeSync(file);
  }
}

const columns = [
  'lat',
  'lng',
  'sigmaM',
  'altHaeM',
  'altMslM',
  'speedMps',
  'courseDeg',
  'uasSerial',
  'sensorId',
] as const;

/** The rows as a table (RFC 4180, UTF-8, formula-safe): times UTC, units in the names. */
export function* rowsCsv(
  rows: Iterable<CitedRow>,
  codesOf: (detectionId: string) => readonly string[],
): Generator<string> {
  yield `detection_id,trace_codes,observed_at_utc,${columns.join(',')},file,sha256,record,byte_start,byte_length,reader,reader_version,raw\r\n`;
  for (const { detectionId, fields, raw, ...row } of rows) {
    const cells = [
      detectionId,
      csvText(codesOf(detectionId).join(' ')),
      typeof fields.observedAtMs === 'number' ? new Date(fields.observedAtMs).toISOString() : '',
      ...columns.map((name) => (fields[name] === undefined ? '' : cell(fields[name]))),
      csvText(row.file),
      row.sha256,
      row.record,
      row.byteStart,
      row.byteLength,
      csvText(row.readerId),
      row.readerVersion,
      csvText(raw),
    ];
    yield `${cells.join(',')}\r\n`;
  }
}

const cell = (value: string | number): string => (typeof value === 'number' ? String(value) : csvText(value));
