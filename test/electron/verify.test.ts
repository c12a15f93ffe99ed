import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyStore } from '../../electron/store/verify.ts';
import { importText, openTestService, simulatedText } from '../helpers/workspace.ts';

async function imported() {
  const service = await openTestService();
  await importText(service, 'export.csv', simulatedText('generic-csv', { flights: 3 }));
  const { store } = service.workspace;
  return { store, findings: () => verifyStore(store.write, store.folder) };
}

const damage = { severity: 'damage' };

test('what was stored is found to be as it was stored', async () => {
  const { findings } = await imported();
  expect(await findings()).toEqual([]);
});

test.each([
  'UPDATE detection SET lat = lat + 1e-7 WHERE no = 7',
  'UPDATE detection SET observed_at_ms = observed_at_ms + 1 WHERE no = 7',
  'UPDATE detection SET sigma_m = ifnull(sigma_m, 0) + 1 WHERE no = 7',
  "UPDATE subject SET uas_serial = '1581F0000000000X' WHERE no = 1",
  'DELETE FROM detection WHERE no = 7',
  'DELETE FROM detection_id WHERE no = 7',
  'UPDATE import SET records = records + 1',
  "UPDATE import SET file = file || 'x', quarantined = 5",
])('%s is found', async (sql) => {
  const { store, findings } = await imported();
  store.write.pragma('foreign_keys = 0');
  store.write.exec(sql);
  expect(await findings()).toContainEqual(expect.objectContaining(damage));
});

test.each([
  "UPDATE audit SET actor = 'somebody else' WHERE no = 1",
  'UPDATE audit SET at_ms = at_ms + 1 WHERE no = 1',
  'DELETE FROM audit WHERE no = (SELECT max(no) FROM audit)',
  "INSERT INTO audit (at_ms, actor, kind, details, previous, digest) VALUES (1, 'x', 'import', '{}', '0', '0')",
])('tampering with the audit chain is found: %s', async (sql) => {
  const { store, findings } = await imported();
  store.write.exec(sql);
  expect(await findings()).toContainEqual(expect.objectContaining(damage));
});

test('any changed byte of a kept original is found', async () => {
  const { store, findings } = await imported();
  const folder = join(store.folder, 'evidence');
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.zst'))!);
  const bytes = readFileSync(file);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= flip;
      writeFileSync(file, changed);
      // A flip in a frame's header may leave the content as it was: then nothing is lost, and nothing need be said.
      const found = await findings();
      if (found.length === 0) expect(at).toBeLessThan(18);
      writeFileSync(file, bytes);
    }),
    { numRuns: 60 },
  );
});
