import { basename, extname } from 'node:path';
import {
  type ExportFormat,
  type ExportKind,
  exportEndings,
  exportFormats,
  exportKinds,
} from '../../shared/model/export-choices.ts';
import { ok, type Result } from '../../shared/result.ts';
import { makeExport } from '../backend/export/make-export.ts';
import { makePackage } from '../backend/package/make-package.ts';
import { version } from '../backend/version.ts';
import { findPdfEngine } from '../print/find.ts';
import { type Command, type Invocation, type Outcome, required, UsageError, type Values } from './command.ts';
import { FILTER_USAGE, filterOptions, readFilters, refuseUnknownFilters } from './lists.ts';
import { shown } from './report.ts';

const endings = exportFormats.flatMap((format) => exportEndings[format].map((ending) => `.${ending}`));

/** How often progress is told on stderr, rows. */
const PROGRESS_ROWS = 100_000;

export const exportCommand: Command = {
  name: 'export',
  usage: `export incident NUMBER --out FILE.zip [--show WHAT]…; export [${exportKinds.join('|')}] ${FILTER_USAGE} --out FILE [--with-personal]`,
  about: `Writes what the filters leave as a file; its ending says how: ${endings.join(' ')}. Without --with-personal no operator's place or id.`,
  readsOnly: true,
  options: {
    ...filterOptions,
    out: { type: 'string' },
    'with-personal': { type: 'boolean' },
    show: { type: 'string', multiple: true },
  },
  async run(invocation) {
    const { positionals, values, open, actor, say } = invocation;
    if (positionals[0] === 'incident') return exportIncident(invocation);
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

/** The evidence package: pages, originals, and everything that leads from one to the other without this program. */
async function exportIncident({ positionals, values, open, actor, say }: Invocation): Promise<Result<Outcome>> {
  const [, incident, ...rest] = positionals;
  if (incident === undefined || rest.length > 0) throw new UsageError('name one incident');
  const out = required(values, 'out');
  if (extname(out).toLowerCase() !== '.zip') throw new UsageError('--out must end in .zip');
  const show = shown(values);
  const opened = await open();
  if (!opened.ok) return opened;
  const engine = await findPdfEngine();
  if (!engine.ok) say('No program that can make a PDF is installed; the page is put in as HTML alone.');
  const made = await makePackage(opened.value.workspace, {
    incident,
    path: out,
    actor,
    nowMs: Date.now(),
    program: `Fenceline ${version}`,
    show,
    signer: opened.value.signer,
    pdfEngine: engine.ok ? engine.value : null,
  });
  if (!made.ok) return made;
  const { number, files, originals, citedRows, sha256 } = made.value;
  return ok({
    json: { out, ...made.value },
    text: `${out}: evidence package of ${number}, ${files} files, ${originals} originals, ${citedRows} cited rows. SHA-256 ${sha256}`,
    exitCode: 0,
  });
}

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
