import type { Position } from '../../model/position.ts';
import type { Border } from '../border.ts';
import { distanceM } from '../geodesic.ts';

/** Where on the built-in line a line of a part of the border begins and ends, border km; null at an end that lies at sea. */
export interface Reach {
  readonly fromKm: number | null;
  readonly toKm: number | null;
}

/** How far inland of the built-in line's shore an end may lie, km: sources end at different tide marks and mouths. */
const shoreToleranceKm = 2;

/** What a line from west to east covers of the built-in one, by where its ends lie. */
export function reachAlong(vertices: readonly Position[], builtIn: Border): Reach {
  const { landFromKm, landToKm } = builtIn;
  const middleLng = builtIn.positionOfKm(builtIn.lengthKm / 2)[0];
  const [first, last] = [vertices[0]!, vertices.at(-1)!];
  const [from, to] = [builtIn.fix(first[0], first[1]), builtIn.fix(last[0], last[1])];
  // Past an end of the built-in line; which one, the longitude says.
  const startsAtSea = from === null ? first[0] < middleLng : from.km <= landFromKm + shoreToleranceKm;
  const endsAtSea = to === null ? last[0] > middleLng : to.km >= landToKm - shoreToleranceKm;
  return {
    fromKm: startsAtSea ? null : (from?.km ?? builtIn.lengthKm),
    toKm: endsAtSea ? null : (to?.km ?? 0),
  };
}

export const isWhole = ({ fromKm, toKm }: Reach): boolean => fromKm === null && toKm === null;

/** A line that divides the theatre. */
export interface WholeLine {
  readonly vertices: readonly Position[];
  /** Border km of each vertex that is the built-in line's; null of the others. */
  readonly builtInKm: readonly (number | null)[];
}

/** An end this near the built-in line is on it, metres: no joint is laid. */
const onLineM = 0.01;

/**
 * Puts a line of a part of the border in the place of that part of the built-in line: the built-in line up to where the part
 * begins, and from where it ends, joined by the shortest way. The whole divides the theatre as the built-in line does, and past
 * the part it says what the built-in line says.
 */
export function splice(vertices: readonly Position[], { fromKm, toKm }: Reach, builtIn: Border): WholeLine {
  const whole: { readonly position: Position; readonly km: number | null }[] = [];
  const { vertexLng, vertexLat, vertexKm } = builtIn;
  const own = (isKept: (km: number) => boolean): void => {
    vertexKm.forEach((km, i) => {
      if (isKept(km)) whole.push({ position: [vertexLng[i]!, vertexLat[i]!], km });
    });
  };
  const join = (km: number, end: Position): void => {
    const position = builtIn.positionOfKm(km);
    if (distanceM(position, end) > onLineM) whole.push({ position, km });
  };
  if (fromKm !== null) {
    own((km) => km < fromKm);
    join(fromKm, vertices[0]!);
  }
  for (const position of vertices) whole.push({ position, km: null });
  if (toKm !== null) {
    join(toKm, vertices.at(-1)!);
    own((km) => km > toKm);
  }
  return { vertices: whole.map(({ position }) => position), builtInKm: whole.map(({ km }) => km) };
}
