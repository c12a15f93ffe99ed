import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Measured {
  /** From start to exit. */
  readonly seconds: number;
  /** Of all its processes and threads: says more than the time where other work shares the machine. NaN off Linux. */
  readonly cpuSeconds: number;
  /** Largest resident memory of the process and all its children together, MB; pages they share count for each. NaN off Linux. */
  readonly peakMb: number;
  readonly stdout: string;
}

const POLL_MS = 20;
/** Unit of the times in /proc; the same on every usual Linux. */
const TICKS_PER_S = 100;

/** Runs a program to its end, from start to exit, watching its memory. @throws when it fails */
export function measure(program: string, args: readonly string[], input = ''): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let peakMb = Number.NaN;
    const cpuTicks = new Map<number, number>();
    const look = (): void => {
      const now = treeMb(child, cpuTicks);
      if (!(now <= peakMb)) peakMb = now;
    };
    const timer = setInterval(look, POLL_MS);
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    child.on('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - started) / 1000;
      const cpuSeconds =
        cpuTicks.size === 0 ? Number.NaN : [...cpuTicks.values()].reduce((sum, ticks) => sum + ticks, 0) / TICKS_PER_S;
      if (code === 0) resolve({ seconds, cpuSeconds, peakMb, stdout });
      else
        reject(
          new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stderr.slice(-2000)}${stdout.slice(-500)}`),
        );
    });
    child.stdin.end(input);
  });
}

/** Notes the processor time of each process beside; what it used after the last look is not seen. */
function treeMb({ pid }: ChildProcess, cpuTicks: Map<number, number>): number {
  if (process.platform !== 'linux' || pid === undefined) return Number.NaN;
  let kb = 0;
  const pending = [pid];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    try {
      kb += Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${next}/status`, 'utf8'))?.[1] ?? 0);
      // After the name in brackets, which may hold anything: state is field 3, user and system time are 14 and 15.
      const stat = readFileSync(`/proc/${next}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      cpuTicks.set(next, Number(stat[11]) + Number(stat[12]));
      const children = readFileSync(`/proc/${next}/task/${next}/children`, 'utf8');
      pending.push(...children.split(' ').filter(Boolean).map(Number));
    } catch {
      // It ended between two looks.
    }
  }
  return kb / 1024;
}
