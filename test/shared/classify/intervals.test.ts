import { describe, expect, test } from 'vitest';
import { gapsAfter } from '../../../shared/classify/intervals.ts';
import type { Track } from '../../../shared/model/conclusion.ts';

const track = (gapLimitS: number): Track => ({
  id: 't',
  sensorId: 's',
  sensorKind: 'radar',
  firstMs: 0,
  lastMs: 0,
  detections: 0,
  gapLimitS,
});
const gaps = (seconds: readonly number[], tracks: readonly number[], limits: readonly number[]): number[] => [
  ...gapsAfter(
    Float64Array.from(seconds, (s) => s * 1000),
    Uint8Array.from(tracks),
    limits.map(track),
  ),
];

describe('time between positions', () => {
  test('is observed up to the gap limit, inclusive', () => {
    expect(gaps([0, 60, 120.001], [0, 0, 1], [60, 60])).toEqual([0, 1, 0]);
  });

  test('is observed when the more patient of the two sensors allows it', () => {
    expect(gaps([0, 200, 400], [0, 1, 1], [60, 300])).toEqual([0, 0, 0]);
  });

  test('is observed where a third sensor spans it with its own positions', () => {
    // Sensor 1 at 0 and 250 s, limit 300 s; sensor 0 at 10 and 240 s.
    expect(gaps([0, 10, 240, 250], [1, 0, 2, 1], [60, 300, 60])).toEqual([0, 0, 0, 0]);
    expect(gaps([0, 10, 240, 250], [1, 0, 2, 3], [60, 100, 60, 60])).toEqual([0, 1, 0, 0]);
  });
});
