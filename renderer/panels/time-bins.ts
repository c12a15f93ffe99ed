/** A stretch of time cut into equal bins, UTC milliseconds. */
export interface Bins {
  readonly fromMs: number;
  readonly binMs: number;
  /** How many of each kind fall into each bin. */
  readonly all: Uint32Array;
  readonly marked: Uint32Array;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Lengths of bins and steps of ticks that start on round times. */
const steps = [
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  91 * DAY,
  182 * DAY,
  365 * DAY,
  730 * DAY,
  3650 * DAY,
];

const stepFor = (spanMs: number, parts: number): number =>
  steps.find((step) => spanMs / step <= parts) ?? Math.ceil(spanMs / parts);

/**
 * Counts starts into at most about `parts` bins that begin at round times.
 * @param starts UTC milliseconds
 * @param lastMs inclusive; at least `firstMs`
 */
export function binStarts(
  starts: ArrayLike<number>,
  isMarked: (i: number) => boolean,
  firstMs: number,
  lastMs: number,
  parts: number,
): Bins {
  const binMs = stepFor(lastMs - firstMs + 1, parts);
  const fromMs = Math.floor(firstMs / binMs) * binMs;
  const count = Math.floor((lastMs - fromMs) / binMs) + 1;
  const all = new Uint32Array(count);
  const marked = new Uint32Array(count);
  for (let i = 0; i < starts.length; i++) {
    const bin = Math.floor((starts[i]! - fromMs) / binMs);
    if (bin < 0 || bin >= count) continue;
    all[bin]!++;
    if (isMarked(i)) marked[bin]!++;
  }
  return { fromMs, binMs, all, marked };
}

/** Months between labels on long axes. */
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120];

/** Round times inside a stretch, for an axis with at most about `parts` labels; on long axes the starts of months. */
export function ticks(fromMs: number, toMs: number, parts: number): number[] {
  const step = stepFor(toMs - fromMs, parts);
  if (step >= 30 * DAY) return monthTicks(fromMs, toMs, parts);
  const found: number[] = [];
  for (let at = Math.ceil(fromMs / step) * step; at <= toMs; at += step) found.push(at);
  return found;
}

function monthTicks(fromMs: number, toMs: number, parts: number): number[] {
  const months = (toMs - fromMs) / (30.44 * DAY);
  const step = monthSteps.find((candidate) => months / candidate <= parts) ?? 120;
  const first = new Date(fromMs);
  const found: number[] = [];
  for (let month = first.getUTCFullYear() * 12 + Math.ceil(first.getUTCMonth() / step) * step; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12);
    if (at > toMs) return found;
    if (at >= fromMs) found.push(at);
  }
}

/** `2026-11-21` at midnight on long axes, `11-21` on short ones, else `05:30`. */
export function tickText(atMs: number, spanMs: number): string {
  const iso = new Date(atMs).toISOString();
  if (atMs % DAY !== 0) return iso.slice(11, 16);
  return spanMs > 60 * DAY ? iso.slice(0, 10) : iso.slice(5, 10);
}
