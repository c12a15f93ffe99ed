import { gapsAfter } from '../../shared/classify/intervals.ts';
import { encodeColumn } from '../../shared/contract/columns.ts';
import type { Reply } from '../../shared/contract/contract.ts';

import type { StoredPath } from '../store/queries/flights.ts';

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
  paths.forEach(({ path, tracks }, place) => {
    lng.set(path.lng, at);
    lat.set(path.lat, at);
    timeMs.set(path.timeMs, at);
    coverage.set(path.coverage, at);
    gapAfter.set(gapsAfter(path.timeMs, path.track, tracks), at);
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
