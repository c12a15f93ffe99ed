import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';

/**
 * Stands in for the `electron` module: keeps what it was told, in order, and lets a test play the part of Electron. Covers what
 * the shell uses and nothing more, so that a new use has to be thought about here.
 */

type Handler = (...args: never[]) => unknown;

/** What was set by a method such as `setPermissionRequestHandler`: the last value given. */
class Settings extends EventEmitter {
  readonly set = new Map<string, Handler>();
  protected keep(name: string) {
    return (handler: Handler) => void this.set.set(name, handler);
  }
}

export class SessionDouble extends Settings {
  readonly partition: string;
  readonly schemes = new Map<string, Handler>();
  readonly protocol = { handle: (scheme: string, handler: Handler) => void this.schemes.set(scheme, handler) };
  readonly webRequest = { onBeforeRequest: this.keep('webRequest.onBeforeRequest') };
  readonly setPermissionRequestHandler = this.keep('setPermissionRequestHandler');
  readonly setPermissionCheckHandler = this.keep('setPermissionCheckHandler');
  readonly setDevicePermissionHandler = this.keep('setDevicePermissionHandler');
  readonly setDisplayMediaRequestHandler = this.keep('setDisplayMediaRequestHandler');
  constructor(partition = 'default') {
    super();
    this.partition = partition;
  }
}

export class WebContentsDouble extends Settings {
  reloads = 0;
  pdf: Uint8Array = new TextEncoder().encode('%PDF-1.4 … %%EOF');
  pdfOptions: unknown = null;
  readonly setWindowOpenHandler = this.keep('setWindowOpenHandler');
  reload(): void {
    this.reloads++;
  }
  async printToPDF(options: unknown): Promise<Uint8Array> {
    this.pdfOptions = options;
    return this.pdf;
  }
}

export class WindowDouble extends EventEmitter {
  readonly options: { readonly webPreferences: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;
  readonly webContents = new WebContentsDouble();
  readonly loaded: string[] = [];
  shown = 0;
  focused = 0;
  destroyed = false;
  constructor(options: WindowDouble['options']) {
    super();
    this.options = options;
    current.windows.push(this);
    current.app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }
  show = () => void this.shown++;
  focus = () => void this.focused++;
  isMinimized = () => false;
  isMaximized = () => false;
  maximize = () => undefined;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1440, height: 900 });
  isDestroyed = () => this.destroyed;
  destroy(): void {
    this.destroyed = true;
  }
}

export class AppDouble extends EventEmitter {
  sandboxed = false;
  hasLock = true;
  isPackaged = true;
  appPath = '';
  quits = 0;
  exits: number[] = [];
  readonly paths = new Map([['appData', tmpdir()]]);
  readonly switches: unknown[][] = [];
  readonly commandLine = { appendSwitch: (...args: unknown[]) => void this.switches.push(args) };
  enableSandbox(): void {
    this.sandboxed = true;
  }
  requestSingleInstanceLock = () => this.hasLock;
  whenReady = () => Promise.resolve();
  getAppPath = () => this.appPath;
  getPath = (name: string) => this.paths.get(name);
  setPath = (name: string, path: string) => void this.paths.set(name, path);
  getVersion = () => '0.0.0';
  quit = () => void this.quits++;
  exit = (code: number) => void this.exits.push(code);
}

/** A utility process: what is posted to it is kept, and the test answers with `emit('message', …)`. */
export class UtilityDouble extends EventEmitter {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly posted: { message: unknown; ports: readonly unknown[] }[] = [];
  pid: number | undefined = 1;
  kills = 0;
  constructor(program: string, args: readonly string[], options: Readonly<Record<string, unknown>>) {
    super();
    this.program = program;
    this.args = args;
    this.options = options;
    current.utilities.push(this);
  }
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.posted.push({ message, ports });
  }
  kill(): void {
    this.kills++;
    this.pid = undefined;
    this.emit('exit', 0);
  }
}

/** Everything that one run of the shell has done to Electron. */
export interface ElectronState {
  readonly app: AppDouble;
  readonly windows: WindowDouble[];
  readonly sessions: Map<string, SessionDouble>;
  readonly utilities: UtilityDouble[];
  readonly ipc: Map<string, Handler>;
  readonly schemes: unknown[];
  readonly dialogs: unknown[][];
  menu: unknown;
}

const fresh = (): ElectronState => ({
  app: new AppDouble(),
  windows: [],
  sessions: new Map(),
  utilities: [],
  ipc: new Map(),
  schemes: [],
  dialogs: [],
  menu: null,
});

let current = fresh();

/** Starts a run: what `electron` gives from now on is new. */
export function resetElectron(): ElectronState {
  current = fresh();
  return current;
}

/** The module. `import` of a name gives the object of the current run. */
export const electronModule = {
  get app() {
    return current.app;
  },
  BrowserWindow: WindowDouble,
  session: {
    fromPartition: (partition: string) => {
      const known = current.sessions.get(partition) ?? new SessionDouble(partition);
      current.sessions.set(partition, known);
      return known;
    },
  },
  protocol: { registerSchemesAsPrivileged: (schemes: unknown[]) => void current.schemes.push(...schemes) },
  ipcMain: { handle: (channel: string, handler: Handler) => void current.ipc.set(channel, handler) },
  Menu: {
    buildFromTemplate: (template: unknown) => template,
    setApplicationMenu: (menu: unknown) => {
      current.menu = menu;
    },
  },
  dialog: {
    showErrorBox: (...args: unknown[]) => void current.dialogs.push(['error', ...args]),
    showMessageBox: async (...args: unknown[]) => void current.dialogs.push(['message', ...args]),
    showOpenDialog: async (...args: unknown[]) => {
      current.dialogs.push(['open', ...args]);
      return { canceled: true, filePaths: [] };
    },
    showSaveDialog: async (...args: unknown[]) => {
      current.dialogs.push(['save', ...args]);
      return { canceled: true, filePath: '' };
    },
  },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  nativeTheme: { shouldUseDarkColors: false },
  utilityProcess: {
    fork: (program: string, args: readonly string[], options: Readonly<Record<string, unknown>>) =>
      new UtilityDouble(program, args, options),
  },
  MessageChannelMain: class {
    readonly port1 = new EventEmitter();
    readonly port2 = new EventEmitter();
  },
};
