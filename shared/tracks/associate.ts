import { midLatitudeDistanceM } from '../geo/ellipsoid.ts';
import type { Settings } from '../model/settings.ts';
import type { DetectionColumns } from './detections.ts';
import { couldReach, distanceBetweenM } from './reach.ts';

/** The velocity that predicts a chain's next place is taken over at least this long, so that position errors do not make it. */
const velocityBaseS = 5;

interface Chain {
  readonly rows: number[];
}

interface Pair {
  readonly chain: Chain;
  readonly row: number;
  readonly costM: number;
}

/**
 * Gathers nameless detections of one sensor into chains by motion alone: gated nearest neighbour. Each scan (the detections of
 * one instant) is matched with the chains still open, nearest predicted place first; a chain takes one detection of a scan,
 * unless two are at the very same place. The gate is what could be flown at `associationSpeedMps`, position errors allowed
 * for; a chain closes after `gapLimitS`.
 *
 * This is not a tracker: no clutter model, no track confirmation, no resolution of merged plots. Objects that pass closer
 * together than their position errors may exchange their names.
 *
 * @param rows rows of one sensor with a usable position, in (time, content id) order
 */
export function associate(
  columns: DetectionColumns,
  rows: readonly number[],
  gapLimitS: number,
  settings: Settings,
): readonly (readonly number[])[] {
  const chains: Chain[] = [];
  let open: Chain[] = [];
  for (let from = 0; from < rows.length; ) {
    const timeMs = columns.observedAtMs[rows[from]!]!;
    let to = from;
    while (to < rows.length && columns.observedAtMs[rows[to]!] === timeMs) to++;
    const scan = rows.slice(from, to);
    from = to;

    open = open.filter((chain) => timeMs - columns.observedAtMs[chain.rows.at(-1)!]! <= gapLimitS * 1000);
    const begun = matchScan(columns, open, scan, settings);
    chains.push(...begun);
    open.push(...begun);
  }
  return chains.map((chain) => chain.rows);
}

/** Extends chains by the detections of one scan; gives the chains that the rest of them begin. */
function matchScan(
  columns: DetectionColumns,
  open: readonly Chain[],
  scan: readonly number[],
  settings: Settings,
): readonly Chain[] {
  const pairs: Pair[] = [];
  for (const chain of open) {
    const last = chain.rows.at(-1)!;
    for (const row of scan) {
      if (!couldReach(columns, settings, last, row, settings.associationSpeedMps)) continue;
      pairs.push({ chain, row, costM: fromPredictedM(columns, chain, row) });
    }
  }
  // The sort is stable, and chains and rows come in an order that depends on content alone.
  pairs.sort((one, other) => one.costM - other.costM);
  const taken = new Map<Chain, number>();
  const placed = new Set<number>();
  for (const { chain, row } of pairs) {
    if (placed.has(row)) continue;
    const already = taken.get(chain);
    if (already !== undefined && distanceBetweenM(columns, already, row) > 0) continue;
    chain.rows.push(row);
    taken.set(chain, row);
    placed.add(row);
  }
  const begun: Chain[] = [];
  for (const row of scan) {
    if (placed.has(row)) continue;
    const twin = begun.find((chain) => distanceBetweenM(columns, chain.rows[0]!, row) === 0);
    if (twin !== undefined) twin.rows.push(row);
    else begun.push({ rows: [row] });
  }
  return begun;
}

/** Distance of a row from where the chain's last velocity would have taken it, metres. */
function fromPredictedM({ lng, lat, observedAtMs }: DetectionColumns, { rows }: Chain, row: number): number {
  const last = rows.at(-1)!;
  const lastMs = observedAtMs[last]!;
  const base = rows.findLast((earlier) => lastMs - observedAtMs[earlier]! >= velocityBaseS * 1000);
  const share = base === undefined ? 0 : (observedAtMs[row]! - lastMs) / (lastMs - observedAtMs[base]!);
  const from = base ?? last;
  const predictedLng = lng[last]! + share * (lng[last]! - lng[from]!);
  const predictedLat = lat[last]! + share * (lat[last]! - lat[from]!);
  return midLatitudeDistanceM(predictedLat, lng[row]! - predictedLng, lat[row]! - predictedLat);
}
