import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gapsAfter } from '../../shared/classify/intervals.ts';
import { encodeColumn } from '../../shared/contract/columns.ts';
import type { Reply } from '../../shared/contract/contract.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { forkReaders } from '../import/reader-client.ts';
import { programPaths } from '../paths.ts';
import { allObjectNos } from '../store/groups.ts';
import { heirDigests } from '../store/import-digest.ts';
import { detectionIdsByNo, detectionsByNo, findDetection, listDetections } from '../store/queries/detections.ts';
import { findFlight, listCrossings, listFlights, listIncursions, listPaths } from '../store/queries/flights.ts';
import { importNoById, listImports, listQuarantine } from '../store/queries/imports.ts';
import { findReportHtml, listReports } from '../store/queries/reports.ts';
import { readStatus } from '../store/queries/status.ts';
import { reportsCiting, undoImport } from '../store/undo.ts';
import { areasOnRecord, importAreas, readAreasFile } from './areas.ts';
import type { Backend, BackendOptions } from './backend.ts';
import { concludeObjects } from './conclude-objects.ts';
import { fillExample } from './example.ts';
import { ImportJobs } from './import-jobs.ts';
import { locate } from './locate.ts';
import { OfferedFiles } from './offered-files.ts';
import { pathsReply } from './paths-reply.ts';
import { rawRecordOf } from './raw-record.ts';
import { readReferenceFiles } from './reference-files.ts';
import { issueIncidentReport } from './reports.ts';
import { traceCode } from './trace.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Points of a flight's profile sent with it; the raw rows of all of them are a call away. */
const LISTED_DETECTIONS = 5000;

declare const __FENCELINE_VERSION__: string | undefined;
export const version = typeof __FENCELINE_VERSION__ === 'string' ? __FENCELINE_VERSION__ : 'development';

/** What the command line uses besides the contract: it has no pages between itself and the workspace. */
export interface Service extends Backend {
  /** The workspace in front: the person's own, or the example. */
  readonly workspace: Workspace;
  readonly jobs: ImportJobs;
}

