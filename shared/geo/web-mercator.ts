/**
 * Web Mercator (EPSG:3857) as fractions of the world square: x to the east from 180° W, y to the south from 85.05° N, both 0..1.
 * Times 256 · 2^zoom it is Leaflet's world pixel. For drawing only: no distance is ever taken from it.
 */
export const worldX = (lng: number): number => lng / 360 + 0.5;

export function worldY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export const scaleOfZoom = (zoom: number): number => 256 * 2 ** zoom;

/** Packed world coordinates are 32-bit fractions of the world square: a step is 9 mm at the equator. */
export const WORLD_UNITS = 2 ** 32;

export const worldUnits = (fraction: number): number =>
  Math.max(0, Math.min(WORLD_UNITS - 1, Math.round(fraction * WORLD_UNITS)));
