import { roundTo } from '../../format/numbers.ts';
import type { Border } from '../../geo/border.ts';
import type { Bbox, Position } from '../../model/position.ts';
import { thinned } from './thin.ts';

/** Width over height of the drawn map. */
export const mapAspect = 1.3;
export const smallestWidthM = 900;
const margin = 0.14;
/** On paper the map is about 1,000 line widths across. */
export const finest = 2000;

export const least = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
export const most = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

/** Grown by the margin and to the map's aspect, about its centre. @param leastM width of the smallest map, metres */
export function shaped(
  [west, south, east, north]: Bbox,
  kx: number,
  ky: number,
  aspect = mapAspect,
  leastM = smallestWidthM,
): Bbox {
  const widthM = Math.max((east - west) * kx * (1 + 2 * margin), leastM);
  const heightM = Math.max((north - south) * ky * (1 + 2 * margin), leastM / aspect);
  const halfWidth = Math.max(widthM, heightM * aspect) / 2 / kx;
  const halfHeight = Math.max(heightM, widthM / aspect) / 2 / ky;
  const lng = (west + east) / 2;
  const lat = (south + north) / 2;
  return [lng - halfWidth, lat - halfHeight, lng + halfWidth, lat + halfHeight];
}

export const boxOf = (points: readonly Position[]): Bbox => {
  const lngs = points.map(([lng]) => lng);
  const lats = points.map(([, lat]) => lat);
  return [least(lngs), least(lats), most(lngs), most(lats)];
};

export const grown = ([west, south, east, north]: Bbox, share: number): Bbox => {
  const dx = (east - west) * share;
  const dy = (north - south) * share;
  return [west - dx, south - dy, east + dx, north + dy];
};

export const printed = ([lng, lat]: Position | readonly number[]): [number, number] => [
  roundTo(lng!, 6),
  roundTo(lat!, 6),
];

export function drawn(points: readonly Position[], tolerance: number): [number, number][] {
  const flat = Math.cos((points[0]![1] * Math.PI) / 180);
  const plane = points.map(([lng, lat]): [number, number] => [lng * flat, lat]);
  return thinned(plane, tolerance * flat).map((index) => printed(points[index]!));
}

export const lineOf = ({ vertexLng, vertexLat }: Border): Position[] =>
  Array.from(vertexLng, (lng, index): Position => [lng, vertexLat[index]!]);
