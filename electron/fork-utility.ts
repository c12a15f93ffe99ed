import { dirname } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import { type ChildProgram, execArgvOf, type ForkOptions, type ForkProgram } from './fork.ts';
import type { ForkNotice, ForkRequest } from './fork-through-shell.ts';
import { channelVariable } from './parent.ts';

const isRequest = (message: unknown): message is ForkRequest =>
  typeof message === 'object' &&
  message !== null &&
  'kind' in message &&
  (message.kind === 'fork' || message.kind === 'kill');

const start = (program: string, args: readonly string[], options: ForkOptions, env: Record<string, string>) =>
  utilityProcess.fork(program, [...args], {
    execArgv: execArgvOf(options),
    env: { ...process.env, ...env },
    stdio: 'inherit',
    serviceName: 'Fenceline',
  });

/**
 * Starts programs as Electron utility processes: no `ELECTRON_RUN_AS_NODE`, which the packaged program has fused off. What
 * such a program starts in its turn (`forkThroughShell`) is started here for it, and ends with it.
 */
export const forkUtility: ForkProgram = (program, args, options = {}) => {
  const child = start(program, args, options, {});
  const started = new Map<number, UtilityProcess>();
  const messageListeners: ((message: unknown) => void)[] = [];
  child.on('message', (message: unknown) => {
    if (!isRequest(message)) {
      for (const listener of messageListeners) listener(message);
    } else if (message.kind === 'kill') {
      started.get(message.key)?.kill();
    } else if (dirname(message.program) === dirname(program)) {
      startFor(child, message, started);
    } else {
      // Only our own built programs, whatever is asked.
      notify(child, { kind: 'exited', key: message.key, code: null });
    }
  });
  let exited: { readonly code: number | null } | null = null;
  const exitListeners: ((code: number | null) => void)[] = [];
  child.once('exit', (code) => {
    exited = { code };
    for (const grandchild of started.values()) grandchild.kill();
    for (const listener of exitListeners.splice(0)) listener(code);
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void messageListeners.push(listener),
    onExit: (listener) => (exited === null ? void exitListeners.push(listener) : listener(exited.code)),
    kill: () => void child.kill(),
  } satisfies ChildProgram;
};

const notify = (child: UtilityProcess, notice: ForkNotice) => {
  // A program that has ended in the meantime has nobody to be told.
  if (child.pid !== undefined) child.postMessage(notice);
};

function startFor(
  asker: UtilityProcess,
  request: Extract<ForkRequest, { kind: 'fork' }>,
  started: Map<number, UtilityProcess>,
): void {
  const { port1, port2 } = new MessageChannelMain();
  const child = start(request.program, request.args, request.options, { [channelVariable]: 'port' });
  started.set(request.key, child);
  child.postMessage({ kind: 'port' }, [port1]);
  const notice: ForkNotice = { kind: 'forked', key: request.key };
  asker.postMessage(notice, [port2]);
  child.once('exit', (code) => {
    started.delete(request.key);
    notify(asker, { kind: 'exited', key: request.key, code });
  });
}
