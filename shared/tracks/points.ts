import { floatColumns } from '../float-columns.ts';
import type { FlightPoints } from '../model/flight-draft.ts';
import type { DetectionColumns } from './detections.ts';
import type { RowSigmas } from './row-sigmas.ts';
import { use } from './rows.ts';
import type { TrackRows } from './split-tracks.ts';

const picks = ['detectionNo', 'idHi', 'idLo', 'timeMs', 'lng', 'lat', 'sigmaM', 'altitudeM'] as const;

const lastTrackCode = 255;

/** The rows whose positions count, copied out in order: a draft outlives the columns it was read from. */
export function pointsOf(
  columns: DetectionColumns,
  rows: readonly number[],
  tracks: readonly TrackRows[],
  uses: Uint8Array,
  sigmas: RowSigmas,
): FlightPoints {
  const used = rows.filter((row) => uses[row] === use.used);
  const { length } = used;
  const picked = floatColumns(picks, length);
  const altitudeDatum = new Uint8Array(length);
  const positionOrigin = new Uint8Array(length);
  const sigmaByProfile = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const row = used[i]!;
    picked.detectionNo[i] = columns.detectionNo[row]!;
    picked.idHi[i] = columns.idHi[row]!;
    picked.idLo[i] = columns.idLo[row]!;
    picked.timeMs[i] = columns.observedAtMs[row]!;
    picked.lng[i] = columns.lng[row]!;
    picked.lat[i] = columns.lat[row]!;
    picked.altitudeM[i] = columns.altitudeM[row]!;
    altitudeDatum[i] = columns.altitudeDatum[row]!;
    positionOrigin[i] = columns.positionOrigin[row]!;
    sigmaByProfile[i] = sigmas.byProfile[row]!;
    picked.sigmaM[i] = sigmas.sigmaM[row]!;
  }
  return { count: length, ...picked, sigmaByProfile, altitudeDatum, positionOrigin, track: trackCodes(used, tracks) };
}

function trackCodes(used: readonly number[], tracks: readonly TrackRows[]): Uint8Array {
  const codes = new Uint8Array(used.length);
  if (tracks.length === 1) return codes;
  const trackOfRow = new Map<number, number>();
  tracks.forEach((track, place) => {
    for (const row of track.rows) trackOfRow.set(row, Math.min(place, lastTrackCode));
  });
  used.forEach((row, i) => {
    codes[i] = trackOfRow.get(row)!;
  });
  return codes;
}
