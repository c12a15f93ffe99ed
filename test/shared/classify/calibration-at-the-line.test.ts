import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readReferenceFiles } from '../../../electron/backend/reference-files.ts';
import { brokenPromises, confirmedIsTrue, inventedAtMost, reportJson } from '../../bench/calibration/report.ts';
import { runCalibration } from '../../bench/calibration/run-calibration.ts';
import { clearanceBins, share, wilson } from '../../bench/calibration/tally.ts';

/**
 * The calibration bench in small: flights at real places of the real line, its error and the sensors' drawn, also worse than
 * assumed (bias of 1 σ, errors that fade in 30 s). `npm run bench -- calibration` is the whole of it.
 */
const { geo } = readReferenceFiles(resolve(import.meta.dirname, '../../../resources'));

describe('grades of 3,000 flights drawn along the real line', () => {
  const tally = runCalibration(geo, 3000, 20261122);

  test('confirmed is true in at least 95 %, over all and where flights stay near the line', () => {
    const { confirmed } = tally.all.byGrade;
    expect(confirmed.all).toBeGreaterThan(400);
    expect(share(confirmed)).toBeGreaterThanOrEqual(confirmedIsTrue);
    // Few of those are confirmed: their share may lie below by chance, not beyond it.
    const near = tally.levels.get('flown near the line')!.byGrade.confirmed;
    expect(near.all).toBeGreaterThan(50);
    expect(wilson(near)[1]).toBeGreaterThanOrEqual(confirmedIsTrue);
  });

  test('it is in every stratum, and in every pair of them beyond chance', () => {
    expect(brokenPromises(tally).filter((name) => name !== 'flown near the line')).toEqual([]);
  });

  test('probable and possible are worth their names where accuracies are stated', () => {
    const { probable, possible } = tally.levels.get('accuracy stated')!.byGrade;
    expect(share(probable)).toBeGreaterThanOrEqual(0.7);
    expect(share(possible)).toBeGreaterThanOrEqual(0.3);
  });

  test('crossings seen five errors from the line on both sides are found, and their instant is within the window', () => {
    const plain = tally.crossings[clearanceBins.indexOf(5)]!;
    expect(plain.all).toBeGreaterThan(1000);
    expect(plain.found / plain.all).toBeGreaterThanOrEqual(0.99);
    expect(plain.found + plain.offWindow).toBe(plain.all);
  });
});

test('of flights that follow the real line in Mexico at 0.3 to 2 σ for 5 to 30 minutes, at most 5 % are confirmed', () => {
  const tally = runCalibration(geo, 600, 7, { kind: 'follow in MX', accuracy: 'stated' });
  expect(tally.all.flights).toBe(600);
  expect(tally.all.byGrade.confirmed.all / 600).toBeLessThanOrEqual(inventedAtMost);
});

test('the bench gives the same numbers for the same seed', () => {
  const run = () => JSON.stringify(reportJson(runCalibration(geo, 60, 3)));
  expect(run()).toBe(run());
});
