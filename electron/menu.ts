import type { MenuItemConstructorOptions } from 'electron';
import { visibleText } from '../shared/visible-text.ts';

/** Other workspaces: each opens in a window of its own. */
export interface WorkspaceMenu {
  /** Folders, the latest first. */
  readonly recent: readonly string[];
  readonly open: (folder: string) => void;
  readonly choose: () => void;
}

/** An ampersand in a menu underlines the letter after it, unless doubled. */
const asLabel = (folder: string): string => visibleText(folder).replaceAll('&', '&&');

const workspaceItems = ({ recent, open, choose }: WorkspaceMenu): MenuItemConstructorOptions[] => [
  { label: '&Open Workspace…', accelerator: 'CmdOrCtrl+O', click: choose },
  {
    label: 'Open &Recent',
    enabled: recent.length > 0,
    submenu: recent.map((folder) => ({ label: asLabel(folder), click: () => open(folder) })),
  },
];

/** The menu: what the system expects of any window, and what this program is. Everything else is in the page. */
export function menuTemplate(
  platform: NodeJS.Platform,
  devTools: boolean,
  showAbout: () => void,
  workspaces: WorkspaceMenu,
): MenuItemConstructorOptions[] {
  const about: MenuItemConstructorOptions = { label: 'About Fenceline', click: showAbout };
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const inspector: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  return [
    platform === 'darwin'
      ? {
          label: 'Fenceline',
          submenu: [
            about,
            { type: 'separator' },
            { role: 'hide' },
            { role: 'hideOthers' },
            { type: 'separator' },
            { role: 'quit' },
          ],
        }
      : { label: '&File', submenu: [...workspaceItems(workspaces), { type: 'separator' }, { role: 'quit' }] },
    ...(platform === 'darwin' ? [{ label: 'File', submenu: workspaceItems(workspaces) }] : []),
    { role: 'editMenu' },
    { label: '&View', submenu: devTools ? [...view, ...inspector] : view },
    { role: 'windowMenu' },
    { label: '&Help', role: 'help', submenu: [about] },
  ];
}

/** The exact versions behind what is on screen and on paper: a finding may depend on them. */
export function aboutText(version: string, versions: Readonly<Record<string, string | undefined>>): string {
  const { electron, chrome, node } = versions;
  return [
    `Version ${version}`,
    `Electron ${electron ?? 'unknown'}, Chromium ${chrome ?? 'unknown'}, Node ${node ?? 'unknown'}`,
    '',
    'Works offline: nothing leaves this computer.',
    'Border line © OpenStreetMap contributors (ODbL). A map line with a stated error, not a survey.',
    'Apache License 2.0.',
  ].join('\n');
}
