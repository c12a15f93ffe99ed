import { describe, expect, test } from 'vitest';
import { gapSensitivity, withGapLimits } from '../../../shared/classify/sensitivity.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { classifyRows, onlyFlightOf } from '../../helpers/classify-rows.ts';
import { along, type Row } from '../../helpers/detection-group.ts';

const of = (rows: readonly Row[], flight = onlyFlightOf(rows)) =>
  gapSensitivity(flight, defaultSettings, (settings) => classifyRows(rows, { settings }).map((one) => one.flight));

describe('half and double the gap limit', () => {
  const trip = along(
    [
      [0, 0, -800],
      [100, 500, 400],
      [200, 1000, -800],
    ],
    4,
  );

  test('leave a flight without gaps as it is', () => {
    expect(of(trip)).toMatchObject([
      {
        label: 'gap limit halved (30 s)',
        changes: false,
        sentence: 'The result is the same: 1 flight, incursion, confirmed (computed), 1 incursion.',
      },
      { label: 'gap limit doubled (120 s)', changes: false },
    ]);
  });

  test('scale every limit and say so in the version', () => {
    expect(withGapLimits(defaultSettings, 0.5)).toMatchObject({
      gapLimitS: 30,
      gapLimitBySystemS: { droneid: 150 },
      version: `${defaultSettings.version}, gap limits × 0.5`,
    });
  });

  test('can split a nameless flight, which is said', () => {
    const plots = trip
      .filter(({ s }) => s <= 48 || s >= 96)
      .map((row) => ({ ...row, identity: { objectClass: 'uas' as const, evidence: 'uas-by-class' as const } }));
    const flight = classifyRows(plots, { key: 'motion:x' })[0]!.flight;
    const [half] = gapSensitivity(flight, defaultSettings, (settings) =>
      classifyRows(plots, { key: 'motion:x', settings }).map((one) => one.flight),
    );
    expect(flight).toMatchObject({ class: 'incursion' });
    expect(half).toMatchObject({ changes: true, incursions: 0, grade: null });
    expect(half!.sentence).toContain('The result would be: ');
  });
});
