import type { Border } from '../../geo/border.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from '../../geo/ellipsoid.ts';
import type { Bbox, Position } from '../../model/position.ts';

/** Places tried, across and down. */
const columns = 18;
const rows = 13;
/** A name needs this much room, as a share of the map's height. */
const roomShare = 0.07;
/** Enough of the path to keep names off it. */
const mostPathPoints = 200;

/**
 * Where the names of the two countries stand: in view, on their own side of the reference line, as far as can be from the line,
 * the path and the frame. The side is that of `Border.fix`, so that a name is never on the wrong side of a bend.
 */
export function labelSpots(
  bounds: Bbox,
  border: Border,
  path: readonly Position[],
): { readonly us: Position | null; readonly mx: Position | null } {
  const [west, south, east, north] = bounds;
  const kx = metresPerDegreeLng((south + north) / 2);
  const ky = metresPerDegreeLat((south + north) / 2);
  const step = Math.max(1, Math.ceil(path.length / mostPathPoints));
  const sampled = path.filter((_, index) => index % step === 0);
  const best = {
    us: { room: (north - south) * ky * roomShare, spot: null },
    mx: { room: (north - south) * ky * roomShare, spot: null },
  } as Record<'us' | 'mx', { room: number; spot: Position | null }>;
  for (let row = 1; row < rows; row++) {
    for (let column = 1; column < columns; column++) {
      const spot: Position = [west + ((east - west) * column) / columns, south + ((north - south) * row) / rows];
      const fix = border.fix(spot[0], spot[1]);
      if (fix === null) continue;
      const side = best[fix.distanceM > 0 ? 'us' : 'mx'];
      const toFrame = Math.min(
        // Names are wider than high.
        ((spot[0] - west) * kx) / 2,
        ((east - spot[0]) * kx) / 2,
        (spot[1] - south) * ky,
        (north - spot[1]) * ky,
      );
      let room = Math.min(Math.abs(fix.distanceM), toFrame);
      for (const [lng, lat] of sampled) {
        if (room <= side.room) break;
        room = Math.min(room, Math.hypot((lng - spot[0]) * kx, (lat - spot[1]) * ky));
      }
      if (room > side.room) {
        side.room = room;
        side.spot = spot;
      }
    }
  }
  return { us: best.us.spot, mx: best.mx.spot };
}
