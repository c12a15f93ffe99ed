import type { MessageEvent, MessagePortMain, ParentPort } from 'electron';
import type { ChildProgram, ForkOptions } from './fork.ts';

/** What a utility process asks of the shell, and is told by it; the other end is `fork-utility.ts`. */
export type ForkRequest =
  | {
      readonly kind: 'fork';
      readonly key: number;
      readonly program: string;
      readonly args: readonly string[];
      readonly options: ForkOptions;
    }
  | { readonly kind: 'kill'; readonly key: number };

export type ForkNotice =
  /** Comes with the port to the new program. */
  | { readonly kind: 'forked'; readonly key: number }
  | { readonly kind: 'exited'; readonly key: number; readonly code: number | null };

/** Meant for `forkThroughShell` and for nobody else on the channel. */
export const isForkNotice = (data: unknown): data is ForkNotice =>
  typeof data === 'object' && data !== null && 'kind' in data && (data.kind === 'forked' || data.kind === 'exited');

let lastKey = 0;

/** Has the shell start a program and talks to it over a port of its own, so that its messages do not pass through the shell. */
export function forkThroughShell(
  shell: ParentPort,
  program: string,
  args: readonly string[],
  options: ForkOptions = {},
): ChildProgram {
  const key = ++lastKey;
  const ask = (request: ForkRequest) => shell.postMessage(request);
  const waiting: unknown[] = [];
  const messageListeners: ((message: unknown) => void)[] = [];
  const exitListeners: ((code: number | null) => void)[] = [];
  let port: MessagePortMain | null = null;
  let exited: { readonly code: number | null } | null = null;

  const hear = (event: MessageEvent) => {
    if (!isForkNotice(event.data) || event.data.key !== key) return;
    if (event.data.kind === 'exited') {
      shell.off('message', hear);
      exited = { code: event.data.code };
      for (const listener of exitListeners.splice(0)) listener(exited.code);
      return;
    }
    port = event.ports[0] ?? null;
    port?.on('message', (message) => {
      for (const listener of messageListeners) listener(message.data);
    });
    port?.start();
    for (const message of waiting.splice(0)) port?.postMessage(message);
  };
  shell.on('message', hear);
  ask({ kind: 'fork', key, program, args, options });

  return {
    send: (message) => (port === null ? void waiting.push(message) : port.postMessage(message)),
    onMessage: (listener) => void messageListeners.push(listener),
    onExit: (listener) => (exited === null ? void exitListeners.push(listener) : listener(exited.code)),
    kill: () => ask({ kind: 'kill', key }),
  };
}
