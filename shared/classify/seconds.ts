import { type CoverageSeconds, coverageStates } from '../model/conclusion.ts';
import { NO_STATE } from '../model/coverage.ts';

/**
 * Time by coverage state: half of the time between two successive positions goes to each one's state, as observed, or as
 * inferred across a gap. Positions without a state have no time.
 *
 * @param gaps see `gapsAfter`
 * @param states of each position, index into `coverageStates` or `NO_STATE`
 * @param counts whether a position's halves are wanted
 */
export function secondsByState(
  { count, timeMs }: { readonly count: number; readonly timeMs: Float64Array },
  gaps: Uint8Array,
  states: Uint8Array,
  counts: (i: number) => boolean = () => true,
): CoverageSeconds {
  // Halves of whole milliseconds: exact in a double, whatever the order of adding.
  const observedMs = new Float64Array(coverageStates.length);
  const inferredMs = new Float64Array(coverageStates.length);
  for (let i = 0; i < count; i++) {
    const state = states[i]!;
    if (state === NO_STATE || !counts(i)) continue;
    if (i > 0) (gaps[i - 1] === 1 ? inferredMs : observedMs)[state]! += (timeMs[i]! - timeMs[i - 1]!) / 2;
    if (i + 1 < count) (gaps[i] === 1 ? inferredMs : observedMs)[state]! += (timeMs[i + 1]! - timeMs[i]!) / 2;
  }
  return { observed: inSeconds(observedMs), inferred: inSeconds(inferredMs) };
}

function inSeconds(ms: Float64Array): CoverageSeconds['observed'] {
  const seconds: CoverageSeconds['observed'] = {};
  coverageStates.forEach((state, code) => {
    if (ms[code]! > 0) seconds[state] = ms[code]! / 1000;
  });
  return seconds;
}

/** All seconds together; exact, as they are whole half-milliseconds. */
export function totalSeconds(seconds: CoverageSeconds['observed']): number {
  let halfMs = 0;
  for (const value of Object.values(seconds)) halfMs += Math.round(value * 2000);
  return halfMs / 2000;
}
