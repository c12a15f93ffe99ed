import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { forkReaders, type ReaderProcess, type SpawnReader } from '../../electron/import/reader-client.ts';
import { importDigest } from '../../electron/store/import-digest.ts';
import { importByNo } from '../../electron/store/queries/imports.ts';
import { verifyStore } from '../../electron/store/verify.ts';
import { importMembers, importPath, openTestService, temporaryFolder, writeTestFile } from '../helpers/workspace.ts';
import { hostileSet } from '../hostile/index.ts';

const groups = hostileSet();

/**
 * What reliability.md I-1 allows: time of one import, and growth of the reader's memory over an idle one's. The time is that of the
 * reader's processor, so that a busy machine is not taken for a hang.
 */
const LONGEST_S = 10;
const MOST_GROWTH_MB = 300;

const good = 'time,lat,lon,serial\n2026-01-04T03:00:00Z,31.7,-106.4,GOOD-1\n2026-01-04T03:01:00Z,31.7,-106.4,GOOD-1\n';

test('the hostile set holds some hundreds of files, each with a name of its own', () => {
  const names = Object.values(groups).flatMap((cases) => cases.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(400);
});

test.each(Object.entries(groups))(
  '%s: every hostile file is read or refused with a sentence, in time and memory, and earlier data stay as they were',
  async (_, cases) => {
    const watch = new ReaderWatch();
    const service = await openTestService(undefined, watch.spawn);
    const { workspace } = service;
    await importPath(service, writeTestFile('good.csv', good));
    const idleMb = watch.highestMb();
    const before = [importByNo(workspace.store.read, 1), importDigest(workspace.store.read, 1)];
    const folder = temporaryFolder();
    const wrong: string[] = [];
    for (const { name, content, verdict } of cases) {
      const path = join(folder, name);
      writeFileSync(path, content);
      watch.forget();
      const members = await importMembers(service, path);
      const growthMb = watch.highestMb() - idleMb;
      const complain = (what: string) => wrong.push(`${name}: ${what}`);
      if (watch.processorS() > LONGEST_S) complain(`took ${Math.round(watch.processorS())} s`);
      if (growthMb > MOST_GROWTH_MB) complain(`took ${Math.round(growthMb)} MB more`);
      const isRead = members.some(({ result }) => result !== null);
      if (verdict !== 'either' && isRead !== (verdict === 'read')) {
        complain(`should be ${verdict}: ${members.map(({ failure }) => failure?.message ?? 'read').join(' ')}`);
      }
      for (const { state, failure, result } of members) {
        if (state !== 'done' && state !== 'failed') complain(`ended as ${state}`);
        if (failure !== null && !failure.message.includes(name)) complain(`is not named: ${failure.message}`);
        if (failure?.code === 'internal' || failure?.code === 'reader-stopped') complain(failure.message);
        if (result === null) continue;
        const { records, detections, duplicates, quarantined, skipped } = result;
        if (detections + duplicates + quarantined + skipped !== records) complain('its records do not add up');
      }
    }
    expect(wrong).toEqual([]);
    expect([importByNo(workspace.store.read, 1), importDigest(workspace.store.read, 1)]).toEqual(before);
    expect(
      (await verifyStore(workspace.store.read, workspace.store.folder)).filter(({ severity }) => severity === 'damage'),
    ).toEqual([]);
    const left = readdirSync(join(workspace.store.folder, 'evidence')).filter((name) => name.startsWith('incoming-'));
    expect(left).toEqual([]);
  },
  600_000,
);

test('folders, pipes, devices and links that lead round are refused, and a link to a file is that file', async () => {
  const service = await openTestService();
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder.csv'));
  symlinkSync(join(folder, 'b.csv'), join(folder, 'a.csv'));
  symlinkSync(join(folder, 'a.csv'), join(folder, 'b.csv'));
  spawnSync('mkfifo', [join(folder, 'pipe.csv')]);
  for (const path of ['folder.csv', 'a.csv', 'missing.csv', 'pipe.csv'].map((name) => join(folder, name))) {
    expect(await importPath(service, path)).toMatchObject({ state: 'failed', failure: { code: 'unreadable-file' } });
  }
  expect(await importPath(service, '/dev/zero')).toMatchObject({ failure: { code: 'unreadable-file' } });
  writeFileSync(join(folder, 'real.csv'), good);
  symlinkSync(join(folder, 'real.csv'), join(folder, 'link.csv'));
  expect(await importPath(service, join(folder, 'link.csv'))).toMatchObject({ state: 'done' });
});

/** Memory and processor time of the readers, as the system counts them. */
class ReaderWatch {
  #highestKb = 0;
  #ticks = 0;
  readonly #pids = new Set<number>();

  readonly spawn: SpawnReader = (): ReaderProcess => {
    const before = childrenOf(process.pid);
    const reader = forkReaders(join(import.meta.dirname, '../../.build/node/reader.mjs'))();
    for (const pid of childrenOf(process.pid)) if (!before.has(pid)) this.#pids.add(pid);
    return {
      ...reader,
      onMessage: (listener) =>
        reader.onMessage((message) => {
          this.#look();
          listener(message);
        }),
    };
  };

  #look(): void {
    for (const pid of this.#pids) {
      const peak = /VmHWM:\s+(\d+)/.exec(readOrEmpty(`/proc/${pid}/status`))?.[1];
      if (peak === undefined) this.#pids.delete(pid);
      else this.#highestKb = Math.max(this.#highestKb, Number(peak));
      this.#ticks = Math.max(this.#ticks, ticksOf(pid));
    }
  }

  highestMb = (): number => this.#highestKb / 1024;

  processorS = (): number => this.#ticks / TICKS_PER_S;

  forget(): void {
    this.#highestKb = 0;
    this.#ticks = 0;
  }
}

/** `sysconf(_SC_CLK_TCK)` of every Linux. */
const TICKS_PER_S = 100;

/** User and system time of a process: the 14th and 15th fields, counted behind the name in brackets. */
function ticksOf(pid: number): number {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const childrenOf = (pid: number): Set<number> =>
  new Set(readOrEmpty(`/proc/${pid}/task/${pid}/children`).trim().split(/\s+/).filter(Boolean).map(Number));

afterAll(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
});
