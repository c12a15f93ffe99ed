import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recentWorkspaces, rememberWorkspace } from '../../electron/recent-workspaces.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fenceline-recent-'));
  file = join(folder, 'settings', 'recent.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function workspaceAt(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'fenceline.db'), '');
  return path;
}

it('workspaces come back the latest first, each once, ten at most', () => {
  const all = Array.from({ length: 12 }, (_, i) => workspaceAt(`w${i}`));
  for (const path of all) rememberWorkspace(file, path);
  rememberWorkspace(file, all[5]!);
  expect(recentWorkspaces(file)).toEqual([all[5]!, ...[11, 10, 9, 8, 7, 6, 4, 3, 2].map((i) => all[i]!)]);
});

it('one on a stick that is out is not offered, and is back when the stick is', () => {
  const path = workspaceAt('stick');
  rememberWorkspace(file, path);
  rmSync(path, { recursive: true });
  expect(recentWorkspaces(file)).toEqual([]);
  workspaceAt('stick');
  expect(recentWorkspaces(file)).toEqual([path]);
});

it.each(['', '{', '{"a":1}', '[1,2]'])('a damaged list (%s) is empty', (text) => {
  rememberWorkspace(file, workspaceAt('a'));
  writeFileSync(file, text);
  expect(recentWorkspaces(file)).toEqual([]);
});
