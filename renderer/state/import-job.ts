import type { ImportFileProgress, Look, RequestInput } from '../../shared/contract/contract.ts';
import type { AcquisitionNote } from '../../shared/model/acquisition.ts';
import { saysSomething } from '../../shared/model/acquisition-note.ts';
import type { ColumnMapping } from '../../shared/model/column-mapping.ts';
import type { ProfileRef } from '../../shared/model/sensor-profile.ts';
import type { Failure } from '../../shared/result.ts';
import { call, offerFile } from '../api.ts';
import { orNotice } from './notice.ts';
import { createStore } from './store.ts';
import { refreshWorkspace, workspace } from './workspace.ts';

/** A file the shell would not take; it never became part of a job. */
export interface RefusedFile {
  readonly file: string;
  readonly failure: Failure;
}

/** How a file is to be read, where its reader's own recognition is not to decide. */
export interface FileReading {
  readonly mapping?: ColumnMapping;
  readonly profile?: ProfileRef;
  readonly provisional?: boolean;
}

/** A file that leaves something open, until a person has decided how it is read. */
export interface AskedFile {
  readonly handle: string;
  readonly look: Look;
  readonly decided: FileReading | 'left out' | null;
}

interface ImportJob {
  readonly phase: 'none' | 'choosing' | 'asking' | 'starting' | 'running' | 'finished';
  /** What is being read: files a person chose, or the example. */
  readonly of: 'files' | 'example';
  /** The dialog may be closed while the job goes on. */
  readonly dialogOpen: boolean;
  /** Dropped or picked, not yet imported. */
  readonly chosen: readonly File[];
  readonly jobId: string | null;
  readonly files: readonly ImportFileProgress[];
  readonly refused: readonly RefusedFile[];
  /** Files that leave something open, and those that leave nothing. */
  readonly asked: readonly AskedFile[];
  readonly plain: readonly string[];
  readonly acquisition: AcquisitionNote | null;
  readonly sensorZone: string | null;
  /** Reader id that a person chose in place of recognition. */
  readonly format: string | null;
  /** Why the job as a whole could not be started or asked about. */
  readonly failure: Failure | null;
  readonly startedAtMs: number;
  readonly nowMs: number;
  readonly cancelling: boolean;
}

const none: ImportJob = {
  phase: 'none',
  of: 'files',
  dialogOpen: false,
  chosen: [],
  jobId: null,
  files: [],
  refused: [],
  asked: [],
  plain: [],
  acquisition: null,
  sensorZone: null,
  format: null,
  failure: null,
  startedAtMs: 0,
  nowMs: 0,
  cancelling: false,
};

export const importJob = createStore<ImportJob>(none);

const PROGRESS_EVERY_MS = 250;
const WHILE_LOST_MS = 1000;

const isBusy = () => importJob.get().phase === 'starting' || importJob.get().phase === 'running';

/** Opens the dialog: on the running job if there is one, else with the files to import. */
export function openImportDialog(chosen: readonly File[] = []): void {
  if (isBusy()) importJob.set({ dialogOpen: true });
  else importJob.set({ ...none, phase: 'choosing', dialogOpen: true, chosen });
}

/** Adds to the files to import; the same file twice counts once. */
export function chooseFiles(files: readonly File[]): void {
  const { chosen } = importJob.get();
  const isSame = (a: File, b: File) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
  const isNew = (file: File) => !chosen.some((other) => isSame(file, other));
  importJob.set({ chosen: [...chosen, ...files.filter(isNew)] });
}

export const closeImportDialog = (): void => (isBusy() ? importJob.set({ dialogOpen: false }) : importJob.set(none));

/**
 * Gives the files to the shell and starts, or first asks about those that leave something open.
 *
 * @param sensorZone zone for times that state none; null: not known
 * @param format reader to be used in place of recognition; null: recognised
 */
export async function importFiles(
  files: readonly File[],
  sensorZone: string | null,
  acquisition: AcquisitionNote,
  format: string | null,
): Promise<void> {
  if (isBusy() || files.length === 0) return;
  importJob.set({ ...none, phase: 'starting', dialogOpen: true, startedAtMs: Date.now(), nowMs: Date.now() });
  const handles: string[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    const offered = await offerFile(file);
    if (offered.ok) handles.push(offered.value);
    else refused.push({ file: file.name, failure: offered.failure });
    importJob.set({ refused: [...refused] });
  }
  if (handles.length === 0) {
    importJob.set({ phase: 'finished' });
    return;
  }
  await askOrStart(handles, sensorZone, saysSomething(acquisition) ? acquisition : null, format);
}

/** Imports files that the shell knows already: what came into the watched folder. */
export async function importHandles(handles: readonly string[]): Promise<void> {
  if (isBusy() || handles.length === 0) return;
  importJob.set({ ...none, phase: 'starting', dialogOpen: true, startedAtMs: Date.now(), nowMs: Date.now() });
  await askOrStart(handles, null, null, null);
}

