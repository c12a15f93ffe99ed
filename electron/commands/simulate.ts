import { closeSync, openSync, writeSync } from 'node:fs';
import { extname } from 'node:path';
import { fail, ok } from '../../shared/result.ts';
import { simulatedExport, simulatedFormats } from '../../shared/simulate/export.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import { readReferenceFiles } from '../backend/reference-files.ts';
import { programPaths } from '../paths.ts';
import { type Command, numberOf, required, text, timeOf, UsageError } from './command.ts';

/** A month of nights when no time is given. Fixed, so that the same command gives the same file on any day. */
const DEFAULT_SINCE = '2026-08-01';
const DEFAULT_UNTIL = '2026-09-01';

/** Format by the file's ending, where no `--format` says it. */
const byExtension: Readonly<Record<string, string>> = {
  '.csv': 'generic-csv',
  '.geojson': 'geojson',
  '.json': 'geojson',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.kml': 'kml',
  '.gpx': 'gpx',
  '.xml': 'cot-xml',
  '.cot': 'cot-xml',
};

export const simulateCommand: Command = {
  name: 'simulate',
  usage: `simulate --flights N --seed S --out FILE [--since TIME] [--until TIME] [--format ${simulatedFormats.join('|')}]`,
  about: 'Writes a synthetic export, marked synthetic, of flights along the real border.',
  options: {
    flights: { type: 'string' },
    seed: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    out: { type: 'string' },
    format: { type: 'string' },
  },
  async run({ values }) {
    const out = required(values, 'out');
    const format = text(values, 'format') ?? byExtension[extname(out).toLowerCase()];
    if (format === undefined || !simulatedFormats.includes(format)) {
      throw new UsageError(`--format must be one of ${simulatedFormats.join(', ')}`);
    }
    const sinceMs = timeOf(text(values, 'since') ?? DEFAULT_SINCE, '--since');
    const untilMs = timeOf(text(values, 'until') ?? DEFAULT_UNTIL, '--until');
    const flights = wholeNumber(required(values, 'flights'), '--flights');
    const seed = wholeNumber(text(values, 'seed') ?? '1', '--seed');
    if (flights < 1) throw new UsageError('--flights must be at least 1');
    if (untilMs <= sinceMs) throw new UsageError('--until must lie after --since');
    const { border } = readReferenceFiles(programPaths(import.meta.dirname).resources).geo;
    let bytes = 0;
    try {
      const file = openSync(out, 'w');
      try {
        for (const part of simulatedExport(format, { flights, seed, sinceMs, untilMs, border }))
          bytes += writeSync(file, part);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error) {
        return fail('refused', `${out} cannot be written: ${error.message}`, { file: out });
      }
      throw error;
    }
    return ok({
      json: { out, format, flights, seed, since: isoTime(sinceMs), until: isoTime(untilMs), bytes, synthetic: true },
      text: `${out}: ${flights} synthetic flights (${format}, ${bytes} bytes), seed ${seed}.`,
      exitCode: 0,
    });
  },
};

function wholeNumber(value: string, what: string): number {
  const number = numberOf(value, what);
  if (!Number.isSafeInteger(number) || number < 0) throw new UsageError(`${what} must be a whole number`);
  return number;
}
