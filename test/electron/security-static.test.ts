import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findings } from '../helpers/electron-rules.ts';

const root = join(import.meta.dirname, '../..');
const sources = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `electron/${file.replaceAll('\\', '/')}`);

describe('the source of the shells', () => {
  it('is all there', () => {
    expect(sources).toEqual(expect.arrayContaining(['electron/main.ts', 'electron/preload.ts', 'electron/windows.ts']));
  });

  it.each(sources)('%s keeps to the security checklist', (file) => {
    expect(findings(file, readFileSync(join(root, file), 'utf8'))).toEqual([]);
  });
});

describe('the check itself', () => {
  const window = (preferences: string) => `new BrowserWindow({ show: false, webPreferences: ${preferences} });`;

  const faults: [name: string, source: string][] = [
    ['no preferences at all', 'new BrowserWindow({ show: true });'],
    ['no options', 'new BrowserWindow();'],
    ['preferences from elsewhere', window('preferences')],
    ['preferences written out, one missing', window('{ sandbox: true, contextIsolation: true }')],
    ['a spread after ours', window('{ ...securePreferences, ...more }')],
    ['a spread before ours', window('{ ...more, ...securePreferences }')],
    ['Node in the page', window('{ ...securePreferences, nodeIntegration: true }')],
    ['Node in workers', window('{ ...securePreferences, nodeIntegrationInWorker: true }')],
    ['Node in frames', window("{ ...securePreferences, 'nodeIntegrationInSubFrames': true }")],
    ['a sandbox switched by a variable', window('{ ...securePreferences, sandbox: isPackaged }')],
    ['no sandbox', window('{ ...securePreferences, sandbox: false }')],
    ['no isolation', window('{ ...securePreferences, contextIsolation: false }')],
    ['no web security', window('{ ...securePreferences, webSecurity: false }')],
    ['web security not quite false', window('{ ...securePreferences, webSecurity: !1 }')],
    ['insecure content', window('{ ...securePreferences, allowRunningInsecureContent: true }')],
    ['experimental features', window('{ ...securePreferences, experimentalFeatures: true }')],
    ['blink features', window("{ ...securePreferences, enableBlinkFeatures: 'CSSVariables' }")],
    ['the webview tag', window('{ ...securePreferences, webviewTag: true }')],
    ['a spelling server', window('{ ...securePreferences, spellcheck: true }')],
    ['a setting assigned later', 'params.nodeIntegration = true;'],
    ['a view without preferences', 'new WebContentsView({});'],
    ['shell imported', "import { shell } from 'electron';"],
    ['openExternal', 'electron.shell.openExternal(url);'],
    ['openExternal by another name', 'const open = shell.openExternal;'],
    ['openExternal as text', "shell['openExternal'](url);"],
    ['openPath', 'shell.openPath(path);'],
    ['executeJavaScript', "window.webContents.executeJavaScript('go(' + name + ')');"],
    ['executeJavaScript, perhaps', 'window.webContents?.executeJavaScript(code);'],
    ['eval', 'eval(text);'],
    ['new Function', "const f = new Function('a', body);"],
    ['Function', "const f = Function('return this')();"],
    ['a timer with text', "setTimeout('go()', 10);"],
    ['the vm module', "import { runInNewContext } from 'node:vm';"],
    ['remote', "import { app } from '@electron/remote';"],
    ['electron imported whole', "import * as electron from 'electron';"],
    ['an import by a variable', 'await import(name);'],
    ['the updater', "import { autoUpdater } from 'electron';"],
    ['the crash reporter', "import { crashReporter } from 'electron';"],
    ['screen capture', "import { desktopCapturer } from 'electron';"],
    ['a handler beside the gate', "ipcMain.handle('other', () => 1);"],
    ['a listener beside the gate', "ipcMain.on('other', () => {});"],
    ['a channel the page can listen on', "ipcRenderer.on('news', callback);"],
    ['synchronous IPC', "ipcRenderer.sendSync('ask');"],
    ['ipcRenderer given away', "contextBridge.exposeInMainWorld('ipc', ipcRenderer);"],
    [
      'ipcRenderer given away inside',
      "contextBridge.exposeInMainWorld('ipc', { send: (a) => ipcRenderer.invoke(a) });",
    ],
    ['a privilege to ignore the policy', 'const scheme = { privileges: { standard: true, bypassCSP: true } };'],
    ['service workers', 'const scheme = { privileges: { allowServiceWorkers: true } };'],
    ['a denial taken back', 'session.setPermissionRequestHandler(null);'],
    ['a session on disk', "session.fromPartition('persist:main');"],
    ['a session by a variable', 'session.fromPartition(name);'],
    ['a page of the web', "window.loadURL('https://example.com');"],
    ['a file as page', "window.loadFile('index.html');"],
    ['a file protocol', "protocol.registerFileProtocol('app', handler);"],
    ['an unsafe policy', "const policy = \"script-src 'self' 'unsafe-inline'\";"],
    ['a webview in markup', 'const html = `<webview src="a"></webview>`;'],
    ['the sandbox switched off', "app.commandLine.appendSwitch('no-sandbox');"],
    ['certificates ignored', "app.commandLine.appendSwitch('ignore-certificate-errors');"],
    ['a debugging port', "const args = ['--remote-debugging-port=9222'];"],
    ['a network call', "await fetch('https://example.com');"],
    ['https', "import { request } from 'node:https';"],
    ['another server', 'createServer(answer).listen(80);'],
    ['a shell command', "import { exec } from 'node:child_process';"],
    ['a child in a shell', 'spawn(command, { shell: true });'],
    ['an SQL extension', "database.loadExtension('a.so');"],
    ['an unsafe database', 'database.unsafeMode();'],
  ];

  it.each(faults)('catches %s', (_name, source) => {
    expect(findings('electron/seeded.ts', source)).not.toEqual([]);
  });

  it('does not take a comment, a message, a type or a safe value for a fault', () => {
    const fine = `
      import type { Shell, IpcMain } from 'electron';
      import { BrowserWindow, contextBridge, ipcRenderer } from 'electron';
      // shell.openExternal and eval are never used; nodeIntegration: true neither.
      const message = 'eval is not used, nor is nodeIntegration';
      const preferences = { sandbox: true, nodeIntegration: false, webSecurity: true, javascript: false };
      new BrowserWindow({ webPreferences: { ...securePreferences, session, preload, devTools: false } });
      session.fromPartition('window');
      window.loadURL('app://fenceline/');
      setTimeout(() => go(), 10);
      contextBridge.exposeInMainWorld('fenceline', bridge);
      await ipcRenderer.invoke(channel, message);
      await import('./other.ts');
    `;
    expect(findings('electron/fine.ts', fine)).toEqual([]);
  });
});
