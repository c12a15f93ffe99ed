import { join } from 'node:path';
import { app } from 'electron';
import { forkUtility } from '../../../electron/fork-utility.ts';

/**
 * A program for the old real Electron: starts `asker` as a utility process, has it start `echo` through the shell, and prints
 * what came of it as one line of JSON.
 */
const heard: unknown[] = [];
const limit = setTimeout(() => finish('nothing more came'), 15_000);

function finish(end: unknown): void {
  clearTimeout(limit);
  process.stdout.write(`PROBE ${JSON.stringify({ heard, end })}\n`);
  app.exit(0);
}

void app.whenReady().then(() => {
  const asker = forkUtility(join(__dirname, 'asker.js'), ['--flag'], { heapMb: 64 });
  asker.onMessage((message) => {
    heard.push(message);
    if (message === 'killed') asker.kill();
  });
  asker.onExit((code) => finish({ code }));
  asker.send({ kind: 'begin' });
});
