import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInstant } from '../../../shared/time/instant.ts';

describe('a time that a person wrote for the record', () => {
  test.each<[string, number]>([
    ['2026-08-02 04:30Z', Date.UTC(2026, 7, 2, 4, 30)],
    ['2026-08-02 04:30:15 UTC', Date.UTC(2026, 7, 2, 4, 30, 15)],
    ['2026-08-01T23:30:15-05:00', Date.UTC(2026, 7, 2, 4, 30, 15)],
    ['2026-08-01 23:30 -0500', Date.UTC(2026, 7, 2, 4, 30)],
    ['2026-08-02T10:15:00.5+05:45', Date.UTC(2026, 7, 2, 4, 30, 0, 500)],
    [' 2024-02-29 00:00z ', Date.UTC(2024, 1, 29)],
  ])('%s is an instant', (text, timeMs) => {
    expect(readInstant(text)).toEqual({ kind: 'instant', timeMs });
  });

  test.each([
    ['2026-08-02 04:30', 'no-zone'],
    ['2026-08-02T04:30:00.250', 'no-zone'],
    ['2026-08-02', 'no-clock'],
    ['2026-08-02 Z', 'no-clock'],
    ['2026-02-29 04:30Z', 'bad'],
    ['2026-08-02 24:00Z', 'bad'],
    ['2026-08-02 04:60Z', 'bad'],
    ['2026-08-02 04:30+15:00', 'bad'],
    ['08/02/2026 04:30Z', 'bad'],
    ['04:30Z', 'bad'],
    ['yesterday', 'bad'],
    ['', 'bad'],
  ])('%s is none: %s', (text, kind) => {
    expect(readInstant(text)).toEqual({ kind });
  });

  test('what we print ourselves is read back as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }), (timeMs) => {
        expect(readInstant(new Date(timeMs).toISOString())).toEqual({ kind: 'instant', timeMs });
      }),
    );
  });
});
