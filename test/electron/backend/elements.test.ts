import { expect, test } from 'vitest';
import { rebuildAll, type Service } from '../../../electron/backend/service.ts';
import { conclusionsDigest } from '../../../electron/store/conclusions.ts';
import { verifyStore } from '../../../electron/store/verify.ts';
import type { IncursionRow, Reply, RequestInput } from '../../../shared/contract/contract.ts';
import type { RecordableElementId } from '../../../shared/model/recorded-element.ts';
import type { Result } from '../../../shared/result.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';

/** Flights of August 2026, when a purpose besides the covered asset may be named. */
const export1 = simulatedText('generic-csv', { flights: 24, seed: 3 });
const [header, ...rows] = export1.trimEnd().split(/\r?\n/);

const value = async <T>(result: Promise<Result<T>> | Result<T>): Promise<T> => {
  const got = await result;
  if (!got.ok) throw new Error(got.failure.message);
  return got.value;
};

const page = { filters: {}, limit: 1000, offset: 0 };
const incursions = async (service: Service): Promise<IncursionRow[]> =>
  (await value(service.handlers['incursions.list'](page))).rows;

/** A confirmed incursion that lacks nothing but what persons record. */
async function readyIncursion(service: Service): Promise<IncursionRow> {
  const found = (await incursions(service)).find(
    ({ eligibility }) =>
      eligibility.result === 'undetermined' &&
      eligibility.elements.every(
        ({ id, verdict }) => verdict === 'met' || !['authority-in-force', 'place-in-us'].includes(id),
      ),
  );
  if (found === undefined) throw new Error('the simulation has no such incursion');
  return found;
}

type Entry = RequestInput<'elements.record'>['entry'];
const iso = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 19).concat('Z');
const entryOf = (element: RecordableElementId, madeAtMs: number, more: Partial<Entry> = {}): Entry => ({
  element,
  verdict: 'met',
  by: 'Supervisor Example',
  madeAt: iso(madeAtMs),
  facts: 'Example facts.',
  ...(element === 'covered-asset-basis' ? { purpose: 'enforce the law' } : {}),
  ...(element === 'acting-component' ? { component: 'Example component', limb: 'federal' as const } : {}),
  ...more,
});

const all: readonly RecordableElementId[] = [
  'acting-component',
  'covered-asset-basis',
  'credible-threat',
  'positive-identification',
  'faa-coordination',
];

async function recordAll(service: Service, { id, eligibility }: IncursionRow): Promise<string[]> {
  const ids: string[] = [];
  for (const element of all) {
    const entry = entryOf(element, eligibility.atMs - 60_000);
    ids.push((await value(service.handlers['elements.record']({ incursionId: id, entry }))).id);
  }
  return ids;
}

const resultOf = async (service: Service, incursionId: string) =>
  (await incursions(service)).find(({ id }) => id === incursionId)?.result;
const listed = (service: Service, flightId?: string): Promise<Reply<'elements.list'>> =>
  value(service.handlers['elements.list'](flightId === undefined ? {} : { flightId }));
const digestOf = ({ workspace }: Service): string => conclusionsDigest(workspace.store.read);
const rebuild = (service: Service) =>
  service.workspace.change({ actor: 'tester', kind: 'rebuilt', atMs: 0 }, async () => ({
    ok: true,
    value: { value: await rebuildAll(service.workspace), details: {} },
  }));

test('determinations made in time complete the record; each one missing leaves it undetermined; a rebuild keeps them', async () => {
  const service = await openTestService();
  await importText(service, 'night.csv', export1);
  const before = digestOf(service);
  const incursion = await readyIncursion(service);
  const ids = await recordAll(service, incursion);
  expect(await resultOf(service, incursion.id)).toBe('eligible');
  const detail = await value(service.handlers['flights.detail']({ flightId: incursion.flightId }));
  const judged = detail.eligibilities.find(({ incursionId }) => incursionId === incursion.id)!;
  expect(judged.sentence).toContain('Eligible on the record: every element is met.');
  expect(judged.authorityTable).toMatchObject({ label: 'built in' });
  for (const id of ids) expect(judged.elements.flatMap(({ evidence }) => evidence)).toContain(`recorded:${id}`);

  const recorded = digestOf(service);
  await rebuild(service);
  expect(digestOf(service)).toBe(recorded);

  for (const id of ids) {
    await value(service.handlers['elements.withdraw']({ id, reason: 'entered for the wrong night' }));
    expect(await resultOf(service, incursion.id)).toBe('undetermined');
    await value(service.handlers['elements.restore']({ id, reason: 'it was the right night' }));
    expect(await resultOf(service, incursion.id)).toBe('eligible');
  }
  for (const id of ids) await value(service.handlers['elements.withdraw']({ id, reason: 'test' }));
  expect(digestOf(service)).toBe(before);
  const { rows: kept } = await listed(service, incursion.flightId);
  expect(kept.map(({ standing }) => standing)).toEqual(ids.map(() => 'withdrawn'));
  expect(kept[0]!.events.map(({ kind, reason, by }) => [kind, reason, by])).toEqual([
    ['withdrawn', 'entered for the wrong night', 'tester'],
    ['restored', 'it was the right night', 'tester'],
    ['withdrawn', 'test', 'tester'],
  ]);
  expect(await verifyStore(service.workspace.store.write, service.workspace.store.folder)).toEqual([]);
});

