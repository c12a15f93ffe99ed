import { parentChannel } from '../parent.ts';
import type { ReaderMessage, ReadOrder } from './protocol.ts';
import { readFile } from './read-file.ts';

/**
 * The reader process: untrusted files are parsed here and nowhere else, with a capped heap, and killing it is how an import is
 * cancelled. Takes one `ReadOrder`, sends batches, ends with `done` or `failed`.
 */

/**
 * Batches sent and not yet acknowledged: a block of rows (`facts.ts`) and a few, so that reading goes on while the backend stores
 * a block. About 2 MB each.
 */
const UNANSWERED = 40;

let unanswered = 0;
let proceed: (() => void) | null = null;

const backend = parentChannel();
const post = (message: ReaderMessage): void => backend.send(message);

backend.onMessage((raw) => {
  const message = raw as { ack: true } | { order: ReadOrder };
  if ('order' in message) {
    void read(message.order);
    return;
  }
  unanswered--;
  proceed?.();
  proceed = null;
});

// Without a parent there is nobody to read for.
backend.onClosed(() => process.exit(1));

async function read(order: ReadOrder): Promise<void> {
  const result = await readFile(order, async (batch, progress) => {
    post({ kind: 'batch', batch, ...progress });
    unanswered++;
    if (unanswered >= UNANSWERED) await new Promise<void>((resolve) => (proceed = resolve));
  });
  post(result.ok ? { kind: 'done', summary: result.value } : { kind: 'failed', failure: result.failure });
}
