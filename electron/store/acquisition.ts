import type { AcquisitionNote, StoredAcquisition } from '../../shared/model/acquisition.ts';
import type { Db } from './open.ts';

/** Adds a note on how a file came into our hands; the newest holds. Call inside a change. */
export function addAcquisition(
  db: Db,
  importNo: number,
  note: AcquisitionNote,
  { actor, nowMs }: { readonly actor: string; readonly nowMs: number },
): void {
  db.prepare(
    `INSERT INTO acquisition (import_no, received_from, received_by, received_at, medium, medium_serial, entered_at_ms, actor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(importNo, note.receivedFrom, note.receivedBy, note.receivedAt, note.medium, note.mediumSerial, nowMs, actor);
}

/** Every note on an import, the newest first. */
export const listAcquisition = (db: Db, importNo: number): StoredAcquisition[] =>
  db
    .prepare(
      `SELECT received_from AS receivedFrom, received_by AS receivedBy, received_at AS receivedAt, medium,
         medium_serial AS mediumSerial, entered_at_ms AS enteredAtMs, actor
       FROM acquisition WHERE import_no = ? ORDER BY no DESC`,
    )
    .all(importNo) as StoredAcquisition[];

/** What was noted of an import's file goes over to the import that reads it again. */
export const handOverAcquisition = (db: Db, fromImportNo: number, toImportNo: number): void =>
  void db
    .prepare(
      `INSERT INTO acquisition (import_no, received_from, received_by, received_at, medium, medium_serial, entered_at_ms, actor)
       SELECT ?, received_from, received_by, received_at, medium, medium_serial, entered_at_ms, actor
       FROM acquisition WHERE import_no = ? ORDER BY no`,
    )
    .run(toImportNo, fromImportNo);
