import type { App, Session, WebContents } from 'electron';
import { appOrigin, appScheme } from './origin.ts';
import { reportIdIn } from './pages.ts';

/**
 * What the window is not allowed, as data: each line is one thing Electron would otherwise grant or ask about, and a test walks
 * the lists. The numbers are those of Electron's security checklist.
 */

/** What every window has, whatever else it states (checklist 2, 3, 4, 6, 8, 9, 10, 12). */
export const securePreferences = {
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
  // Dictionaries would be fetched from a server.
  spellcheck: false,
} as const;

/** Switches of Chromium, set before it starts: it has nothing to say to anyone. */
export const chromiumSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['no-pings'],
];

/** @param name as Electron calls what was refused; told to `note` each time */
export type Note = (name: string) => void;

export interface Denial<Target> {
  /** Electron's name of the event or handler. */
  readonly name: string;
  readonly deny: (target: Target, note: Note) => void;
}

/** Checklist 5: permissions, devices, screen capture, downloads, and the network itself. */
export const sessionDenials: readonly Denial<Session>[] = [
  {
    name: 'setPermissionRequestHandler',
    deny: (session, note) =>
      session.setPermissionRequestHandler((_contents, permission, answer) => {
        note(`permission ${permission}`);
        answer(false);
      }),
  },
  {
    name: 'setPermissionCheckHandler',
    // Asked many times a second for some permissions: refused without a note.
    deny: (session) => session.setPermissionCheckHandler(() => false),
  },
  {
    name: 'setDevicePermissionHandler',
    deny: (session, note) =>
      session.setDevicePermissionHandler(() => {
        note('device permission');
        return false;
      }),
  },
  {
    name: 'setDisplayMediaRequestHandler',
    deny: (session, note) =>
      session.setDisplayMediaRequestHandler((_request, answer) => {
        note('screen capture');
        answer(null);
      }),
  },
  ...(['select-hid-device', 'select-serial-port', 'select-usb-device'] as const).map(
    (name): Denial<Session> => ({
      name,
      deny: (session, note) => {
        // The three differ only in what they would hand over.
        const refuse = (event: { preventDefault(): void }, ...rest: readonly unknown[]) => {
          note(name);
          event.preventDefault();
          const answer = rest.at(-1) as (chosen?: string) => void;
          answer(name === 'select-serial-port' ? '' : undefined);
        };
        (session.on as (name: string, listener: typeof refuse) => void).call(session, name, refuse);
      },
    }),
  ),
  {
    name: 'will-download',
    deny: (session, note) =>
      void session.on('will-download', (event) => {
        note('will-download');
        event.preventDefault();
      }),
  },
  {
    name: 'webRequest.onBeforeRequest',
    deny: (session, note) =>
      session.webRequest.onBeforeRequest(({ url }, answer) => {
        const allowed = localSchemes.some((scheme) => url.startsWith(scheme));
        if (!allowed) note('network request');
        answer({ cancel: !allowed });
      }),
  },
];

/** Schemes that lead out of no process of ours. `devtools:` is the inspector's own pages, unpackaged builds only. */
const localSchemes = [`${appScheme}:`, 'data:', 'blob:', 'devtools:'];

/** Checklist 12, 13, 14: a window stays where it was sent and opens nothing. */
export const contentsDenials: readonly Denial<WebContents>[] = [
  ...(['will-navigate', 'will-redirect', 'will-attach-webview'] as const).map(
    (name): Denial<WebContents> => ({
      name,
      deny: (contents, note) => {
        const refuse = (event: { preventDefault(): void }) => {
          note(name);
          event.preventDefault();
        };
        (contents.on as (name: string, listener: typeof refuse) => void).call(contents, name, refuse);
      },
    }),
  ),
  {
    name: 'will-frame-navigate',
    deny: (contents, note) =>
      void contents.on('will-frame-navigate', (details) => {
        if (isReportFrame(details)) return;
        note('will-frame-navigate');
        details.preventDefault();
      }),
  },
  {
    name: 'setWindowOpenHandler',
    deny: (contents, note) =>
      contents.setWindowOpenHandler(() => {
        note('window.open');
        return { action: 'deny' };
      }),
  },
  {
    name: 'select-bluetooth-device',
    deny: (contents, note) =>
      void contents.on('select-bluetooth-device', (event, _devices, answer) => {
        note('select-bluetooth-device');
        event.preventDefault();
        answer('');
      }),
  },
];

/** The one navigation there is: the preview's frame, to a stored report. */
export const isReportFrame = ({ url, isMainFrame }: { readonly url: string; readonly isMainFrame: boolean }): boolean =>
  !isMainFrame && url.startsWith(`${appOrigin}/`) && reportIdIn(url.slice(appOrigin.length)) !== null;

/** What servers would ask of a client: there are none to ask. */
export const appDenials: readonly Denial<App>[] = [
  {
    name: 'certificate-error',
    deny: (app, note) =>
      void app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
        note('certificate-error');
        event.preventDefault();
        answer(false);
      }),
  },
  {
    name: 'select-client-certificate',
    deny: (app, note) =>
      void app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
        note('select-client-certificate');
        event.preventDefault();
        answer();
      }),
  },
  {
    name: 'login',
    deny: (app, note) =>
      void app.on('login', (event, _contents, _details, _authInfo, answer) => {
        note('login');
        event.preventDefault();
        answer();
      }),
  },
];

/** Applies a list to one thing it is about. */
export function denyAll<Target>(denials: readonly Denial<Target>[], target: Target, note: Note): void {
  for (const { deny } of denials) deny(target, note);
}
