import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importAuthority, resetAuthority } from '../../../electron/backend/authority.ts';
import { rebuildAll, type Service } from '../../../electron/backend/service.ts';
import { conclusionsDigest } from '../../../electron/store/conclusions.ts';
import { verifyStore } from '../../../electron/store/verify.ts';
import type { AuthorityIntervalRow, Reply, RequestInput } from '../../../shared/contract/contract.ts';
import type { Result } from '../../../shared/result.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';

const builtIn = readFileSync(join(import.meta.dirname, '../../../resources/authority.json'), 'utf8');
type Table = { asOf: string; intervals: Record<string, unknown>[]; gaps: Record<string, unknown>[] };
const edited = (edit: (table: Table) => void): Uint8Array => {
  const table = JSON.parse(builtIn) as Table;
  edit(table);
  return new TextEncoder().encode(JSON.stringify(table));
};
const importTable = (service: Service, bytes: Uint8Array, source = 'counsel’s memorandum of 2026-11-20') =>
  importAuthority(service.workspace, { bytes, file: 'table.json', source }, 'tester');

const value = async <T>(result: Promise<Result<T>> | Result<T>): Promise<T> => {
  const got = await result;
  if (!got.ok) throw new Error(got.failure.message);
  return got.value;
};
const shown = (service: Service, version?: number): Promise<Reply<'authority.get'>> =>
  value(service.handlers['authority.get'](version === undefined ? {} : { version }));
const verdicts = async (service: Service): Promise<string[]> => {
  const { rows } = await value(service.handlers['incursions.list']({ filters: {}, limit: 1000, offset: 0 }));
  return [...new Set(rows.map(({ eligibility }) => eligibility.elements[0]!.verdict))];
};

const editOf = ({ authority: _, agencyLimb: _limb, verification: _mark, ...row }: AuthorityIntervalRow) => ({
  kind: 'interval' as const,
  ...row,
});

test('a table brought into use judges every flight by its own days, and each determination keeps which table it was', async () => {
  const service = await openTestService();
  await importText(service, 'night.csv', simulatedText('generic-csv', { flights: 12, seed: 3 }));
  expect(await verdicts(service)).toEqual(['met']);
  const before = conclusionsDigest(service.workspace.store.read);

  // A table that was last looked at before the flights of August 2026.
  const older = edited((table) => Object.assign(table, { asOf: '2026-01-15' }));
  const imported = await value(importTable(service, older));
  expect(imported).toMatchObject({ version: 1, alreadySo: false });
  expect(imported.concluded).toBeGreaterThanOrEqual(12);
  expect(await verdicts(service)).toEqual(['unknown']);
  expect((await value(service.handlers['workspace.status']({}))).authorityAsOf).toBe('2026-01-15');
  const { rows } = await value(service.handlers['incursions.list']({ filters: {}, limit: 1, offset: 0 }));
  expect(rows[0]!.eligibility).toMatchObject({
    authorityTableAsOf: '2026-01-15',
    authorityTable: { label: expect.stringMatching(/^version 1, imported, /), digest: imported.digest },
  });
  expect(await value(importTable(service, older))).toMatchObject({ alreadySo: true, concluded: 0 });

  const during = conclusionsDigest(service.workspace.store.read);
  await service.workspace.change({ actor: 'tester', kind: 'rebuilt', atMs: 0 }, async () => ({
    ok: true,
    value: { value: await rebuildAll(service.workspace), details: {} },
  }));
  expect(conclusionsDigest(service.workspace.store.read)).toBe(during);

  await value(resetAuthority(service.workspace, 'the file was old', 'tester'));
  expect(await verdicts(service)).toEqual(['met']);
  // The determinations say version 2 now; what they decide is what it was.
  expect(conclusionsDigest(service.workspace.store.read)).not.toBe(before);
  const { versions } = await value(service.handlers['authority.history']({}));
  expect(versions.map(({ version, how, asOfMoved }) => [version, how, asOfMoved])).toEqual([
    [2, 'built-in', { from: '2026-01-15', to: '2026-11-22' }],
    [1, 'imported', { from: '2026-11-22', to: '2026-01-15' }],
  ]);
  expect((await shown(service, 1)).asOf).toBe('2026-01-15');
  expect(await shown(service, 0)).toMatchObject({ label: 'built in', version: null, inUse: true });
  expect(await verifyStore(service.workspace.store.write, service.workspace.store.folder)).toEqual([]);
});

