import type { Reply } from '../../shared/contract/contract.ts';
import { readFloat64, readUint8 } from './columns.ts';

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
  const timeMs = readFloat64(reply.timeMs);
  return {
    count: timeMs.length,
    timeMs,
    lng: readFloat64(reply.lng),
    lat: readFloat64(reply.lat),
    altitudeM: readFloat64(reply.altitudeM),
    altitudeDatum: readUint8(reply.altitudeDatum),
    sigmaM: readFloat64(reply.sigmaM),
    distanceM: readFloat64(reply.distanceM),
    pUs: readFloat64(reply.pUs),
    coverage: readUint8(reply.coverage),
    gapAfter: readUint8(reply.gapAfter),
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
