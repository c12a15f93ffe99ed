import { decodeFloat64, decodeUint8, decodeUint32 } from '../../shared/contract/columns.ts';
import type { Reply } from '../../shared/contract/contract.ts';

/** Paths of flights as typed columns: what the map draws. Degrees, UTC milliseconds, codes of `coverageStates`. */
export interface FlightPaths {
  readonly flightIds: readonly string[];
  /** First point of each flight, and one past the last. */
  readonly offsets: Uint32Array;
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  readonly timeMs: Float64Array;
  readonly coverage: Uint8Array;
  readonly gapAfter: Uint8Array;
  readonly truncated: boolean;
}

export const readPaths = (reply: Reply<'flights.paths'>): FlightPaths => ({
  flightIds: reply.flightIds,
  offsets: decodeUint32(reply.offsets),
  lng: decodeFloat64(reply.lng),
  lat: decodeFloat64(reply.lat),
  timeMs: decodeFloat64(reply.timeMs),
  coverage: decodeUint8(reply.coverage),
  gapAfter: decodeUint8(reply.gapAfter),
  truncated: reply.truncated,
});

/** One flight in detail, as parallel columns in time order. NaN where unknown. */
export interface FlightProfile {
  readonly count: number;
  readonly timeMs: Float64Array;
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  readonly altitudeM: Float64Array;
  /** Index into `altitudeDatums`. */
  readonly altitudeDatum: Uint8Array;
  /** Per-axis standard deviation of the position, metres. */
  readonly sigmaM: Float64Array;
  /** Signed distance to the reference line, metres, positive into the US. */
  readonly distanceM: Float64Array;
  readonly pUs: Float64Array;
  readonly coverage: Uint8Array;
  readonly gapAfter: Uint8Array;
  readonly detectionIds: readonly string[];
}

export function readProfile(reply: Reply<'flights.detail'>['profile']): FlightProfile {
  const timeMs = decodeFloat64(reply.timeMs);
  return {
    count: timeMs.length,
    timeMs,
    lng: decodeFloat64(reply.lng),
    lat: decodeFloat64(reply.lat),
    altitudeM: decodeFloat64(reply.altitudeM),
    altitudeDatum: decodeUint8(reply.altitudeDatum),
    sigmaM: decodeFloat64(reply.sigmaM),
    distanceM: decodeFloat64(reply.distanceM),
    pUs: decodeFloat64(reply.pUs),
    coverage: decodeUint8(reply.coverage),
    gapAfter: decodeUint8(reply.gapAfter),
    detectionIds: reply.detectionIds,
  };
}

/** Index of the last point at or before an instant, at least 0. The times ascend. */
export function indexAtOrBefore(timeMs: Float64Array, instantMs: number): number {
  let low = 0;
  let high = timeMs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (timeMs[middle]! <= instantMs) low = middle;
    else high = middle - 1;
  }
  return low;
}
