import { parseArgs } from 'node:util';
import { parentChannel } from '../parent.ts';
import { answerShell } from './answer.ts';
import { openBackend } from './service.ts';

/**
 * The backend process: opens one workspace and answers the shell that started it (see `spawner.ts`).
 *
 *   backend.mjs --workspace FOLDER --actor NAME --program-folder FOLDER
 */
const { values } = parseArgs({
  options: { workspace: { type: 'string' }, actor: { type: 'string' }, 'program-folder': { type: 'string' } },
});
const { workspace, actor, 'program-folder': programFolder } = values;
if (workspace === undefined || actor === undefined || programFolder === undefined) {
  throw new Error('The data service needs --workspace, --actor and --program-folder.');
}

// Ctrl-C reaches the whole process group: the shell hears it too and closes us in order.
process.on('SIGINT', () => {});

const log = (line: string): void => void process.stderr.write(`fenceline: data service: ${line}\n`);

/** The shell ends us when it has our last message; if it is gone, nobody will. */
const end = (): void => void setTimeout(() => process.exit(0), 1000).unref();

answerShell(parentChannel(), () => openBackend({ workspace, programFolder, actor, log }), log, end);
