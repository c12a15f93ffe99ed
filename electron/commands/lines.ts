import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ok, type Result } from '../../shared/result.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import { type GeometryBytes, readGeometryFile } from '../backend/geometry-file.ts';
import { loadLine, replyOf, unloadLine } from '../backend/lines.ts';
import { listLines } from '../store/queries/lines.ts';
import { type Command, numberOf, required, UsageError } from './command.ts';
import { table } from './table.ts';

export const linesImportCommand: Command = {
  name: 'lines import',
  usage: 'lines import FILE --name NAME --source TEXT --error-m METRES',
  about: 'Loads a reference line (GeoJSON, KML, Shapefile) beside the built-in one and concludes everything again.',
  options: { name: { type: 'string' }, source: { type: 'string' }, 'error-m': { type: 'string' } },
  async run({ positionals, values, open, actor }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError('name one file');
    const name = required(values, 'name');
    const source = required(values, 'source');
    const errorM = numberOf(required(values, 'error-m'), '--error-m');
    const file = basename(path);
    const read = await readFiles(path, file);
    if (!read.ok) return read;
    const opened = await open();
    if (!opened.ok) return opened;
    const loaded = await loadLine(opened.value.workspace, { file, ...read.value, name, source, errorM }, actor);
    if (!loaded.ok) return loaded;
    const { line, vertices, alreadyLoaded, notes, concluded } = loaded.value;
    const done = alreadyLoaded
      ? 'is in use already; nothing was changed.'
      : `is in use, version ${line.version}; ${concluded} flights and tracks were concluded again.`;
    return ok({
      json: { ...withTime(line), vertices, alreadyLoaded, notes, concluded },
      text: [
        `Reference line ${line.id}, “${line.name}” (${vertices} vertices, ± ${line.errorM} m), ${done}`,
        ...notes,
      ].join('\n'),
      exitCode: 0,
    });
  },
};

export const linesListCommand: Command = {
  name: 'lines list',
  usage: 'lines list',
  about: 'Lists the built-in reference line and those loaded beside it.',
  options: {},
  async run({ open }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const { store, reference } = opened.value.workspace;
    const lines = listLines(store.read).map((stored) => {
      const { line, vertices } = replyOf(stored);
      return { ...withTime(line), vertices };
    });
    const { name, source, vintage } = reference.line;
    return ok({
      json: { builtIn: { name, source, vintage }, lines },
      text: [
        `built in: ${name}, ${vintage}`,
        table(
          ['line', 'name', 'version', '± m', 'vertices', 'source', 'file', 'loaded'],
          lines.map((line) => [
            line.id,
            line.name,
            line.version,
            line.errorM,
            line.vertices,
            line.source,
            line.file,
            line.enteredAt,
          ]),
        ),
      ].join('\n'),
      exitCode: 0,
    });
  },
};

export const linesRemoveCommand: Command = {
  name: 'lines remove',
  usage: 'lines remove LINE',
  about: 'Takes a loaded reference line out of use and concludes everything again.',
  options: {},
  async run({ positionals, open, actor }) {
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('name one line');
    const opened = await open();
    if (!opened.ok) return opened;
    const removed = await unloadLine(opened.value.workspace, id, actor);
    if (!removed.ok) return removed;
    const { line, concluded } = removed.value;
    return ok({
      json: { ...withTime(line), concluded },
      text: `Reference line ${line.id}, “${line.name}”, is out of use; ${concluded} flights and tracks were concluded again.`,
      exitCode: 0,
    });
  },
};

/** The file, and what the .prj beside a Shapefile says of its coordinates. */
async function readFiles(path: string, file: string): Promise<Result<GeometryBytes>> {
  const read = await readGeometryFile(path, file);
  if (!read.ok || read.value.projection !== null || !/\.shp$/i.test(path)) return read;
  const beside = ['.prj', '.PRJ'].map((end) => path.slice(0, -4) + end).find(existsSync);
  return beside === undefined ? read : ok({ ...read.value, projection: readFileSync(beside, 'utf8') });
}

function withTime<T extends { readonly enteredAtMs: number }>({ enteredAtMs, ...line }: T) {
  return { ...line, enteredAt: isoTime(enteredAtMs) };
}
