import type { Readable, Writable } from 'node:stream';

/** A parameter or result of the Chrome DevTools Protocol: each command knows its own. */
type Fields = Readonly<Record<string, unknown>>;
export type DevtoolsEvent = { readonly method: string; readonly params: Fields; readonly sessionId?: string };

/** The DevTools protocol over the two pipes of `--remote-debugging-pipe`: JSON messages, each ended by a NUL byte. */
export interface DevtoolsPipe {
  /** @throws when the browser refuses the command or goes away before it answers */
  send(method: string, params?: Fields, sessionId?: string): Promise<Fields>;
  /** @returns the way to stop listening */
  onEvent(listener: (event: DevtoolsEvent) => void): () => void;
}

export function devtoolsPipe(toBrowser: Writable, fromBrowser: Readable): DevtoolsPipe {
  const waiting = new Map<number, { resolve: (result: Fields) => void; reject: (error: Error) => void }>();
  const listeners = new Set<(event: DevtoolsEvent) => void>();
  let lastId = 0;
  let gone = false;

  const hear = (text: string) => {
    const message = JSON.parse(text) as { id?: number; result?: Fields; error?: { message: string } } & DevtoolsEvent;
    if (message.id === undefined) {
      for (const listener of listeners) listener(message);
      return;
    }
    const waiter = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) waiter?.resolve(message.result ?? {});
    else waiter?.reject(new Error(message.error.message));
  };

  // Parts are joined once per message: a PDF arrives as one message of megabytes in hundreds of parts.
  let parts: Buffer[] = [];
  fromBrowser.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
      parts.push(chunk.subarray(from, end));
      const text = Buffer.concat(parts).toString('utf8');
      parts = [];
      from = end + 1;
      hear(text);
    }
    parts.push(chunk.subarray(from));
  });
  const end = () => {
    gone = true;
    for (const { reject } of waiting.values()) reject(new Error('The browser went away.'));
    waiting.clear();
  };
  fromBrowser.on('close', end);
  fromBrowser.on('error', end);
  toBrowser.on('error', end);

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(new Error('The browser went away.'));
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        toBrowser.write(
          `${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
        );
      }),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
