import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { areaSchema, completenessSchema, designationSchema } from '../../../shared/model/area.ts';
import { columnMappingSchema } from '../../../shared/model/column-mapping.ts';
import { incidentContentSchema } from '../../../shared/model/incident.ts';
import { trackEditSchema } from '../../../shared/model/track-edit.ts';
import { type Failure, fail, ok, type Result } from '../../../shared/result.ts';
import { allObjectNos } from '../../store/groups.ts';
import { areasDigest } from '../../store/import-digest.ts';
import {
  listAreas,
  listCompleteness,
  listDesignations,
  storeArea,
  storeCompleteness,
  storeDesignation,
} from '../../store/queries/areas.ts';
import { findDetection } from '../../store/queries/detections.ts';
import { findIncident } from '../../store/queries/incidents.ts';
import { storePackagedIncident } from '../../store/queries/packages.ts';
import { findEdit, storeEdit, storeWithdrawal } from '../../store/queries/track-edits.ts';
import { admit } from '../../store/workspace-kind.ts';
import { keepFile } from '../attachments.ts';
import { concludeObjects } from '../conclude-objects.ts';
import type { ImportJobs } from '../import-jobs.ts';
import type { Workspace } from '../workspace.ts';
import { type OpenedPackage, openPackage } from './open-package.ts';

const entered = { atMs: z.number(), actor: z.string() };
const incidentFileSchema = z.object({
  schema: z.literal('fenceline-incident/1'),
  incident: z.object({
    id: z.string().regex(/^[\w-]{1,64}$/),
    number: z.string().max(100),
    origin: z.string().max(100),
    provisional: z.boolean(),
    sector: z.string().max(20),
    year: z.number().int(),
    openedAtMs: z.number(),
    openedBy: z.string(),
    revision: z.number().int().nonnegative(),
    changedAtMs: z.number(),
    content: incidentContentSchema,
  }),
  flights: z.array(
    z.object({
      flightId: z.string(),
      anchors: z.array(z.string().regex(/^[0-9a-f]{24}$/)),
      conclusion: z.object({
        objectName: z.string(),
        objectKey: z.string(),
        class: z.string(),
        grade: z.string().nullable(),
        incursions: z.number(),
        crossings: z.number(),
        detections: z.number(),
      }),
      firstMs: z.number(),
      lastMs: z.number(),
      addedAtMs: z.number(),
      addedBy: z.string(),
    }),
  ),
  edits: z.array(z.object({ revision: z.number().int(), changes: z.array(z.unknown()), ...entered })),
  reviews: z.array(
    z.object({
      factsDigest: z.string(),
      reviewer: z.string(),
      account: z.string(),
      note: z.string(),
      atMs: z.number(),
    }),
  ),
  originals: z.array(
    z.object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      file: z.string().max(400),
      imports: z.array(
        z.object({
          member: z.string().nullable(),
          format: z.string(),
          options: z.looseObject({ mapping: columnMappingSchema.nullish(), sensorZone: z.string().nullish() }),
        }),
      ),
    }),
  ),
});
export type PackagedIncident = z.infer<typeof incidentFileSchema>;

const editsFileSchema = z.object({
  trackEdits: z.array(
    trackEditSchema.extend({
      withdrawn: z.object({ atMs: z.number(), by: z.string(), reason: z.string() }).nullable(),
    }),
  ),
});
const rulesFileSchema = z.object({
  areas: z.array(areaSchema.extend({ enteredAtMs: z.number() })),
  designations: z.array(designationSchema),
  completeness: z.array(completenessSchema),
});

export interface ImportedPackage {
  readonly number: string;
  readonly incidentId: string;
  /** False when it was here already, as it is in the package. */
  readonly added: boolean;
  readonly originals: number;
  readonly detections: number;
  readonly trackEdits: number;
  /** Whether areas and designations were taken over: only into a workspace that has none. */
  readonly areasTaken: boolean;
  readonly key: string;
  readonly notes: readonly string[];
}

/**
 * Brings the incident of an evidence package into this workspace: its originals through the one way of import, edits of its tracks,
 * its attachments, and the incident under the number it has.
 *
 * Failures: those of `openPackage`, and of an import; `refused` when the incident is here in another state.
 */
