import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyFlight } from '../../../shared/classify/classify-flight.ts';
import { coverageStates, flightSchema } from '../../../shared/model/conclusion.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { buildFlights } from '../../../shared/tracks/build-flights.ts';
import type { DetectionGroup } from '../../../shared/tracks/detections.ts';
import { classifyRows } from '../../helpers/classify-rows.ts';
import { groupOf, originLat } from '../../helpers/detection-group.ts';
import { plainJudge, straightBorder } from '../../helpers/straight-border.ts';
import { walks } from '../../helpers/walks.ts';

const rowsArbitrary = walks();

const flightsOf = (group: DetectionGroup) =>
  buildFlights(group, defaultSettings).map((draft) =>
    classifyFlight(draft, straightBorder(20), plainJudge, defaultSettings),
  );

describe('whatever is flown', () => {
  test('the order of import changes nothing', () => {
    fc.assert(
      fc.property(
        rowsArbitrary.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        ([rows, shuffled]) => {
          expect(classifyRows(shuffled).map(({ flight }) => flight)).toEqual(
            classifyRows(rows).map(({ flight }) => flight),
          );
        },
      ),
    );
  });

  test('conclusions are the same to the last byte when drawn again, from arrays cut out of larger ones too', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const group = groupOf(rows);
        const { count } = group.columns;
        const cut = Object.fromEntries(
          Object.entries(group.columns).map(([name, column]) => {
            if (typeof column === 'number') return [name, column];
            const Larger = column.constructor as new (length: number) => typeof column;
            const larger = new Larger(count + 7);
            larger.set(column, 3);
            return [name, larger.subarray(3, 3 + count)];
          }),
        ) as unknown as DetectionGroup['columns'];
        expect(JSON.stringify(flightsOf({ ...group, columns: cut }))).toBe(JSON.stringify(flightsOf(group)));
      }),
    );
  });

  test('nothing given is changed', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const group = groupOf(rows);
        const before = structuredClone(group);
        flightsOf(group);
        expect(group).toEqual(before);
      }),
    );
  });

  test('shifting all times by whole days shifts crossings and incursions and changes nothing else', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.integer({ min: -400, max: 400 }), (rows, days) => {
        const group = groupOf(rows);
        const shiftMs = days * 86_400_000;
        const observedAtMs = group.columns.observedAtMs.map((timeMs) => timeMs + shiftMs);
        const shifted = flightsOf({ ...group, columns: { ...group.columns, observedAtMs } });
        const facts = (found: ReturnType<typeof flightsOf>, byMs: number) =>
          found.map(({ flight }) => ({
            ...flight,
            firstMs: flight.firstMs + byMs,
            lastMs: flight.lastMs + byMs,
            tracks: flight.tracks.map((track) => ({
              ...track,
              firstMs: track.firstMs + byMs,
              lastMs: track.lastMs + byMs,
            })),
            crossings: flight.crossings.map((crossing) => ({
              ...crossing,
              timeMs: crossing.timeMs + byMs,
              fromMs: crossing.fromMs + byMs,
              toMs: crossing.toMs + byMs,
            })),
            incursions: flight.incursions.map((incursion) => ({
              ...incursion,
              firstMs: incursion.firstMs + byMs,
              lastMs: incursion.lastMs + byMs,
            })),
          }));
        expect(facts(shifted, 0)).toEqual(facts(flightsOf(group), shiftMs));
      }),
    );
  });

  test('mirrored across the line, every crossing turns round', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const group = groupOf(rows);
        // The same content ids: they decide the order of detections of one instant.
        const lat = group.columns.lat.map((value) => 2 * originLat - value);
        const mirrored = { ...group, columns: { ...group.columns, lat } };
        const turned = { northbound: 'southbound', southbound: 'northbound' } as const;
        const crossingsOf = (of: DetectionGroup) =>
          flightsOf(of)
            .flatMap(({ flight }) => flight.crossings)
            .map(({ direction, timeMs, fromMs, toMs, how }) => ({ direction, timeMs, fromMs, toMs, how }));
        expect(crossingsOf(mirrored)).toEqual(
          crossingsOf(group).map((crossing) => ({ ...crossing, direction: turned[crossing.direction] })),
        );
      }),
    );
  });

  test('what is said is consistent with itself', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        for (const {
          flight,
          path,
          judged: { moments },
        } of classifyRows(rows)) {
          expect(flightSchema.parse(flight)).toEqual(flight);
          const { incursions, crossings } = flight;
          expect(flight.class === 'incursion').toBe(incursions.length > 0);
          expect(flight.grade === null).toBe(incursions.length === 0);
          expect(moments).toHaveLength(incursions.length);
          crossings.slice(1).forEach(({ direction, timeMs }, i) => {
            expect(direction).not.toBe(crossings[i]!.direction);
            expect(timeMs).toBeGreaterThanOrEqual(crossings[i]!.timeMs);
          });
          for (const { fromMs, timeMs, toMs } of crossings) {
            expect(timeMs).toBeGreaterThanOrEqual(fromMs);
            expect(timeMs).toBeLessThanOrEqual(toMs);
          }
          incursions.forEach((incursion, i) => {
            expect(incursion.firstMs).toBeLessThanOrEqual(incursion.lastMs);
            if (i > 0) expect(incursion.firstMs).toBeGreaterThan(incursions[i - 1]!.lastMs);
            expect(incursion.depthM ?? 1).toBeGreaterThan(0);
            if (incursion.grade === 'confirmed') {
              expect(incursion.presence.probability).toBeGreaterThanOrEqual(0.95);
              expect(incursion.origin.probability).toBeGreaterThanOrEqual(0.95);
            }
          });
          const { observed, inferred } = flight.coverage;
          const seconds = coverageStates.reduce(
            (sum, state) => sum + (observed[state] ?? 0) + (inferred[state] ?? 0),
            0,
          );
          const spanS = path.count === 0 ? 0 : (path.timeMs[path.count - 1]! - path.timeMs[0]!) / 1000;
          expect(seconds).toBeCloseTo(spanS, 6);
        }
      }),
    );
  });
});
