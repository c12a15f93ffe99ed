import { type CoverageState, coverageStates } from './lists.ts';
import { otherPurposesSince } from './words.ts';

// A point of a drawn path carries its coverage state as one small number, so that map and legend agree on what is drawn alike:
// the states in their order, then *outside* since other purposes exist, then *no time*.

const OUTSIDE = coverageStates.indexOf('outside');
export const OUTSIDE_OTHER_PURPOSE_CODE = coverageStates.length;
export const NO_TIME_CODE = coverageStates.length + 1;

/** Midnight in US Eastern time (standard time, UTC−5, in December) at the start of `otherPurposesSince`. */
const otherPurposesSinceMs = Date.parse(`${otherPurposesSince}T05:00:00Z`);

/** @param coverage code as in packed columns: index into `coverageStates`, 255 for none */
export function mapCode(coverage: number, timeMs: number): number {
  if (coverage === OUTSIDE && timeMs >= otherPurposesSinceMs) return OUTSIDE_OTHER_PURPOSE_CODE;
  return coverage < coverageStates.length ? coverage : NO_TIME_CODE;
}

export const mapCodeOfState = (state: CoverageState | null, timeMs: number): number =>
  mapCode(state === null ? 255 : coverageStates.indexOf(state), timeMs);