test('an edit of an interval is a version with who, why and by what source; nothing else of the table moves', async () => {
  const service = await openTestService();
  const { digest, intervals } = await shown(service);
  const i16 = intervals.find(({ id }) => id === 'i16')!;
  const order: RequestInput<'authority.edit'> = {
    base: digest,
    edit: {
      ...editOf(i16),
      verified: true,
      verifiedBy: 'C. Counsel',
      verifiedSource: 'enrolled',
      source: [...i16.source, 'enrolled'],
      newSource: { id: 'enrolled', title: 'Pub. L. 119-60 as enrolled', url: null, date: '2025-12-18' },
    },
    source: 'read in the enrolled Act',
  };
  const changed = await value(service.handlers['authority.edit'](order));
  const now = await shown(service);
  expect(now).toMatchObject({ version: 1, label: changed.label, digest: changed.digest });
  expect(now.intervals.find(({ id }) => id === 'i16')).toMatchObject({
    verified: true,
    verification: { by: 'C. Counsel', source: 'enrolled' },
  });
  expect(now.intervals.filter(({ id }) => id !== 'i16')).toEqual(intervals.filter(({ id }) => id !== 'i16'));
  const { versions } = await value(service.handlers['authority.history']({}));
  expect(versions[0]).toMatchObject({
    how: 'edited',
    source: 'read in the enrolled Act',
    actor: 'tester',
    added: ['source enrolled'],
    changed: ['i16'],
    removed: [],
    asOfMoved: null,
  });
  // Parts that no rule reads stay.
  const stored = service.workspace.store.read
    .prepare("SELECT content ->> '$.retentionRule.limitDays' FROM authority_version")
    .pluck()
    .get();
  expect(stored).toBe(180);
  // Somebody who still looks at the table before cannot overwrite it unseen.
  expect(await service.handlers['authority.edit'](order)).toMatchObject({ ok: false, failure: { code: 'refused' } });
});

test('a new Act is added beside the one that it cuts short, and only so', async () => {
  const service = await openTestService();
  const first = await shown(service);
  const i16 = first.intervals.find(({ id }) => id === 'i16')!;
  const act = {
    ...editOf(i16),
    id: 'i18',
    act: 'An Act to come',
    publicLaw: 'Pub. L. 120-1',
    enacted: '2026-10-01',
    from: '2026-10-01',
    to: '2032-09-30',
    effectiveTo: '2032-09-30',
    lastUndisputedDay: '2032-09-29',
  };
  expect(await service.handlers['authority.edit']({ base: first.digest, edit: act, source: 'a test' })).toMatchObject({
    ok: false,
    failure: { field: 'from', message: expect.stringContaining('i18 overlaps i16') },
  });
  const cut = { ...editOf(i16), effectiveTo: '2026-09-30' };
  await value(service.handlers['authority.edit']({ base: first.digest, edit: cut, source: 'a test' }));
  const { digest } = await shown(service);
  await value(service.handlers['authority.edit']({ base: digest, edit: act, source: 'a test' }));
  const { versions } = await value(service.handlers['authority.history']({}));
  expect(versions.map(({ added, changed }) => [added, changed])).toEqual([
    [['i18'], []],
    [[], ['i16']],
  ]);
});

