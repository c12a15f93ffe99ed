import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openService, type Service } from '../../electron/backend/service.ts';
import type { SpawnReader } from '../../electron/import/reader-client.ts';
import borderJson from '../../resources/border.json' with { type: 'json' };
import borderErrorJson from '../../resources/border-error.json' with { type: 'json' };
import type { ImportFileProgress } from '../../shared/contract/contract.ts';
import { buildBorder } from '../../shared/geo/border.ts';
import { simulatedExport } from '../../shared/simulate/export.ts';

/** Folders and services of one test, cleaned up after it. */
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-test-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A service on a workspace of its own; readers are the built program, as in the product. */
export async function openTestService(
  workspace = join(temporaryFolder(), 'W'),
  spawnReader?: SpawnReader,
): Promise<Service> {
  const opened = await openService({
    workspace,
    programFolder: import.meta.dirname,
    actor: 'tester',
    keyFolder: join(temporaryFolder(), 'keys'),
    log: (line) => process.stderr.write(`${line}\n`),
    ...(spawnReader === undefined ? {} : { spawnReader }),
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  cleanUps.push(() => opened.value.close());
  return opened.value;
}

export function writeTestFile(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** Imports one file to its end. */
export const importPath = async (
  service: Service,
  path: string,
  options: { readonly format?: string; readonly sensorZone?: string } = {},
): Promise<ImportFileProgress> => (await importMembers(service, path, options))[0]!;

/** Imports one file to its end, or every member of a container. */
export async function importMembers(
  { jobs, workspace }: Service,
  path: string,
  options: { readonly format?: string; readonly sensorZone?: string } = {},
): Promise<readonly ImportFileProgress[]> {
  const order = {
    path,
    fileName: path.split('/').at(-1)!,
    format: options.format ?? null,
    mapping: null,
    sensorZone: options.sensorZone ?? null,
  };
  const jobId = jobs.start(workspace, [{ order, release: () => undefined }]);
  await jobs.wait(jobId);
  const progress = jobs.progress(jobId);
  if (!progress.ok) throw new Error(progress.failure.message);
  return progress.value.files;
}

/** Imports text under a name. */
export const importText = (service: Service, name: string, content: string): Promise<ImportFileProgress> =>
  importPath(service, writeTestFile(name, content));

const border = buildBorder(borderJson, borderErrorJson);

/** A synthetic export of flights along the real border. */
export function simulatedText(format: string, { flights = 6, seed = 1 } = {}): string {
  const sinceMs = Date.UTC(2026, 7, 1);
  const request = { flights, seed, sinceMs, untilMs: sinceMs + 7 * 86_400_000, border };
  return [...simulatedExport(format, request)].join('');
}

/** Everything concluded, in content order, without what is local to this database. */
export const conclusionsOf = ({ workspace }: Service): unknown =>
  workspace.store.read.prepare('SELECT conclusion FROM flight ORDER BY id').pluck().all();

/** What is stored, as a number of rows per table. */
export const rowCounts = ({ workspace }: Service): Record<string, number> => {
  const db = workspace.store.read;
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables.map((table) => [table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number]),
  );
};
