import { expect, test } from 'vitest';
import { summariseNight } from '../../../electron/backend/nights.ts';
import { isNight } from '../../../shared/time/sun.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';

test('a night is sunset to sunrise where flights were seen last, with what it brought and when nothing was heard', async () => {
  const service = await openTestService();
  const { workspace, handlers } = service;
  expect(summariseNight(workspace, undefined, Date.UTC(2026, 7, 20))).toBeNull();
  await importText(service, 'simulated.ndjson', simulatedText('ndjson', { flights: 20 }));
  // Long after: the latest night of which anything is on record, and said so.
  const latest = summariseNight(workspace, undefined, Date.UTC(2027, 0, 1))!;
  expect(latest.isLastNight).toBe(false);
  expect(latest.laterMs).toBeNull();
  expect(isNight((latest.sunsetMs + latest.sunriseMs) / 2, latest.place.lng, latest.place.lat)).toBe(true);

  // Going back night by night meets every night incursion once.
  const listed = await handlers['incursions.list']({ filters: {}, limit: 1000, offset: 0 });
  if (!listed.ok) throw new Error(listed.failure.message);
  const met = new Map<string, number>();
  let aroundMs: number | null = latest.sunsetMs + 1;
  for (let nights = 0; aroundMs !== null && nights < 60; nights++) {
    const night: NonNullable<ReturnType<typeof summariseNight>> = summariseNight(workspace, aroundMs, 0)!;
    for (const { id, firstMs, lastMs } of night.incursions) {
      expect(lastMs).toBeGreaterThanOrEqual(night.sunsetMs);
      expect(firstMs).toBeLessThan(night.sunriseMs);
      met.set(id, (met.get(id) ?? 0) + 1);
    }
    const { confirmed = 0, probable = 0, possible = 0 } = night.counts.incursions;
    expect(confirmed + probable + possible).toBe(night.incursions.length);
    for (const { fromMs, toMs } of night.silent) {
      expect(toMs - fromMs).toBeGreaterThan(30 * 60_000);
      expect(fromMs).toBeGreaterThanOrEqual(night.sunsetMs);
      expect(toMs).toBeLessThanOrEqual(night.sunriseMs);
    }
    aroundMs = night.earlierMs;
  }
  const { lng, lat } = latest.place;
  const byNight = listed.value.rows.filter(({ firstMs }) => isNight(firstMs, lng, lat)).map(({ id }) => id);
  expect(byNight.length).toBeGreaterThan(0);
  for (const id of byNight) expect(met.get(id)).toBe(1);
});
