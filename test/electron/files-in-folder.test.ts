import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesInFolder } from '../../electron/import/files-in-folder.ts';
import { temporaryFolder } from '../helpers/workspace.ts';

test('a folder stands for its files by name, without hidden ones and without following links', () => {
  const folder = join(temporaryFolder(), 'exports');
  mkdirSync(join(folder, 'b', 'deep'), { recursive: true });
  mkdirSync(join(folder, '.hidden'));
  for (const name of ['z.csv', 'a.csv', 'b/deep/c.kml', '.DS_Store', '.hidden/x.csv'])
    writeFileSync(join(folder, name), 'x');
  symlinkSync(folder, join(folder, 'loop'));
  symlinkSync('/etc/passwd', join(folder, 'passwd.csv'));
  const found = filesInFolder(`${folder}/`);
  expect(found.ok && found.value).toEqual(
    ['a.csv', 'z.csv', 'b/deep/c.kml'].map((name) => ({ path: join(folder, name), name: `exports/${name}` })),
  );
});

test('an empty folder is a failure that names it', () => {
  const folder = join(temporaryFolder(), 'nothing');
  mkdirSync(folder);
  expect(filesInFolder(folder)).toMatchObject({ ok: false, failure: { code: 'empty-file', file: 'nothing' } });
});
