import { expect, test } from 'vitest';
import type { Service } from '../../../electron/backend/service.ts';
import { FlightMarks } from '../../../renderer/map/flight-marks.ts';
import { FlightShapes } from '../../../renderer/map/flight-shapes.ts';
import type { Reply, RequestInput } from '../../../shared/contract/contract.ts';
import { serve } from '../../../shared/contract/serve.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';

async function ask<M extends 'flights.marks' | 'flights.shapes' | 'flights.brief'>(
  service: Service,
  method: M,
  request: RequestInput<M>,
): Promise<Reply<M>> {
  const handlers = {
    ...service.handlers,
    'reports.pdf': () => {
      throw new Error('not here');
    },
  };
  const result = await serve(handlers as never, method, request, (name, error) => {
    throw new Error(`${name}: ${String(error)}`);
  });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value as Reply<M>;
}

const everywhere = [-118, 24, -96, 34] as [number, number, number, number];

test('the map has every counted flight with a position, and its whole path near enough', async () => {
  const service = await openTestService();
  await importText(service, 'night.csv', simulatedText('aeroscope-csv', { flights: 24 }));
  const db = service.workspace.store.read;
  const flights = (
    db.prepare('SELECT conclusion FROM flight WHERE counted = 1 ORDER BY first_ms, id').pluck().all() as string[]
  )
    .map((text) => JSON.parse(text) as Flight)
    .filter(({ bbox }) => bbox !== null);
  expect(flights.length).toBeGreaterThan(10);

  const marks = new FlightMarks(await ask(service, 'flights.marks', {}));
  expect(marks.ids).toEqual(flights.map(({ id }) => id));
  expect([...marks.firstMs]).toEqual(flights.map(({ firstMs }) => firstMs));

  const near = new FlightShapes(await ask(service, 'flights.shapes', { level: 15, box: everywhere }));
  expect([...near.ids].sort()).toEqual(flights.map(({ id }) => id).sort());
  const points = new Map(near.ids.map((id, i) => [id, near.offsets[i + 1]! - near.offsets[i]!]));
  for (const { id, positions } of flights) expect(points.get(id)).toBe(positions);
  expect(near.crossings.length / 4).toBe(flights.reduce((sum, { crossings }) => sum + crossings.length, 0));

  const far = new FlightShapes(await ask(service, 'flights.shapes', { level: 6, box: everywhere }));
  expect(far.ids.length).toBe(near.ids.length);
  expect(far.x.length).toBeLessThan(near.x.length / 3);
});

test('the map sends the paths that meet its box, under its filters, and no mark twice as a path', async () => {
  const service = await openTestService();
  await importText(service, 'night.csv', simulatedText('aeroscope-csv', { flights: 24 }));
  const all = new FlightMarks(await ask(service, 'flights.marks', {}));
  const db = service.workspace.store.read;
  const [id, west, south, east, north] = db
    .prepare(
      'SELECT id, west, south, east, north FROM flight WHERE counted = 1 AND west IS NOT NULL ORDER BY id LIMIT 1',
    )
    .raw()
    .get() as [string, number, number, number, number];
  const inBox = await ask(service, 'flights.shapes', { level: 12, box: [west, south, east, north] });
  const expected = db
    .prepare('SELECT id FROM flight WHERE counted = 1 AND west <= ? AND east >= ? AND south <= ? AND north >= ?')
    .pluck()
    .all(east, west, north, south) as string[];
  expect(inBox.ids.split('\n').sort()).toEqual(expected.sort());
  expect(expected).toContain(id);

  const large = await ask(service, 'flights.shapes', { level: 5, box: everywhere, least: 0.5 });
  expect(large.ids).toBe('');

  const middleMs = all.firstMs[all.count >> 1]!;
  const early = await ask(service, 'flights.marks', { filters: { untilMs: middleMs } });
  const earlyMarks = new FlightMarks(early);
  expect(earlyMarks.count).toBeGreaterThan(0);
  expect([...earlyMarks.firstMs].every((ms) => ms < middleMs)).toBe(true);
  expect(await ask(service, 'flights.brief', { flightId: id })).toMatchObject({ firstMs: expect.any(Number) });
});

test('the filters of the map are answered from an index, never from the rows that hold the paths', async () => {
  const service = await openTestService();
  const plan = service.workspace.store.read
    .prepare(
      `EXPLAIN QUERY PLAN SELECT f.id, f.first_ms, f.last_ms, f.class, f.coverage_state, f.west, f.south, f.east, f.north
       FROM flight f WHERE f.counted = 1 AND f.last_ms >= 1 AND f.first_ms < 2 AND f.sector = 'RGV' AND f.west IS NOT NULL
       ORDER BY f.first_ms, f.id`,
    )
    .all() as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join('\n')).toContain('COVERING INDEX flight_narrow');
});
