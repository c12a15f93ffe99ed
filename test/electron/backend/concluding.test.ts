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
  const thread = service.workspace.startConcludingThread();
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

test('a thread that stops leaves nothing unconcluded', async () => {
  const service = await openTestService();
  await importText(service, 'export.csv', csv);
  const alone = await concludedWith(service, undefined);
  const thread = service.workspace.startConcludingThread();
  const stopping: ConcludingThread = {
    ...thread,
    conclude: async (task) => {
      await thread.end();
      return thread.conclude(task);
    },
  };
  expect(await concludedWith(service, stopping)).toBe(alone);
});
