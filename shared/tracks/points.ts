import type { FlightPoints } from '../model/flight-draft.ts';
import type { DetectionColumns } from './detections.ts';
import { use } from './rows.ts';
import type { TrackRows } from './split-tracks.ts';

const lastTrackCode = 255;

/** The rows whose positions count, copied out in order: a draft outlives the columns it was read from. */
export function pointsOf(
  columns: DetectionColumns,
  rows: readonly number[],
  tracks: readonly TrackRows[],
  uses: Uint8Array,
): FlightPoints {
  const used = rows.filter((row) => uses[row] === use.used);
  const pick = (column: Float64Array): Float64Array => {
    const picked = new Float64Array(used.length);
    for (let i = 0; i < used.length; i++) picked[i] = column[used[i]!]!;
    return picked;
  };
  const pickCodes = (column: Uint8Array): Uint8Array => {
    const picked = new Uint8Array(used.length);
    for (let i = 0; i < used.length; i++) picked[i] = column[used[i]!]!;
    return picked;
  };
  return {
    count: used.length,
    detectionNo: pick(columns.detectionNo),
    idHi: pick(columns.idHi),
    idLo: pick(columns.idLo),
    timeMs: pick(columns.observedAtMs),
    lng: pick(columns.lng),
    lat: pick(columns.lat),
    sigmaM: pick(columns.sigmaM),
    altitudeM: pick(columns.altitudeM),
    altitudeDatum: pickCodes(columns.altitudeDatum),
    positionOrigin: pickCodes(columns.positionOrigin),
    track: trackCodes(used, tracks),
  };
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
