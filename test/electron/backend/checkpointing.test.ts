import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkpointThreads } from '../../../electron/backend/checkpointing/checkpoint-beside.ts';
import { hasLargeJournal, withoutCheckpoint } from '../../../electron/store/checkpoint.ts';
import type { Db } from '../../../electron/store/open.ts';
import { openTestService } from '../../helpers/workspace.ts';

const databaseBytes = (db: Db): number => statSync(db.name).size;
const programs = join(import.meta.dirname, '../../../.build/node');

/** Commits 60 MB that stay in the journal. */
async function withLargeJournal(): Promise<Db> {
  const { workspace } = await openTestService();
  const { write } = workspace.store;
  write.exec('CREATE TABLE filler (content BLOB) STRICT; BEGIN');
  const insert = write.prepare('INSERT INTO filler VALUES (zeroblob(1000000))');
  for (let row = 0; row < 60; row++) insert.run();
  expect(hasLargeJournal(write)).toBe(true);
  withoutCheckpoint(write, () => write.exec('COMMIT'));
  expect(databaseBytes(write)).toBeLessThan(5_000_000);
  return write;
}

test('the journal of a large change is moved into the database by another thread, while this one answers', async () => {
  const db = await withLargeJournal();
  let answered = false;
  setImmediate(() => {
    answered = true;
  });
  await checkpointThreads(join(programs, 'checkpointer.mjs'))(db);
  expect(answered).toBe(true);
  expect(databaseBytes(db)).toBeGreaterThan(60_000_000);
});

test('where there is no thread, the journal is moved all the same', async () => {
  const db = await withLargeJournal();
  await checkpointThreads(join(programs, 'no-such-program.mjs'))(db);
  expect(databaseBytes(db)).toBeGreaterThan(60_000_000);
});

test('a small change is moved by its own commit', async () => {
  const { workspace } = await openTestService();
  expect(hasLargeJournal(workspace.store.write)).toBe(false);
  expect(workspace.store.write.pragma('wal_autocheckpoint', { simple: true })).toBe(1000);
});