export async function importPackage(
  workspace: Workspace,
  jobs: ImportJobs,
  {
    path,
    displayName,
    actor,
    nowMs,
  }: { readonly path: string; readonly displayName: string; readonly actor: string; readonly nowMs: number },
): Promise<Result<ImportedPackage>> {
  const scratch = mkdtempSync(join(tmpdir(), 'fenceline-package-'));
  try {
    const opened = await openPackage(path, displayName, scratch);
    if (!opened.ok) return opened;
    return await take(workspace, jobs, opened.value, displayName, { actor, atMs: nowMs });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function take(
  workspace: Workspace,
  jobs: ImportJobs,
  opened: OpenedPackage,
  file: string,
  by: { readonly actor: string; readonly atMs: number },
): Promise<Result<ImportedPackage>> {
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T | null> => {
    if (opened.path(name) === null) return null;
    const parsed = schema.safeParse(JSON.parse(await opened.text(name)));
    return parsed.success ? parsed.data : null;
  };
  const packaged = await read('data/incident.json', incidentFileSchema);
  const edited = await read('data/edits.json', editsFileSchema);
  const rules = await read('data/rules.json', rulesFileSchema);
  if (packaged === null || edited === null || rules === null)
    return fail('wrong-format', `${file} was made by another version of Fenceline and cannot be read.`, { file });
  const { incident } = packaged;
  const here = findIncident(workspace.store.read, incident.id);
  if (here !== null && here.revision !== incident.revision)
    return fail(
      'refused',
      `Incident ${here.number} is here already, in another state (revision ${here.revision}; the package has ${incident.revision}). Nothing was changed.`,
      { file },
    );

  // Each original the one way that every file takes.
  let detections = 0;
  for (const original of packaged.originals) {
    const name = opened.names.find((one) => one.startsWith(`originals/${original.sha256.slice(0, 12)} `));
    const place = name === undefined ? null : opened.path(name);
    if (place === null) return fail('refused', `${file} does not hold the original ${original.file}.`, { file });
    const [first] = original.imports;
    const single = first !== undefined && first.member === null ? first : null;
    const order = {
      path: place,
      fileName: original.file,
      format: single?.format ?? null,
      mapping: single?.options.mapping ?? null,
      sensorZone: first?.options.sensorZone ?? null,
      ownCopy: true,
    };
    const jobId = jobs.start(workspace, [{ order, release: () => undefined }]);
    await jobs.wait(jobId);
    const progress = jobs.progress(jobId);
    if (!progress.ok) return progress;
    for (const { failure, result, alreadyImported } of progress.value.files) {
      if (failure !== null) return { ok: false, failure: failure as Failure };
      if (!alreadyImported) detections += result?.detections ?? 0;
    }
  }
  for (const { sha256, file: name } of incident.content.attachments) {
    const inside = opened.names.find((one) => one.startsWith(`attachments/${sha256.slice(0, 12)} `));
    const place = inside === undefined ? null : opened.path(inside);
    if (place === null) return fail('refused', `${file} does not hold the attachment ${name}.`, { file });
    const kept = await keepFile(workspace.store.folder, place, name);
    if (!kept.ok) return kept;
  }

  return workspace.change({ ...by, kind: 'package-imported' }, async () => {
    const db = workspace.store.write;
    const notes: string[] = [];
    const hasRules = listAreas(db).length + listDesignations(db).length + listCompleteness(db).length > 0;
    const areasTaken = !hasRules && rules.areas.length > 0;
    if (areasTaken) {
      const admitted = admit(
        db,
        rules.areas.some(({ synthetic }) => synthetic),
        file,
      );
      if (!admitted.ok) return admitted;
      for (const { enteredAtMs, ...area } of rules.areas.toReversed())
        storeArea(db, area, { actor: by.actor, atMs: enteredAtMs });
      for (const designation of rules.designations) storeDesignation(db, designation, by);
      for (const statement of rules.completeness) storeCompleteness(db, statement, by.actor);
    } else if (hasRules && rules.areas.length > 0) {
      notes.push(
        'This workspace has areas of its own: those of the package were not taken, and coverage may read otherwise here.',
      );
    }
    let trackEdits = 0;
    for (const { withdrawn, ...edit } of edited.trackEdits) {
      if (findEdit(db, edit.id) !== null) continue;
      storeEdit(db, edit);
      if (withdrawn !== null)
        storeWithdrawal(db, edit.id, { actor: withdrawn.by, atMs: withdrawn.atMs, reason: withdrawn.reason });
      trackEdits++;
    }
    const missing = packaged.flights.flatMap(({ anchors }) => anchors).filter((id) => findDetection(db, id) === null);
    if (missing.length > 0)
      notes.push(`${missing.length} detections of the incident were not read from the originals here.`);
    const stored = here === null ? storePackagedIncident(db, packaged) : null;
    workspace.forgetRules();
    await concludeObjects(workspace, allObjectNos(db));
    return ok({
      value: {
        number: incident.number,
        incidentId: incident.id,
        added: here === null,
        originals: packaged.originals.length,
        detections,
        trackEdits,
        areasTaken,
        key: opened.key,
        notes,
      },
      details: {
        package: file,
        key: opened.key,
        incident: incident.id,
        number: incident.number,
        ...(stored ?? {}),
        manifestSha256: opened.contents.manifestSha256,
        trackEdits: edited.trackEdits.map(({ id }) => id),
        areasDigest: areasDigest(db),
      },
    });
  });
}
