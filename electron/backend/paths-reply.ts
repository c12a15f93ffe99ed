import { encodeColumn } from '../../shared/contract/columns.ts';
import type { Reply } from '../../shared/contract/contract.ts';
import type { FlightPath } from '../../shared/model/conclusion.ts';
import type { StoredPath } from '../store/queries/flights.ts';

/** 1 where the step to the next point is longer than the track's gap limit. */
export function gapsAfter(path: FlightPath, gapLimitsS: readonly number[]): Uint8Array {
  const gaps = new Uint8Array(path.count);
  for (let at = 0; at + 1 < path.count; at++) {
    const limitS = gapLimitsS[path.track[at]!] ?? Number.POSITIVE_INFINITY;
    if (path.timeMs[at + 1]! - path.timeMs[at]! > limitS * 1000) gaps[at] = 1;
  }
  return gaps;
}

/** Many paths as one set of typed columns. */
export function pathsReply(paths: readonly StoredPath[], truncated: boolean): Reply<'flights.paths'> {
  const total = paths.reduce((sum, { path }) => sum + path.count, 0);
  const offsets = new Uint32Array(paths.length + 1);
  const lng = new Float64Array(total);
  const lat = new Float64Array(total);
  const timeMs = new Float64Array(total);
  const coverage = new Uint8Array(total);
  const gapAfter = new Uint8Array(total);
  let at = 0;
  paths.forEach(({ path, gapLimitsS }, place) => {
    lng.set(path.lng, at);
    lat.set(path.lat, at);
    timeMs.set(path.timeMs, at);
    coverage.set(path.coverage, at);
    gapAfter.set(gapsAfter(path, gapLimitsS), at);
    at += path.count;
    offsets[place + 1] = at;
  });
  return {
    flightIds: paths.map(({ flightId }) => flightId),
    offsets: encodeColumn(offsets),
    lng: encodeColumn(lng),
    lat: encodeColumn(lat),
    timeMs: encodeColumn(timeMs),
    coverage: encodeColumn(coverage),
    gapAfter: encodeColumn(gapAfter),
    truncated,
  };
}
