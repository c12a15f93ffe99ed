import { equatorialRadiusM, midLatitudeDistanceM, type Scale, setScale } from './ellipsoid.ts';

/**
 * Straight segments in lon/lat with a tree of boxes over them: the nearest one to a point, and those that meet a box.
 *
 * Neighbouring segments should be neighbours in the list (a line or a ring is): the tree is binary over blocks of successive
 * segments, so nothing is sorted. Results are left in public fields, because this runs once for every detection and must
 * not allocate. The answer never depends on the hint: of equally near segments the first wins.
 */
export class SegmentIndex {
  readonly count: number;
  /** ax, ay, bx, by of every segment, degrees. */
  readonly coordinates: Float64Array;

  /** Of the last search: the nearest segment. */
  segment = 0;
  /** Of the last search: where on the segment, 0 at its start, 1 at its end. */
  fraction = 0;
  /** Of the last search: the nearest point minus the point asked for, degrees. */
  dLng = 0;
  dLat = 0;
  /** Of the last search: squared distance in the metric of the search, m². */
  squaredM = 0;
  /** Of the last position asked for. */
  readonly scale: Scale = { kx: 0, ky: 0, k1: 0, k2: 0, ky1: 0 };

  /** Segments found by the last `findInBox`; only the first so many are valid as it returned. */
  found = new Int32Array(64);

  private readonly levels: number;
  private readonly leaves: number;
  /** West, south, east, north of node n at 4n; children of n are 2n and 2n + 1; leaves last. */
  private readonly boxes: Float64Array;
  private readonly stack = new Int32Array(64);
  private readonly stackSquared = new Float64Array(64);
  /** Blocks scanned by the last `nearest`, each with its least squared distance; more than fit are not kept. */
  private readonly scanned = new Int32Array(scannedKept);
  private readonly scannedSquared = new Float64Array(scannedKept);
  private scannedCount = 0;

  /** @param coordinates four numbers a segment, degrees, all finite; at least one segment. */
  constructor(coordinates: Float64Array) {
    this.coordinates = coordinates;
    this.count = coordinates.length / 4;
    if (!Number.isInteger(this.count) || this.count === 0) throw new Error('A segment index needs whole segments');
    let levels = 0;
    while (blockSize * 2 ** levels < this.count) levels++;
    this.levels = levels;
    this.leaves = 2 ** this.levels;
    this.boxes = buildBoxes(coordinates, this.leaves);
  }

  /** Box of all segments. */
  get bbox(): readonly [west: number, south: number, east: number, north: number] {
    const { boxes } = this;
    return [boxes[4]!, boxes[5]!, boxes[6]!, boxes[7]!];
  }

  /**
   * Nearest point in the plane tangent at the asker's latitude: an affine image of longitude/latitude.
   * @param hint a segment thought to be near, or -1.
   */
  nearest(lng: number, lat: number, hint: number): void {
    const { scale } = this;
    setScale(scale, lat);
    this.search(lng, lat, 0, 0, scale.kx, hint);
  }

  /**
   * After `nearest` of the same position: moves the result to the nearest point on the ellipsoid. Up to 1 km the plane's
   * answer is taken as it is (error under 1 mm); farther, the nearest is chosen with the scale of longitude that holds halfway
   * to each segment. That scale differs from the plane's by less than tan(lat) / 2 of the difference of latitude in radians,
   * so no segment much farther in the plane can be it: only blocks that were scanned and lie within the slack are looked at.
   * @returns the distance by the mid-latitude formula, metres.
   */
  settle(lng: number, lat: number): number {
    const { kx, ky, k1, k2, ky1 } = this.scale;
    if (this.squaredM <= planeLimitM * planeLimitM) {
      // The mid-latitude formula with its scales as series in the difference of latitude: no trigonometry this near.
      const east = this.dLng * (kx + this.dLat * (k1 + this.dLat * k2));
      const north = this.dLat * (ky + this.dLat * ky1);
      return Math.sqrt(east * east + north * north);
    }
    if (this.scannedCount <= scannedKept) {
      const within = this.squaredM * this.slackAt(this.squaredM);
      this.squaredM = Number.POSITIVE_INFINITY;
      this.segment = this.count;
      for (let i = 0; i < this.scannedCount; i++) {
        if (this.scannedSquared[i]! <= within) this.scan(this.scanned[i]!, lng, lat, kx, ky, k1, k2);
      }
    } else {
      const reachLat = (1.001 * midLatitudeDistanceM(lat, this.dLng, this.dLat)) / ky;
      this.search(lng, lat, k1, k2, kx - Math.abs(k1) * reachLat + k2 * reachLat * reachLat, this.segment);
    }
    this.settleOnSegment(lng, lat);
    return midLatitudeDistanceM(lat, this.dLng, this.dLat);
  }

