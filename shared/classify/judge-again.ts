import type { Flight, FlightPath, Incursion } from '../model/conclusion.ts';
import type { CoverageJudge } from '../model/coverage.ts';
import { IN_INCURSION, IN_NONE, type JudgedPath, NO_SECTOR } from '../model/judged-path.ts';
import { stateOfPresences } from './coverage-along.ts';
import { gapsAfter } from './intervals.ts';
import { secondsByState } from './seconds.ts';

/**
 * A flight under another judge: what `classifyFlight` says of it with that judge, from what was kept of the first
 * classification. Where it was, its crossings, grades and class hang on no designation and stay as they are.
 *
 * @param path as stored; its coverage is not changed
 * @returns the flight, and the coverage of its path
 */
export function judgeAgain(
  flight: Flight,
  path: FlightPath,
  judged: JudgedPath,
  judge: CoverageJudge,
): { readonly flight: Flight; readonly coverage: Uint8Array } {
  const states = path.coverage.slice();
  judged.asked.forEach((position, i) => {
    const sector = judged.sector[i] === NO_SECTOR ? null : judged.sectors[judged.sector[i]!]!;
    // P(US) of what was asked is at least 0.95; nothing but that enters its state.
    states[position] = judge.state(
      path.lng[position]!,
      path.lat[position]!,
      path.timeMs[position]!,
      1,
      judged.sigmaM[i]!,
      sector,
    );
  });
  const gaps = gapsAfter(path.timeMs, path.track, flight.tracks);
  const incursions = flight.incursions.map(
    (incursion, place): Incursion => ({
      ...incursion,
      areaIds: areasOf(path, judged.presence, IN_INCURSION + place, judge),
      coverage: secondsByState(path, gaps, states, (i) => judged.presence[i] === IN_INCURSION + place),
    }),
  );
  return {
    coverage: states,
    flight: {
      ...flight,
      rulesDigest: judge.digest,
      incursions,
      coverage: secondsByState(path, gaps, states),
      coverageState:
        judged.decidedBy === null
          ? flight.coverageState
          : stateOfPresences(path, gaps, states, judged.presence, judged.decidedBy),
      areaIds: [...new Set(incursions.flatMap(({ areaIds }) => areaIds))].sort(),
    },
  };
}

function areasOf(path: FlightPath, presence: Uint16Array, wanted: number, judge: CoverageJudge): string[] {
  const ids = new Set<string>();
  for (let i = 0; i < path.count; i++) {
    if (presence[i] !== wanted) continue;
    for (const id of judge.areasAt(path.lng[i]!, path.lat[i]!, path.timeMs[i]!, path.sigmaM[i]!)) ids.add(id);
  }
  return [...ids].sort();
}

/** Whether any judge can change anything about the flight: a state, or the areas an incursion is in. */
export const hangsOnJudge = ({ asked, presence }: JudgedPath): boolean =>
  asked.length > 0 || presence.some((code) => code !== IN_NONE);
