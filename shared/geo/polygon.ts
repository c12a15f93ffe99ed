import type { MultiPolygon } from '../model/area.ts';
import type { Bbox } from '../model/position.ts';
import { orientation } from './orientation.ts';
import { pPositive } from './probability.ts';
import { SegmentIndex } from './segment-index.ts';

/**
 * P that a position is inside an area: Φ(d / √(σ_detection² + σ_edge²)), d the signed distance to its edge, positive inside.
 * An edge accuracy stated as a 95 % bound gives σ_edge by `sigmaOfBoundM`. All in metres.
 */
export const pInside = (distanceM: number, sigmaDetectionM: number, sigmaEdgeM: number): number =>
  pPositive(distanceM, sigmaDetectionM, sigmaEdgeM);

/**
 * A multipolygon ready for many questions. Edges are straight in longitude/latitude; the area must not span the antimeridian.
 *
 * Inside is the union of its polygons, each its outer ring without its holes. A position exactly on any ring, of a hole too,
 * is inside: decided by exact orientation. The box is computed from the rings; a `bbox` member is never read.
 */
export class PreparedPolygon {
  readonly bbox: Bbox;
  private readonly index: SegmentIndex;
  /** Polygon of each edge. */
  private readonly polygonOf: Int32Array;
  /** Edges by slab of latitude: those of slab i stand in `slabEdges` from `slabStart[i]` to `slabStart[i + 1]`, in order. */
  private readonly slabStart: Int32Array;
  private readonly slabEdges: Int32Array;
  private readonly slabsPerDegree: number;

  /** @param polygons as `toMultiPolygon` gives them: closed rings, finite coordinates. */
  constructor(polygons: MultiPolygon) {
    const coordinates: number[] = [];
    const owners: number[] = [];
    polygons.forEach((rings, polygon) => {
      for (const ring of rings) {
        for (let i = 1; i < ring.length; i++) {
          const [from, to] = [ring[i - 1]!, ring[i]!];
          if (from[0] === to[0] && from[1] === to[1]) continue;
          coordinates.push(from[0], from[1], to[0], to[1]);
          owners.push(polygon);
        }
      }
    });
    this.index = new SegmentIndex(Float64Array.from(coordinates));
    this.polygonOf = Int32Array.from(owners);
    this.bbox = this.index.bbox;
    const slabs = Math.min(4096, Math.max(1, owners.length));
    const height = this.bbox[3] - this.bbox[1];
    this.slabsPerDegree = height > 0 ? slabs / height : 0;

    const counts = new Int32Array(slabs + 1);
    this.forEachSlabOfEdge(slabs, (_edge, slab) => {
      counts[slab + 1] = counts[slab + 1]! + 1;
    });
    for (let slab = 0; slab < slabs; slab++) counts[slab + 1] = counts[slab + 1]! + counts[slab]!;
    this.slabStart = counts;
    this.slabEdges = new Int32Array(counts[slabs]!);
    const next = counts.slice();
    this.forEachSlabOfEdge(slabs, (edge, slab) => {
      this.slabEdges[next[slab]!] = edge;
      next[slab] = next[slab]! + 1;
    });
  }

  /** Whether the position is inside or exactly on the boundary. */
  contains(lng: number, lat: number): boolean {
    const { bbox, polygonOf, slabEdges, slabStart } = this;
    if (!(lng >= bbox[0] && lat >= bbox[1] && lng <= bbox[2] && lat <= bbox[3])) return false;
    const c = this.index.coordinates;
    const slab = this.slabOf(lat, slabStart.length - 1);
    const end = slabStart[slab + 1]!;
    let polygon = -1;
    let inside = false;
    for (let i = slabStart[slab]!; i < end; i++) {
      const edge = slabEdges[i]!;
      // Edges stand grouped by polygon: one that has turned out odd contains the position, unless it is on a boundary anyway.
      if (polygonOf[edge] !== polygon) {
        if (inside) return true;
        polygon = polygonOf[edge]!;
      }
      const o = 4 * edge;
      const ay = c[o + 1]!;
      const by = c[o + 3]!;
      if ((ay > lat && by > lat) || (ay < lat && by < lat)) continue;
      const ax = c[o]!;
      const bx = c[o + 2]!;
      if (ax < lng && bx < lng) continue;
      if (ay === by) {
        if (ax <= lng || bx <= lng) return true;
        continue;
      }
      if (ax <= lng || bx <= lng) {
        const upward = ay < by ? orientation(ax, ay, bx, by, lng, lat) : orientation(bx, by, ax, ay, lng, lat);
        if (upward === 0) return true;
        if (upward < 0) continue;
      }
      // Counted once when the edge passes the position's latitude: the lower end counts, the upper does not.
      if (ay > lat !== by > lat) inside = !inside;
    }
    return inside;
  }

  /**
   * Distance to the boundary, metres: positive inside, 0 on it, negative outside. Against the geodesic: under 1 mm within
   * 5 km, 1e-4 of the distance within 400 km.
   */
  signedDistanceM(lng: number, lat: number): number {
    this.index.nearest(lng, lat);
    this.index.settle();
    return this.contains(lng, lat) ? this.index.distanceM : -this.index.distanceM;
  }

  /** Whether the position is exactly on a ring. */
  isOnBoundary(lng: number, lat: number): boolean {
    const count = this.index.findInBox(lng, lat, lng, lat);
    const c = this.index.coordinates;
    for (let i = 0; i < count; i++) {
      const o = 4 * this.index.found[i]!;
      // Its box holds the position, so being in line with it is being on it.
      if (orientation(c[o]!, c[o + 1]!, c[o + 2]!, c[o + 3]!, lng, lat) === 0) return true;
    }
    return false;
  }

  private slabOf(lat: number, slabs: number): number {
    return Math.max(0, Math.min(slabs - 1, Math.floor((lat - this.bbox[1]) * this.slabsPerDegree)));
  }

  private forEachSlabOfEdge(slabs: number, visit: (edge: number, slab: number) => void): void {
    const c = this.index.coordinates;
    for (let edge = 0; edge < this.index.count; edge++) {
      const one = this.slabOf(c[4 * edge + 1]!, slabs);
      const other = this.slabOf(c[4 * edge + 3]!, slabs);
      for (let slab = Math.min(one, other); slab <= Math.max(one, other); slab++) visit(edge, slab);
    }
  }
}

export const preparePolygon = (polygons: MultiPolygon): PreparedPolygon => new PreparedPolygon(polygons);