  /**
   * How much larger a squared distance in the plane may be, as a factor, when it is the least by the scales halfway. To first
   * order those differ from the plane's by k1 · Δlat, for two segments on opposite sides twice that, in the square twice again:
   * 4; the second order is (d / R)² / 2. Both with room to spare, and for the rounding of box distances.
   */
  private slackAt(squaredM: number): number {
    const { kx, ky, k1 } = this.scale;
    return 1 + 1e-12 + ((5 * Math.abs(k1)) / (kx * ky)) * Math.sqrt(squaredM) + squaredM / earthSquaredM2;
  }

  /** One Newton step on the squared distance f(t) = (Δlng · scale(Δlat))² + (Δlat · ky)² along the segment found. */
  private settleOnSegment(lng: number, lat: number): void {
    const { kx, ky, k1, k2 } = this.scale;
    const c = this.coordinates;
    const o = 4 * this.segment;
    const ex = c[o + 2]! - c[o]!;
    const ey = c[o + 3]! - c[o + 1]!;
    const halfway = kx + this.dLat * (k1 + this.dLat * k2);
    const eastPerT = ex * halfway + this.dLng * (k1 + 2 * k2 * this.dLat) * ey;
    const northPerT = ey * ky;
    const curvature = eastPerT * eastPerT + northPerT * northPerT;
    if (curvature === 0) return;
    const gradient = this.dLng * halfway * eastPerT + this.dLat * ky * northPerT;
    this.fraction = Math.max(0, Math.min(1, this.fraction - gradient / curvature));
    this.dLng = c[o]! + this.fraction * ex - lng;
    this.dLat = c[o + 1]! + this.fraction * ey - lat;
  }

  /**
   * Nearest point where the scale of longitude is kx + k1·Δlat + k2·Δlat².
   * @param kxLow no larger than that scale anywhere within the distance of the hinted segment.
   */
  private search(lng: number, lat: number, k1: number, k2: number, kxLow: number, hint: number): void {
    this.squaredM = Number.POSITIVE_INFINITY;
    this.segment = this.count;
    this.scannedCount = 0;
    const { stack, stackSquared, boxes, leaves } = this;
    const { kx, ky } = this.scale;
    let depth = 0;
    // What lies within may be the nearest, here or by the scales halfway.
    let reach = Number.POSITIVE_INFINITY;
    const hinted = hint >= 0 && hint < this.count ? leaves + Math.floor(hint / blockSize) : -1;
    if (hinted >= 0) {
      this.scanAndKeep(hinted - leaves, lng, lat, kx, ky, k1, k2);
      reach = this.squaredM * this.slackAt(this.squaredM);
    }
    if (this.squaredM <= usefulHintM * usefulHintM) {
      // From the hinted leaf upwards: the siblings on the way to the root are all the rest, the nearest of kin come first.
      for (let level = this.levels - 1; level >= 0; level--) {
        const sibling = (hinted >> level) ^ 1;
        const squared = boxSquared(boxes, sibling, lng, lat, kxLow, ky);
        if (squared > reach) continue;
        stack[depth] = sibling;
        stackSquared[depth++] = squared;
      }
    } else {
      stack[depth] = 1;
      stackSquared[depth++] = 0;
    }
    while (depth > 0) {
      depth--;
      if (stackSquared[depth]! > reach) continue;
      const node = stack[depth]!;
      if (node >= leaves) {
        const before = this.squaredM;
        this.scanAndKeep(node - leaves, lng, lat, kx, ky, k1, k2);
        if (this.squaredM < before) reach = this.squaredM * this.slackAt(this.squaredM);
        continue;
      }
      const left = 2 * node;
      const leftSquared = boxSquared(boxes, left, lng, lat, kxLow, ky);
      const rightSquared = boxSquared(boxes, left + 1, lng, lat, kxLow, ky);
      const rightFirst = rightSquared < leftSquared ? 1 : 0;
      const far = rightFirst ? leftSquared : rightSquared;
      const near = rightFirst ? rightSquared : leftSquared;
      if (far <= reach) {
        stack[depth] = left + 1 - rightFirst;
        stackSquared[depth++] = far;
      }
      if (near <= reach) {
        stack[depth] = left + rightFirst;
        stackSquared[depth++] = near;
      }
    }
  }

