import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fail, ok } from '../../shared/result.ts';
import { importSectors, resetPolygons, type SectorsChanged, sectorsOnRecord, setBreak } from '../backend/sectors.ts';
import { type Command, numberOf, required, text, UsageError } from './command.ts';
import { table } from './table.ts';

const again = ({ alreadySo, concluded }: SectorsChanged): string =>
  alreadySo ? 'It was so already; nothing was changed.' : `${concluded} flights and tracks were concluded again.`;

export const sectorsListCommand: Command = {
  name: 'sectors list',
  usage: 'sectors list',
  about: 'Lists the breaks between sectors, and the imported outlines.',
  options: {},
  async run({ open }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const { breaks, polygons } = sectorsOnRecord(opened.value.workspace);
    return ok({
      json: { breaks, polygons },
      text: [
        table(
          ['break', 'border km', '± km', '', 'basis'],
          breaks.map(({ between, km, toleranceKm, edited, basis }) => [
            between.join('/'),
            km,
            toleranceKm,
            edited ? 'set' : '',
            basis,
          ]),
        ),
        '',
        polygons === null
          ? 'No outlines are imported.'
          : `Outlines of ${polygons.sectors.join(', ')} from ${polygons.file} (${polygons.source}).`,
      ].join('\n'),
      exitCode: 0,
    });
  },
};

export const sectorsSetBreakCommand: Command = {
  name: 'sectors set-break',
  usage: 'sectors set-break FIRST/SECOND --km N --source TEXT',
  about: 'Sets the border km at which one sector ends and the next begins.',
  options: { km: { type: 'string' }, source: { type: 'string' } },
  async run({ positionals, values, open, actor }) {
    const [name] = positionals;
    if (name === undefined || positionals.length > 1) throw new UsageError('name one break, like DRT/LRT');
    const km = numberOf(required(values, 'km'), '--km');
    const source = required(values, 'source');
    const opened = await open();
    if (!opened.ok) return opened;
    const set = await setBreak(opened.value.workspace, name, { km, source }, actor);
    if (!set.ok) return set;
    return ok({
      json: { break: name, km, source, ...set.value },
      text: `The break ${name} lies at border km ${km}. ${again(set.value)}`,
      exitCode: 0,
    });
  },
};

export const sectorsResetCommand: Command = {
  name: 'sectors reset',
  usage: 'sectors reset FIRST/SECOND|polygons',
  about: 'Gives a break back to the built-in table, or takes the imported outlines out of use.',
  options: {},
  async run({ positionals, open, actor }) {
    const [what] = positionals;
    if (what === undefined || positionals.length > 1) throw new UsageError('name one break, like DRT/LRT, or polygons');
    const opened = await open();
    if (!opened.ok) return opened;
    const { workspace } = opened.value;
    const reset = await (what === 'polygons'
      ? resetPolygons(workspace, actor)
      : setBreak(workspace, what, null, actor));
    if (!reset.ok) return reset;
    return ok({ json: { reset: what, ...reset.value }, text: again(reset.value), exitCode: 0 });
  },
};

export const sectorsImportCommand: Command = {
  name: 'sectors import',
  usage: 'sectors import FILE.geojson --source TEXT [--code-property NAME]',
  about: 'Imports official outlines of sectors; inside them they decide the sector.',
  options: { source: { type: 'string' }, 'code-property': { type: 'string' } },
  async run({ positionals, values, open, actor }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError('name one file');
    const source = required(values, 'source');
    const codeProperty = text(values, 'code-property') ?? 'code';
    const file = basename(path);
    let content: string;
    try {
      content = readFileSync(path, 'utf8');
    } catch (error) {
      return fail('unreadable-file', `${file} cannot be read: ${error instanceof Error ? error.message : error}`, {
        file,
      });
    }
    const opened = await open();
    if (!opened.ok) return opened;
    const imported = await importSectors(opened.value.workspace, { text: content, file, source, codeProperty }, actor);
    if (!imported.ok) return imported;
    const { sectors, ignored } = imported.value;
    return ok({
      json: { file, source, ...imported.value },
      text: [`Outlines of ${sectors.join(', ')} are in use. ${again(imported.value)}`, ...ignored].join('\n'),
      exitCode: 0,
    });
  },
};
