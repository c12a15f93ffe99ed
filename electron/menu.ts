import type { MenuItemConstructorOptions } from 'electron';

/** The menu: what the system expects of any window, and what this program is. Everything else is in the page. */
export function menuTemplate(
  platform: NodeJS.Platform,
  devTools: boolean,
  showAbout: () => void,
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
      : { label: '&File', submenu: [{ role: 'quit' }] },
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
