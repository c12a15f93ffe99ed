import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moved, nextBusy, scaled } from '../../renderer/panels/time-axis.ts';

const HOUR = 3_600_000;
const whole = { fromMs: 0, toMs: 1000 * HOUR };

describe('the stretch of time shown', () => {
  it('keeps the instant under the pointer in its place, as far as the whole allows', () => {
    const next = scaled({ fromMs: 100 * HOUR, toMs: 200 * HOUR }, 125 * HOUR, 0.5, whole);
    expect(next).toEqual({ fromMs: 112.5 * HOUR, toMs: 162.5 * HOUR });
  });

  it('never leaves the whole, however it is pulled and moved', () => {
    const action = fc.oneof(
      fc.record({
        about: fc.double({ min: 0, max: 1, noNaN: true }),
        factor: fc.double({ min: 0.05, max: 20, noNaN: true }),
      }),
      fc.record({ share: fc.double({ min: -3, max: 3, noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        let stretch = whole;
        for (const one of actions) {
          stretch =
            'share' in one
              ? moved(stretch, one.share, whole)
              : scaled(stretch, stretch.fromMs + one.about * (stretch.toMs - stretch.fromMs), one.factor, whole);
          expect(stretch.fromMs).toBeGreaterThanOrEqual(whole.fromMs);
          expect(stretch.toMs).toBeLessThanOrEqual(whole.toMs);
          expect(stretch.toMs - stretch.fromMs).toBeGreaterThanOrEqual(20 * 60_000);
        }
      }),
    );
  });
});

describe('a replay', () => {
  const firstMs = Float64Array.of(100, 5000, 5200);
  const lastMs = Float64Array.of(400, 5100, 9000);

  it.each([
    [0, 100],
    [250, 250],
    [450, 450],
    [500, 5000],
    [5150, 5150],
    [8999, 8999],
    [9200, null],
  ])('at %d goes on at %s: quiet time is left out', (at, expected) => {
    expect(nextBusy(at, 10_000, 60, firstMs, lastMs)).toBe(expected);
  });

  it('ends with its stretch', () => {
    expect(nextBusy(500, 4000, 60, firstMs, lastMs)).toBeNull();
    expect(nextBusy(4100, 4000, 60, firstMs, lastMs)).toBeNull();
  });
});
