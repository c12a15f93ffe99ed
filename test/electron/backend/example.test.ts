import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillExample } from '../../../electron/backend/example.ts';
import { openService, type Service } from '../../../electron/backend/service.ts';
import { forkReaders } from '../../../electron/import/reader-client.ts';
import type { Reply } from '../../../shared/contract/contract.ts';
import { exampleFiles } from '../../../shared/simulate/example-files.ts';
import { builtInBorder } from '../../shared/geo/support.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'fenceline-test-'));
const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('fenceline-example-'));
const before = new Set(leftovers());
let service: Service;

beforeAll(async () => {
  const opened = await openService({
    workspace: folder,
    programFolder: root,
    actor: 'tester',
    log: () => {},
    // The reader as it stands in the source: Node strips its types.
    spawnReader: forkReaders(join(root, 'electron/import/reader-process.ts')),
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  service = opened.value;
});

afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openExample(): Promise<Reply<'imports.progress'>> {
  const opened = await service.handlers['workspace.openExample']({});
  if (!opened.ok) throw new Error(opened.failure.message);
  await service.jobs.wait(opened.value.jobId);
  const progress = await service.handlers['imports.progress'](opened.value);
  if (!progress.ok) throw new Error(progress.failure.message);
  return progress.value;
}

test('opening the example fills a workspace of its own with every file, all synthetic, every record used', async () => {
  const { finished, files } = await openExample();
  expect(finished).toBe(true);
  expect(files.map(({ file }) => file)).toEqual(exampleFiles(builtInBorder()).map(({ name }) => name));
  for (const { state, result } of files) {
    expect(state).toBe('done');
    expect(result?.synthetic).toBe(true);
    expect(result?.detections).toBe(result?.records);
  }
  const status = await service.handlers['workspace.status']({});
  if (!status.ok) throw new Error(status.failure.message);
  expect(status.value.synthetic).toBe(true);
  expect(status.value.counts.areas).toBe(8);
  const { confirmed, probable } = status.value.counts.incursions;
  expect([confirmed, probable].every((count) => count > 0)).toBe(true);
  expect(leftovers().filter((name) => !before.has(name))).toEqual([]);
});

test('its incursions have every coverage state but those that are no place in the United States', async () => {
  const list = await service.handlers['incursions.list']({ filters: {}, limit: 1000, offset: 0 });
  if (!list.ok) throw new Error(list.failure.message);
  const states = new Set(list.value.rows.map(({ coverageState }) => coverageState));
  for (const state of ['no-authority', 'designated', 'pending', 'unknown', 'outside'] as const) {
    expect(states).toContain(state);
  }
});

test('opening it again imports nothing, and brings back what was undone', async () => {
  expect(await openExample()).toEqual({ finished: true, files: [] });
  const imports = await service.handlers['imports.list']({});
  if (!imports.ok) throw new Error(imports.failure.message);
  const [first] = imports.value.rows;
  const undone = await service.handlers['imports.undo']({ importId: first!.importId });
  expect(undone.ok).toBe(true);
  const { files } = await openExample();
  expect(files.map(({ file, state }) => [file, state])).toEqual([[first!.file, 'done']]);
});

test("the person's own workspace stays empty, and a workspace with real records cannot be filled", async () => {
  await service.handlers['workspace.closeExample']({});
  const status = await service.handlers['workspace.status']({});
  expect(status.ok && status.value.counts.imports).toBe(0);
  const { store } = service.workspace;
  store.write.prepare("INSERT INTO meta (key, value) VALUES ('kind', 'real')").run();
  const filled = await fillExample(service.workspace, service.jobs, 'tester');
  expect(filled.ok ? null : filled.failure.code).toBe('example-mixing');
});