async function askOrStart(
  handles: readonly string[],
  sensorZone: string | null,
  acquisition: AcquisitionNote | null,
  format: string | null,
): Promise<void> {
  const asked: AskedFile[] = [];
  const plain: string[] = [];
  for (const handle of handles) {
    const look = await call('imports.look', {
      source: { kind: 'file', handle },
      ...(sensorZone === null ? {} : { sensorZone }),
    });
    // What is wrong with a file is said when it is read.
    if (format === null && look.ok && leavesOpen(look.value)) asked.push({ handle, look: look.value, decided: null });
    else plain.push(handle);
  }
  importJob.set({ asked, plain, sensorZone, format, acquisition });
  if (asked.length > 0) importJob.set({ phase: 'asking', dialogOpen: true });
  else await startDecided();
}

/** Tables that only a person can say something about: unknown columns, several profiles, questions that the file does not answer. */
function leavesOpen({ format, table, profiles }: Look): boolean {
  if (table === null || profiles.length === 1) return false;
  if (profiles.length > 1) return true;
  if (format === null) return table.mapping.columns.length > 0;
  return format === 'generic-csv' && table.questions.length > 0;
}

/** Keeps how a file is to be read; when the last is decided, the import starts. */
export function decide(handle: string, decided: AskedFile['decided']): void {
  const asked = importJob.get().asked.map((file) => (file.handle === handle ? { ...file, decided } : file));
  importJob.set({ asked });
  if (asked.every((file) => file.decided !== null)) void startDecided();
}

async function startDecided(): Promise<void> {
  const { asked, plain, sensorZone, format, acquisition } = importJob.get();
  const zone = { ...(sensorZone === null ? {} : { sensorZone }), ...(format === null ? {} : { format }) };
  const files: RequestInput<'imports.start'>['files'] = [
    ...plain,
    ...asked.flatMap(({ handle, decided }) =>
      decided === null || decided === 'left out' ? [] : [{ handle, ...decided, ...zone }],
    ),
  ];
  importJob.set({ asked: [], plain: [], phase: 'starting', startedAtMs: Date.now(), nowMs: Date.now() });
  if (files.length === 0) {
    importJob.set(importJob.get().refused.length > 0 ? { phase: 'finished' } : none);
    return;
  }
  await run(call('imports.start', { files, ...zone, ...(acquisition === null ? {} : { acquisition }) }));
}

/** Reads the kept original of an import again, in another way. */
export async function mapAgain(importId: string, reading: FileReading): Promise<void> {
  if (isBusy()) return;
  importJob.set({ ...none, phase: 'starting', dialogOpen: true, startedAtMs: Date.now(), nowMs: Date.now() });
  await run(call('imports.mapAgain', { importId, ...reading }));
}

export async function openExample(): Promise<void> {
  if (isBusy()) return;
  importJob.set({
    ...none,
    phase: 'starting',
    of: 'example',
    dialogOpen: true,
    startedAtMs: Date.now(),
    nowMs: Date.now(),
  });
  await run(call('workspace.openExample', {}));
}

export async function closeExample(): Promise<void> {
  if (orNotice(await call('workspace.closeExample', {})) !== null) await refreshWorkspace();
}

export async function cancelImport(): Promise<void> {
  const { jobId } = importJob.get();
  if (jobId === null) return;
  importJob.set({ cancelling: true });
  const result = await call('imports.cancel', { jobId });
  if (!result.ok) importJob.set({ cancelling: false, failure: result.failure });
}

async function run(starting: ReturnType<typeof call<'imports.start'>>): Promise<void> {
  const started = await starting;
  if (!started.ok) {
    importJob.set({ phase: 'finished', failure: started.failure });
    return;
  }
  const { jobId } = started.value;
  importJob.set({ phase: 'running', jobId });
  for (;;) {
    const progress = await call('imports.progress', { jobId });
    if (!progress.ok) {
      await refreshWorkspace();
      if (workspace.get().failure === null) {
        importJob.set({ phase: 'finished', failure: progress.failure });
        return;
      }
      // The backend is being restarted; whether the job lived through it, it will say itself.
      await pause(WHILE_LOST_MS);
      continue;
    }
    importJob.set({ files: progress.value.files, nowMs: Date.now() });
    if (progress.value.finished) {
      // The new numbers first, so that the result never stands beside the old ones.
      await refreshWorkspace();
      // A job without files: the example was there already and is open now.
      importJob.set(progress.value.files.length === 0 ? none : { phase: 'finished' });
      return;
    }
    await pause(PROGRESS_EVERY_MS);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Bytes read of bytes to read over the whole job, 0..1; null while nothing is known. */
export function jobShare(files: readonly ImportFileProgress[]): number | null {
  const total = files.reduce((sum, file) => sum + file.bytesTotal, 0);
  if (total === 0) return null;
  return files.reduce((sum, file) => sum + Math.min(file.bytesRead, file.bytesTotal), 0) / total;
}
