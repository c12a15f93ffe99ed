import { describe, expect, test } from 'vitest';
import { rebuildAll, type Service } from '../../../electron/backend/service.ts';
import { conclusionsDigest } from '../../../electron/store/conclusions.ts';
import {
  contract,
  type FlightRow,
  type MethodName,
  type Reply,
  type RequestInput,
} from '../../../shared/contract/contract.ts';
import { conclusionsOf, importText, openTestService, simulatedText } from '../../helpers/workspace.ts';

async function asked<M extends Exclude<MethodName, 'reports.pdf'>>(
  { handlers }: Service,
  method: M,
  request: RequestInput<M>,
): Promise<Reply<M>> {
  const handler = handlers[method] as (request: unknown) => unknown;
  const result = (await handler(contract[method].request.parse(request))) as
    | { ok: true; value: Reply<M> }
    | { ok: false; failure: { message: string } };
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const flightsOf = async (
  service: Service,
  filters: RequestInput<'flights.list'>['filters'] = {},
): Promise<FlightRow[]> => (await asked(service, 'flights.list', { filters, limit: 1000 })).rows;

async function simulated(flights = 12): Promise<Service> {
  const service = await openTestService();
  const { failure } = await importText(service, 'simulated.ndjson', simulatedText('ndjson', { flights }));
  expect(failure).toBeNull();
  return service;
}

describe('edits of tracks', () => {
  test('merge two flights, say so, and give both back when withdrawn', async () => {
    const service = await simulated();
    const before = conclusionsOf(service);
    const [one, two, ...others] = await flightsOf(service);
    const { editId } = await asked(service, 'edits.make', {
      kind: 'merge',
      flightIds: [one!.id, two!.id],
      reason: 'one sortie, seen by two agents',
    });
    const after = await flightsOf(service);
    expect(after).toHaveLength(others.length + 1);
    const merged = after.find(({ edits }) => edits.includes(editId))!;
    expect(merged).toMatchObject({
      detections: one!.detections + two!.detections,
      firstMs: Math.min(one!.firstMs, two!.firstMs),
      lastMs: Math.max(one!.lastMs, two!.lastMs),
    });
    expect((await asked(service, 'edits.list', {})).edits).toMatchObject([
      { id: editId, kind: 'merge', actor: 'tester', withdrawn: null, detections: merged.detections },
    ]);
    // Drawn again from facts and edits it is the same, to the byte.
    const digest = conclusionsDigest(service.workspace.store.write);
    await service.workspace.change({ actor: 'tester', kind: 'rebuilt', atMs: 0 }, async () => {
      await rebuildAll(service.workspace);
      return { ok: true, value: { value: null, details: {} } };
    });
    expect(conclusionsDigest(service.workspace.store.write)).toBe(digest);

    await asked(service, 'edits.withdraw', { editId, reason: 'they were two after all' });
    expect(conclusionsOf(service)).toEqual(before);
    expect((await asked(service, 'edits.list', {})).edits).toMatchObject([
      { id: editId, withdrawn: { by: 'tester', reason: 'they were two after all' } },
    ]);
    expect(
      service.workspace.store.read.prepare("SELECT kind FROM audit WHERE kind LIKE 'track%' ORDER BY no").pluck().all(),
    ).toEqual(['track-edited', 'track-edit-withdrawn']);
  });

  test('split a flight, and its page says what it would be without', async () => {
    const service = await simulated();
    const [flight] = (await flightsOf(service)).sort((a, b) => b.detections - a.detections);
    const middle = (flight!.firstMs + flight!.lastMs) / 2;
    await asked(service, 'edits.make', {
      kind: 'split',
      flightIds: [flight!.id],
      fromMs: middle,
      reason: 'another drone',
    });
    const halves = (await flightsOf(service)).filter(({ edits }) => edits.length > 0);
    expect(halves.map(({ detections }) => detections).reduce((a, b) => a + b)).toBe(flight!.detections);
    expect(halves).toHaveLength(2);
    expect(halves[1]!.firstMs).toBeGreaterThanOrEqual(middle);
    const report = await asked(service, 'reports.incident', { flightId: halves[0]!.id });
    const html = service.reportHtml(report.reportId);
    expect(html.ok && html.value).toContain('ithout the analyst’s edits');
  });

  test('mark flights as friendly: they are no incursions any more, and come back when that is withdrawn', async () => {
    const service = await simulated();
    const count = async () => (await asked(service, 'incursions.list', {})).total;
    const all = await count();
    const incursion = (await asked(service, 'incursions.list', {})).rows[0]!;
    const { editId } = await asked(service, 'edits.make', {
      kind: 'friendly',
      flightIds: [incursion.flightId],
      reason: 'our own drone, by the flight log',
    });
    expect(await count()).toBeLessThan(all);
    expect((await flightsOf(service)).some(({ id }) => id === incursion.flightId)).toBe(false);
    const cooperative = await flightsOf(service, { evidence: 'cooperative' });
    expect(cooperative.some(({ edits }) => edits.includes(editId))).toBe(true);
    await asked(service, 'edits.withdraw', { editId, reason: 'another drone' });
    expect(await count()).toBe(all);
  });

  test('that would change nothing, or speak of what is not there, are refused and nothing is stored', async () => {
    const service = await simulated(4);
    const [flight] = await flightsOf(service);
    const before = conclusionsOf(service);
    for (const request of [
      { kind: 'merge', flightIds: [flight!.id], reason: 'x' },
      { kind: 'split', flightIds: [flight!.id], fromMs: flight!.lastMs + 1, reason: 'x' },
      { kind: 'split', flightIds: [flight!.id], reason: 'x' },
      { kind: 'friendly', flightIds: ['0'.repeat(24)], reason: 'x' },
    ] as const) {
      await expect(asked(service, 'edits.make', { ...request, flightIds: [...request.flightIds] })).rejects.toThrow();
    }
    await expect(
      asked(service, 'edits.make', { kind: 'friendly', flightIds: [flight!.id], reason: ' ' }),
    ).rejects.toThrow();
    expect(conclusionsOf(service)).toEqual(before);
    expect((await asked(service, 'edits.list', {})).edits).toEqual([]);
  });
});

describe('reviews', () => {
  test('stand beside the computed grade, by name, and are followed by others', async () => {
    const service = await simulated(4);
    const [one, two] = await flightsOf(service);
    await asked(service, 'reviews.set', { flightIds: [one!.id], state: 'accepted' });
    await expect(asked(service, 'reviews.set', { flightIds: [two!.id], state: 'rejected' })).rejects.toThrow('why');
    await asked(service, 'reviews.set', { flightIds: [two!.id], state: 'rejected', reason: 'a bird' });
    const reviewed = await flightsOf(service);
    expect(reviewed.find(({ id }) => id === one!.id)!.review).toMatchObject({
      state: 'accepted',
      actor: 'tester',
      changes: [],
    });
    expect((await flightsOf(service, { review: 'rejected' })).map(({ id }) => id)).toEqual([two!.id]);
    expect((await flightsOf(service, { review: 'new' })).some(({ id }) => id === one!.id || id === two!.id)).toBe(
      false,
    );
    // Taken back.
    await asked(service, 'reviews.set', { flightIds: [two!.id], state: 'new' });
    expect(await flightsOf(service, { review: 'rejected' })).toEqual([]);
    const { reviews } = await asked(service, 'reviews.history', { flightId: two!.id });
    expect(reviews.map(({ decided }) => decided)).toEqual(['new', 'rejected']);
  });

  test('say what changed when the flight is concluded otherwise since', async () => {
    const service = await simulated();
    const [flight] = (await flightsOf(service)).sort((a, b) => b.detections - a.detections);
    await asked(service, 'reviews.set', { flightIds: [flight!.id], state: 'accepted' });
    const fromMs = (flight!.firstMs + flight!.lastMs) / 2;
    const { editId } = await asked(service, 'edits.make', {
      kind: 'split',
      flightIds: [flight!.id],
      fromMs,
      reason: 'x',
    });
    const [changed] = await flightsOf(service, { review: 'changed' });
    expect(changed!.review).toMatchObject({ state: 'changed', decided: 'accepted', actor: 'tester' });
    expect(changed!.review!.changes).toContain('Its tracks were edited since.');
    expect(changed!.review!.changes.join(' ')).toContain(`Number of detections was ${flight!.detections}`);
    await asked(service, 'edits.withdraw', { editId, reason: 'x' });
    expect((await flightsOf(service, { review: 'accepted' })).map(({ id }) => id)).toEqual([flight!.id]);
  });
});
