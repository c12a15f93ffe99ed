import { type CoverageState, coverageStates } from './lists.ts';

/**
 * What the map colours: the coverage state of one moment at one place, by the precedence of `coverageStates`. Implemented by
 * `eligibility` from the authority table, the designations and the completeness statements; asked by `classify`, which knows
 * none of them.
 */
export interface CoverageJudge {
  /** Identifies areas, designations, completeness statements and authority table together: SHA-256 or another content digest. */
  readonly digest: string;
  /**
   * @param timeMs UTC; null gives null
   * @param pUs probability that the place is in the United States
   * @param sigmaM per-axis standard deviation of the position, metres
   * @returns index into `coverageStates`, 255 for null
   */
  state(lng: number, lat: number, timeMs: number | null, pUs: number, sigmaM: number, sector: string | null): number;
  /** Ids of the areas (any status, valid that day) the place is in with P ≥ 0.5. */
  areasAt(lng: number, lat: number, timeMs: number, sigmaM: number): readonly string[];
}

/** Code for "no state" in packed columns. */
export const NO_STATE = 255;

/**
 * The state that lasted longest; undecided edges only when there was nothing else, of equal times the first in precedence; null
 * when none lasted. How a flight, and an incursion, is given one state.
 * @param secondsOf seconds in the US of a state, observed and inferred together
 */
export function longestState(secondsOf: (state: CoverageState) => number): CoverageState | null {
  let longest: CoverageState | null = null;
  let longestS = 0;
  for (const state of coverageStates) {
    if (state === 'not-us' || state === 'boundary') continue;
    const seconds = secondsOf(state);
    if (seconds <= longestS) continue;
    longest = state;
    longestS = seconds;
  }
  if (longest !== null) return longest;
  return secondsOf('boundary') > 0 ? 'boundary' : null;
}
