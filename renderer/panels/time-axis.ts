/** A stretch of time, UTC milliseconds; the end is not in it. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

const MINUTE = 60_000;
/** Not shorter than this: a bar is a minute at least. */
const SHORTEST_MS = 20 * MINUTE;

const lengthOf = ({ fromMs, toMs }: Stretch): number => toMs - fromMs;

/** The same stretch, moved so that it lies inside another; the whole other when it is longer. */
export function within(stretch: Stretch, whole: Stretch): Stretch {
  const length = Math.min(lengthOf(stretch), lengthOf(whole));
  const fromMs = Math.max(whole.fromMs, Math.min(stretch.fromMs, whole.toMs - length));
  return { fromMs, toMs: fromMs + length };
}

/**
 * A stretch made longer or shorter about an instant, which keeps its place in it.
 *
 * @param factor over 1 longer, under 1 shorter
 */
export function scaled(stretch: Stretch, aboutMs: number, factor: number, whole: Stretch): Stretch {
  const length = Math.max(Math.min(SHORTEST_MS, lengthOf(whole)), lengthOf(stretch) * factor);
  const share = lengthOf(stretch) === 0 ? 0.5 : (aboutMs - stretch.fromMs) / lengthOf(stretch);
  const fromMs = Math.round(aboutMs - share * length);
  return within({ fromMs, toMs: fromMs + Math.round(length) }, whole);
}

/** A stretch moved by a share of its own length. */
export function moved(stretch: Stretch, share: number, whole: Stretch): Stretch {
  const by = Math.round(lengthOf(stretch) * share);
  return within({ fromMs: stretch.fromMs + by, toMs: stretch.toMs + by }, whole);
}

/**
 * The next instant of a replay, with quiet time left out: when nothing is in the air, the start of the next flight.
 *
 * @param firstMs and @param lastMs of each flight, by start
 * @returns null when nothing comes any more before the end
 */
export function nextBusy(
  atMs: number,
  endMs: number,
  trailMs: number,
  firstMs: Float64Array,
  lastMs: Float64Array,
): number | null {
  let next = Infinity;
  for (let i = 0; i < firstMs.length; i++) {
    const from = firstMs[i]!;
    if (from > atMs) {
      next = from;
      break;
    }
    if (lastMs[i]! + trailMs >= atMs) return atMs < endMs ? atMs : null;
  }
  return next < endMs ? next : null;
}
