import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openService } from '../../electron/backend/service.ts';
import type { CsvFile } from './csv-file.ts';

/** How long the backend does not answer while it imports. */
export interface Stops {
  readonly longestMs: number;
  /** Number of stops longer than a tenth of a second. */
  readonly overTenth: number;
  /** Longest that a list of flights took, asked again and again meanwhile, milliseconds. */
  readonly longestReadMs: number;
}

const TICK_MS = 5;
/** What a person notices. */
const NOTICED_MS = 100;

/** Imports the file in this process, with readers and threads as in the product, and watches the process's own clock meanwhile. */
export async function stopsWhileImporting(file: CsvFile, programFolder: string): Promise<Stops> {
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-bench-'));
  try {
    const opened = await openService({
      workspace: folder,
      programFolder,
      actor: 'bench',
      log: (line) => console.error(line),
    });
    if (!opened.ok) throw new Error(opened.failure.message);
    const { jobs, workspace, handlers, close } = opened.value;
    const order = { path: file.path, fileName: 'bench.csv', format: null, mapping: null, sensorZone: null };
    const jobId = jobs.start(workspace, [{ order, release: () => undefined }]);
    let finished = false;
    const done = jobs.wait(jobId).then(() => {
      finished = true;
    });
    let longestMs = 0;
    let overTenth = 0;
    let longestReadMs = 0;
    for (let last = performance.now(); !finished; ) {
      await pause(TICK_MS);
      const now = performance.now();
      const stopMs = now - last - TICK_MS;
      longestMs = Math.max(longestMs, stopMs);
      if (stopMs > NOTICED_MS) overTenth++;
      await handlers['flights.list']({ filters: {}, limit: 50, offset: 0 });
      last = performance.now();
      longestReadMs = Math.max(longestReadMs, last - now);
    }
    await done;
    const progress = jobs.progress(jobId);
    if (!progress.ok || progress.value.files[0]?.state !== 'done') throw new Error('The import of the bench failed.');
    await close();
    return { longestMs, overTenth, longestReadMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
