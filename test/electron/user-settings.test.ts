import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readUserSettings, userSettingsFile, writeUserSettings } from '../../electron/user-settings.ts';
import { firstSettings } from '../../shared/model/user-settings.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fenceline-settings-'));
  file = join(folder, 'deep', 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('settings that were never kept are the first ones', () => {
  expect(readUserSettings(file)).toEqual(firstSettings);
  expect(existsSync(file)).toBe(false);
});

it('a change is kept with everything set before, in a file that is whole at any moment', () => {
  const panes = { ...firstSettings.panes, left: { size: 320, open: false } };
  expect(writeUserSettings(file, { theme: 'field' }).ok).toBe(true);
  expect(writeUserSettings(file, { panes })).toEqual({ ok: true, value: { ...firstSettings, theme: 'field', panes } });
  expect(readUserSettings(file)).toEqual({ ...firstSettings, theme: 'field', panes });
  expect(readdirSync(join(folder, 'deep'))).toEqual(['settings.json']);
});

it.each([
  '',
  '{',
  '[]',
  '7',
  'null',
  `{"theme":"pink","panes":{"left":{"size":"wide"}},"layers":{"flights":"no"},"x":1}`,
])('a damaged file (%s) costs what is damaged and no more', (text) => {
  writeUserSettings(file, {});
  writeFileSync(file, text);
  expect(readUserSettings(file)).toEqual(firstSettings);
  writeFileSync(file, JSON.stringify({ ...firstSettings, notation: 'mgrs', theme: text }));
  expect(readUserSettings(file)).toEqual({ ...firstSettings, notation: 'mgrs' });
});

it('a layer added by a later version has its first setting, one that is gone is forgotten', () => {
  writeUserSettings(file, {});
  writeFileSync(file, JSON.stringify({ layers: { flights: false, gone: true } }));
  expect(readUserSettings(file).layers).toEqual({ ...firstSettings.layers, flights: false });
});

it('a folder that cannot be written to is said, and nothing is lost', () => {
  writeFileSync(join(folder, 'deep'), 'a file in the way');
  const result = writeUserSettings(file, { theme: 'dark' });
  expect(result.ok).toBe(false);
  expect(readFileSync(join(folder, 'deep'), 'utf8')).toBe('a file in the way');
});

it('the file has one place for every workspace, unless another is named', () => {
  expect(userSettingsFile({ FENCELINE_SETTINGS_FILE: '/elsewhere/s.json' })).toBe('/elsewhere/s.json');
  expect(userSettingsFile({}).endsWith('settings.json')).toBe(true);
});
