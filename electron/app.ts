import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { osAccount } from './actor.ts';
import { forkProgram } from './fork.ts';
import { startHost } from './host/host.ts';
import { openBrowser } from './host/open-browser.ts';
import { createGate } from './ipc/gate.ts';
import { loadPages } from './pages.ts';
import { type ProgramPaths, programPaths } from './paths.ts';
import { findPdfEngine } from './print/find.ts';
import { spawnBackend } from './spawner.ts';

export interface AppOptions {
  readonly workspace: string;
  /** Asked for by name: Electron is not tried. */
  readonly browser: boolean;
  /** A line for the person at the terminal. */
  readonly say: (line: string) => void;
  /** Told the address when the browser's host is up. */
  readonly onUrl?: (url: string) => void;
}

/**
 * Opens the app and returns when it was closed: in Electron where it can run, else in the browser.
 *
 * @returns the exit code
 */
export async function runApp(options: AppOptions): Promise<number> {
  const paths = programPaths(import.meta.dirname);
  if (!options.browser) {
    const because = whyNotElectron(process.platform, process.env, process.getuid?.() === 0);
    const binary = because === null ? electronBinary(paths.root, process.env, installElectron) : null;
    if (binary !== null) return runElectron(binary, paths.root, options.workspace);
    options.say(`${because ?? "Electron's binary is not here"}; opening in the browser instead.`);
  }
  return runHost(paths, options);
}

/** What keeps Electron from running here, whether or not its binary is there; null when nothing does. */
export function whyNotElectron(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  isRoot: boolean,
): string | null {
  if (platform !== 'linux') return null;
  if (env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined) return 'There is no screen for a window here';
  // Only with its sandbox off would it, and we do not turn that off.
  if (isRoot) return 'Electron does not run for root';
  return null;
}

/** A slow link may need minutes for a hundred megabytes; one that does not answer fails by itself much sooner. */
const FETCH_LIMIT_MS = 180_000;

/** Runs the Electron package's own installer. */
const installElectron = (packageFolder: string): void =>
  void spawnSync(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore', timeout: FETCH_LIMIT_MS });

/**
 * The executable that the installed `electron` package names; null when there is none.
 *
 * @param install tries to bring it here when it is missing; not called when FENCELINE_OFFLINE is set
 */
export function electronBinary(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  install: (packageFolder: string) => void,
): string | null {
  const folder = join(root, 'node_modules', 'electron');
  if (!existsSync(join(folder, 'package.json'))) return null;
  const present = (): string | null => {
    const pathFile = join(folder, 'path.txt');
    if (!existsSync(pathFile)) return null;
    const dist = env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
    const binary = join(dist, readFileSync(pathFile, 'utf8').trim());
    return existsSync(binary) ? binary : null;
  };
  const found = present();
  if (found !== null || env.FENCELINE_OFFLINE !== undefined) return found;
  install(folder);
  return present();
}

function runElectron(binary: string, root: string, workspace: string): Promise<number> {
  // Set by the terminals of some editors, it would make a plain Node of it.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const electron = spawn(binary, [root, `--workspace=${workspace}`], { stdio: ['ignore', 2, 2], env });
  // Ctrl-C reaches Electron too: it closes in order, and we end when it has.
  const wait = (): void => {};
  const forward = (): void => void electron.kill('SIGTERM');
  process.on('SIGINT', wait).on('SIGTERM', forward).on('SIGHUP', forward);
  return new Promise((resolve) => {
    const finish = (code: number) => {
      process.off('SIGINT', wait).off('SIGTERM', forward).off('SIGHUP', forward);
      resolve(code);
    };
    electron.once('error', () => finish(1));
    electron.once('exit', (code) => finish(code ?? 1));
  });
}

/** Runs the loopback host until it is told to end. @returns the exit code */
export async function runHost(paths: ProgramPaths, { workspace, say, onUrl }: AppOptions): Promise<number> {
  const pages = await loadPages(paths.renderer);
  const connection = spawnBackend({
    program: join(paths.programs, 'backend.mjs'),
    workspace,
    programFolder: paths.root,
    actor: osAccount(),
    fork: forkProgram,
    log: say,
  });
  const gate = createGate({ connection, pdfEngine: findPdfEngine, log: say });
  const host = await startHost({ gate, connection, pages, log: say });
  // For good, not once: Ctrl-C arrives twice, from the terminal and from the launcher, and must not cut the closing short.
  const stop = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  onUrl?.(host.url);
  say(`Fenceline is open at ${host.url}`);
  if (!(await openBrowser(host.url))) say('Open that address in a browser on this computer.');
  say('Ctrl-C closes it.');
  await stop;
  await host.close();
  await connection.close();
  return 0;
}
