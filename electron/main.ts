import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { app, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session } from 'electron';
import { ok } from '../shared/result.ts';
import { osAccount } from './actor.ts';
import { describeBug } from './bug.ts';
import { type ForkProgram, forkNode, runsOurPrograms } from './fork.ts';
import { forkUtility } from './fork-utility.ts';
import { createGate } from './ipc/gate.ts';
import { registerIpc } from './ipc/register.ts';
import { aboutText, menuTemplate } from './menu.ts';
import { appScheme } from './origin.ts';
import { loadPages } from './pages.ts';
import { programPaths } from './paths.ts';
import { electronEngine } from './print/electron.ts';
import { recentWorkspaces, rememberWorkspace } from './recent-workspaces.ts';
import { saveFile, saveMade } from './save-file.ts';
import { answerSchemeRequest, schemePrivileges } from './scheme.ts';
import { appDenials, chromiumSwitches, contentsDenials, denyAll, sessionDenials } from './security.ts';
import { spawnBackend } from './spawner.ts';
import { userSettingsFile } from './user-settings.ts';
import { openMainWindow } from './windows.ts';
import { defaultWorkspaceFolder } from './workspace-folder.ts';

/**
 * The Electron shell:
 *
 *   electron . [--workspace=FOLDER]
 */
const log = (line: string): void => void process.stderr.write(`fenceline: ${line}\n`);
const note = (what: string): void => log(`refused: ${what}`);
const workspaceArgument = process.argv.find((argument) => argument.startsWith('--workspace='));
const workspace =
  workspaceArgument === undefined ? defaultWorkspaceFolder() : resolve(workspaceArgument.slice('--workspace='.length));

/** A mistake of ours: said without its details, which may hold case data, and the end of this process. */
function endOn(error: unknown): void {
  log(`bug: ${describeBug(error)}`);
  dialog.showErrorBox('Fenceline made a mistake', 'It has to close. What was stored is safe: open it again.');
  app.exit(1);
}
process.on('uncaughtException', endOn);

app.enableSandbox();
for (const [name, value] of chromiumSwitches) app.commandLine.appendSwitch(name, value);
protocol.registerSchemesAsPrivileged([schemePrivileges]);
// A folder for each workspace, so that the lock below is the workspace's: two of them may be open side by side.
const profile = createHash('sha256').update(workspace).digest('hex').slice(0, 12);
app.setPath('userData', join(app.getPath('appData'), 'Fenceline', profile));
denyAll(appDenials, app, note);
app.on('web-contents-created', (_event, contents) => denyAll(contentsDenials, contents, note));

if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(endOn);
else {
  log('this workspace is already open; its window is shown');
  app.quit();
}

/** Electron's own process where its Node is new enough; the Node named by FENCELINE_NODE for the old one of the smoke test. */
function programFork(): ForkProgram {
  if (runsOurPrograms) return forkUtility;
  const node = process.env.FENCELINE_NODE;
  if (node === undefined)
    throw new Error('This Electron is too old for Fenceline: FENCELINE_NODE must name a Node of at least 24.');
  return forkNode(node);
}

async function start(): Promise<void> {
  const paths = programPaths(app.getAppPath());
  const devTools = !app.isPackaged;
  const connection = spawnBackend({
    program: join(paths.programs, 'backend.mjs'),
    workspace,
    programFolder: paths.root,
    actor: osAccount(),
    fork: programFork(),
    log,
  });
  // In memory, both: nothing of a case is left in a browser profile.
  const windowSession = session.fromPartition('window');
  const printSession = session.fromPartition('print');
  for (const each of [windowSession, printSession]) denyAll(sessionDenials, each, note);
  const pages = await loadPages(paths.renderer);
  windowSession.protocol.handle(appScheme, (request) => answerSchemeRequest(request, pages, connection));

  const engine = electronEngine(printSession, process.versions, log);
  const gate = createGate({ connection, pdfEngine: async () => ok(engine), log });
  const window = openMainWindow({
    session: windowSession,
    preload: join(paths.root, '.build', 'electron', 'preload.cjs'),
    devTools,
    dark: nativeTheme.shouldUseDarkColors,
    stateFile: join(app.getPath('userData'), 'window.json'),
    screens: screen.getAllDisplays().map(({ workArea }) => workArea),
    log,
    onHopeless: () => {
      dialog.showErrorBox(
        'The window cannot be shown',
        'Its page stopped several times in a row. What was stored is safe.',
      );
      app.quit();
    },
  });
  const choosePath = async (name: string): Promise<string | null> => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: name });
    return canceled || filePath === '' ? null : filePath;
  };
  registerIpc({
    ipcMain,
    gate,
    connection,
    saveMade: (made) => saveMade(made, choosePath),
    saveFile: (name, base64) => saveFile(name, base64, choosePath),
    log,
  });
  const recentFile = join(dirname(userSettingsFile()), 'recent.json');
  /** A process and a window of its own: each workspace has its lock. */
  const openInOwnWindow = (folder: string) => {
    const program = app.isPackaged ? [] : [app.getAppPath()];
    spawn(process.execPath, [...program, `--workspace=${folder}`], { detached: true, stdio: 'ignore' }).unref();
  };
  const workspaces = {
    recent: recentWorkspaces(recentFile).filter((folder) => folder !== workspace),
    open: openInOwnWindow,
    choose: async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: 'Open a workspace folder, or an empty folder for a new one',
        properties: ['openDirectory', 'createDirectory'],
      });
      const [folder] = filePaths;
      if (!canceled && folder !== undefined) openInOwnWindow(folder);
    },
  };
  rememberWorkspace(recentFile, workspace);
  const showAbout = () =>
    void dialog.showMessageBox(window, {
      type: 'info',
      title: 'About Fenceline',
      message: 'Fenceline',
      detail: aboutText(app.getVersion(), process.versions),
    });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, devTools, showAbout, workspaces)));

  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let closing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    // Not quit again: Electron still counts the first quit as going on, and would do nothing.
    void connection.close().then(() => app.exit(0));
  });
}
