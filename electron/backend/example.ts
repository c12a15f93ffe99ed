import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '../../shared/result.ts';
import { exampleAreas } from '../../shared/simulate/example-areas.ts';
import { type ExampleFile, exampleFiles } from '../../shared/simulate/example-files.ts';
import { areasDigest } from '../store/import-digest.ts';
import { listAreas, storeArea, storeCompleteness, storeDesignation } from '../store/queries/areas.ts';
import { listImports } from '../store/queries/imports.ts';
import { admit } from '../store/workspace-kind.ts';
import type { ImportJobs, JobFile } from './import-jobs.ts';
import type { Workspace } from './workspace.ts';

/**
 * Makes the example workspace what it should be: stores its synthetic areas, then starts to import those of its files that are
 * not there yet (all of them the first time, the rest after a cancelled import, none later: then the job has no files).
 */
export async function fillExample(
  workspace: Workspace,
  jobs: ImportJobs,
  actor: string,
): Promise<Result<{ jobId: string }>> {
  const areas = await storeExampleAreas(workspace, actor);
  if (!areas.ok) return areas;
  const present = new Set(
    listImports(workspace.store.read)
      .rows.filter(({ undone }) => !undone)
      .map(({ file }) => file),
  );
  const missing = exampleFiles(workspace.reference.geo.border).filter(({ name }) => !present.has(name));
  if (missing.length === 0) return ok({ jobId: jobs.start(workspace, []) });
  const written = await writeFiles(missing);
  return written.ok ? ok({ jobId: jobs.start(workspace, written.value) }) : written;
}

/** Before the files, so that their flights are judged once. Nothing is stored when the areas are there. */
async function storeExampleAreas(workspace: Workspace, actor: string): Promise<Result<null>> {
  if (listAreas(workspace.store.read).length > 0) return ok(null);
  const { areas, designations, completeness } = exampleAreas(workspace.reference.geo.border);
  const atMs = Date.now();
  const stored = await workspace.change({ actor, kind: 'areas-imported', atMs }, async () => {
    const db = workspace.store.write;
    const admitted = admit(db, true, 'The example');
    if (!admitted.ok) return admitted;
    for (const area of areas) storeArea(db, area, { actor, atMs });
    for (const designation of designations) storeDesignation(db, designation, { actor, atMs });
    for (const statement of completeness) storeCompleteness(db, { ...statement, enteredAtMs: atMs }, actor);
    return ok({
      value: null,
      details: {
        source: 'the synthetic example',
        imported: areas.length,
        designations: designations.length,
        statements: completeness.length,
        areasDigest: areasDigest(db),
      },
    });
  });
  workspace.forgetRules();
  return stored;
}

/** Writes the files to a temporary folder, which goes when the last of them has been imported. */
async function writeFiles(files: readonly ExampleFile[]): Promise<Result<readonly JobFile[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-example-'));
  try {
    for (const { name, text } of files) await pipeline(withPauses(text()), createWriteStream(join(folder, name)));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const message = error instanceof Error ? error.message : String(error);
    return fail('refused', `The files of the example cannot be written to the temporary folder: ${message}`);
  }
  let left = files.length;
  const release = (): void => {
    left--;
    if (left === 0) rmSync(folder, { recursive: true, force: true });
  };
  return ok(
    files.map(({ name, format }) => ({
      order: { path: join(folder, name), fileName: name, format, mapping: null, sensorZone: null },
      release,
    })),
  );
}

/** With a pause after each piece, so that the backend still answers while the text is made. */
async function* withPauses(text: Iterable<string>): AsyncGenerator<string> {
  for (const piece of text) {
    yield piece;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