test('what is wrong with an edit is told by its field, and nothing changes', async () => {
  const service = await openTestService();
  const { digest, intervals } = await shown(service);
  const i05 = editOf(intervals.find(({ id }) => id === 'i05')!);
  const i16 = editOf(intervals.find(({ id }) => id === 'i16')!);
  const wrong: [string, RequestInput<'authority.edit'>['edit']][] = [
    ['to', { ...i05, to: '2022-12-30' }],
    ['effectiveTo', { ...i05, effectiveTo: '2023-10-01' }],
    ['effectiveTo', { ...i05, effectiveTo: '2022-12-30' }],
    ['from', { ...i05, from: '2022-12-30' }],
    ['from', { ...i05, from: '2022-12-31T00:00:00' }],
    ['from', { ...i05, from: '2022-02-30' }],
    ['lastUndisputedDay', { ...i05, lastUndisputedDay: '2023-10-01' }],
    ['source', { ...i05, source: [] }],
    ['source', { ...i05, source: ['hearsay'] }],
    ['act', { ...i05, act: ' ' }],
    ['verifiedBy', { ...i16, verified: true }],
    ['verifiedSource', { ...i16, verified: true, verifiedBy: 'C. Counsel' }],
    ['verifiedSource', { ...i16, verified: true, verifiedBy: 'C. Counsel', verifiedSource: 'grassley8' }],
    ['newSource', { ...i05, newSource: { id: 'seed', title: 't', url: null, date: 'd' } }],
    ['asOf', { kind: 'as-of', asOf: '2099-01-01' }],
    ['asOf', { kind: 'as-of', asOf: 'today' }],
  ];
  const known = (await shown(service)).sources[0]!.id;
  for (const [field, edit] of wrong) {
    const asked =
      edit.kind === 'interval' && edit.newSource !== undefined
        ? { ...edit, newSource: { ...edit.newSource, id: known } }
        : edit;
    expect(
      await service.handlers['authority.edit']({ base: digest, edit: asked, source: 'a test' }),
      `${field} ${JSON.stringify(edit)}`,
    ).toMatchObject({ ok: false, failure: { code: 'bad-request', field } });
  }
  expect(
    await service.handlers['authority.edit']({ base: digest, edit: { ...i05, note: 'x' }, source: ' ' }),
  ).toMatchObject({ ok: false, failure: { field: 'why' } });
  expect((await value(service.handlers['authority.history']({}))).versions).toEqual([]);
});

test('a table with a fault is refused as a whole, its row and field named', async () => {
  const service = await openTestService();
  const wrong: [string, Uint8Array][] = [
    ['i05.to', edited((t) => Object.assign(t.intervals[4]!, { to: '2022-12-30' }))],
    ['i02.from', edited((t) => Object.assign(t.intervals[1]!, { from: '2022-10-05' }))],
    ['i01.from', edited((t) => Object.assign(t.intervals[0]!, { from: '2018-10-05T00:00:00' }))],
    ['i14.from', edited((t) => Object.assign(t.intervals[13]!, { to: '2025-10-02', effectiveTo: '2025-10-02' }))],
    ['g4.to', edited((t) => Object.assign(t.gaps[3]!, { to: '2025-09-01' }))],
    ['g3.from', edited((t) => Object.assign(t.gaps[2]!, { from: '2024-12-21' }))],
    ['asOf', edited((t) => Object.assign(t, { asOf: 'November' }))],
    ['intervals', edited((t) => Object.assign(t, { intervals: [] }))],
  ];
  for (const [field, bytes] of wrong) {
    expect(await importTable(service, bytes), field).toMatchObject({
      ok: false,
      failure: { code: 'bad-request', field, file: 'table.json' },
    });
  }
  const notTables = ['', '{', '[1]', 'null'].map((text) => new TextEncoder().encode(text));
  for (const bytes of [...notTables, Uint8Array.of(0xff, 0xfe, 0x00)]) {
    expect(await importTable(service, bytes)).toMatchObject({ ok: false });
  }
  expect(
    await importTable(
      service,
      edited((t) => Object.assign(t, { asOf: '2026-11-21' })),
      ' ',
    ),
  ).toMatchObject({
    ok: false,
    failure: { field: 'source' },
  });
  expect((await value(service.handlers['authority.history']({}))).versions).toEqual([]);
});
