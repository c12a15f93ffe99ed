import { type CoverageState, coverageStates } from '../model/conclusion.ts';
import { type CoverageJudge, longestState, NO_STATE } from '../model/coverage.ts';
import { IN_NONE, NO_SECTOR } from '../model/judged-path.ts';
import { type Reference, sectorCode } from './reference.ts';
import { secondsByState } from './seconds.ts';
import type { Sightings } from './sightings.ts';

const notUs = coverageStates.indexOf('not-us');

/** The states along a flight, and what was asked to find them: see `JudgedPath`. */
export interface StatesAlong {
  readonly states: Uint8Array;
  readonly asked: Uint32Array;
  readonly sigmaM: Float64Array;
  readonly sector: Uint8Array;
  readonly sectors: readonly string[];
}

/** Coverage state of every position. Surely not in the US needs no judge: it comes first in the precedence. */
export function statesAlong(sightings: Sightings, reference: Reference, judge: CoverageJudge): StatesAlong {
  const { count, timeMs, lng, lat, sigmaM, distanceM, borderKm, pUs } = sightings;
  const states = new Uint8Array(count);
  const asked = new Uint32Array(count);
  const sector = new Uint8Array(count);
  const sectors: string[] = [];
  let count95 = 0;
  for (let i = 0; i < count; i++) {
    const p = pUs[i]!;
    if (p <= 0.05) {
      states[i] = notUs;
    } else if (Number.isNaN(p)) {
      states[i] = NO_STATE;
    } else {
      const code = sectorCode(reference, lng[i]!, lat[i]!, distanceM[i]!, borderKm[i]!);
      states[i] = judge.state(lng[i]!, lat[i]!, timeMs[i]!, p, sigmaM[i]!, code);
      if (p < 0.95) continue;
      asked[count95] = i;
      sector[count95++] = code === null ? NO_SECTOR : placeIn(sectors, code);
    }
  }
  const surely = asked.slice(0, count95);
  return {
    states,
    asked: surely,
    sigmaM: Float64Array.from(surely, (i) => sigmaM[i]!),
    sector: sector.slice(0, count95),
    sectors,
  };
}

function placeIn(list: string[], value: string): number {
  const found = list.indexOf(value);
  return found >= 0 ? found : list.push(value) - 1;
}

/**
 * The coverage state shown for a flight as a whole, which has a presence in the US: the state that lasted longest while it was
 * there, undecided edges only when there was nothing else (of equal times the first in precedence).
 * @param presence see `JudgedPath`
 * @param decidedBy see `JudgedPath`
 */
export function stateOfPresences(
  path: { readonly count: number; readonly timeMs: Float64Array },
  gaps: Uint8Array,
  states: Uint8Array,
  presence: Uint16Array,
  decidedBy: number,
): CoverageState | null {
  const { observed, inferred } = secondsByState(path, gaps, states, (i) => presence[i] !== IN_NONE);
  const longest = longestState((state) => (observed[state] ?? 0) + (inferred[state] ?? 0));
  // A presence of a single instant has no seconds: the state of that position.
  return longest ?? coverageStates[states[decidedBy]!] ?? null;
}

/** The state of a flight without a presence: *not in the US* when that is what its positions say, else *boundary*; null when no position has a state. */
export function stateWithoutPresence(states: Uint8Array, surelyMexico: boolean): CoverageState | null {
  if (!states.some((state) => state !== NO_STATE)) return null;
  return surelyMexico ? 'not-us' : 'boundary';
}
