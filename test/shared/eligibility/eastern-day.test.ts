import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { easternDay } from '../../../shared/eligibility/eastern-day.ts';

describe('the legal day is the calendar day in Washington', () => {
  test.each([
    ['2025-01-15T04:59:59.999Z', '2025-01-14', 'standard time, last instant'],
    ['2025-01-15T05:00:00Z', '2025-01-15', 'standard time, first instant'],
    ['2025-07-15T03:59:59.999Z', '2025-07-14', 'daylight time, last instant'],
    ['2025-07-15T04:00:00Z', '2025-07-15', 'daylight time, first instant'],
    ['2025-03-09T04:59:59.999Z', '2025-03-08', 'the day the clocks go forward begins in standard time'],
    ['2025-03-09T05:00:00Z', '2025-03-09', 'the day the clocks go forward begins in standard time'],
    ['2025-03-10T03:59:59.999Z', '2025-03-09', 'and ends in daylight time, after 23 hours'],
    ['2025-11-02T03:59:59.999Z', '2025-11-01', 'the day the clocks go back begins in daylight time'],
    ['2025-11-02T04:00:00Z', '2025-11-02', 'the day the clocks go back begins in daylight time'],
    ['2025-11-03T04:59:59.999Z', '2025-11-02', 'and ends in standard time, after 25 hours'],
    ['1970-01-01T00:00:00Z', '1969-12-31', 'before the epoch'],
  ])('%s is %s: %s', (instant, day) => {
    expect(easternDay(Date.parse(instant))).toBe(day);
  });
});

test('it agrees with the rule of the statute book: second Sunday of March to first Sunday of November, at 2 o’clock', () => {
  const sunday = (year: number, month: number, nth: number) =>
    1 + ((7 - new Date(Date.UTC(year, month, 1)).getUTCDay()) % 7) + 7 * (nth - 1);
  const byRule = (timeMs: number) => {
    const year = new Date(timeMs).getUTCFullYear();
    const start = Date.UTC(year, 2, sunday(year, 2, 2), 7);
    const end = Date.UTC(year, 10, sunday(year, 10, 1), 6);
    const offsetHours = timeMs >= start && timeMs < end ? 4 : 5;
    return new Date(timeMs - offsetHours * 3_600_000).toISOString().slice(0, 10);
  };
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2008, 0, 2), max: Date.UTC(2031, 11, 30) }), (timeMs) => {
      expect(easternDay(timeMs)).toBe(byRule(timeMs));
    }),
    { numRuns: 5000 },
  );
});

test('a time that is no time is refused', () => {
  expect(() => easternDay(Number.NaN)).toThrow(RangeError);
});
