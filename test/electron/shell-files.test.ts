import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { osAccount } from '../../electron/actor.ts';
import { electronBinary, whyNotElectron } from '../../electron/app.ts';
import { safeFileName, saveFile } from '../../electron/save-file.ts';
import { defaultWorkspaceFolder } from '../../electron/workspace-folder.ts';
import { bytesToBase64 } from '../../shared/base64.ts';
import { ok } from '../../shared/result.ts';

describe('saving a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-save-'));

  it('writes the bytes where the person says, under the name suggested', async () => {
    const bytes = Uint8Array.from([0, 255, 13, 10]);
    const path = join(folder, 'a.pdf');
    const asked: string[] = [];
    const choose = async (name: string) => {
      asked.push(name);
      return path;
    };
    expect(await saveFile('a.pdf', bytesToBase64(bytes), choose)).toEqual(ok(null));
    expect([asked, Uint8Array.from(readFileSync(path))]).toEqual([['a.pdf'], bytes]);
  });

  it('says when nothing was chosen, when it cannot be written, and when it is no file', async () => {
    expect(await saveFile('a', '', async () => null)).toMatchObject({ failure: { code: 'cancelled' } });
    const nowhere = join(folder, 'none', 'a.pdf');
    expect(await saveFile('a', '', async () => nowhere)).toMatchObject({ failure: { code: 'refused', file: nowhere } });
    expect(await saveFile('a', '***', async () => nowhere)).toMatchObject({ failure: { code: 'bad-request' } });
  });

  it('suggests a name that is only a name', () => {
    expect(safeFileName('Incident 2026-11-22 (v1).pdf')).toBe('Incident 2026-11-22 (v1).pdf');
    expect(safeFileName('../../.bashrc')).toBe('_.._.bashrc');
    expect(safeFileName('C:\\Windows\\a.exe')).toBe('C_Windows_a.exe');
    expect(safeFileName('a\u202Efdp.exe')).toBe('a_fdp.exe');
    expect(safeFileName(' . ')).toBe('fenceline');
    expect(safeFileName('x'.repeat(500))).toHaveLength(120);
  });
});

it('the workspace is where the system keeps a person’s data, and does not roam', () => {
  expect(defaultWorkspaceFolder('linux', {}, '/home/a')).toBe('/home/a/.local/share/fenceline/workspace');
  expect(defaultWorkspaceFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/a')).toBe('/data/fenceline/workspace');
  expect(defaultWorkspaceFolder('darwin', {}, '/Users/a')).toBe(
    '/Users/a/Library/Application Support/Fenceline/workspace',
  );
  expect(defaultWorkspaceFolder('win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\Users\\a')).toBe(
    'C:\\L\\Fenceline\\workspace',
  );
  expect(defaultWorkspaceFolder('win32', {}, 'C:\\Users\\a')).toBe(
    'C:\\Users\\a\\AppData\\Local\\Fenceline\\workspace',
  );
});

it('a change is named after an account', () => {
  expect(osAccount()).not.toBe('');
});

describe('Electron’s binary', () => {
  async function program(binary: boolean) {
    const root = mkdtempSync(join(tmpdir(), 'fenceline-electron-'));
    const folder = join(root, 'node_modules', 'electron');
    await mkdir(join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{}');
    const place = () => {
      writeFileSync(join(folder, 'path.txt'), 'electron');
      writeFileSync(join(folder, 'dist', 'electron'), '');
    };
    if (binary) place();
    return { root, place, path: join(folder, 'dist', 'electron') };
  }

  it('is used when it is there, and nothing is fetched', async () => {
    const { root, path } = await program(true);
    const fetch = () => {
      throw new Error('nothing to fetch');
    };
    expect(electronBinary(root, {}, fetch)).toBe(path);
  });

  it('is fetched by its own installer when it is not, unless offline', async () => {
    const { root, path, place } = await program(false);
    expect(electronBinary(root, { FENCELINE_OFFLINE: '1' }, place)).toBeNull();
    expect(electronBinary(root, {}, () => {})).toBeNull();
    expect(electronBinary(root, {}, place)).toBe(path);
  });

  it('is not looked for where no package names it', () => {
    expect(electronBinary(mkdtempSync(join(tmpdir(), 'fenceline-none-')), {}, () => {})).toBeNull();
  });

  it('is left alone where it could not open a window or would have to run unsandboxed', () => {
    expect(whyNotElectron('linux', {}, false)).toMatch(/screen/);
    expect(whyNotElectron('linux', { DISPLAY: ':0' }, true)).toMatch(/root/);
    expect(whyNotElectron('linux', { WAYLAND_DISPLAY: 'wayland-0' }, false)).toBeNull();
    expect(whyNotElectron('win32', {}, false)).toBeNull();
  });
});
