import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepWindowState, readWindowState } from '../../electron/window-state.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fenceline-window-'));
  file = join(folder, 'profile', 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const laptop = { x: 0, y: 0, width: 1366, height: 768 };
const beside = { x: 1366, y: 0, width: 1920, height: 1080 };
const state = { x: 1500, y: 40, width: 1440, height: 900, maximized: false };

it('the window opens where it was closed', () => {
  keepWindowState(file, state);
  expect(readWindowState(file, [laptop, beside])).toEqual(state);
});

it('a window whose screen was unplugged opens in the usual place', () => {
  keepWindowState(file, state);
  expect(readWindowState(file, [laptop])).toBeNull();
});

it.each([
  '',
  '{}',
  '[1]',
  '{"x":"0","y":0,"width":1440,"height":900,"maximized":false}',
  '{"x":0,"y":0,"width":9,"height":9,"maximized":true}',
])('a damaged state (%s) is none', (text) => {
  keepWindowState(file, state);
  writeFileSync(file, text);
  expect(readWindowState(file, [laptop, beside])).toBeNull();
});

it('a state that cannot be kept is nobody’s trouble', () => {
  writeFileSync(join(folder, 'profile'), 'in the way');
  expect(() => keepWindowState(file, state)).not.toThrow();
  expect(readWindowState(file, [laptop, beside])).toBeNull();
});
