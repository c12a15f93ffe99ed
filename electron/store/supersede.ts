import type { Db } from './open.ts';
import { type DetectionSource, findDetection, type StoredDetection, sourceColumns } from './queries/detections.ts';

/** Stands for the number of a detection that is no longer among the facts in force. */
export const SUPERSEDED_NO = 0;

/**
 * Keeps what issued pages cite of an import that is about to be read again: each such detection as it was read, so that a printed
 * code still leads to its row. Personal fields stay out: the raw row in the kept original has them. Call inside the change, before
 * the import's rows go.
 *
 * @returns how many were kept
 */
export function keepCited(db: Db, importNo: number): number {
  const ids = db
    .prepare(
      `SELECT DISTINCT j.value FROM report_source s JOIN trace t ON t.report_id = s.report_id, json_each(t.detection_ids) j
       WHERE s.import_no = ? ORDER BY j.value`,
    )
    .pluck()
    .all(importNo) as string[];
  const insert = db.prepare(
    `INSERT OR IGNORE INTO superseded_detection (id_hi, id_lo, import_no, record, byte_start, byte_length, fields)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const importId = db.prepare('SELECT id FROM import WHERE no = ?').pluck().get(importNo) as string;
  let kept = 0;
  for (const id of ids) {
    const detection = findDetection(db, id);
    const own = detection?.sources.filter((source) => source.importId === importId) ?? [];
    if (detection === null || own.length === 0) continue;
    for (const { record, byteStart, byteLength } of own) {
      insert.run(...halves(id), importNo, record, byteStart, byteLength, JSON.stringify(detection.fields));
    }
    kept++;
  }
  return kept;
}

export const markSuperseded = (db: Db, importNo: number, byImportNo: number): void =>
  void db.prepare('UPDATE import SET superseded_by = ? WHERE no = ?').run(byImportNo, importNo);

const halves = (id: string): [number, number] => [
  Number.parseInt(id.slice(0, 12), 16),
  Number.parseInt(id.slice(12), 16),
];

/** A detection that issued pages cite: in force, or as a superseded reading had it. Null when neither is stored. */
export function findCited(db: Db, id: string): StoredDetection | null {
  const inForce = findDetection(db, id);
  if (inForce !== null) return inForce;
  if (!/^[0-9a-f]{24}$/.test(id)) return null;
  const rows = db
    .prepare(
      `SELECT ${sourceColumns}, x.fields
       FROM superseded_detection x JOIN import i ON i.no = x.import_no WHERE x.id_hi = ? AND x.id_lo = ?
       ORDER BY i.no, x.record`,
    )
    .all(...halves(id)) as (DetectionSource & { readonly fields: string })[];
  const [first] = rows;
  if (first === undefined) return null;
  return {
    id,
    no: SUPERSEDED_NO,
    fields: JSON.parse(first.fields) as Record<string, string | number>,
    personal: {},
    sources: rows.map(({ fields: _, ...source }) => source),
  };
}
