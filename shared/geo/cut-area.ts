import { difference, intersection, union } from 'polyclip-ts';
import type { MultiPolygon } from '../model/area.ts';
import type { Bbox, Position } from '../model/position.ts';
import { fail, ok, type Result } from '../result.ts';
import { toMultiPolygon } from './geometry-check.ts';
import { preparePolygon } from './polygon.ts';

/**
 * The two parts of an area on either side of a line: the one to the left of the line's direction first. The line's first and
 * last stretch are taken to go on straight. Edges are straight in longitude/latitude.
 *
 * Failures `bad-geometry`: a line that crosses itself, that does not divide the area, or whose parts are no sound polygons.
 */
export function splitArea(
  area: MultiPolygon,
  line: readonly Position[],
): Result<{ readonly left: MultiPolygon; readonly right: MultiPolygon }> {
  const distinct = line.filter(([lng, lat], i) => i === 0 || lng !== line[i - 1]![0] || lat !== line[i - 1]![1]);
  if (distinct.length < 2)
    return fail('bad-geometry', 'A line to split by has at least two places.', { field: 'line' });
  const side = leftOf(distinct, preparePolygon(area).bbox);
  const checked = toMultiPolygon({ type: 'Polygon', coordinates: [side] });
  if (!checked.ok) {
    return fail(
      'bad-geometry',
      'The line to split by crosses itself, or leaves the area’s surroundings and comes back.',
      {
        field: 'line',
      },
    );
  }
  const left = intersection(area, checked.value);
  const right = difference(area, checked.value);
  if (left.length === 0 || right.length === 0) {
    return fail('bad-geometry', 'The line does not divide the area: all of it lies on one side.', { field: 'line' });
  }
  const [one, other] = [soundPolygon(left), soundPolygon(right)];
  if (!one.ok) return one;
  return other.ok ? ok({ left: one.value, right: other.value }) : other;
}

/** The areas as one. Failure `bad-geometry` when what comes of it is no sound polygon, as where they touch at a single point twice. */
export function mergeAreas(areas: readonly MultiPolygon[]): Result<MultiPolygon> {
  const [first, ...others] = areas;
  return soundPolygon(first === undefined ? [] : union(first, ...others));
}

/** Share of two areas that both cover, as geometry; empty when they only touch or lie apart. */
export const commonPart = (one: MultiPolygon, other: MultiPolygon): MultiPolygon => intersection(one, other);

const soundPolygon = (polygons: MultiPolygon): Result<MultiPolygon> =>
  toMultiPolygon({ type: 'MultiPolygon', coordinates: polygons });

/** A ring: the line, its ends led on to a box around everything, and the way back along the box to the left of the line. */
function leftOf(line: readonly Position[], [west, south, east, north]: Bbox): Position[] {
  const margin = Math.max(east - west, north - south, 0.01);
  const xs = [west, east, ...line.map(([lng]) => lng)];
  const ys = [south, north, ...line.map(([, lat]) => lat)];
  const box: Bbox = [
    Math.min(...xs) - margin,
    Math.min(...ys) - margin,
    Math.max(...xs) + margin,
    Math.max(...ys) + margin,
  ];
  const start = ledOn(line[1]!, line[0]!, box);
  const end = ledOn(line.at(-2)!, line.at(-1)!, box);
  const corners: Position[] = [
    [box[2], box[1]],
    [box[2], box[3]],
    [box[0], box[3]],
    [box[0], box[1]],
  ];
  // Counter-clockwise along the box from the line's end to its start: what that encloses lies to the left.
  const from = alongBox(end, box);
  const to = alongBox(start, box);
  const way = corners
    .flatMap((corner) => [0, 4].map((turn) => ({ corner, at: alongBox(corner, box) + turn })))
    .filter(({ at }) => at > from && at < (to > from ? to : to + 4))
    .sort((a, b) => a.at - b.at)
    .map(({ corner }) => corner);
  return [start, ...line, end, ...way, start];
}

/** Where the way from one place through the next leaves a box that holds both. */
function ledOn([fromX, fromY]: Position, [x, y]: Position, [west, south, east, north]: Bbox): Position {
  const [dx, dy] = [x - fromX, y - fromY];
  const stepX = dx > 0 ? (east - x) / dx : dx < 0 ? (west - x) / dx : Number.POSITIVE_INFINITY;
  const stepY = dy > 0 ? (north - y) / dy : dy < 0 ? (south - y) / dy : Number.POSITIVE_INFINITY;
  return stepX <= stepY ? [dx > 0 ? east : west, y + stepX * dy] : [x + stepY * dx, dy > 0 ? north : south];
}

/** Place on the box's edge as a number: south 0 to 1 eastwards, east 1 to 2 northwards, north 2 to 3 westwards, west 3 to 4. */
function alongBox([x, y]: Position, [west, south, east, north]: Bbox): number {
  const [across, up] = [(x - west) / (east - west), (y - south) / (north - south)];
  if (y === south) return across;
  if (x === east) return 1 + up;
  if (y === north) return 3 - across;
  return 4 - up;
}
