import type { ImportFileProgress } from '../../shared/contract/contract.ts';
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

interface ImportJob {
  readonly phase: 'none' | 'choosing' | 'starting' | 'running' | 'finished';
  /** What is being read: files a person chose, or the example. */
  readonly of: 'files' | 'example';
  /** The dialog may be closed while the job goes on. */
  readonly dialogOpen: boolean;
  /** Dropped or picked, not yet imported. */
  readonly chosen: readonly File[];
  readonly jobId: string | null;
  readonly files: readonly ImportFileProgress[];
  readonly refused: readonly RefusedFile[];
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

/** @param sensorZone zone for times that state none; null: UTC is assumed and marked */
export async function importFiles(files: readonly File[], sensorZone: string | null): Promise<void> {
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
  await run(call('imports.start', { files: handles, ...(sensorZone === null ? {} : { sensorZone }) }));
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
