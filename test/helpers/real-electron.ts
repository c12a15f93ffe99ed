import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { _electron, type ElectronApplication } from 'playwright-core';

/**
 * The shell under a real, old Electron (25): see the script for what it is and is not. It loads its program from a folder beside
 * itself, runs as an account that is not root, and needs another Node for the backend.
 */

const root = join(import.meta.dirname, '../..');
const tool = join(root, '..', 'shared', 'tools', 'real-electron');

/** Why the smoke cannot run here; null when it can. */
export const whyNoRealElectron: string | null =
  process.platform !== 'linux' || !existsSync(tool) ? 'the old real Electron of ../shared/tools is not here' : null;

/** The account that the script makes, because Electron's sandbox does not start for root. */
const account = 'fenceline-smoke';

/** Copies what a packaged program holds: the build, the reference data and the native module. */
function assembleProgram(): string {
  const built = ['electron/main.cjs', 'node/backend.mjs', 'renderer/assets.json'];
  if (built.some((file) => !existsSync(join(root, '.build', file)))) {
    const { status } = spawnSync(process.execPath, [join(root, 'bin/build.mjs')], { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new Error('The program could not be built.');
  }
  // Always the same folder: the script keeps a copy of the runtime for each.
  const program = join(tmpdir(), 'fenceline-smoke-program');
  rmSync(program, { recursive: true, force: true });
  mkdirSync(join(program, 'resources'), { recursive: true });
  for (const part of ['electron', 'node', 'renderer', 'stamp']) {
    cpSync(join(root, '.build', part), join(program, '.build', part), { recursive: true });
  }
  for (const file of readdirSync(join(root, 'resources'))) {
    if (file.endsWith('.json')) cpSync(join(root, 'resources', file), join(program, 'resources', file));
  }
  const native = join('node_modules', 'better-sqlite3');
  for (const part of ['package.json', 'lib', 'prebuilds']) {
    cpSync(join(root, native, part), join(program, native, part), { recursive: true });
  }
  const { name, version, main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(program, 'package.json'), JSON.stringify({ name, version, main }));
  return program;
}

export interface RealElectron {
  readonly app: ElectronApplication;
  /** Of the account that runs the program, empty at first. */
  readonly workspace: string;
  /** What the shell has written to its standard error so far. */
  readonly log: () => string;
  /** Starts the program a second time on the same workspace and waits for its end. @returns its exit code */
  readonly startAgain: () => number | null;
}

/** Has the script set the runtime up for a program. @returns its executable, or what the run printed */
function runTool(args: readonly string[], messages: 'inherit' | 'ignore' = 'inherit'): string {
  const { status, stdout } = spawnSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', messages] });
  if (status !== 0) throw new Error('The old real Electron could not be set up.');
  return stdout.trim();
}

/** Runs the program of `utility-probe/` and gives what it printed. */
export async function probeUtilityProcesses(): Promise<unknown> {
  const program = join(tmpdir(), 'fenceline-probe-program');
  const sources = ['main.ts', 'asker.ts', 'echo.ts'].map((file) => join(import.meta.dirname, 'utility-probe', file));
  await build({
    entryPoints: sources,
    outdir: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['electron'],
  });
  writeFileSync(join(program, 'package.json'), JSON.stringify({ name: 'probe', main: 'main.js' }));
  const printed = /^PROBE (.*)$/m.exec(runTool(['--run', program], 'ignore'))?.[1];
  return printed === undefined ? null : JSON.parse(printed);
}

/** Sets the runtime up, which takes minutes the first time, and starts the program in it. */
export async function startRealElectron(): Promise<RealElectron> {
  const executable = runTool([assembleProgram()]);
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-smoke-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  // The other account writes here.
  for (const path of [folder, workspace]) chmodSync(path, 0o777);
  const launcher = join(folder, 'electron');
  const asAccount = process.getuid?.() === 0 ? `runuser -u ${account} -- env HOME=/home/${account}` : 'env';
  const script = `#!/bin/sh\nexec ${asAccount} FENCELINE_NODE='${process.execPath}' xvfb-run -a '${executable}' --disable-gpu "$@"\n`;
  writeFileSync(launcher, script);
  chmodSync(launcher, 0o755);

  const args = [`--workspace=${workspace}`];
  const app = await _electron.launch({ executablePath: launcher, args, timeout: 60_000 });
  const lines: string[] = [];
  app.process().stderr?.on('data', (chunk) => lines.push(String(chunk)));
  return {
    app,
    workspace,
    log: () => lines.join(''),
    startAgain: () => spawnSync(launcher, args, { timeout: 30_000 }).status,
  };
}

/** Processes whose command line names a text, by Linux's own list. */
export function processesNaming(text: string): { readonly pid: number; readonly command: string }[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(text) ? [{ pid: Number(pid), command }] : [];
      } catch {
        // It ended between the two reads.
        return [];
      }
    });
}