  private scanAndKeep(block: number, lng: number, lat: number, kx: number, ky: number, k1: number, k2: number): void {
    const least = this.scan(block, lng, lat, kx, ky, k1, k2);
    const place = this.scannedCount++;
    if (place >= scannedKept) return;
    this.scanned[place] = block;
    this.scannedSquared[place] = least;
  }

  /** @returns the least squared distance of the block. */
  private scan(block: number, lng: number, lat: number, kx: number, ky: number, k1: number, k2: number): number {
    const c = this.coordinates;
    const first = block * blockSize;
    const end = Math.min(first + blockSize, this.count);
    let best = this.squaredM;
    let least = Number.POSITIVE_INFINITY;
    for (let s = first, o = 4 * first; s < end; s++, o += 4) {
      const ax = c[o]! - lng;
      const ay = c[o + 1]! - lat;
      const ex = (c[o + 2]! - c[o]!) * kx;
      const ey = (c[o + 3]! - c[o + 1]!) * ky;
      const length = ex * ex + ey * ey;
      const along = -(ax * kx * ex + ay * ky * ey);
      let dx: number;
      let dy: number;
      let t: number;
      // The ends are taken as they stand, so that two segments that share a vertex give the same distance to it.
      if (!(along > 0)) {
        t = 0;
        dx = ax;
        dy = ay;
      } else if (along >= length) {
        t = 1;
        dx = c[o + 2]! - lng;
        dy = c[o + 3]! - lat;
      } else {
        t = along / length;
        dx = ax + t * (c[o + 2]! - c[o]!);
        dy = ay + t * (c[o + 3]! - c[o + 1]!);
      }
      const east = dx * (kx + dy * (k1 + dy * k2));
      const north = dy * ky;
      const squared = east * east + north * north;
      if (squared < least) least = squared;
      if (squared < best || (squared === best && s < this.segment)) {
        best = squared;
        this.squaredM = squared;
        this.segment = s;
        this.fraction = t;
        this.dLng = dx;
        this.dLat = dy;
      }
    }
    return least;
  }

  /**
   * After `nearest` of the same position: the least of (distance − allowance of the segment) over all segments, metres, in
   * the same plane.
   * @param nearestM distance of the nearest segment, and `allowanceM` its allowance: no segment that allows less can matter.
   */
  leastReduced(lng: number, lat: number, allowances: Allowances, nearestM: number, allowanceM: number): number {
    const { kx, ky } = this.scale;
    const { stack, boxes, leaves, coordinates: c } = this;
    const { ofSegment, ofNode } = allowances;
    let best = nearestM - allowanceM;
    let depth = 0;
    const nearest = leaves + Math.floor(this.segment / blockSize);
    for (let level = this.levels - 1; level >= 0; level--) stack[depth++] = (nearest >> level) ^ 1;
    stack[depth++] = nearest;
    while (depth > 0) {
      const node = stack[--depth]!;
      const allowed = ofNode[node]!;
      const within = best + allowed;
      if (allowed <= allowanceM || within <= 0 || boxSquared(boxes, node, lng, lat, kx, ky) >= within * within)
        continue;
      if (node < leaves) {
        stack[depth++] = 2 * node + 1;
        stack[depth++] = 2 * node;
        continue;
      }
      const first = (node - leaves) * blockSize;
      const end = Math.min(first + blockSize, this.count);
      for (let s = first, o = 4 * first; s < end; s++, o += 4) {
        const ax = (c[o]! - lng) * kx;
        const ay = (c[o + 1]! - lat) * ky;
        const ex = (c[o + 2]! - c[o]!) * kx;
        const ey = (c[o + 3]! - c[o + 1]!) * ky;
        const along = -(ax * ex + ay * ey);
        const length = ex * ex + ey * ey;
        const t = along > 0 ? (along < length ? along / length : 1) : 0;
        const x = ax + t * ex;
        const y = ay + t * ey;
        best = Math.min(best, Math.sqrt(x * x + y * y) - ofSegment[s]!);
      }
    }
    return best;
  }