/** Opens a workspace and everything that answers for it. Failures are those of `openStore`. */
export async function openService(options: BackendOptions): Promise<Result<Service>> {
  const paths = programPaths(options.programFolder);
  const reference = readReferenceFiles(paths.resources);
  const opened = openWorkspace(options.workspace, reference);
  if (!opened.ok) return opened;
  const own = opened.value;
  let example: Workspace | null = null;
  let workspace = own;
  const { actor, log } = options;
  const files = new OfferedFiles();
  const jobs = new ImportJobs(options.spawnReader ?? forkReaders(join(paths.programs, 'reader.mjs')), actor, log);
  const act = (kind: 'import-undone' | 'areas-imported') => ({ actor, kind, atMs: Date.now() }) as const;

  const handlers: Backend['handlers'] = {
    'workspace.status': () => {
      const { name, notASurvey, vintage, attribution } = reference.line;
      return ok({
        name: workspace.name,
        example: workspace === example,
        ...readStatus(workspace.store.read),
        referenceLine: { name, vintage, attribution, notASurvey },
        authorityAsOf: reference.authority.asOf,
        settingsVersion: defaultSettings.version,
        actor,
        version,
        sectors: [...reference.sectors],
      });
    },

    'workspace.openExample': async () => {
      if (example === null) {
        const folder = join(options.workspace, 'example');
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const openedExample = openWorkspace(folder, reference);
        if (!openedExample.ok) return openedExample;
        example = openedExample.value;
      }
      workspace = example;
      return fillExample(workspace, jobs, actor);
    },

    'workspace.closeExample': () => {
      workspace = own;
      return ok({});
    },

    'imports.start': ({ files: handles, format, sensorZone }) => {
      const orders = [];
      for (const handle of handles) {
        const file = files.find(handle);
        if (!file.ok) return file;
        const { path, displayName } = file.value;
        const order = {
          path,
          fileName: displayName,
          format: format ?? null,
          mapping: null,
          sensorZone: sensorZone ?? null,
        };
        orders.push({ order, release: () => files.forget(handle) });
      }
      return ok({ jobId: jobs.start(workspace, orders) });
    },
    'imports.progress': ({ jobId }) => jobs.progress(jobId),
    'imports.cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return ok({});
    },
    'imports.list': () => ok(listImports(workspace.store.read)),

    'imports.undo': ({ importId }) => {
      // A change may have to wait; the workspace in front may be another by then.
      const target = workspace;
      return target.change(act('import-undone'), async () => {
        const db = target.store.write;
        const importNo = importNoById(db, importId);
        if (importNo === null) return fail('not-found', `There is no import ${importId} to undo.`);
        const reports = reportsCiting(db, importNo);
        if (reports.length > 0) {
          return fail(
            'refused',
            `Import ${importId} is printed as a source of issued page ${reports.join(', ')}. Such an import stays.`,
          );
        }
        const { removedDetections, sha256, objects, heirs } = undoImport(db, importNo);
        target.forgetRules();
        await concludeObjects(target, objects);
        return ok({
          value: { removedDetections },
          details: { import: importId, sha256, removedDetections, digests: heirDigests(db, heirs) },
        });
      });
    },

    'quarantine.list': ({ importId, limit }) => ok(listQuarantine(workspace.store.read, importId, limit)),
    'flights.list': (request) => ok(listFlights(workspace.store.read, request)),
    'flights.paths': ({ filters, limit }) => {
      const { paths: found, truncated } = listPaths(workspace.store.read, filters, limit);
      return ok(pathsReply(found, truncated));
    },
    'flights.detail': ({ flightId }) => {
      const found = findFlight(workspace.store.read, flightId);
      if (found === null)
        return fail('not-found', 'There is no such flight. It may have been rebuilt: look it up again.');
      const { flight, path, eligibilities } = found;
      const profile: Reply<'flights.detail'>['profile'] = {
        timeMs: encodeColumn(path.timeMs),
        lng: encodeColumn(path.lng),
        lat: encodeColumn(path.lat),
        altitudeM: encodeColumn(path.altitudeM),
        altitudeDatum: encodeColumn(path.altitudeDatum),
        sigmaM: encodeColumn(path.sigmaM),
        distanceM: encodeColumn(path.distanceM),
        pUs: encodeColumn(path.pUs),
        coverage: encodeColumn(path.coverage),
        gapAfter: encodeColumn(gapsAfter(path.timeMs, path.track, flight.tracks)),
        detectionIds: detectionIdsByNo(workspace.store.read, path.detectionNo),
      };
      return ok({ flight, profile, eligibilities });
    },
    'incursions.list': (request) => ok(listIncursions(workspace.store.read, request)),
    'crossings.list': (request) => ok(listCrossings(workspace.store.read, request)),
    'detections.list': ({ flightId, ...request }) => {
      const db = workspace.store.read;
      if (flightId === undefined) return ok(listDetections(db, request));
      const found = findFlight(db, flightId);
      if (found === null)
        return fail('not-found', 'There is no such flight. It may have been rebuilt: look it up again.');
      const numbers = [...found.path.detectionNo];
      const page = numbers.slice(request.offset, request.offset + Math.min(request.limit, LISTED_DETECTIONS));
      return ok({
        rows: detectionsByNo(db, page),
        total: numbers.length,
        truncated: request.offset + page.length < numbers.length,
        definition: 'Detections of this flight that have a position, in time order.',
      });
    },
    'detections.raw': ({ detectionId }) => {
      const found = findDetection(workspace.store.read, detectionId);
      if (found === null) return fail('not-found', `There is no detection ${detectionId}.`);
      return rawRecordOf(workspace.store.folder, found);
    },

    'areas.list': ({ asOf }) => ok(areasOnRecord(workspace.store.read, asOf)),
    'areas.import': ({ file: handle }) => {
      const file = files.find(handle);
      if (!file.ok) return file;
      const target = workspace;
      const source = file.value.displayName;
      const text = readAreasFile(file.value.path, source);
      files.forget(handle);
      if (!text.ok) return text;
      return target.change(act('areas-imported'), () => importAreas(target, text.value, source, actor));
    },
    locate: ({ lat, lng, sigmaM, timeMs }) =>
      ok(locate(workspace, { lat, lng, sigmaM: sigmaM ?? 0, timeMs: timeMs ?? null })),

    'reports.incident': ({ flightId, annex, pageSize }) =>
      issueIncidentReport(workspace, {
        flightId,
        annex,
        pageSize,
        actor,
        nowMs: Date.now(),
        program: `Fenceline ${version}`,
      }),
    'reports.list': () => ok(listReports(workspace.store.read)),
    trace: ({ code }) => traceCode(workspace, code),
  };

  return ok({
    handlers,
    jobs,
    get workspace() {
      return workspace;
    },
    offerFile: (path, displayName, removeAfter) => files.offer({ path, displayName, removeAfter }),
    reportHtml(reportId) {
      const html = findReportHtml(workspace.store.read, reportId);
      return html === null ? fail('not-found', 'There is no such page.') : ok(html);
    },
    async close() {
      await jobs.cancelAll();
      await Promise.all([own, example].map((one) => one?.changes.run(() => undefined)));
      files.forgetAll();
      example?.close();
      own.close();
    },
  });
}

export const openBackend: (options: BackendOptions) => Promise<Result<Backend>> = openService;

/** Concludes everything again from facts; used after areas changed and by the `rebuild` command. */
export const rebuildAll = (workspace: Workspace): Promise<number> =>
  concludeObjects(workspace, allObjectNos(workspace.store.write));
