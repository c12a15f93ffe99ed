import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

// The programs that tests start sign with a key of the tests, never with the person's own.
process.env.FENCELINE_KEYS ??= join(tmpdir(), `fenceline-test-keys-${process.pid}`);

export const root = resolve(import.meta.dirname, '..', '..');
const launcher = join(root, 'bin', 'fenceline.cjs');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a person does, through the launcher. */
export function fenceline(...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}

/** The same with `--json`: what it printed, parsed. */
// biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of each answer
export function json(...args: string[]): { code: number | null; value: any } {
  const { code, stdout, stderr } = fenceline(...args, '--json');
  try {
    return { code, value: JSON.parse(stdout) };
  } catch {
    throw new Error(`fenceline ${args.join(' ')} printed no JSON (exit ${code}):\n${stdout}\n${stderr}`);
  }
}

/** Starts the built program itself, so that a signal reaches the process that writes. */
export const startCli = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [join(root, '.build', 'node', 'cli.mjs'), ...args], { stdio: 'ignore' });

/** Opens the app in its loopback host. @returns the address to open, once it is up; the host ends with the test */
export async function startApp(workspace: string): Promise<string> {
  const host = spawn(
    process.execPath,
    [join(root, '.build', 'node', 'cli.mjs'), '--workspace', workspace, 'app', '--browser'],
    {
      // `true` opens nothing: the test has a browser of its own.
      // A person's own settings stay out of tests.
      env: { ...process.env, BROWSER: 'true', FENCELINE_SETTINGS_FILE: join(workspace, 'settings.json') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  onTestFinished(async () => {
    const exited = new Promise((resolve) => host.once('exit', resolve));
    host.kill('SIGINT');
    await exited;
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said);
      if (address !== null) resolve(address[0]);
    };
    host.stdout.on('data', listen);
    host.stderr.on('data', listen);
    host.once('exit', () => reject(new Error(`The app ended before it was open:\n${said}`)));
  });
}