test('one made after the moment never completes it', async () => {
  const service = await openTestService();
  await importText(service, 'night.csv', export1);
  const incursion = await readyIncursion(service);
  for (const element of all) {
    const entry = entryOf(element, incursion.eligibility.atMs + 1000);
    await value(service.handlers['elements.record']({ incursionId: incursion.id, entry }));
  }
  expect(await resultOf(service, incursion.id)).toBe('undetermined');
});

test('a correction takes the place of what it corrects, and withdrawing it brings that back', async () => {
  const service = await openTestService();
  await importText(service, 'night.csv', export1);
  const { id: incursionId, eligibility, flightId } = await readyIncursion(service);
  const madeAtMs = eligibility.atMs - 60_000;
  const first = await value(
    service.handlers['elements.record']({ incursionId, entry: entryOf('credible-threat', madeAtMs) }),
  );
  const correction = {
    incursionId,
    entry: entryOf('credible-threat', madeAtMs, { verdict: 'not-met' }),
    supersedes: first.id,
  };
  expect(await service.handlers['elements.record'](correction)).toMatchObject({
    ok: false,
    failure: { code: 'bad-request', field: 'reason' },
  });
  const second = await value(service.handlers['elements.record']({ ...correction, reason: 'misread the log' }));
  expect(await resultOf(service, incursionId)).toBe('not-eligible');
  const { rows: both } = await listed(service, flightId);
  expect(both.map(({ id, standing }) => [id, standing])).toEqual([
    [first.id, 'superseded'],
    [second.id, 'on-record'],
  ]);
  expect(await service.handlers['elements.record']({ ...correction, reason: 'again' })).toMatchObject({
    ok: false,
    failure: { field: 'supersedes' },
  });
  await value(service.handlers['elements.withdraw']({ id: second.id, reason: 'the log was right' }));
  expect(await resultOf(service, incursionId)).toBe('undetermined');
  expect((await listed(service, flightId)).rows[0]).toMatchObject({ id: first.id, standing: 'on-record' });
});

const times = (row: string): number => Date.parse(row.split(',').find((cell) => /^\d{4}-\d\d-\d\dT/.test(cell)) ?? '');

/** The rows of the export that belong to a flight's time and object, and all others. */
function rowsAround(incursion: IncursionRow) {
  const mine = (row: string) => row.includes(incursion.objectName.split(' ').at(-1)!);
  const within = (row: string) => times(row) >= incursion.firstMs && times(row) <= incursion.lastMs;
  return { mine, within };
}

test('a flight that grows keeps what was recorded for a presence that stays, and says when the presence itself changed', async () => {
  const whole = await openTestService();
  await importText(whole, 'whole.csv', export1);
  const incursion = await readyIncursion(whole);
  const { mine, within } = rowsAround(incursion);
  const ofFlight = rows.filter((row) => mine(row) && Math.abs(times(row) - incursion.firstMs) < 3_600_000);
  const inside = ofFlight.filter(within);
  expect(inside.length).toBeGreaterThan(10);

  // Without the first row of the flight, in Mexico: the presence is the same, the flight is not.
  const elsewhere = ofFlight.toSorted((one, other) => times(one) - times(other))[0]!;
  expect(within(elsewhere)).toBe(false);
  const grown = await openTestService();
  await importText(grown, 'part.csv', [header, ...rows.filter((row) => row !== elsewhere)].join('\n'));
  const early = (await incursions(grown)).find(
    ({ detectionIds }) => detectionIds.first === incursion.detectionIds.first,
  )!;
  await recordAll(grown, early);
  expect(await resultOf(grown, early.id)).toBe('eligible');
  await importText(grown, 'whole.csv', export1);
  expect(await resultOf(grown, incursion.id)).toBe('eligible');
  const { rows: kept } = await listed(grown, incursion.flightId);
  expect(kept.map(({ attached }) => attached?.attachment)).toEqual(all.map(() => 'flight-changed'));

  // Without a row of the presence: what was recorded belongs to an earlier state, and decides nothing.
  const middle = inside[Math.floor(inside.length / 2)]!;
  const changed = await openTestService();
  await importText(changed, 'part.csv', [header, ...rows.filter((row) => row !== middle)].join('\n'));
  const old = (await incursions(changed)).find(
    ({ detectionIds }) => detectionIds.first === incursion.detectionIds.first,
  )!;
  await recordAll(changed, old);
  expect(await resultOf(changed, old.id)).toBe('eligible');
  await importText(changed, 'whole.csv', export1);
  const detail = await value(changed.handlers['flights.detail']({ flightId: incursion.flightId }));
  const judged = detail.eligibilities.find(({ incursionId }) => incursionId === incursion.id)!;
  expect(judged.result).toBe('undetermined');
  expect(judged.elements.find(({ id }) => id === 'credible-threat')).toMatchObject({
    verdict: 'unknown',
    qualifier: 'recorded for an earlier state of this flight',
  });
  // Recorded again for the flight as it now is, it decides.
  for (const row of (await listed(changed, incursion.flightId)).rows) {
    expect(row.attached?.attachment).toBe('earlier-state');
    const entry = entryOf(row.element, row.madeAtMs);
    const order = { incursionId: incursion.id, entry, supersedes: row.id, reason: 'the flight has a detection more' };
    await value(changed.handlers['elements.record'](order));
  }
  expect(await resultOf(changed, incursion.id)).toBe('eligible');
});

