import { ok } from '../../shared/result.ts';
import { againFromEvidence } from '../backend/map-again.ts';
import { type Command, required, text, UsageError } from './command.ts';
import { outcomeOf, runJob } from './import.ts';
import { ask } from './lists.ts';
import { writeOut } from './profiles.ts';
import { READING_USAGE, readChoice, readingOptions, resolveChoice } from './reading-options.ts';

export const quarantineExportCommand: Command = {
  name: 'quarantine export',
  readsOnly: true,
  usage: 'quarantine export [--import IMPORT] --out FILE.csv',
  about: 'Writes records that were not used as CSV: file, record number, byte range, reason, raw text.',
  options: { import: { type: 'string' }, out: { type: 'string' } },
  async run({ values, open, positionals }) {
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
    const out = required(values, 'out');
    const importId = text(values, 'import');
    const opened = await open();
    if (!opened.ok) return opened;
    const made = await ask(opened.value, 'quarantine.export', importId === undefined ? {} : { importId });
    if (!made.ok) return made;
    const { csv, records } = made.value;
    const written = writeOut(out, csv);
    if (!written.ok) return written;
    return ok({ json: { out, records }, text: `${out}: ${records} records.`, exitCode: 0 });
  },
};

export const quarantineRetryCommand: Command = {
  name: 'quarantine retry',
  readsOnly: true,
  usage: `quarantine retry IMPORT ${READING_USAGE}`,
  about:
    'Reads the kept original of an import again, in another way; what is not named stays as it was. The new reading supersedes the old one in one step, or nothing changes.',
  options: readingOptions,
  async run({ positionals, values, open, say }) {
    const [importId] = positionals;
    if (importId === undefined || positionals.length > 1) throw new UsageError('name one import');
    const choice = readChoice(values);
    if (!choice.ok) return choice;
    const opened = await open();
    if (!opened.ok) return opened;
    const service = opened.value;
    const resolved = await resolveChoice(service, choice.value);
    if (!resolved.ok) return resolved;
    const { mapping, profile } = resolved.value;
    const { format, sensorZone, provisional } = choice.value;
    const file = againFromEvidence(service.workspace, {
      importId,
      provisional,
      ...(format === null ? {} : { format }),
      ...(sensorZone === null ? {} : { sensorZone }),
      ...(mapping === null ? {} : { mapping }),
      ...(profile === null ? {} : { profile }),
    });
    return file.ok ? ok(outcomeOf(await runJob(service, file.value, say))) : file;
  },
};

export const quarantineCommands: readonly Command[] = [quarantineExportCommand, quarantineRetryCommand];
