import type { Db } from './open.ts';

export interface Undone {
  readonly removedDetections: number;
  readonly sha256: string;
  /** Imports that took over detections of this one. */
  readonly heirs: readonly number[];
  /** Objects whose conclusions rest on other detections now. */
  readonly objects: Set<number>;
}

/** Ids of issued reports that print the import as a source: such an import is superseded, never undone. */
export function reportsCiting(db: Db, importNo: number): string[] {
  return db
    .prepare('SELECT report_id FROM report_source WHERE import_no = ? ORDER BY report_id')
    .pluck()
    .all(importNo) as string[];
}

/**
 * Takes an import back inside the caller's change: detections that no other file holds go, those that another file also holds
 * stay and get that file as their source. The import's row stays, marked undone.
 */
export function undoImport(db: Db, importNo: number): Undone {
  const objects = new Set(
    db.prepare('SELECT object_no FROM import_object WHERE import_no = ?').pluck().all(importNo) as number[],
  );
  db.prepare('DELETE FROM detection_source WHERE import_no = ?').run(importNo);
  // A detection that is also in another file lives on there: its earliest other source becomes its first.
  const others = db
    .prepare(
      `SELECT d.no, s.import_no, s.record, s.byte_start, s.byte_length
       FROM detection d JOIN detection_source s ON s.detection_no = d.no
       WHERE d.import_no = ? AND (s.import_no, s.record) =
         (SELECT x.import_no, x.record FROM detection_source x WHERE x.detection_no = d.no ORDER BY x.import_no, x.record LIMIT 1)`,
    )
    .raw()
    .all(importNo) as number[][];
  const adopt = db.prepare(
    'UPDATE detection SET import_no = ?, record = ?, byte_start = ?, byte_length = ? WHERE no = ?',
  );
  const drop = db.prepare('DELETE FROM detection_source WHERE detection_no = ? AND import_no = ? AND record = ?');
  for (const [no, otherImport, record, byteStart, byteLength] of others) {
    adopt.run(otherImport, record, byteStart, byteLength, no);
    drop.run(no, otherImport, record);
  }
  db.prepare(
    'DELETE FROM detection_id WHERE (id_hi, id_lo) IN (SELECT id_hi, id_lo FROM detection WHERE import_no = ?)',
  ).run(importNo);
  const { changes } = db.prepare('DELETE FROM detection WHERE import_no = ?').run(importNo);
  // Runs that still hold a row keep their ends: numbers are never given again, so that nobody else's rows can come between.
  db.exec(
    `DELETE FROM detection_run WHERE NOT EXISTS
       (SELECT 1 FROM detection d WHERE d.no BETWEEN detection_run.first_no AND detection_run.last_no)`,
  );
  db.prepare('DELETE FROM quarantine WHERE import_no = ?').run(importNo);
  db.prepare('DELETE FROM import_object WHERE import_no = ?').run(importNo);
  db.prepare('UPDATE import SET undone = 1 WHERE no = ?').run(importNo);
  // With the last records gone it is no longer decided whether the workspace is synthetic.
  if (
    db.prepare('SELECT 1 FROM detection LIMIT 1').get() === undefined &&
    db.prepare('SELECT 1 FROM area LIMIT 1').get() === undefined
  ) {
    db.prepare("DELETE FROM meta WHERE key = 'kind'").run();
  }
  const sha256 = db.prepare('SELECT sha256 FROM import WHERE no = ?').pluck().get(importNo) as string;
  const heirs = [...new Set(others.map(([, otherImport]) => otherImport!))];
  return { removedDetections: changes, sha256, objects, heirs };
}
