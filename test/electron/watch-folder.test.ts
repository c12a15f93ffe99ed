import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderWatch } from '../../electron/backend/watch-folder.ts';
import { json } from '../helpers/cli.ts';
import { simulatedText, temporaryFolder } from '../helpers/workspace.ts';

const namesOf = (watch: FolderWatch): string[] => {
  const found = watch.look();
  if (!found.ok) throw new Error(found.failure.message);
  return found.value.map(({ name }) => name.split('/').slice(1).join('/'));
};

test('a file is given once it has stopped changing, and again when it changed', () => {
  const folder = temporaryFolder();
  const watch = new FolderWatch(folder);
  expect(namesOf(watch)).toEqual([]);
  writeFileSync(join(folder, 'a.csv'), 'one');
  expect(namesOf(watch)).toEqual([]);
  appendFileSync(join(folder, 'a.csv'), ' two');
  expect(namesOf(watch)).toEqual([]);
  expect(namesOf(watch)).toEqual(['a.csv']);
  expect(namesOf(watch)).toEqual([]);
  appendFileSync(join(folder, 'a.csv'), ' three');
  expect(namesOf(watch)).toEqual([]);
  expect(namesOf(watch)).toEqual(['a.csv']);
});

test('an empty file waits, folders within are looked into, hidden files are not given', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'west'));
  writeFileSync(join(folder, 'west', 'b.csv'), 'b');
  writeFileSync(join(folder, 'empty.csv'), '');
  writeFileSync(join(folder, '.partial'), 'x');
  const watch = new FolderWatch(folder);
  namesOf(watch);
  expect(namesOf(watch)).toEqual(['west/b.csv']);
});

test('a folder that went away is told, and watched again when it is back', () => {
  const folder = join(temporaryFolder(), 'stick');
  const watch = new FolderWatch(folder);
  expect(watch.look()).toMatchObject({ ok: false, failure: { code: 'unreadable-file' } });
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.csv'), 'a');
  namesOf(watch);
  expect(namesOf(watch)).toEqual(['a.csv']);
  rmSync(folder, { recursive: true });
  expect(watch.look().ok).toBe(false);
});

test('the command imports what is there, with a note on how it came', () => {
  const folder = temporaryFolder();
  const inbox = join(folder, 'inbox');
  mkdirSync(inbox);
  writeFileSync(join(inbox, 'night.csv'), simulatedText('generic-csv', { flights: 1 }));
  const workspace = join(folder, 'W');
  const ran = json('--workspace', workspace, 'watch', inbox, '--once', '--every', '0.1', '--medium', 'share');
  expect(ran.code).toBe(0);
  expect(ran.value.files).toMatchObject([{ file: 'inbox/night.csv', acquisition: { medium: 'share' } }]);
  expect(json('--workspace', workspace, 'watch', join(folder, 'none')).code).toBe(3);
});
