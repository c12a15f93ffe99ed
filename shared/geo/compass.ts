// Apart from the geodesics, whose library the window's pages do not need.

const points16 = [
  'N',
  'NNE',
  'NE',
  'ENE',
  'E',
  'ESE',
  'SE',
  'SSE',
  'S',
  'SSW',
  'SW',
  'WSW',
  'W',
  'WNW',
  'NW',
  'NNW',
] as const;
export type CompassPoint = (typeof points16)[number];

/** The nearest of the sixteen compass points; a bearing halfway between two goes to the one clockwise of it. */
export function compassPoint(bearing: number): CompassPoint {
  return points16[Math.floor(fullCircle(bearing) / 22.5 + 0.5) % 16]!;
}

/** The same direction, 0 ≤ x < 360. */
export function fullCircle(degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  // A tiny negative angle turns to 360 exactly.
  return turned === 360 ? 0 : turned;
}
