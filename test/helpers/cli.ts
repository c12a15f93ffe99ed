import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

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
