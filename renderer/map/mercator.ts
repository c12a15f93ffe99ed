export { scaleOfZoom, worldX, worldY } from '../../shared/geo/web-mercator.ts';

/** Radius of the sphere that Web Mercator pretends, metres. */
const EARTH_M = 6_378_137;

/** Pixels that a metre on the ground takes at a latitude. Good to 0.4 %: for drawing widths, never for a figure. */
export const pixelsPerMetre = (lat: number, scale: number): number =>
  scale / (2 * Math.PI * EARTH_M * Math.cos((lat * Math.PI) / 180));
