import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportFileProgress, ImportRow } from '../../shared/contract/contract.ts';
import { type ColumnMapping, columnMappingSchema } from '../../shared/formats/mapping.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import type { Service } from '../backend/service.ts';
import { type FolderFile, filesInFolder } from '../import/files-in-folder.ts';
import { type Command, type Outcome, text, UsageError } from './command.ts';

/** How often progress is told on stderr, milliseconds. */
const PROGRESS_MS = 1000;

export const importCommand: Command = {
  name: 'import',
  usage: 'import FILE|FOLDER… [--format READER] [--mapping FILE] [--sensor-zone ZONE]',
  about:
    'Imports sensor exports, also within ZIP, KMZ, data packages, workbooks and folders: keeps the original, stores its detections, draws conclusions.',
  options: { format: { type: 'string' }, mapping: { type: 'string' }, 'sensor-zone': { type: 'string' } },
  async run({ positionals, values, open, say }) {
    if (positionals.length === 0) throw new UsageError('name at least one file');
    const mapping = readMapping(text(values, 'mapping'));
    if (!mapping.ok) return mapping;
    const found = filesOf(positionals);
    if (!found.ok) return found;
    const opened = await open();
    if (!opened.ok) return opened;
    const results: FileResult[] = [];
    for (const { path, name } of found.value) {
      const order = {
        path,
        fileName: name,
        format: text(values, 'format') ?? null,
        mapping: mapping.value,
        sensorZone: text(values, 'sensor-zone') ?? null,
      };
      const members = await importOne(opened.value, order, say);
      results.push(...members);
      if (members.some(({ progress }) => progress.state === 'cancelled')) break;
    }
    return ok(outcomeOf(results));
  },
};

/** The files named, and those in the folders named. */
function filesOf(paths: readonly string[]): Result<FolderFile[]> {
  const files: FolderFile[] = [];
  for (const path of paths) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
      files.push({ path, name: basename(path) });
      continue;
    }
    const found = filesInFolder(path);
    if (!found.ok) return found;
    files.push(...found.value);
  }
  return ok(files);
}

function readMapping(path: string | undefined): Result<ColumnMapping | null> {
  if (path === undefined) return ok(null);
  try {
    const parsed = columnMappingSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return ok(parsed.data);
    const [issue] = parsed.error.issues;
    return fail('bad-request', `The mapping is not valid at ${issue?.path.join('.')}: ${issue?.message}.`, {
      file: path,
    });
  } catch (error) {
    return fail('unreadable-file', `The mapping cannot be read: ${error instanceof Error ? error.message : error}`, {
      file: path,
    });
  }
}

interface FileResult {
  readonly progress: ImportFileProgress;
  readonly elapsedMs: number;
}

async function importOne(
  { jobs, workspace }: Service,
  order: Parameters<Service['jobs']['start']>[1][number]['order'],
  say: (line: string) => void,
): Promise<FileResult[]> {
  const started = performance.now();
  const jobId = jobs.start(workspace, [{ order, release: () => undefined }]);
  const timer = setInterval(() => {
    const progress = jobs.progress(jobId);
    const files = progress.ok ? progress.value.files : [];
    const file = files.find(({ state }) => state === 'reading' || state === 'concluding');
    if (file === undefined) return;
    const percent = file.bytesTotal === 0 ? 0 : Math.floor((100 * file.bytesRead) / file.bytesTotal);
    say(
      file.state === 'concluding'
        ? `${visibleText(file.file)}: drawing conclusions`
        : `${visibleText(file.file)}: ${percent} %, ${file.records} records`,
    );
  }, PROGRESS_MS);
  // From a terminal the signal comes twice, straight and through the launcher.
  const stop = (): void => jobs.cancel(jobId);
  process.on('SIGINT', stop);
  await jobs.wait(jobId);
  process.off('SIGINT', stop);
  clearInterval(timer);
  const progress = jobs.progress(jobId);
  if (!progress.ok) throw new Error(progress.failure.message);
  // Of a container: of all its members together.
  const elapsedMs = Math.round(performance.now() - started);
  return progress.value.files.map((file) => ({ progress: file, elapsedMs }));
}

function outcomeOf(results: readonly FileResult[]): Outcome {
  const failures = results.flatMap(({ progress }) => (progress.failure === null ? [] : [progress.failure]));
  const quarantined = results.some(({ progress }) => (progress.result?.quarantined ?? 0) > 0);
  const files = results.map(({ progress, elapsedMs }) =>
    progress.result === null
      ? { file: progress.file, error: progress.failure, ...noteOf(progress) }
      : { ...importJson(progress.result, progress.alreadyImported), elapsedMs, ...noteOf(progress) },
  );
  return {
    json: results.length === 1 && failures.length === 1 ? { error: failures[0], files } : { files },
    text: results.map(describe).join('\n'),
    exitCode: failures.length === results.length ? 3 : failures.length > 0 || quarantined ? 4 : 0,
  };
}

const noteOf = ({ note }: ImportFileProgress) => (note === null ? {} : { note });

/** An import as the command line gives it. A file that was there before adds nothing: all it holds are duplicates. */
export function importJson(row: ImportRow, alreadyImported: boolean) {
  const { firstTimeMs, lastTimeMs, ...rest } = row;
  return {
    ...rest,
    ...(alreadyImported ? { detections: 0, positions: 0, duplicates: row.detections + row.duplicates } : {}),
    firstTime: isoTime(firstTimeMs),
    lastTime: isoTime(lastTimeMs),
    importedAt: isoTime(row.importedAtMs),
    alreadyImported,
  };
}

const describe = (result: FileResult): string =>
  [describeImport(result), ...(result.progress.note === null ? [] : [`  ${result.progress.note}`])].join('\n');

function describeImport({ progress, elapsedMs }: FileResult): string {
  const { failure, result, alreadyImported } = progress;
  const file = visibleText(progress.file);
  if (result === null) return `${file}: ${visibleText(failure?.message ?? 'not imported')}`;
  if (alreadyImported) return `${file}: already imported on ${isoTime(result.importedAtMs)}; nothing was added.`;
  const lines = [
    `${file}: ${result.formatLabel}, ${result.records} records = ${result.detections} detections + ${result.duplicates} duplicates + ${result.quarantined} quarantined + ${result.skipped} skipped (${(elapsedMs / 1000).toFixed(1)} s)`,
    `  ${result.objectIds.length} objects, ${result.flights} flights, ${result.incursions} incursions, from ${isoTime(result.firstTimeMs) ?? '–'} to ${isoTime(result.lastTimeMs) ?? '–'}`,
  ];
  const issues = Object.entries(result.issues);
  if (issues.length > 0) lines.push(`  issues: ${issues.map(([code, count]) => `${code} ${count}`).join(', ')}`);
  if (result.unverified) {
    lines.push('  unverified: its reader was written after descriptions alone and never tried on a real file');
  }
  if (result.assumedZone !== null) lines.push(`  times without a zone were read as ${result.assumedZone}`);
  return lines.join('\n');
}
