import { mkdtempSync, writeFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aboutText, menuTemplate } from '../../electron/menu.ts';
import { chromiumSwitches, securePreferences } from '../../electron/security.ts';
import { buildPages } from '../helpers/built-pages.ts';
import { type ElectronState, electronModule, resetElectron, type SessionDouble } from '../helpers/electron-double.ts';
import { emptyStatus } from '../helpers/fake-backend.ts';

let electron: ElectronState;
let root: string;
const argv = process.argv;
const uncaught = process.listeners('uncaughtException');

/** main.ts runs when it is imported: each start imports it anew, over a double of its own. */
function restart(): void {
  vi.resetModules();
  vi.doMock('electron', () => electronModule);
  electron = resetElectron();
  electron.app.appPath = root;
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'fenceline-program-'));
  writeFileSync(join(root, 'package.json'), '{"name":"fenceline"}');
  const { folder } = await buildPages();
  await mkdir(join(root, '.build'));
  await cp(folder, join(root, '.build', 'renderer'), { recursive: true });
  restart();
  process.argv = ['electron', root, '--workspace=/cases/one'];
  process.env.FENCELINE_SETTINGS_FILE = join(root, 'settings', 'settings.json');
});

afterEach(() => {
  process.argv = argv;
  delete process.env.FENCELINE_SETTINGS_FILE;
  process.removeAllListeners('uncaughtException');
  for (const listener of uncaught) process.on('uncaughtException', listener);
});

/** Runs main.ts as Electron does, to the point where the window is asked for. */
async function runMain(): Promise<void> {
  await import('../../electron/main.ts');
  if (electron.app.hasLock) await vi.waitFor(() => expect(electron.menu).not.toBeNull());
}

const noWorkspaces = { recent: [], open: () => {}, choose: () => {} };

const windowSession = (): SessionDouble => electron.sessions.get('window')!;

