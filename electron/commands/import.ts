import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportFileProgress, ImportRow } from '../../shared/contract/contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import type { JobFile } from '../backend/import-jobs.ts';
import type { Service } from '../backend/service.ts';
import { type FolderFile, filesInFolder } from '../import/files-in-folder.ts';
import { type Command, type Outcome, UsageError } from './command.ts';
import {
  ACQUISITION_USAGE,
  acquisitionOptions,
  READING_USAGE,
  readAcquisition,
  readChoice,
  readingOptions,
  resolveChoice,
} from './reading-options.ts';

/** How often progress is told on stderr, milliseconds. */
const PROGRESS_MS = 1000;

export const importCommand: Command = {
  name: 'import',
  usage: `import FILE|FOLDER… ${READING_USAGE} ${ACQUISITION_USAGE}`,
  about:
    'Imports sensor exports, also within ZIP, KMZ, data packages, workbooks and folders: keeps the original, stores its detections, draws conclusions.',
  options: { ...readingOptions, ...acquisitionOptions },
  async run({ positionals, values, open, say }) {
    if (positionals.length === 0) throw new UsageError('name at least one file');
    const choice = readChoice(values);
    if (!choice.ok) return choice;
    const acquisition = readAcquisition(values);
    const found = filesOf(positionals);
    if (!found.ok) return found;
    const opened = await open();
    if (!opened.ok) return opened;
    const resolved = await resolveChoice(opened.value, choice.value);
    if (!resolved.ok) return resolved;
    const { mapping, profile } = resolved.value;
    const { format, sensorZone, provisional } = choice.value;
    const results: FileResult[] = [];
    for (const { path, name } of found.value) {
      const order = {
        path,
        fileName: name,
        format,
        mapping,
        sensorZone,
        ...(acquisition === null ? {} : { acquisition }),
      };
      const file = { order, wish: { profile, provisional }, release: () => undefined };
      const members = await runJob(opened.value, file, say);
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

export interface FileResult {
  readonly progress: ImportFileProgress;
  readonly elapsedMs: number;
}

/** Imports one file to its end, telling how far it is; of a container one result a member. */
export async function runJob(
  { jobs, workspace }: Service,
  job: JobFile,
  say: (line: string) => void,
): Promise<FileResult[]> {
  const started = performance.now();
  const jobId = jobs.start(workspace, [job]);
  const timer = setInterval(() => {
    const progress = jobs.progress(jobId);
    const files = progress.ok ? progress.value.files : [];
    const file = files.find(({ state }) => state === 'copying' || state === 'reading' || state === 'concluding');
    if (file === undefined) return;
    const percent = file.bytesTotal === 0 ? 0 : Math.floor((100 * file.bytesRead) / file.bytesTotal);
    say(
      file.state === 'concluding'
        ? `${visibleText(file.file)}: drawing conclusions`
        : file.state === 'copying'
          ? `${visibleText(file.file)}: copying, ${percent} %`
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

export function outcomeOf(results: readonly FileResult[]): Outcome {
  const failures = results.flatMap(({ progress }) => (progress.failure === null ? [] : [progress.failure]));
  const quarantined = results.some(({ progress }) => (progress.result?.quarantined ?? 0) > 0);
  const files = results.map(({ progress, elapsedMs }) =>
    progress.result === null
      ? { file: progress.file, error: progress.failure, ...noteOf(progress) }
      : { ...importJson(progress.result, progress.alreadyImported), elapsedMs, ...noteOf(progress) },
  );
  return {
    json: results.length === 1 && failures.length === 1 ? { error: failures[0], files } : { files },
    text: results.map(describeResult).join('\n'),
    exitCode: failures.length === results.length ? 3 : failures.length > 0 || quarantined ? 4 : 0,
  };
}

const noteOf = ({ note }: ImportFileProgress) => (note === null ? {} : { note });

/** An import as the command line gives it. A file that was there before adds nothing: all it holds are duplicates. */
export function importJson(row: ImportRow, alreadyImported: boolean) {
  const { firstTimeMs, lastTimeMs, importedAtMs, acquisition, ...rest } = row;
  return {
    ...rest,
    ...(alreadyImported ? { detections: 0, positions: 0, duplicates: row.detections + row.duplicates } : {}),
    firstTime: isoTime(firstTimeMs),
    lastTime: isoTime(lastTimeMs),
    importedAt: isoTime(importedAtMs),
    acquisition: acquisition === null ? null : withIsoEntry(acquisition),
    alreadyImported,
  };
}

const withIsoEntry = ({ enteredAtMs, ...note }: NonNullable<ImportRow['acquisition']>) => ({
  ...note,
  enteredAt: isoTime(enteredAtMs),
});

/** What became of a file, for a person. */
export const describeResult = (result: FileResult): string =>
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
  if (result.profile !== null)
    lines.push(`  by profile “${visibleText(result.profile.name)}”, version ${result.profile.version}`);
  if (result.assumptions.length > 0) {
    lines.push('  provisional:', ...result.assumptions.map(({ assumption }) => `    ${visibleText(assumption)}`));
  }
  return lines.join('\n');
}
