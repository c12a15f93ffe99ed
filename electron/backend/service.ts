import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import { forkReaders } from '../import/reader-client.ts';
import { programPaths } from '../paths.ts';
import { defaultKeyFolder, hasSigner, openSigner, type Signer } from '../signing.ts';
import { allObjectNos } from '../store/groups.ts';
import { overviewHtml } from '../store/queries/overviews.ts';
import { findReportHtml } from '../store/queries/reports.ts';
import { userSettingsFile } from '../user-settings.ts';
import type { Backend, BackendOptions } from './backend.ts';
import { BaseMapLibrary } from './base-maps/library.ts';
import { checkpointThreads } from './checkpointing/checkpoint-beside.ts';
import { concludeObjects } from './conclude-objects.ts';
import { concludingThreads } from './concluding/concluding-thread.ts';
import { ExportJobs } from './export/export-jobs.ts';
import { areaHandlers } from './handlers/areas.ts';
import { authorityHandlers } from './handlers/authority.ts';
import { baseMapHandlers } from './handlers/base-maps.ts';
import type { Desk } from './handlers/desk.ts';
import { elementHandlers } from './handlers/elements.ts';
import { exportHandlers } from './handlers/exports.ts';
import { flightHandlers } from './handlers/flights.ts';
import { importHandlers } from './handlers/imports.ts';
import { incidentHandlers } from './handlers/incidents.ts';
import { kitHandlers } from './handlers/kits.ts';
import { locateHandlers } from './handlers/locate.ts';
import { nightHandlers } from './handlers/nights.ts';
import { profileHandlers } from './handlers/profiles.ts';
import { referenceHandlers } from './handlers/reference.ts';
import { reportHandlers } from './handlers/reports.ts';
import { retentionHandlers } from './handlers/retention.ts';
import { reviewHandlers } from './handlers/review.ts';
import { scenarioHandlers } from './handlers/scenarios.ts';
import { sensorHandlers } from './handlers/sensors.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { statHandlers } from './handlers/stats.ts';
import { watchHandlers } from './handlers/watch.ts';
import { type Front, workspaceHandlers } from './handlers/workspace.ts';
import { ImportJobs } from './import-jobs.ts';
import { OfferedFiles } from './offered-files.ts';
import { readReferenceFiles } from './reference-files.ts';
import { recordFile } from './report-files.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** What the command line uses besides the contract: it has no pages between itself and the workspace. */
export interface Service extends Backend {
  /** The workspace in front: the person's own, or the example. */
  readonly workspace: Workspace;
  readonly jobs: ImportJobs;
  /** The installation's key, made on first use. */
  readonly signer: () => Signer;
}

/** Opens a workspace and everything that answers for it. Failures are those of `openStore`. */
export async function openService(options: BackendOptions): Promise<Result<Service>> {
  const paths = programPaths(options.programFolder);
  const reference = readReferenceFiles(paths.resources);
  const threads = {
    startConcluding: concludingThreads(join(paths.programs, 'concluder.mjs'), {
      resources: paths.resources,
      referenceDigest: reference.digest,
    }),
    checkpoint: checkpointThreads(join(paths.programs, 'checkpointer.mjs')),
  };
  const opened = openWorkspace(options.workspace, reference, threads);
  if (!opened.ok) return opened;
  const own = opened.value;
  let example: Workspace | null = null;
  let workspace = own;
  const { actor, log } = options;
  const keyFolder = options.keyFolder ?? defaultKeyFolder();
  let key: Signer | null = null;
  const signer = (): Signer => {
    key ??= openSigner(keyFolder);
    return key;
  };
  const files = new OfferedFiles();
  const settingsFile = options.settingsFile ?? userSettingsFile();
  const baseMaps = new BaseMapLibrary(join(dirname(settingsFile), 'basemaps'));
  const jobs = new ImportJobs(options.spawnReader ?? forkReaders(join(paths.programs, 'reader.mjs')), actor, log);
  const exports = new ExportJobs(actor, log);
  const desk: Desk = {
    get workspace() {
      return workspace;
    },
    reference,
    resources: paths.resources,
    files,
    jobs,
    exports,
    settingsFile,
    actor,
    signer,
    hasSigner: () => hasSigner(keyFolder),
  };
  const front: Front = {
    get isExample() {
      return workspace === example;
    },
    openExample() {
      if (example === null) {
        const folder = join(options.workspace, 'example');
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const opened = openWorkspace(folder, reference, threads);
        if (!opened.ok) return opened;
        example = opened.value;
      }
      workspace = example;
      return ok(workspace);
    },
    closeExample() {
      workspace = own;
    },
  };

  const handlers: Backend['handlers'] = {
    ...workspaceHandlers(desk, front),
    ...baseMapHandlers(desk, baseMaps),
    ...sensorHandlers(desk),
    ...settingsHandlers(desk),
    ...importHandlers(desk),
    ...retentionHandlers(desk),
    ...profileHandlers(desk),
    ...watchHandlers(desk),
    ...flightHandlers(desk),
    ...areaHandlers(desk),
    ...authorityHandlers(desk),
    ...elementHandlers(desk),
    ...kitHandlers(desk),
    ...locateHandlers(desk),
    ...referenceHandlers(desk),
    ...reportHandlers(desk),
    ...exportHandlers(desk),
    ...reviewHandlers(desk),
    ...nightHandlers(desk),
    ...statHandlers(desk),
    ...scenarioHandlers(desk),
    ...incidentHandlers(desk),
  };

  return ok({
    handlers,
    jobs,
    signer,
    get workspace() {
      return workspace;
    },
    offerFile: (path, displayName, removeAfter) => files.offer({ path, displayName, removeAfter }),
    reportHtml(reportId) {
      const html = findReportHtml(workspace.store.read, reportId) ?? overviewHtml(workspace.store.read, reportId);
      return html === null ? fail('not-found', 'There is no such page.') : ok(html);
    },
    madeFile: (handle) => exports.find(handle),
    recordFile: (file) => recordFile(workspace, signer, file, { actor, nowMs: Date.now() }),
    async close() {
      await jobs.cancelAll();
      await exports.close();
      await Promise.all([own, example].map((one) => one?.changes.run(() => undefined)));
      files.forgetAll();
      baseMaps.close();
      example?.close();
      own.close();
    },
  });
}

export const openBackend: (options: BackendOptions) => Promise<Result<Backend>> = openService;

/** Concludes everything again from facts; used after areas changed and by the `rebuild` command. */
export const rebuildAll = (workspace: Workspace): Promise<number> =>
  concludeObjects(workspace, allObjectNos(workspace.store.write));
