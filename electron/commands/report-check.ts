import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fail, ok } from '../../shared/result.ts';
import { checkFile } from '../backend/report-files.ts';
import { type Command, text, UsageError } from './command.ts';

/** Far above any page; a file beyond it is none. */
const LARGEST_BYTES = 256 * 1024 * 1024;

export const reportCheckCommand: Command = {
  name: 'report check',
  usage: 'report check FILE.html|FILE.pdf|FILE.json [--statement FILE.json]',
  about:
    'Checks a written page, or its signed statement, against the statement beside it and the log of the workspace, and says whether it is current. Exit code 3: it was changed, or nothing can say.',
  options: { statement: { type: 'string' } },
  async run({ positionals, values, open, workspaceFolder }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError('name one file');
    const file = readBytes(path);
    if (file === null) return fail('unreadable-file', `${basename(path)} cannot be read.`, { file: path });
    const beside = text(values, 'statement') ?? `${path}.json`;
    const sidecar = existsSync(beside) ? (readBytes(beside)?.toString('utf8') ?? null) : null;
    // Nothing is made for a check: without a workspace, the statement alone is asked.
    const opened = existsSync(join(workspaceFolder, 'fenceline.db')) ? await open() : null;
    if (opened !== null && !opened.ok) return opened;
    const service = opened?.value ?? null;
    const checked = checkFile(file, sidecar, service?.workspace ?? null, service?.signer().publicKey ?? null);
    if (!checked.ok) return checked;
    const { verdict, said } = checked.value;
    const words = { 'as-issued': 'as issued', changed: 'CHANGED', unknown: 'cannot be checked' }[verdict];
    return ok({
      json: { file: path, ...checked.value },
      text: [`${path}: ${words}.`, ...said.map((line) => `  ${line}`)].join('\n'),
      exitCode: verdict === 'as-issued' || (checked.value.kind === 'statement' && verdict === 'unknown') ? 0 : 3,
    });
  },
};

function readBytes(path: string): Buffer | null {
  try {
    const bytes = readFileSync(path);
    return bytes.length > LARGEST_BYTES ? null : bytes;
  } catch {
    return null;
  }
}
