/**
 * Web Mercator (EPSG:3857) as fractions of the world square: x to the east from 180° W, y to the south from 85.05° N, both 0..1.
 * Times 256 · 2^zoom it is Leaflet's world pixel.
 */
export const worldX = (lng: number): number => lng / 360 + 0.5;

export function worldY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export const scaleOfZoom = (zoom: number): number => 256 * 2 ** zoom;

/** Radius of the sphere that Web Mercator pretends, metres. */
const EARTH_M = 6_378_137;

/** Pixels that a metre on the ground takes at a latitude. Good to 0.4 %: for drawing widths, never for a figure. */
export const pixelsPerMetre = (lat: number, scale: number): number =>
  scale / (2 * Math.PI * EARTH_M * Math.cos((lat * Math.PI) / 180));
