import { BrowserWindow, type Session } from 'electron';
import { appOrigin } from './origin.ts';
import { securePreferences } from './security.ts';
import { type Area, keepWindowState, readWindowState } from './window-state.ts';

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
  /** Where the window's place is kept. */
  readonly stateFile: string;
  /** Screens there are now, in their own pixels. */
  readonly screens: readonly Area[];
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
  stateFile,
  screens,
  onHopeless,
}: MainWindowOptions): BrowserWindow {
  const state = readWindowState(stateFile, screens);
  const place = state === null ? {} : { x: state.x, y: state.y };
  const window = new BrowserWindow({
    title: 'Fenceline',
    ...place,
    width: state?.width ?? 1440,
    height: state?.height ?? 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: dark ? '#10181f' : '#ffffff',
    webPreferences: { ...securePreferences, session, preload, devTools },
  });
  window.once('ready-to-show', () => {
    if (state?.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    keepWindowState(stateFile, { x, y, width, height, maximized: window.isMaximized() });
  });
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