describe('the Electron shell', () => {
  it('turns the sandbox on, the network off and its scheme into a proper one before it is ready', async () => {
    await runMain();
    expect(electron.app.sandboxed).toBe(true);
    expect(electron.app.switches).toEqual(chromiumSwitches.map(([name, value]) => [name, value]));
    expect(electron.schemes).toMatchObject([{ scheme: 'app' }]);
  });

  it('opens one window, with exactly the secure preferences, in a session that is kept in memory', async () => {
    await runMain();
    expect(electron.windows).toHaveLength(1);
    const [window] = electron.windows;
    expect(window!.options.webPreferences).toEqual({
      ...securePreferences,
      session: windowSession(),
      preload: join(root, '.build', 'electron', 'preload.cjs'),
      devTools: false,
    });
    expect(window!.loaded).toEqual(['app://fenceline/']);
    for (const partition of electron.sessions.keys()) expect(partition).not.toMatch(/^persist:/);
    expect(window!.shown).toBe(0);
    window!.emit('ready-to-show');
    expect(window!.shown).toBe(1);
  });

  it('denies everything in both sessions and in every page, the print page included', async () => {
    await runMain();
    expect([...electron.sessions.keys()]).toEqual(['window', 'print']);
    for (const session of electron.sessions.values()) {
      expect(session.set.size).toBe(5);
      expect(session.listenerCount('will-download')).toBe(1);
    }
    const { webContents } = electron.windows[0]!;
    expect(webContents.set.has('setWindowOpenHandler')).toBe(true);
    expect(webContents.listenerCount('will-navigate')).toBe(1);
    expect(electron.app.listenerCount('certificate-error')).toBe(1);
  });

  it('serves its pages, and only those', async () => {
    await runMain();
    const answer = windowSession().schemes.get('app') as (request: unknown) => Promise<Response>;
    expect((await answer({ method: 'GET', url: 'app://fenceline/' })).status).toBe(200);
    expect((await answer({ method: 'GET', url: 'app://fenceline/assets.json' })).status).toBe(404);
  });

  it('starts the data service as a utility process and passes a call of its page to it', async () => {
    await runMain();
    const handler = [...electron.ipc.values()][0] as unknown as (event: unknown, message: unknown) => Promise<unknown>;
    expect(electron.ipc.size).toBe(1);
    const asked = handler(
      { senderFrame: { url: 'app://fenceline/', parent: null } },
      { kind: 'call', method: 'workspace.status', request: {} },
    );
    await vi.waitFor(() => expect(electron.utilities).toHaveLength(1));
    const [service] = electron.utilities;
    expect(service!.program).toBe(join(root, '.build', 'node', 'backend.mjs'));
    expect(service!.args).toContain('--workspace=/cases/one');
    expect(service!.args).toContain(`--program-folder=${root}`);
    const { id } = service!.posted[0]!.message as { id: number };
    service!.emit('message', { kind: 'answer', id, result: { ok: true, value: emptyStatus } });
    expect(await asked).toEqual({ ok: true, value: emptyStatus });
  });

  it('a second start shows the window of the first and opens none', async () => {
    electron.app.hasLock = false;
    await runMain();
    expect([electron.windows.length, electron.app.quits]).toEqual([0, 1]);
    restart();
    await runMain();
    electron.app.emit('second-instance');
    expect(electron.windows[0]!.focused).toBe(1);
  });

  it('locks each workspace by itself', async () => {
    await runMain();
    const first = electron.app.paths.get('userData');
    restart();
    process.argv = ['electron', root, '--workspace=/cases/two'];
    await runMain();
    expect(dirname(electron.app.paths.get('userData')!)).toBe(dirname(first!));
    expect(electron.app.paths.get('userData')).not.toBe(first);
  });

  it('loads a crashed page anew three times, then says so and ends', async () => {
    await runMain();
    const { webContents } = electron.windows[0]!;
    for (let crash = 0; crash < 3; crash++) webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect([webContents.reloads, electron.dialogs.length]).toEqual([3, 0]);
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect([webContents.reloads, electron.dialogs.length, electron.app.quits]).toEqual([3, 1, 1]);
  });

  it('closes the data service in order before it ends', async () => {
    await runMain();
    const handler = [...electron.ipc.values()][0] as unknown as (event: unknown, message: unknown) => Promise<unknown>;
    void handler(
      { senderFrame: { url: 'app://fenceline/', parent: null } },
      { kind: 'call', method: 'workspace.status', request: {} },
    );
    await vi.waitFor(() => expect(electron.utilities[0]?.posted).toHaveLength(1));
    let prevented = 0;
    electron.app.emit('will-quit', { preventDefault: () => prevented++ });
    const close = electron.utilities[0]!.posted[1]!.message as { id: number; kind: string };
    expect([close.kind, prevented, electron.app.exits]).toEqual(['close', 1, []]);
    electron.utilities[0]!.emit('message', { kind: 'answer', id: close.id, result: { ok: true, value: null } });
    await vi.waitFor(() => expect(electron.app.exits).toEqual([0]));
    electron.app.emit('will-quit', { preventDefault: () => prevented++ });
    expect([prevented, electron.app.exits]).toEqual([2, [0]]);
  });

  it('says so and ends when its own pages are missing', async () => {
    electron.app.appPath = mkdtempSync(join(tmpdir(), 'fenceline-broken-'));
    writeFileSync(join(electron.app.appPath, 'package.json'), '{"name":"fenceline"}');
    await import('../../electron/main.ts');
    await vi.waitFor(() => expect(electron.app.exits).toEqual([1]));
    expect(electron.dialogs).toHaveLength(1);
  });

  it('a mistake in it shows a sentence without its details and ends it', async () => {
    await runMain();
    process.emit('uncaughtException', new Error('serial 3NZ'));
    expect(electron.app.exits).toEqual([1]);
    expect(JSON.stringify(electron.dialogs)).not.toContain('3NZ');
  });
});

describe('the menu', () => {
  const roles = (items: unknown): string => JSON.stringify(items);

  it('has the usual roles, and the inspector only for developing', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const packaged = roles(menuTemplate(platform, false, () => {}, noWorkspaces));
      for (const role of ['quit', 'editMenu', 'zoomIn', 'togglefullscreen']) expect(packaged).toContain(`"${role}"`);
      expect(packaged).not.toMatch(/toggleDevTools|reload/);
      expect(roles(menuTemplate(platform, true, () => {}, noWorkspaces))).toContain('toggleDevTools');
    }
  });

  it('says the exact versions and where the border line is from', () => {
    const text = aboutText('1.2.3', { electron: '45.4.1', chrome: '156.0', node: '24.21.0' });
    for (const part of ['1.2.3', '45.4.1', '156.0', '24.21.0', 'OpenStreetMap']) expect(text).toContain(part);
  });
});
