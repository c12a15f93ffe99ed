import { beforeAll, expect, test } from 'vitest';
import { concludeObjects } from '../../../electron/backend/conclude-objects.ts';
import type { ConcludingThread } from '../../../electron/backend/concluding/concluding-thread.ts';
import type { Service } from '../../../electron/backend/service.ts';
import { conclusionsDigest } from '../../../electron/store/conclusions.ts';
import { allObjectNos } from '../../../electron/store/groups.ts';
import { ok } from '../../../shared/result.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';

let csv: string;
beforeAll(() => {
  csv = simulatedText('generic-csv', { flights: 60 });
});

/** Concludes everything again with that thread, and tells what the store then holds. */
async function concludedWith({ workspace }: Service, thread: ConcludingThread | undefined): Promise<string> {
  const { write } = workspace.store;
  await workspace.change({ actor: 'tester', kind: 'rebuilt', atMs: 0 }, async () => {
    await concludeObjects(workspace, allObjectNos(write), { thread });
    return ok({ value: null, details: {} });
  });
  return conclusionsDigest(write);
}

const storedOrder = ({ workspace }: Service): unknown =>
  workspace.store.write.prepare('SELECT id FROM flight ORDER BY rowid').pluck().all();

test('what is concluded, and the order it is stored in, do not depend on who concludes it', async () => {
  const service = await openTestService();
  await importText(service, 'export.csv', csv);
  const imported = conclusionsDigest(service.workspace.store.write);
  const alone = await concludedWith(service, undefined);
  const order = storedOrder(service);
  let given = 0;
  const thread = service.workspace.threads.startConcluding();
  const counted: ConcludingThread = {
    ...thread,
    conclude: (task) => {
      given++;
      return thread.conclude(task);
    },
  };
  const together = await concludedWith(service, counted);
  await thread.end();
  expect([alone, together]).toEqual([imported, imported]);
  expect(storedOrder(service)).toEqual(order);
  expect(given).toBeGreaterThan(0);
});

test('flights that may be one are the same after each import as when everything is concluded again', async () => {
  const startMs = Date.UTC(2026, 5, 1, 4);
  const seenBy = (sensor: string, kind: string, id: string, hour: number) =>
    Array.from({ length: 200 }, (_, at) => {
      const time = new Date(startMs + hour * 3_600_000 + at * 1000).toISOString();
      return `${time},SYNTHETIC-${sensor},${kind},${id},${26.05 + at * 1e-4},-98.1,10`;
    });
  const file = (...rows: string[][]) =>
    ['time,sensor_id,sensor_type,drone_id,lat,lon,accuracy_95_m', ...rows.flat()].join('\n');
  const twins = ({ workspace }: Service) =>
    workspace.store.write.prepare('SELECT flight_id, twin_id FROM flight_twin ORDER BY 1, 2').raw().all();
  const service = await openTestService();
  const counts: number[] = [];
  for (const content of [
    file(seenBy('A', 'rf', 'TRACK-1', 0), seenBy('A', 'rf', 'TRACK-2', 5)),
    file(seenBy('B', 'rf', 'TRACK-9', 0)),
    file(seenBy('C', 'rf', 'TRACK-7', 0), seenBy('C', 'rf', 'TRACK-8', 5)),
    file(seenBy('A', 'rf', 'TRACK-3', 9)),
  ]) {
    await importText(service, 'export.csv', content);
    const found = twins(service);
    counts.push(found.length);
    await concludedWith(service, undefined);
    expect(twins(service)).toEqual(found);
  }
  // Each pair stands twice: two flights, then three of one hour, and two of another.
  expect(counts).toEqual([0, 2, 8, 8]);
});

test('a thread that stops leaves nothing unconcluded', async () => {
  const service = await openTestService();
  await importText(service, 'export.csv', csv);
  const alone = await concludedWith(service, undefined);
  const thread = service.workspace.threads.startConcluding();
  const stopping: ConcludingThread = {
    ...thread,
    conclude: async (task) => {
      await thread.end();
      return thread.conclude(task);
    },
  };
  expect(await concludedWith(service, stopping)).toBe(alone);
});
