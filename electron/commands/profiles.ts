import { writeFileSync } from 'node:fs';
import type { ProfileRow } from '../../shared/contract/contract.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import type { Service } from '../backend/service.ts';
import { type Command, required, UsageError } from './command.ts';
import { ask } from './lists.ts';
import { readMappingFile } from './reading-options.ts';
import { table } from './table.ts';

const toJson = ({ savedAtMs, ...row }: ProfileRow) => ({ ...row, savedAt: isoTime(savedAtMs) });

/** The newest version of the profile of a name or id. */
async function find(service: Service, word: string): Promise<Result<ProfileRow>> {
  const page = await ask(service, 'profiles.list', {});
  if (!page.ok) return page;
  const found = page.value.rows.find(({ id, profile }) => profile.name === word || id === word);
  return found === undefined ? fail('not-found', `There is no profile “${word}”.`) : ok(found);
}

export const profilesListCommand: Command = {
  name: 'profiles list',
  readsOnly: true,
  usage: 'profiles list',
  about: 'Lists sensor profiles: how the exports of a sensor are read and how far it is to be trusted.',
  options: {},
  async run({ open }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const page = await ask(opened.value, 'profiles.list', {});
    if (!page.ok) return page;
    const { rows, ...rest } = page.value;
    return ok({
      json: { rows: rows.map(toJson), ...rest },
      text: table(
        ['name', 'version', 'sensor', 'columns', 'zone', 'clock', 'saved (UTC)', 'by', 'imports'],
        rows.map(({ version, profile, savedAtMs, actor, imports }) => [
          profile.name,
          version,
          profile.sensorId ?? 'as the file says',
          profile.mapping.columns.length,
          profile.mapping.zone ?? 'not stated',
          profile.clock === null ? 'not verified' : `${profile.clock.offsetS} s ± ${profile.clock.errorS} s`,
          isoTime(savedAtMs),
          actor,
          imports,
        ]),
      ),
      exitCode: 0,
    });
  },
};

export const profilesImportCommand: Command = {
  name: 'profiles import',
  usage: 'profiles import FILE.json',
  about: 'Saves a profile from its JSON: as a new one, or as the next version of the one of its name.',
  options: {},
  async run({ positionals, open }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError('name one file');
    const read = readMappingFile(path);
    if (!read.ok) return read;
    if (!('profile' in read.value)) {
      return fail(
        'bad-request',
        'The file holds a mapping and no profile: a profile says "kind": "fenceline-sensor-profile".',
        {
          file: path,
        },
      );
    }
    const { profile } = read.value;
    const opened = await open();
    if (!opened.ok) return opened;
    const saved = await ask(opened.value, 'profiles.save', { profile });
    if (!saved.ok) return saved;
    return ok({
      json: { ...saved.value, name: profile.name },
      text: `Profile “${profile.name}” is saved as version ${saved.value.version}.`,
      exitCode: 0,
    });
  },
};

export const profilesExportCommand: Command = {
  name: 'profiles export',
  readsOnly: true,
  usage: 'profiles export NAME --out FILE.json',
  about: 'Writes a profile as JSON, as `profiles import` and `import --mapping` take it.',
  options: { out: { type: 'string' } },
  async run({ positionals, values, open }) {
    const [name] = positionals;
    if (name === undefined || positionals.length > 1) throw new UsageError('name one profile');
    const out = required(values, 'out');
    const opened = await open();
    if (!opened.ok) return opened;
    const found = await find(opened.value, name);
    if (!found.ok) return found;
    const { profile, id, version } = found.value;
    const written = writeOut(out, `${JSON.stringify(profile, null, 2)}\n`);
    if (!written.ok) return written;
    return ok({
      json: { id, version, name: profile.name, out },
      text: `${out}: “${profile.name}”, version ${version}.`,
      exitCode: 0,
    });
  },
};

export const profilesRemoveCommand: Command = {
  name: 'profiles remove',
  readsOnly: true,
  usage: 'profiles remove NAME',
  about: 'Takes a profile out of use; imports that were read with it keep it.',
  options: {},
  async run({ positionals, open }) {
    const [name] = positionals;
    if (name === undefined || positionals.length > 1) throw new UsageError('name one profile');
    const opened = await open();
    if (!opened.ok) return opened;
    const found = await find(opened.value, name);
    if (!found.ok) return found;
    const { id, profile } = found.value;
    const removed = await ask(opened.value, 'profiles.remove', { id });
    if (!removed.ok) return removed;
    return ok({ json: { id, name: profile.name }, text: `Profile “${profile.name}” is applied no more.`, exitCode: 0 });
  },
};

/** Writes a file that a command was asked for. Failure `unreadable-file`: it cannot be written there. */
export function writeOut(path: string, content: string): Result<null> {
  try {
    writeFileSync(path, content);
    return ok(null);
  } catch (error) {
    return fail('unreadable-file', `${path} cannot be written: ${error instanceof Error ? error.message : error}`, {
      file: path,
    });
  }
}
