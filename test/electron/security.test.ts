import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  appDenials,
  chromiumSwitches,
  contentsDenials,
  type Denial,
  denyAll,
  isReportFrame,
  securePreferences,
  sessionDenials,
} from '../../electron/security.ts';
import { AppDouble, SessionDouble, WebContentsDouble } from '../helpers/electron-double.ts';

/** Applies one denial to a double and gives what it registered, and what it notes when that is used. */
function apply<Target extends { set?: Map<string, unknown> }>(denial: Denial<never>, target: Target) {
  const noted: string[] = [];
  (denial.deny as (target: unknown, note: (name: string) => void) => void)(target, (name) => noted.push(name));
  return noted;
}

/** Lets Electron ask, with the answers it would take; gives those and whether the default was prevented. */
function ask(target: { emit(name: string, ...args: unknown[]): boolean }, name: string, ...between: unknown[]) {
  const answers: unknown[][] = [];
  let prevented = 0;
  const event = { preventDefault: () => prevented++, url: 'https://example.com/', isMainFrame: true };
  const heard = target.emit(name, event, ...between, (...answer: unknown[]) => answers.push(answer));
  return { heard, answers, prevented };
}

describe('the session', () => {
  const denialOf = (name: string) => sessionDenials.find((denial) => denial.name === name)!;

  it('is denied exactly these', () => {
    expect(sessionDenials.map(({ name }) => name)).toEqual([
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'setDisplayMediaRequestHandler',
      'select-hid-device',
      'select-serial-port',
      'select-usb-device',
      'will-download',
      'webRequest.onBeforeRequest',
    ]);
  });

  it('grants no permission, asked or checked', () => {
    const session = new SessionDouble();
    const noted = apply(denialOf('setPermissionRequestHandler') as Denial<never>, session);
    const request = session.set.get('setPermissionRequestHandler') as (...args: unknown[]) => void;
    const permissions = [
      'geolocation',
      'media',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fullscreen',
      'unknown',
    ];
    for (const permission of permissions) {
      const answers: boolean[] = [];
      request({}, permission, (granted: boolean) => answers.push(granted));
      expect([permission, answers]).toEqual([permission, [false]]);
    }
    expect(noted).toEqual(permissions.map((permission) => `permission ${permission}`));
    apply(denialOf('setPermissionCheckHandler') as Denial<never>, session);
    const check = session.set.get('setPermissionCheckHandler') as (...args: unknown[]) => boolean;
    for (const permission of permissions) expect(check(null, permission, 'app://fenceline')).toBe(false);
  });

  it('gives no device and no picture of the screen', () => {
    const session = new SessionDouble();
    const noted = apply(denialOf('setDevicePermissionHandler') as Denial<never>, session);
    expect((session.set.get('setDevicePermissionHandler') as () => boolean)()).toBe(false);
    apply(denialOf('setDisplayMediaRequestHandler') as Denial<never>, session);
    const streams: unknown[] = [];
    (session.set.get('setDisplayMediaRequestHandler') as (...args: unknown[]) => void)({}, (given: unknown) =>
      streams.push(given),
    );
    expect(streams).toEqual([null]);
    expect(noted).toEqual(['device permission']);
  });

  it.each([
    ['select-hid-device', undefined],
    ['select-serial-port', ''],
    ['select-usb-device', undefined],
  ])('chooses nothing at %s', (name, nothing) => {
    const session = new SessionDouble();
    const noted = apply(denialOf(name) as Denial<never>, session);
    expect(ask(session, name, [{ deviceId: '1' }], {})).toEqual({ heard: true, answers: [[nothing]], prevented: 1 });
    expect(noted).toEqual([name]);
  });

  it('downloads nothing', () => {
    const session = new SessionDouble();
    const noted = apply(denialOf('will-download') as Denial<never>, session);
    expect(ask(session, 'will-download', {}, {}).prevented).toBe(1);
    expect(noted).toEqual(['will-download']);
  });

  it('lets no request out of this computer', () => {
    const session = new SessionDouble();
    const noted = apply(denialOf('webRequest.onBeforeRequest') as Denial<never>, session);
    const request = session.set.get('webRequest.onBeforeRequest') as (...args: unknown[]) => void;
    const cancelled = (url: string) => {
      let answer: { cancel: boolean } | null = null;
      request({ url }, (given: { cancel: boolean }) => {
        answer = given;
      });
      return answer;
    };
    const outside = [
      'https://example.com/',
      'http://127.0.0.1/',
      'ws://a/',
      'file:///etc/passwd',
      'ftp://a/',
      'apps://a/',
      '',
    ];
    for (const url of outside) expect([url, cancelled(url)]).toEqual([url, { cancel: true }]);
    for (const url of ['app://fenceline/', 'data:,a', 'blob:app://fenceline/1']) {
      expect([url, cancelled(url)]).toEqual([url, { cancel: false }]);
    }
    expect(noted).toHaveLength(outside.length);
  });
});

