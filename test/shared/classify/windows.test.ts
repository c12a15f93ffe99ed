import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sight } from '../../../shared/classify/sightings.ts';
import { windowsNearLine } from '../../../shared/classify/windows.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { buildFlights } from '../../../shared/tracks/build-flights.ts';
import { groupOf, type Row } from '../../helpers/detection-group.ts';
import { straightBorder } from '../../helpers/straight-border.ts';

/** Solves a·x = b by elimination with pivoting. */
function solve(a: number[][], b: number[]): number[] {
  const n = b.length;
  const m = a.map((row, i) => [...row, b[i]!]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(m[row]![column]!) > Math.abs(m[pivot]![column]!)) pivot = row;
    [m[column], m[pivot]] = [m[pivot]!, m[column]!];
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const share = m[row]![column]! / m[column]![column]!;
      for (let k = column; k <= n; k++) m[row]![k]! -= share * m[column]![k]!;
    }
  }
  return m.map((row, i) => row[n]! / row[i]!);
}

const rowsArbitrary = fc
  .uniqueArray(fc.integer({ min: 0, max: 240 }), { minLength: 4, maxLength: 40 })
  .chain((times) =>
    fc.tuple(
      fc.constant(times.sort((a, b) => a - b)),
      fc.array(fc.integer({ min: -30, max: 30 }), { minLength: times.length, maxLength: times.length }),
    ),
  )
  .map(([times, norths]): Row[] => times.map((s, i) => ({ s, east: 0, north: norths[i]!, sigmaM: 10 })));

describe('windows', () => {
  test('mean and error are those of generalised least squares, solved from the whole covariance matrix', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const [draft] = buildFlights(groupOf(rows), { ...defaultSettings, gapLimitS: 1000 });
        const sightings = sight(draft!, straightBorder(), defaultSettings);
        for (const window of windowsNearLine(sightings, defaultSettings)) {
          const times = [...sightings.timeMs.subarray(window.from, window.to + 1)].map((ms) => ms / 1000);
          const distances = [...sightings.distanceM.subarray(window.from, window.to + 1)];
          const covariance = times.map((one) =>
            times.map((other) => 100 * Math.exp(-Math.abs(one - other) / defaultSettings.errorCorrelationS)),
          );
          const weights = solve(
            covariance,
            times.map(() => 1),
          );
          const information = weights.reduce((sum, weight) => sum + weight, 0);
          const mean = weights.reduce((sum, weight, i) => sum + weight * distances[i]!, 0) / information;
          expect(window.meanTowardUsM).toBeCloseTo(mean, 6);
          expect(window.sigmaM).toBeCloseTo(Math.sqrt(1 / information), 6);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('far from the line nothing is averaged', () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ s: i * 4, east: i, north: 500, sigmaM: 10 }));
    const [draft] = buildFlights(groupOf(rows), defaultSettings);
    expect(windowsNearLine(sight(draft!, straightBorder(), defaultSettings), defaultSettings)).toEqual([]);
  });
});
