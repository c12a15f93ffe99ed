import { parseArgs } from 'node:util';
import { answerShell } from '../../electron/backend/answer.ts';
import { parentChannel } from '../../electron/parent.ts';
import { fail, ok } from '../../shared/result.ts';
import { fakeBackend } from './fake-backend.ts';

/** The backend process over a fake backend: `--workspace=refused` cannot be opened, `--workspace=dies` ends at once. */
const { values } = parseArgs({
  options: { workspace: { type: 'string' }, actor: { type: 'string' }, 'program-folder': { type: 'string' } },
});
if (values.workspace === 'dies') process.exit(3);
process.on('SIGINT', () => {});

answerShell(
  parentChannel(),
  async () =>
    values.workspace === 'refused'
      ? fail('workspace-newer', 'This workspace was made by a newer version of Fenceline.')
      : ok(fakeBackend()),
  (line) => void process.stderr.write(`${line}\n`),
  () => void setTimeout(() => process.exit(0), 1000).unref(),
);