test('when the import of an incursion is undone, what was recorded is still there and says so', async () => {
  const service = await openTestService();
  const file = await importText(service, 'night.csv', export1);
  const incursion = await readyIncursion(service);
  await recordAll(service, incursion);
  await value(service.handlers['imports.undo']({ importId: file.result!.importId }));
  const { rows: kept } = await listed(service);
  expect(kept.map(({ attached, standing }) => [attached, standing])).toEqual(all.map(() => [null, 'on-record']));
  expect(kept[0]!.anchor).toMatchObject({ objectName: incursion.objectName, incursionId: incursion.id });
});

test('what is wrong with an entry is told by its field, and nothing is stored', async () => {
  const service = await openTestService();
  await importText(service, 'night.csv', export1);
  const { id: incursionId, eligibility } = await readyIncursion(service);
  const ms = eligibility.atMs;
  const wrong: [string, Entry][] = [
    ['by', entryOf('credible-threat', ms, { by: '  ' })],
    ['facts', entryOf('credible-threat', ms, { facts: '' })],
    ['madeAt', entryOf('credible-threat', ms, { madeAt: '' })],
    ['madeAt', entryOf('credible-threat', ms, { madeAt: '2026-08-02 04:30' })],
    ['madeAt', entryOf('credible-threat', ms, { madeAt: '2026-08-02' })],
    ['madeAt', entryOf('credible-threat', ms, { madeAt: '2026-02-30 04:30Z' })],
    ['madeAt', entryOf('credible-threat', ms, { madeAt: 'yesterday' })],
    ['madeAt', entryOf('credible-threat', Date.UTC(2100, 0, 1))],
    ['purpose', entryOf('covered-asset-basis', ms, { purpose: 'because' })],
    ['purpose', entryOf('credible-threat', ms, { purpose: 'enforce the law' })],
    ['component', entryOf('acting-component', ms, { component: '' })],
    ['component', entryOf('faa-coordination', ms, { limb: 'federal' })],
    ['certified', entryOf('acting-component', ms, { limb: 'sltt' })],
  ];
  for (const [field, entry] of wrong) {
    expect(await service.handlers['elements.record']({ incursionId, entry }), field).toMatchObject({
      ok: false,
      failure: { code: 'bad-request', field },
    });
  }
  expect(
    await service.handlers['elements.record']({ incursionId: 'none', entry: entryOf('credible-threat', ms) }),
  ).toMatchObject({
    ok: false,
    failure: { code: 'not-found' },
  });
  expect((await listed(service)).rows).toEqual([]);
  expect(await service.handlers['elements.withdraw']({ id: 'none', reason: 'x' })).toMatchObject({ ok: false });
});

test('a record that says something else than was recorded is found by verify', async () => {
  const service = await openTestService();
  await importText(service, 'night.csv', export1);
  await recordAll(service, await readyIncursion(service));
  const { write, folder } = service.workspace.store;
  const tampering = [
    "UPDATE recorded_element SET verdict = 'not-met' WHERE element = 'credible-threat'",
    'UPDATE recorded_element SET made_at_ms = made_at_ms - 1',
    'DELETE FROM recorded_element',
    `INSERT INTO recorded_element_event (element_id, kind, reason, at_ms, actor)
       SELECT id, 'withdrawn', 'x', 0, 'x' FROM recorded_element LIMIT 1`,
    `INSERT INTO authority_version VALUES (1, '2026-11-22', '{}', 'd', 'edited', 's', NULL, NULL, 0, 'x')`,
  ];
  for (const sql of tampering) {
    write.exec('BEGIN');
    write.exec(sql);
    expect(await verifyStore(write, folder), sql).toContainEqual(expect.objectContaining({ severity: 'damage' }));
    write.exec('ROLLBACK');
  }
  expect(await verifyStore(write, folder)).toEqual([]);
});
