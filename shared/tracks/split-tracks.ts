import type { DetectionColumns } from './detections.ts';
import type { SensorSystems } from './sensor-systems.ts';

/** Rows of one sensor system without a break over its gap limit, in order. */
export interface TrackRows {
  readonly system: number;
  readonly rows: readonly number[];
}

/** Splits rows (in time order) by sensor system and at gaps over the system's limit. Tracks come in order of their first row. */
export function splitTracks(
  columns: DetectionColumns,
  rows: readonly number[],
  { systems, systemOf }: SensorSystems,
): readonly TrackRows[] {
  const tracks: { readonly system: number; readonly rows: number[] }[] = [];
  const open: (number[] | undefined)[] = [];
  const lastMs: number[] = [];
  for (const row of rows) {
    const system = systemOf[columns.sensor[row]!]!;
    const timeMs = columns.observedAtMs[row]!;
    let track = open[system];
    if (track === undefined || timeMs - lastMs[system]! > systems[system]!.gapLimitS * 1000) {
      track = [];
      open[system] = track;
      tracks.push({ system, rows: track });
    }
    track.push(row);
    lastMs[system] = timeMs;
  }
  return tracks;
}
