import { expect, test } from 'vitest';
import { areasOnRecord } from '../../../electron/backend/areas.ts';
import { storeArea, storeCompleteness, storeDesignation } from '../../../electron/store/queries/areas.ts';
import { openTestService } from '../../helpers/workspace.ts';

const area = (name: string) => ({
  id: 'valley',
  name,
  geometry: [
    [
      [
        [-98, 26],
        [-97, 26],
        [-97, 27],
        [-98, 26],
      ],
    ],
  ] as [number, number][][][],
  edgeAccuracyM: 10,
  source: 'test',
  synthetic: false,
});

test('areas as of a day are those entered by its end, designations those that hold on it', async () => {
  const { workspace, handlers } = await openTestService();
  // 23:30 and 00:30 in Washington.
  const [late, early] = [Date.UTC(2026, 0, 11, 4, 30), Date.UTC(2026, 0, 11, 5, 30)];
  const designation = (id: string, from: string, to: string | null) =>
    ({ id, areaId: 'valley', status: 'designated', basis: 'limb', sourceDocument: 'memo', from, to }) as const;
  await workspace.change({ actor: 'tester', kind: 'areas-imported', atMs: early }, async () => {
    const db = workspace.store.write;
    storeArea(db, area('first'), { actor: 'tester', atMs: late });
    storeArea(db, area('second'), { actor: 'tester', atMs: early });
    storeDesignation(db, designation('one', '2026-01-01', '2026-01-10'), { actor: 'tester', atMs: early });
    storeDesignation(db, designation('two', '2026-01-11', null), { actor: 'tester', atMs: early });
    storeCompleteness(
      db,
      { sector: 'RGV', from: '2026-01-05', to: '2026-01-31', statedBy: 'A', enteredAtMs: early },
      'tester',
    );
    return { ok: true, value: { value: null, details: {} } };
  });
  const on = (day: string | undefined) => {
    const { areas, designations, completeness } = areasOnRecord(workspace.store.read, day);
    return [
      areas.map(({ name, version }) => `${name} ${version}`),
      designations.map(({ id }) => id),
      completeness.length,
    ];
  };
  expect(on('2026-01-04')).toEqual([[], ['one'], 0]);
  expect(on('2026-01-10')).toEqual([['first 1'], ['one'], 1]);
  expect(on('2026-01-11')).toEqual([['second 2'], ['two'], 1]);
  expect(on('2026-02-01')).toEqual([['second 2'], ['two'], 0]);
  expect(on(undefined)).toEqual([['second 2'], ['one', 'two'], 1]);
  const asked = await handlers['areas.list']({ asOf: '2026-01-10' });
  expect(asked).toMatchObject({ ok: true, value: { areas: [{ name: 'first' }] } });
});