describe('the page', () => {
  it('is denied exactly these', () => {
    expect(contentsDenials.map(({ name }) => name)).toEqual([
      'will-navigate',
      'will-redirect',
      'will-attach-webview',
      'will-frame-navigate',
      'setWindowOpenHandler',
      'select-bluetooth-device',
    ]);
  });

  it.each(['will-navigate', 'will-redirect', 'will-attach-webview', 'will-frame-navigate'])(
    'is stopped at %s',
    (name) => {
      const contents = new WebContentsDouble();
      const noted: string[] = [];
      denyAll(contentsDenials, contents as never, (what) => noted.push(what));
      expect(ask(contents, name)).toMatchObject({ heard: true, prevented: 1 });
      expect(noted).toEqual([name]);
    },
  );

  it('opens no window and no device', () => {
    const contents = new WebContentsDouble();
    denyAll(contentsDenials, contents as never, () => {});
    const open = contents.set.get('setWindowOpenHandler') as (details: unknown) => unknown;
    expect(open({ url: 'app://fenceline/' })).toEqual({ action: 'deny' });
    expect(ask(contents, 'select-bluetooth-device', [])).toMatchObject({ answers: [['']], prevented: 1 });
  });

  it('may show a stored report in a frame, and nothing else in any', () => {
    expect(isReportFrame({ url: 'app://fenceline/report/r1', isMainFrame: false })).toBe(true);
    expect(isReportFrame({ url: 'app://fenceline/report/r1', isMainFrame: true })).toBe(false);
    const others = [
      'app://fenceline/',
      'app://print/report/r1',
      'https://a/report/r1',
      'about:blank',
      'data:text/html,a',
    ];
    for (const url of others) expect([url, isReportFrame({ url, isMainFrame: false })]).toEqual([url, false]);
  });
});

it('the app answers no server that asks it for something', () => {
  const app = new AppDouble();
  const noted: string[] = [];
  denyAll(appDenials, app as never, (what) => noted.push(what));
  expect(ask(app, 'certificate-error', {}, '', '', {})).toMatchObject({ answers: [[false]], prevented: 1 });
  expect(ask(app, 'select-client-certificate', {}, '', [])).toMatchObject({ answers: [[]], prevented: 1 });
  expect(ask(app, 'login', {}, {}, {})).toMatchObject({ answers: [[]], prevented: 1 });
  expect(noted).toEqual(['certificate-error', 'select-client-certificate', 'login']);
});

it('what every window has is exactly this', () => {
  expect(securePreferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  });
});

it('Chromium resolves no name and calls nobody', () => {
  expect(chromiumSwitches).toContainEqual(['host-resolver-rules', 'MAP * ~NOTFOUND']);
  expect(chromiumSwitches).toContainEqual(['disable-background-networking']);
  expect(chromiumSwitches).toContainEqual(['disable-component-update']);
});

describe('the packaged program', () => {
  const config = readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8');

  it('has its fuses as decided', () => {
    const fuses = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(config)?.[1] ?? '';
    const set = [...fuses.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === 'true']);
    expect(Object.fromEntries(set)).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('is an archive with the native module beside it, and updates itself from nowhere', () => {
    expect(config).toMatch(/^asar: true$/m);
    expect(config).toMatch(/^ {2}- "\*\*\/\*\.node"$/m);
    expect(config).toMatch(/^publish: null$/m);
  });

  it('is built with one exact Electron', () => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(manifest.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
