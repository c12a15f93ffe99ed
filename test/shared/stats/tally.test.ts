import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageStates, flightClasses, grades, reviewStates } from '../../../shared/model/lists.ts';
import { statDimensions } from '../../../shared/model/stats-words.ts';
import { type CountedFlight, keyOf, tally } from '../../../shared/stats/tally.ts';

const clock = (timeMs: number) => {
  const time = new Date(timeMs);
  return { hour: time.getUTCHours(), weekday: ((time.getUTCDay() + 6) % 7) + 1 };
};

const startMs = Date.UTC(2026, 7, 1);
const flight = fc
  .record({
    firstMs: fc.integer({ min: startMs, max: startMs + 40 * 86_400_000 }),
    lengthMs: fc.integer({ min: 0, max: 3 * 86_400_000 }),
    sector: fc.constantFrom('RGV', 'EPT', null),
    borderKm: fc.option(fc.double({ min: -60, max: 3200, noNaN: true })),
    class: fc.constantFrom(...flightClasses),
    incursions: fc.array(fc.constantFrom(...grades), { maxLength: 3 }),
    coverageState: fc.option(fc.constantFrom(...coverageStates)),
    makeModel: fc.constantFrom('DJI Mavic 3', null),
    aircraft: fc.constantFrom('serial:A', 'serial:B', null),
    review: fc.constantFrom(...reviewStates),
    altitude: fc.option(
      fc.record({ metres: fc.double({ min: -500, max: 9000, noNaN: true }), datum: fc.constantFrom('MSL', 'AGL') }),
    ),
  })
  .map(({ lengthMs, ...rest }, id = 0) => ({
    ...rest,
    lastMs: rest.firstMs + lengthMs,
    lng: -98.2,
    lat: 26.1,
    id: `${id}`,
  }));

const flights = fc.array(flight, { maxLength: 30 }).map((all): CountedFlight[] =>
  all.map((one, place) => ({
    ...one,
    id: `f${place}`,
    twins: place % 5 === 1 ? [`f${place - 1}`] : place % 5 === 0 && place + 1 < all.length ? [`f${place + 1}`] : [],
    heard: [{ sensorId: `S${place % 3}`, firstMs: one.firstMs, lastMs: one.lastMs }],
  })),
);

describe('flights counted by what they belong to', () => {
  test('are each in exactly one row, whatever they are counted by', () => {
    fc.assert(
      fc.property(
        flights,
        fc.uniqueArray(fc.constantFrom(...statDimensions), { minLength: 1, maxLength: 3 }),
        (all, by) => {
          const { rows, all: whole } = tally(all, by, clock);
          const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
          expect(whole.flights).toBe(all.length);
          expect(sum((row) => row.flights)).toBe(whole.flights);
          for (const grade of grades) {
            const own = all.flatMap(({ incursions }) => incursions).filter((one) => one === grade).length;
            expect(whole.incursions[grade]).toBe(own);
            expect(sum((row) => row.incursions[grade])).toBe(own);
          }
          for (const name of ['originUnknown', 'undetermined', 'reviewed'] as const) {
            expect(sum((row) => row[name])).toBe(whole[name]);
          }
          for (const row of rows) {
            expect(row.confirmedAtLeast).toBeLessThanOrEqual(row.incursions.confirmed);
            expect(row.confirmedAtLeast > 0).toBe(row.incursions.confirmed > 0);
            expect(row.sensorDays).toBeGreaterThanOrEqual(row.sensors);
            const members = all.filter((one) =>
              by.every((dimension, place) => keyOf(one, dimension, clock) === row.keys[place]),
            );
            expect(row.flights).toBe(members.length);
          }
        },
      ),
    );
  });

  test('rows come in the order of what they stand for', () => {
    fc.assert(
      fc.property(flights, (all) => {
        const km = tally(
          all.filter(({ borderKm }) => borderKm !== null && borderKm >= 0),
          ['border-km'],
          clock,
        ).rows;
        const starts = km.map(({ keys }) => Number.parseInt(keys[0]!, 10));
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
    );
  });

  test('a sensor counts once for every day on which it heard any of them', () => {
    const one = { ...fc.sample(flight, { numRuns: 1, seed: 1 })[0]!, twins: [], incursions: [] };
    const day = 86_400_000;
    const at = (sensorId: string, firstMs: number, lastMs: number): CountedFlight => ({
      ...one,
      heard: [{ sensorId, firstMs: startMs + firstMs, lastMs: startMs + lastMs }],
    });
    const { all } = tally([at('A', 0, 1), at('A', 10, day + 1), at('B', 0, 1)], ['sector'], clock);
    expect(all).toMatchObject({ sensors: 2, sensorDays: 3 });
  });
});
