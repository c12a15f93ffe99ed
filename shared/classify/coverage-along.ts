import { type CoverageSeconds, type CoverageState, coverageStates } from '../model/conclusion.ts';
import { type CoverageJudge, NO_STATE } from '../model/coverage.ts';
import type { Presence } from './presences.ts';
import { type Reference, sectorCode } from './reference.ts';
import { secondsByState } from './seconds.ts';
import type { Sightings } from './sightings.ts';

const notUs = coverageStates.indexOf('not-us');

/** Coverage state of every position. Surely not in the US needs no judge: it comes first in the precedence. */
export function statesAlong(sightings: Sightings, reference: Reference, judge: CoverageJudge): Uint8Array {
  const { count, timeMs, lng, lat, sigmaM, distanceM, borderKm, pUs } = sightings;
  const states = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const p = pUs[i]!;
    if (p <= 0.05) {
      states[i] = notUs;
    } else if (Number.isNaN(p)) {
      states[i] = NO_STATE;
    } else {
      const sector = sectorCode(reference, lng[i]!, lat[i]!, distanceM[i]!, borderKm[i]!);
      states[i] = judge.state(lng[i]!, lat[i]!, timeMs[i]!, p, sigmaM[i]!, sector);
    }
  }
  return states;
}

/**
 * The coverage state shown for a flight as a whole. With a presence in the US: the state that lasted longest while it was
 * there, undecided edges only when there was nothing else (of equal times the first in precedence). Without one: *not in the US*
 * when that is what its positions say, else *boundary*; null when no position has a state.
 */
export function stateOfFlight(
  sightings: Sightings,
  gaps: Uint8Array,
  states: Uint8Array,
  presences: readonly Presence[],
  surelyMexico: boolean,
): CoverageState | null {
  if (!states.some((state) => state !== NO_STATE)) return null;
  if (presences.length === 0) return surelyMexico ? 'not-us' : 'boundary';
  const isPresent = (i: number): boolean =>
    sightings.towardUsM[i]! > 0 && presences.some(({ first, last }) => i >= first && i <= last);
  const seconds = secondsByState(sightings, gaps, states, isPresent);
  const longest = longestOf(seconds);
  if (longest !== null) return longest;
  // A presence of a single instant has no seconds: the state of that position.
  const { decidedBy } = presences[0]!;
  return coverageStates[states[decidedBy.from]!] ?? null;
}

function longestOf({ observed, inferred }: CoverageSeconds): CoverageState | null {
  let longest: CoverageState | null = null;
  let longestS = 0;
  for (const state of coverageStates) {
    if (state === 'not-us' || state === 'boundary') continue;
    const seconds = (observed[state] ?? 0) + (inferred[state] ?? 0);
    if (seconds <= longestS) continue;
    longest = state;
    longestS = seconds;
  }
  if (longest !== null) return longest;
  return (observed.boundary ?? 0) + (inferred.boundary ?? 0) > 0 ? 'boundary' : null;
}
