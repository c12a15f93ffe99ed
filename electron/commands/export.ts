import { basename, extname } from 'node:path';
import {
  type ExportFormat,
  type ExportKind,
  exportEndings,
  exportFormats,
  exportKinds,
} from '../../shared/model/export-choices.ts';
import { ok } from '../../shared/result.ts';
import { makeExport } from '../backend/export/make-export.ts';
import { type Command, required, UsageError, type Values } from './command.ts';
import { FILTER_USAGE, filterOptions, readFilters, refuseUnknownFilters } from './lists.ts';

const endings = exportFormats.flatMap((format) => exportEndings[format].map((ending) => `.${ending}`));

/** How often progress is told on stderr, rows. */
const PROGRESS_ROWS = 100_000;

export const exportCommand: Command = {
  name: 'export',
  usage: `export [${exportKinds.join('|')}] ${FILTER_USAGE} --out FILE [--with-personal]`,
  about: `Writes what the filters leave as a file; its ending says how: ${endings.join(' ')}. Without --with-personal no operator's place or id.`,
  readsOnly: true,
  options: { ...filterOptions, out: { type: 'string' }, 'with-personal': { type: 'boolean' } },
  async run({ positionals, values, open, actor, say }) {
    const what = readKind(positionals);
    if (what === 'detections') refuseUnknownFilters(what, values);
    const out = required(values, 'out');
    const request = { what, format: readFormat(out), filters: readFilters(values), personal: isPersonal(values) };
    const opened = await open();
    if (!opened.ok) return opened;
    const made = await makeExport(opened.value.workspace, request, {
      path: out,
      fileName: basename(out),
      actor,
      nowMs: Date.now(),
      onRows: (rows) => {
        if (rows % PROGRESS_ROWS === 0) say(`${rows} rows`);
      },
    });
    if (!made.ok) return made;
    const { rows, notes } = made.value;
    return ok({
      json: { out, what, format: request.format, ...made.value },
      text: [
        `${out}: ${rows} ${what === 'flights' && isPlaces(request.format) ? 'detections of flights' : what}.`,
        ...notes,
      ].join('\n'),
      exitCode: 0,
    });
  },
};

const isPlaces = (format: ExportFormat): boolean => format === 'gpx' || format === 'cot-xml';

const isPersonal = (values: Values): boolean => values['with-personal'] === true;

function readKind([word = 'detections', ...rest]: readonly string[]): ExportKind {
  const kind = exportKinds.find((name) => name === word);
  if (kind === undefined || rest.length > 0) throw new UsageError(`export one of ${exportKinds.join(', ')}`);
  return kind;
}

function readFormat(out: string): ExportFormat {
  const ending = extname(out).slice(1).toLowerCase();
  const format = exportFormats.find((name) => exportEndings[name].includes(ending));
  if (format === undefined) throw new UsageError(`--out must end in one of ${endings.join(', ')}`);
  return format;
}
