import { BrowserWindow, type Session } from 'electron';
import { appOrigin } from './origin.ts';
import { securePreferences } from './security.ts';

/** A window whose page crashes is loaded anew this often within a minute; after that a person has to decide. */
const RELOADS_A_MINUTE = 3;

export interface MainWindowOptions {
  readonly session: Session;
  /** The built preload, absolute path. */
  readonly preload: string;
  /** The inspector: for developing only. */
  readonly devTools: boolean;
  readonly dark: boolean;
  readonly log: (line: string) => void;
  /** The page crashed again and again. */
  readonly onHopeless: () => void;
}

/** Opens the one window, shown once its page is drawn. */
export function openMainWindow({
  session,
  preload,
  devTools,
  dark,
  log,
  onHopeless,
}: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Fenceline',
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: dark ? '#10181f' : '#ffffff',
    webPreferences: { ...securePreferences, session, preload, devTools },
  });
  window.once('ready-to-show', () => window.show());
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    log(`the page stopped (${reason})`);
    const nowMs = Date.now();
    crashes.push(nowMs);
    const recent = crashes.filter((ms) => nowMs - ms < 60_000).length;
    if (recent > RELOADS_A_MINUTE) onHopeless();
    else window.webContents.reload();
  });
  void window.loadURL(`${appOrigin}/`);
  return window;
}
