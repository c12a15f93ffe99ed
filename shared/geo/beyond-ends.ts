import type { Position } from '../model/position.ts';
import { distanceM } from './geodesic.ts';
import { type PreparedPolygon, preparePolygon } from './polygon.ts';

/**
 * US mainland, with its sea out to at most 12 nautical miles, whose nearest point of the border is an end of the line at sea:
 * the coast from Oceanside past Los Angeles, and from Corpus Christi past Matagorda Bay. Without these two outlines nothing
 * could be said about that land. Laid by hand; a test holds every sea vertex against the coast of the base map. They stop at
 * the region box (118.6° W, 96° W); islands off California are not in them. They matter only past an end of the line, so
 * their landward sides need no care.
 */
const pacific: readonly Position[] = [
  [-117.4649, 32.5904],
  [-117.45, 33],
  [-117.65, 33.3],
  [-118, 33.52],
  [-118.42, 33.62],
  [-118.6, 33.9],
  [-118.6, 37],
  [-114, 37],
  [-114, 32.5904],
];

const gulf: readonly Position[] = [
  [-97.2, 27.5],
  [-96.93, 27.78],
  [-96.56, 28.08],
  [-96, 28.42],
  [-96, 37],
  [-99, 37],
  [-99, 27.5],
];

/** Where the line must end for the outline to apply, metres. */
const sameEndM = 30_000;

const outlineFor = (end: Position, expected: Position, ring: readonly Position[]): PreparedPolygon | null =>
  distanceM(end, expected) < sameEndM ? preparePolygon([[[...ring, ring[0]!].map(([lng, lat]) => [lng, lat])]]) : null;

/** The outlines for a line with these ends, west and east; null for an end that is not where the border meets the high sea. */
export const usLandBeyondEnds = (
  west: Position,
  east: Position,
): readonly [west: PreparedPolygon | null, east: PreparedPolygon | null] => [
  outlineFor(west, [-117.4649, 32.5904], pacific),
  outlineFor(east, [-96.924, 25.9757], gulf),
];

/** The vertices of both outlines that lie at sea. */
export const seaVertices: readonly Position[] = [...pacific.slice(0, 6), ...gulf.slice(1, 4)];