  /** Allowances for `leastReduced`. @param ofSegment metres, one a segment */
  prepareAllowances(ofSegment: Float64Array): Allowances {
    const { leaves } = this;
    const ofNode = new Float64Array(2 * leaves);
    for (let s = 0; s < this.count; s++) {
      const leaf = leaves + Math.floor(s / blockSize);
      ofNode[leaf] = Math.max(ofNode[leaf]!, ofSegment[s]!);
    }
    for (let node = leaves - 1; node >= 1; node--) ofNode[node] = Math.max(ofNode[2 * node]!, ofNode[2 * node + 1]!);
    return { ofSegment, ofNode };
  }

  /**
   * Segments whose box meets the box (edges included), in order, into `found`.
   * @returns how many.
   */
  findInBox(west: number, south: number, east: number, north: number): number {
    const { stack, boxes, leaves, coordinates: c } = this;
    let count = 0;
    let depth = 1;
    stack[0] = 1;
    while (depth > 0) {
      const node = stack[--depth]!;
      const b = 4 * node;
      if (boxes[b]! > east || boxes[b + 2]! < west || boxes[b + 1]! > north || boxes[b + 3]! < south) continue;
      if (node < leaves) {
        stack[depth++] = 2 * node + 1;
        stack[depth++] = 2 * node;
        continue;
      }
      const first = (node - leaves) * blockSize;
      const end = Math.min(first + blockSize, this.count);
      for (let s = first, o = 4 * first; s < end; s++, o += 4) {
        const ax = c[o]!;
        const bx = c[o + 2]!;
        if ((ax > east && bx > east) || (ax < west && bx < west)) continue;
        const ay = c[o + 1]!;
        const by = c[o + 3]!;
        if ((ay > north && by > north) || (ay < south && by < south)) continue;
        if (count === this.found.length) {
          const larger = new Int32Array(2 * count);
          larger.set(this.found);
          this.found = larger;
        }
        this.found[count++] = s;
      }
    }
    return count;
  }
}

/** Metres, not negative, by segment and the largest by node of the tree. */
export interface Allowances {
  readonly ofSegment: Float64Array;
  readonly ofNode: Float64Array;
}

/** Segments a leaf: small enough to prune well, large enough to keep the tree shallow. */
const blockSize = 4;
const planeLimitM = 1000;
const earthSquaredM2 = equatorialRadiusM * equatorialRadiusM;
const scannedKept = 64;
/** A hint farther off than this is no better than none. */
const usefulHintM = 50_000;
function buildBoxes(coordinates: Float64Array, leaves: number): Float64Array {
  const boxes = new Float64Array(8 * leaves);
  for (let node = 2 * leaves - 1; node >= 1; node--) {
    let west = Number.POSITIVE_INFINITY;
    let south = Number.POSITIVE_INFINITY;
    let east = Number.NEGATIVE_INFINITY;
    let north = Number.NEGATIVE_INFINITY;
    if (node >= leaves) {
      const first = 4 * blockSize * (node - leaves);
      const end = Math.min(first + 4 * blockSize, coordinates.length);
      for (let i = first; i < end; i += 2) {
        west = Math.min(west, coordinates[i]!);
        east = Math.max(east, coordinates[i]!);
        south = Math.min(south, coordinates[i + 1]!);
        north = Math.max(north, coordinates[i + 1]!);
      }
    } else {
      for (const child of [8 * node, 8 * node + 4]) {
        west = Math.min(west, boxes[child]!);
        south = Math.min(south, boxes[child + 1]!);
        east = Math.max(east, boxes[child + 2]!);
        north = Math.max(north, boxes[child + 3]!);
      }
    }
    boxes.set([west, south, east, north], 4 * node);
  }
  return boxes;
}

/** Squared distance from a point to the box of a node, m²; infinite for an empty node. */
function boxSquared(boxes: Float64Array, node: number, lng: number, lat: number, kx: number, ky: number): number {
  const b = 4 * node;
  const west = boxes[b]! - lng;
  const east = lng - boxes[b + 2]!;
  const dx = Math.max(west, east, 0);
  const south = boxes[b + 1]! - lat;
  const north = lat - boxes[b + 3]!;
  const dy = Math.max(south, north, 0);
  const x = dx * kx;
  const y = dy * ky;
  return x * x + y * y;
}
