import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binStarts, ticks, tickText } from '../../renderer/panels/time-bins.ts';
import { fromTimeInput, toTimeInput } from '../../renderer/panels/time-input.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);

describe('the time bar', () => {
  it('counts every flight once, in bins that start at round times', () => {
    const starts = ['2026-11-14T03:30:05Z', '2026-11-14T03:59:59Z', '2026-11-14T04:00:00Z', '2026-11-14T09:10:00Z'].map(
      at,
    );
    const bins = binStarts(starts, (i) => i === 2, at('2026-11-14T03:30:05Z'), at('2026-11-14T09:10:00Z'), 10);
    expect(bins.binMs).toBe(HOUR);
    expect(bins.fromMs).toBe(at('2026-11-14T03:00:00Z'));
    expect([...bins.all]).toEqual([2, 1, 0, 0, 0, 0, 1]);
    expect([...bins.marked]).toEqual([0, 1, 0, 0, 0, 0, 0]);
  });

  it('loses none, whatever the times', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: at('2030-01-01T00:00:00Z') }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 300 }),
        (times, parts) => {
          const bins = binStarts(times, () => false, Math.min(...times), Math.max(...times), parts);
          expect(bins.all.reduce((sum, count) => sum + count, 0)).toBe(times.length);
          expect(bins.all.length).toBeLessThanOrEqual(parts + 2);
        },
      ),
    );
  });

  it('has its labels inside the stretch, at round times', () => {
    const found = ticks(at('2026-11-14T03:30:00Z'), at('2026-11-15T02:00:00Z'), 8);
    expect(found.map((tick) => new Date(tick).toISOString().slice(11, 16))).toEqual([
      '06:00',
      '09:00',
      '12:00',
      '15:00',
      '18:00',
      '21:00',
      '00:00',
    ]);
    expect(tickText(found[0]!, 24 * HOUR)).toBe('06:00');
    expect(tickText(found.at(-1)!, 24 * HOUR)).toBe('11-15');
  });

  it('labels a year by the starts of months, with the year', () => {
    const [from, to] = [at('2025-09-30T18:00:00Z'), at('2026-08-31T08:00:00Z')];
    const found = ticks(from, to, 6).map((tick) => tickText(tick, to - from));
    expect(found).toEqual(['2025-11-01', '2026-01-01', '2026-03-01', '2026-05-01', '2026-07-01']);
  });
});

describe('a typed time', () => {
  it.each([
    ['2026-11-14 04:30', '2026-11-14T04:30:00Z'],
    ['2026-11-14T04:30:15Z', '2026-11-14T04:30:15Z'],
    ['  2026-1-4 ', '2026-01-04T00:00:00Z'],
  ])('%s is read as UTC', (text, instant) => {
    expect(fromTimeInput(text)).toBe(at(instant));
  });

  it.each(['2026-13-01', '2026-02-30', '2026-11-14 24:00', '2026-11-14 4', 'yesterday', '14.11.2026'])(
    '%s is not guessed at',
    (text) => {
      expect(fromTimeInput(text)).toBeNull();
    },
  );

  it('left empty narrows nothing', () => {
    expect(fromTimeInput(' ')).toBeUndefined();
  });

  it('is shown as it was typed', () => {
    expect(toTimeInput(at('2026-11-14T04:30:00Z'))).toBe('2026-11-14 04:30');
  });
});
