import type { Border } from '../../geo/border.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from '../../geo/ellipsoid.ts';
import type { Bbox, Position } from '../../model/position.ts';

/** Places tried, across and down. */
const columns = 24;
const rows = 18;
/** Enough of the path to keep names off it. */
const mostPathPoints = 200;

/** A country's name, in full or short, and half its width as a share of the map's. */
interface Name {
  readonly words: string;
  readonly halfWidth: number;
}

const names: Readonly<Record<'us' | 'mx', readonly Name[]>> = {
  us: [
    { words: 'UNITED STATES', halfWidth: 0.155 },
    { words: 'US', halfWidth: 0.03 },
  ],
  mx: [
    { words: 'MEXICO', halfWidth: 0.085 },
    { words: 'MX', halfWidth: 0.03 },
  ],
};
/** Least free space around a name, as a share of the map's height. */
const leastRoom = 0.035;

export interface CountryLabel {
  readonly words: string;
  readonly position: Position;
}

/**
 * Where the names of the two countries stand: in view, the whole name on its own side of the reference line, as far as can be from
 * the line, the path and the frame; short where the full name does not fit, null where not even that does. The side is that of
 * `Border.fix`, so that a name is never on the wrong side of a bend.
 */
export function countryLabels(
  bounds: Bbox,
  border: Border,
  path: readonly Position[],
): Record<'us' | 'mx', CountryLabel | null> {
  const step = Math.max(1, Math.ceil(path.length / mostPathPoints));
  const sampled = path.filter((_, index) => index % step === 0);
  const find = (side: 'us' | 'mx'): CountryLabel | null => {
    for (const name of names[side]) {
      const position = bestSpot(name, side === 'us' ? 1 : -1, bounds, border, sampled);
      if (position !== null) return { words: name.words, position };
    }
    return null;
  };
  return { us: find('us'), mx: find('mx') };
}

function bestSpot(name: Name, sign: 1 | -1, bounds: Bbox, border: Border, path: readonly Position[]): Position | null {
  const [west, south, east, north] = bounds;
  const kx = metresPerDegreeLng((south + north) / 2);
  const ky = metresPerDegreeLat((south + north) / 2);
  const half = (east - west) * name.halfWidth;
  let best: Position | null = null;
  let most = (north - south) * ky * leastRoom;
  for (let row = 1; row < rows; row++) {
    for (let column = 1; column < columns; column++) {
      const lng = west + ((east - west) * column) / columns;
      const lat = south + ((north - south) * row) / rows;
      let room = Math.min((lng - half - west) * kx, (east - lng - half) * kx, (lat - south) * ky, (north - lat) * ky);
      // Along the name: each part of it has to be on its side and free.
      for (const share of [0, -1, 1, -0.5, 0.5]) {
        if (room <= most) break;
        const x = lng + share * half;
        const fix = border.fix(x, lat);
        room = fix === null ? 0 : Math.min(room, fix.distanceM * sign);
        for (const [pathLng, pathLat] of path)
          room = Math.min(room, Math.hypot((pathLng - x) * kx, (pathLat - lat) * ky));
      }
      if (room > most) {
        most = room;
        best = [lng, lat];
      }
    }
  }
  return best;
}
