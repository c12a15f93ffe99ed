import type { Track } from '../model/conclusion.ts';

/**
 * Whether the time after each position, up to the next one, is across a gap: 1 when the two are farther apart than the gap
 * limit of both sensors and no third sensor's track of positions spans them. The last entry is 0.
 *
 * @param track of each position: index into `tracks`
 */
export function gapsAfter(timeMs: Float64Array, track: Uint8Array, tracks: readonly Track[]): Uint8Array {
  const count = timeMs.length;
  const limitsMs = tracks.map(({ gapLimitS }) => gapLimitS * 1000);
  const gaps = new Uint8Array(count);
  /** For each position, the next one of its own track, when within the track's limit. */
  const reach = new Int32Array(count);
  const last = new Int32Array(tracks.length).fill(-1);
  for (let i = 0; i < count; i++) {
    const own = track[i]!;
    const before = last[own]!;
    if (before >= 0 && timeMs[i]! - timeMs[before]! <= limitsMs[own]!) reach[before] = i;
    last[own] = i;
  }
  let spannedTo = 0;
  for (let i = 0; i + 1 < count; i++) {
    spannedTo = Math.max(spannedTo, reach[i]!);
    const limitMs = Math.max(limitsMs[track[i]!]!, limitsMs[track[i + 1]!]!);
    if (spannedTo <= i && timeMs[i + 1]! - timeMs[i]! > limitMs) gaps[i] = 1;
  }
  return gaps;
}
