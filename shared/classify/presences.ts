import { probabilityOf } from './best-of-looks.ts';
import { gradeOf } from './grade.ts';
import type { Deciding, SideEvidence } from './side-evidence.ts';
import type { Sightings } from './sightings.ts';
import type { SureSides } from './sure-sides.ts';

/** A stretch of a flight in which it may have been on the US side, between sure positions in Mexico or the flight's ends. */
export interface Presence {
  /** The stretch, both ends inclusive: no position in it is surely in Mexico. */
  readonly from: number;
  readonly to: number;
  /** First and last position of the presence itself, both on the US side by the best estimate. */
  readonly first: number;
  readonly last: number;
  /** First position surely in the US; null when none is. */
  readonly firstSure: number | null;
  /** What speaks most for it; and of that, what rests on stated accuracies alone. */
  readonly decidedBy: Deciding;
  readonly decidedByStated: Deciding | null;
}

/** All presences of a flight with a probability worth a grade, in time order. */
export function findPresences(sightings: Sightings, sure: SureSides, us: SideEvidence): readonly Presence[] {
  const presences: Presence[] = [];
  const { count } = sightings;
  for (let from = 0; from < count; from++) {
    if (sure.side[from] === -1) continue;
    let to = from;
    while (to + 1 < count && sure.side[to + 1] !== -1) to++;
    const presence = presenceIn(sightings, sure, us, from, to);
    if (presence !== null) presences.push(presence);
    from = to;
  }
  return presences;
}

function presenceIn(
  sightings: Sightings,
  sure: SureSides,
  us: SideEvidence,
  from: number,
  to: number,
): Presence | null {
  const decidedBy = us.strongest(from, to, sure.contradicted, false);
  if (decidedBy === null || gradeOf(probabilityOf(decidedBy.score)) === null) return null;
  const decidedByStated = decidedBy.assumed ? us.strongest(from, to, sure.contradicted, true) : decidedBy;
  let firstSure = from;
  while (firstSure <= to && sure.side[firstSure] !== 1) firstSure++;
  let lastSure = to;
  while (lastSure >= from && sure.side[lastSure] !== 1) lastSure--;
  const isAnywhereSure = firstSure <= to;
  const [first, last] = extent(
    sightings,
    from,
    to,
    isAnywhereSure ? firstSure : decidedBy.from,
    isAnywhereSure ? lastSure : decidedBy.to,
  );
  return { from, to, first, last, firstSure: isAnywhereSure ? firstSure : null, decidedBy, decidedByStated };
}

/**
 * From the core of a presence (its sure positions, else what decided it) outwards as long as positions are on the US side by
 * the best estimate. Dithering across the line before and after does not lengthen it.
 */
function extent(
  { towardUsM }: Sightings,
  from: number,
  to: number,
  coreFirst: number,
  coreLast: number,
): readonly [first: number, last: number] {
  let first = coreFirst;
  let last = coreLast;
  while (first < last && !(towardUsM[first]! > 0)) first++;
  while (last > first && !(towardUsM[last]! > 0)) last--;
  while (first > from && towardUsM[first - 1]! > 0) first--;
  while (last < to && towardUsM[last + 1]! > 0) last++;
  return [first, last];
}
