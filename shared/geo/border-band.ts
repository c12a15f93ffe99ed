import type { MultiPolygon } from '../model/area.ts';
import type { Border } from './border.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from './ellipsoid.ts';

/** The band's edges have a vertex at every so many degrees of longitude, about 480 m, and between them where the edge bends. */
const columnDegrees = 0.005;
/** Between two vertices the edge is straight within so many metres, or they are so close together. */
const straightM = 10;
const closestDegrees = 0.00005;
/** The line is taken at its vertices and at so many metres between them. */
const spacingM = 200;
/** How far south of the line the band begins, so that the line's own error is not counted a second time as the band's edge. */
const southMarginM = 5000;

export interface BorderBand {
  readonly geometry: MultiPolygon;
  /** 95 % bound on what its northern edge differs from the stated depth, metres. */
  readonly edgeAccuracyM: number;
}

/**
 * The country along a border line: at every longitude, from south of the line to the northernmost place that is within `depthM`
 * of it. What lies south of that place and yet farther from the line, in its bends, belongs to the band: 1.3 % of a band of 1 km,
 * 0.2 % of one of 10 km. Distances are those of a plane with
 * the scale of longitude of the place: within 0.3 % up to 100 km.
 */
export function borderBand(border: Pick<Border, 'vertexLng' | 'vertexLat'>, depthM: number): BorderBand {
  const line = samples(border);
  const west = line.lng.reduce((least, lng) => Math.min(least, lng), Number.POSITIVE_INFINITY);
  const east = line.lng.reduce((most, lng) => Math.max(most, lng), Number.NEGATIVE_INFINITY);
  const order = Uint32Array.from(line.lng, (_, i) => i).sort((a, b) => line.lng[a]! - line.lng[b]!);
  const columns = Math.ceil((east - west) / columnDegrees);
  const at = (lng: number): Edges => edgesAt(line, order, lng, depthM);
  const first = at(west);
  const upper: [number, number][] = [[west, first.north]];
  const lower: [number, number][] = [[west, first.south]];
  let before = first;
  for (let column = 1; column <= columns; column++) {
    const next = at(Math.min(east, west + column * columnDegrees));
    addBends(at, before, next, upper);
    upper.push([next.lng, next.north]);
    lower.push([next.lng, next.south]);
    before = next;
  }
  const ring = [...lower, ...upper.toReversed()].map(([lng, lat]): [number, number] => [round(lng), round(lat)]);
  ring.push([...ring[0]!]);
  return { geometry: [[ring]], edgeAccuracyM: Math.ceil(25 + 0.003 * depthM) };
}

/** Vertices between two columns, west to east: halves the way as long as the edge is not straight between its ends. */
function addBends(at: (lng: number) => Edges, from: Edges, to: Edges, upper: [number, number][]): void {
  if (to.lng - from.lng <= closestDegrees) return;
  const middle = at((from.lng + to.lng) / 2);
  const bendM = Math.abs(middle.north - (from.north + to.north) / 2) * metresPerDegreeLat(middle.north);
  const isWide = to.lng - from.lng > columnDegrees / 3;
  if (bendM <= straightM && !isWide) return;
  addBends(at, from, middle, upper);
  upper.push([middle.lng, middle.north]);
  addBends(at, middle, to, upper);
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

interface Line {
  readonly lng: Float64Array;
  readonly lat: Float64Array;
}

function samples({ vertexLng, vertexLat }: Pick<Border, 'vertexLng' | 'vertexLat'>): Line {
  const lng: number[] = [];
  const lat: number[] = [];
  for (let i = 0; i + 1 < vertexLng.length; i++) {
    const [x, y] = [vertexLng[i]!, vertexLat[i]!];
    const dx = vertexLng[i + 1]! - x;
    const dy = vertexLat[i + 1]! - y;
    const pieces = Math.max(
      1,
      Math.ceil(Math.hypot(dx * metresPerDegreeLng(y), dy * metresPerDegreeLat(y)) / spacingM),
    );
    for (let piece = 0; piece < pieces; piece++) {
      lng.push(x + (dx * piece) / pieces);
      lat.push(y + (dy * piece) / pieces);
    }
  }
  lng.push(vertexLng.at(-1)!);
  lat.push(vertexLat.at(-1)!);
  return { lng: Float64Array.from(lng), lat: Float64Array.from(lat) };
}

interface Edges {
  readonly lng: number;
  readonly north: number;
  readonly south: number;
}

/** Northernmost place of one longitude within reach of the line, and the southern edge. The longitude is one the line passes. */
function edgesAt({ lng, lat }: Line, order: Uint32Array, at: number, depthM: number): Edges {
  // Along the border a degree of longitude has at least the length it has at 33.5° N.
  const reach = depthM / metresPerDegreeLng(33.5);
  const near = columnDegrees;
  let north = Number.NEGATIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  for (let i = firstAtLeast(lng, order, at - reach - near); i < order.length; i++) {
    const sample = order[i]!;
    const away = lng[sample]! - at;
    if (away > reach + near) break;
    const latitude = lat[sample]!;
    const x = away * metresPerDegreeLng(latitude);
    if (Math.abs(x) <= depthM) {
      north = Math.max(north, latitude + Math.sqrt(depthM * depthM - x * x) / metresPerDegreeLat(latitude));
    }
    if (Math.abs(away) <= near) south = Math.min(south, latitude);
  }
  return { lng: at, north, south: south - southMarginM / metresPerDegreeLat(south) };
}

function firstAtLeast(values: Float64Array, order: Uint32Array, least: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[order[middle]!]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
