import { metresPerDegreeLat, metresPerDegreeLng } from '../../../geo/ellipsoid.ts';

/** A point of the drawing, in its units: x to the right, y down. */
export type DrawingPoint = readonly [x: number, y: number];

/**
 * Degrees to drawing units: equirectangular with the scale of the map's middle latitude, so that over a few tens of kilometres
 * a metre is as long in any direction (within 0.1 %).
 */
export interface Projection {
  readonly width: number;
  readonly height: number;
  readonly metresPerUnit: number;
  readonly point: (position: readonly [number, number]) => DrawingPoint;
}

/** @param bounds west, south, east, north; their shape in metres is that of width to height */
export function projectionOf(bounds: readonly [number, number, number, number], width: number): Projection {
  const [west, south, east, north] = bounds;
  const lat = (south + north) / 2;
  const metresPerUnit = ((east - west) * metresPerDegreeLng(lat)) / width;
  const height = ((north - south) * metresPerDegreeLat(lat)) / metresPerUnit;
  return {
    width,
    height,
    metresPerUnit,
    point: ([lng, lat]) => [((lng - west) / (east - west)) * width, ((north - lat) / (north - south)) * height],
  };
}

/** A coordinate of the drawing, to a hundredth: the same text for the same data. */
export const unit = (value: number): string => String(Math.round(value * 100) / 100 + 0);

/** `M1 2L3 4…` */
export const lineD = (points: readonly DrawingPoint[]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${unit(x)} ${unit(y)}`).join('');

/** Rings as one closed path; holes by the even-odd rule. */
export const ringsD = (rings: readonly (readonly DrawingPoint[])[]): string =>
  rings.map((ring) => `${lineD(ring)}Z`).join('');
