import type { MessageEvent, ParentPort } from 'electron';
import { isForkNotice } from './fork-through-shell.ts';

/** A child program's channel to the process that forked it: the same in `utilityProcess` and in a forked Node. */
export interface ParentChannel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The other side is gone. */
  onClosed(listener: () => void): void;
}

/** Present in an Electron utility process only. */
export const utilityParentPort = (): ParentPort | undefined =>
  (process as unknown as { readonly parentPort?: ParentPort }).parentPort;

/** The message by which a shell hands a program the port of the program that asked for it; see `fork-utility.ts`. */
export const isPortHandover = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'port';

/** @throws when this program was started by hand: it has nobody to talk to. */
export function parentChannel(): ParentChannel {
  const port = utilityParentPort();
  if (port !== undefined) return utilityChannel(port);
  if (process.send === undefined) throw new Error('This program is started by Fenceline, not by hand.');
  return {
    // A message to a parent that has just gone has nobody to read it: not an error of ours.
    send: (message) => process.connected && process.send?.(message, undefined, {}, () => {}),
    onMessage: (listener) => void process.on('message', listener),
    onClosed: (listener) => void process.on('disconnect', listener),
  };
}

/**
 * In a utility process: the parent port itself, or, for a program that another program asked the shell for, the port handed
 * over in the first message. What is sent before it is known which waits.
 */
function utilityChannel(port: ParentPort): ParentChannel {
  const messageListeners: ((message: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  const hear = (event: MessageEvent) => {
    if (isForkNotice(event.data)) return;
    for (const listener of messageListeners) listener(event.data);
  };
  let post: ((message: unknown) => void) | null =
    process.env[channelVariable] === 'port' ? null : (message) => port.postMessage(message);
  const waiting: unknown[] = [];
  port.on('message', (event) => {
    const [handed] = event.ports;
    if (!isPortHandover(event.data) || handed === undefined) return hear(event);
    handed.on('message', hear);
    handed.on('close', () => {
      for (const listener of closeListeners) listener();
    });
    handed.start();
    post = (message) => handed.postMessage(message);
    for (const message of waiting.splice(0)) post(message);
  });
  return {
    send: (message) => (post === null ? void waiting.push(message) : post(message)),
    onMessage: (listener) => void messageListeners.push(listener),
    onClosed: (listener) => void closeListeners.push(listener),
  };
}

/** Set to `port`, it tells a program in a utility process to wait for its port rather than to talk to the shell. */
export const channelVariable = 'FENCELINE_CHANNEL';
