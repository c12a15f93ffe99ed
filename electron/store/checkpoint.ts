import { statSync } from 'node:fs';
import type { Db } from './open.ts';

/** A journal up to this size is moved into the database by the commit itself, in a few hundredths of a second. */
const SMALL_JOURNAL_BYTES = 16 * 1024 * 1024;
/** SQLite's own default: the size at which a commit moves the journal, in pages. */
const AUTOMATIC_PAGES = 1000;

/** Whether what the transaction wrote is so much that moving it would keep the process from answering. */
export function hasLargeJournal(db: Db): boolean {
  try {
    return statSync(`${db.name}-wal`).size > SMALL_JOURNAL_BYTES;
  } catch {
    return false;
  }
}

/** Does `commit` without moving the journal into the database: that is left to `checkpoint`, on another thread. */
export function withoutCheckpoint<T>(db: Db, commit: () => T): T {
  db.pragma('wal_autocheckpoint = 0');
  try {
    return commit();
  } finally {
    db.pragma(`wal_autocheckpoint = ${AUTOMATIC_PAGES}`);
  }
}

/** Moves what is committed from the journal into the database. Readers and writers go on meanwhile. */
export const checkpoint = (db: Db): void => void db.pragma('wal_checkpoint(PASSIVE)');
