import type { Settings } from '../model/settings.ts';
import type { DetectionColumns } from './detections.ts';
import { couldReach } from './reach.ts';
import { use } from './rows.ts';
import type { TrackRows } from './split-tracks.ts';

/**
 * Joins tracks of one identity and one plausible motion into flights: those that overlap in time (several sensors), and
 * those at most `stitchGapS` apart that `stitchSpeedMps` could have bridged. Tracks without positions are joined by time.
 *
 * @param tracks in order of their first row
 */
export function stitch(
  columns: DetectionColumns,
  tracks: readonly TrackRows[],
  uses: Uint8Array,
  settings: Settings,
): readonly (readonly TrackRows[])[] {
  const flights: TrackRows[][] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  /** The flight's latest row with a position that counts, -1 when it has none. */
  let lastUsed = -1;
  for (const track of tracks) {
    const startMs = columns.observedAtMs[track.rows[0]!]!;
    const firstUsed = track.rows.find((row) => uses[row] === use.used) ?? -1;
    const joins =
      startMs <= lastMs ||
      (startMs - lastMs <= settings.stitchGapS * 1000 &&
        (lastUsed < 0 || firstUsed < 0 || couldReach(columns, settings, lastUsed, firstUsed, settings.stitchSpeedMps)));
    if (joins) {
      flights.at(-1)!.push(track);
    } else {
      flights.push([track]);
      lastMs = Number.NEGATIVE_INFINITY;
      lastUsed = -1;
    }
    lastMs = Math.max(lastMs, columns.observedAtMs[track.rows.at(-1)!]!);
    lastUsed = Math.max(lastUsed, track.rows.findLast((row) => uses[row] === use.used) ?? -1);
  }
  return flights;
}
