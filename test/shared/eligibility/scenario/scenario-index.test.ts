import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gapsAfter } from '../../../../shared/classify/intervals.ts';
import { type ConclusionContext, concludeGroup } from '../../../../shared/conclude.ts';
import { buildCoverageJudge } from '../../../../shared/eligibility/coverage.ts';
import { DesignationIndex, type DesignationRecords } from '../../../../shared/eligibility/designations.ts';
import { compareStates } from '../../../../shared/eligibility/scenario/compare.ts';
import { ScenarioIndex } from '../../../../shared/eligibility/scenario/scenario-index.ts';
import type { CoverageState, Flight } from '../../../../shared/model/conclusion.ts';
import { type ScenarioCell, scenarioCellSchema } from '../../../../shared/model/scenario.ts';
import { defaultSettings } from '../../../../shared/model/settings.ts';
import { someRecords } from '../../../helpers/designation-records.ts';
import { groupOf, type Row } from '../../../helpers/detection-group.ts';
import { straightBorder } from '../../../helpers/straight-border.ts';
import { walks } from '../../../helpers/walks.ts';
import { authorityTable } from '../support.ts';

// October 2025 lies in the lapse; without it designations decide.
const authority = { ...authorityTable, gaps: [] };

const contextOf = (records: DesignationRecords): ConclusionContext => ({
  reference: straightBorder(20),
  authority,
  authorityVersion: { label: 'test', digest: 'test' },
  judge: buildCoverageJudge({ ...records, authority, digest: 'test' }),
  designations: new DesignationIndex(records),
  settings: defaultSettings,
});

const concluded = (rows: readonly (readonly Row[])[], records: DesignationRecords) =>
  rows.flatMap((one, i) => concludeGroup(groupOf(one, `serial:${i}`), contextOf(records)));

function indexOf(flights: ReturnType<typeof concluded>): ScenarioIndex {
  const index = new ScenarioIndex();
  for (const { flight, path, judged } of flights) {
    index.add({ ...flight, path, judged, gapAfter: gapsAfter(path.timeMs, path.track, flight.tracks) });
  }
  return index;
}

const sum = (cells: readonly ScenarioCell[], of: (cell: ScenarioCell) => number): number =>
  cells.reduce((all, cell) => all + of(cell), 0);

/** Seconds of flights by state, of those presences that make incursions: what the conclusions themselves say. */
const incursionSeconds = (flights: readonly Flight[], state: CoverageState, how: 'observed' | 'inferred'): number =>
  flights.reduce(
    (all, { incursions }) => incursions.reduce((some, { coverage }) => some + (coverage[how][state] ?? 0), all),
    0,
  );

describe('scenarios compared', () => {
  test('say of every flight and every second what concluding all flights under each says', () => {
    let changes = 0;
    fc.assert(
      fc.property(
        fc.array(walks({ startM: 1500 }), { minLength: 1, maxLength: 3 }),
        someRecords,
        someRecords,
        someRecords,
        (rows, base, a, b) => {
          // The index is built from conclusions under a third set: it hangs on none of their coverage.
          const index = indexOf(concluded(rows, base));
          const [from, to] = index.statesUnder([a, b], authority);
          const { flights, cells, totals } = compareStates(index, [from!, to!], () => []);
          expect(cells.map((cell) => scenarioCellSchema.parse(cell))).toEqual(cells);
          const underA = concluded(rows, a).map(({ flight }) => flight);
          const underB = concluded(rows, b).map(({ flight }) => flight);
          const present = new Set(index.flights.map(({ id }) => id));
          const counted = underA.filter(({ id }) => present.has(id));
          expect(sum(cells, ({ flights: count }) => count)).toBe(counted.length);
          expect(sum(cells, ({ incursions }) => incursions)).toBe(
            counted.reduce((all, { incursions }) => all + incursions.length, 0),
          );
          const named = new Map(flights.map((one) => [one.flightId, one]));
          underA.forEach((flight, i) => {
            const other = underB[i]!;
            expect(other.id).toBe(flight.id);
            const found = named.get(flight.id);
            if (found === undefined) expect(other.coverageState).toBe(flight.coverageState);
            else {
              expect([found.from, found.to]).toEqual([flight.coverageState, other.coverageState]);
              changes++;
            }
          });
          const ofIncursions = cells.filter(({ group }) => group !== 'origin-unknown' && group !== 'other');
          for (const state of ['designated', 'pending', 'unknown', 'outside', 'boundary'] as const) {
            for (const how of ['observed', 'inferred'] as const) {
              const key = how === 'observed' ? 'observedS' : 'inferredS';
              expect(
                sum(
                  ofIncursions.filter(({ from: it }) => it === state),
                  (cell) => cell[key],
                ),
              ).toBeCloseTo(incursionSeconds(counted, state, how), 6);
              expect(
                sum(
                  ofIncursions.filter(({ to: it }) => it === state),
                  (cell) => cell[key],
                ),
              ).toBeCloseTo(incursionSeconds(underB, state, how), 6);
            }
          }
          const changedS = sum(
            cells.filter(({ from: x, to: y }) => x !== y),
            ({ observedS, inferredS }) => observedS + inferredS,
          );
          expect(totals.reduce((all, { secondsChanged }) => all + secondsChanged, 0)).toBeCloseTo(changedS, 6);
          expect(flights.reduce((all, one) => all + one.changedS, 0)).toBeCloseTo(changedS, 6);
        },
      ),
      { numRuns: 300 },
    );
    expect(changes).toBeGreaterThan(50);
  });

  test('of a set with itself change nothing', () => {
    fc.assert(
      fc.property(fc.array(walks(), { minLength: 1, maxLength: 2 }), someRecords, (rows, records) => {
        const index = indexOf(concluded(rows, records));
        const [from, to] = index.statesUnder([records, records], authority);
        const { flights, cells } = compareStates(index, [from!, to!], () => []);
        expect(flights).toEqual([]);
        expect(cells.filter((cell) => cell.from !== cell.to)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
