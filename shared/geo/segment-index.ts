import { equatorialRadiusM, midLatitudeDistanceM, radiansPerDegree, type Scale, setScale } from './ellipsoid.ts';
import { blockSize, boxSquared, grown, SegmentTree } from './segment-tree.ts';

/**
 * The nearest of many straight segments to a point.
 *
 * Points that follow each other are mostly near each other. So a search keeps every block of segments that may hold the nearest
 * one for any point of its neighbourhood, with its distance: a point there looks at those alone. Nobody can see that in an
 * answer: the same segments are decided by the same arithmetic, and of equally near segments the first wins.
 *
 * This runs once for every detection. Question and answer stand in fields: a number that is handed over to a function, or
 * back, is an object for the collector where the compiler does not see through the call.
 */
export class SegmentIndex extends SegmentTree {
  /** The position asked for, degrees, and its plane. */
  lng = Number.NaN;
  lat = Number.NaN;
  readonly scale: Scale = { kx: 0, ky: 0, k1: 0, k2: 0, ky1: 0, changePerM: 0 };
  /** Of the last search: the nearest segment. */
  segment = 0;
  /** Of the last search: where on the segment, 0 at its start, 1 at its end. */
  fraction = 0.5;
  /** Of the last search: the nearest point minus the point asked for, degrees. */
  dLng = Number.NaN;
  dLat = Number.NaN;
  /** Of the last search: squared distance in the metric of the search, m². */
  squaredM = Number.NaN;
  /** Of `settle`: distance on the ellipsoid, metres. */
  distanceM = Number.NaN;

  /** The scale of longitude while segments are held against each other: kx + bend1 · Δlat + bend2 · Δlat². */
  private bend1 = Number.NaN;
  private bend2 = Number.NaN;
  private readonly roughSquared = new Float64Array(blockSize);
  private readonly stackSquared = new Float64Array(64);

  /** Where the neighbourhood was searched. */
  private centreLng = Number.NaN;
  private centreLat = Number.NaN;
  /** Its blocks, the one that was nearest last time first. All others are at least `restM` from the centre. */
  private blocks = new Int32Array(16);
  private blockCount = 0;
  private restM = Number.NaN;
  /** Whether it reaches farther than its centre needs. */
  private hasRoom = false;
  /**
   * Least squared distance of each block to the point asked for, to within rounding, or that of its box, which is no more; infinite
   * where it was not looked at.
   */
  private seenSquared = new Float64Array(16);

  /** Nearest point in the plane tangent at the position's latitude: an affine image of longitude/latitude. */
  nearest(lng: number, lat: number): void {
    this.lng = lng;
    this.lat = lat;
    setScale(this.scale, lat);
    this.bend1 = 0;
    this.bend2 = 0;
    if (!this.searchNeighbourhood()) this.searchAll();
  }

  /**
   * After `nearest`: moves its result to the nearest point on the ellipsoid, and measures `distanceM` by the mid-latitude
   * formula. Up to 1 km the plane's answer is taken as it is (error under 1 mm); farther, the nearest is chosen with the scale
   * of longitude that holds halfway to each segment. That scale differs from the plane's by less than tan(lat) / 2 of the
   * difference of latitude in radians, so no segment much farther in the plane can be it: only blocks that `nearest` looked
   * at and that lie within the slack count.
   */
  settle(): void {
    const { k1, k2 } = this.scale;
    if (this.squaredM > planeLimitM * planeLimitM) {
      const within = this.withinSlack();
      this.squaredM = Number.POSITIVE_INFINITY;
      this.segment = this.count;
      this.bend1 = k1;
      this.bend2 = k2;
      const { seenSquared, blockCount } = this;
      for (let i = 0; i < blockCount; i++) {
        if (!(seenSquared[i]! > within)) this.scan(i);
      }
      this.settleOnSegment();
    }
    this.measureSettled();
  }

  /** The mid-latitude formula (see `midLatitudeDistanceM`) with its scales as series in the difference of latitude. */
  private measureSettled(): void {
    const { kx, ky, k1, k2, ky1 } = this.scale;
    const { lat, dLng, dLat } = this;
    if (this.squaredM <= seriesLimitM * seriesLimitM) {
      const turn = dLng * radiansPerDegree;
      const east = dLng * (kx + dLat * (k1 + dLat * k2));
      const north = dLat * (ky + dLat * ky1) * (1 - (turn * turn) / 8);
      this.distanceM = Math.sqrt(east * east + north * north);
    } else this.distanceM = midLatitudeDistanceM(lat, dLng, dLat);
  }

  /**
   * The squared distance in the plane up to which a segment may be the nearest by the scales halfway. To first order those
   * differ from the plane's by k1 · Δlat, for two segments on opposite sides twice that, in the square twice again: 4; the
   * second order is (d / R)² / 2. Both with room to spare.
   */
  private withinSlack(): number {
    const { squaredM } = this;
    if (squaredM <= planeLimitM * planeLimitM) return squaredM * (1 + roundingShare) + roundingSquaredM;
    return squaredM * (1 + 2.5 * this.scale.changePerM * Math.sqrt(squaredM) + squaredM / earthSquaredM2);
  }

  /** One Newton step on the squared distance f(t) = (Δlng · scale(Δlat))² + (Δlat · ky)² along the segment found. */
  private settleOnSegment(): void {
    const { kx, ky, k1, k2 } = this.scale;
    const { coordinates: c, dLng, dLat } = this;
    const o = 4 * this.segment;
    const ex = c[o + 2]! - c[o]!;
    const ey = c[o + 3]! - c[o + 1]!;
    const halfway = kx + dLat * (k1 + dLat * k2);
    const eastPerT = ex * halfway + dLng * (k1 + 2 * k2 * dLat) * ey;
    const northPerT = ey * ky;
    const curvature = eastPerT * eastPerT + northPerT * northPerT;
    if (curvature === 0) return;
    const gradient = dLng * halfway * eastPerT + dLat * ky * northPerT;
    const t = Math.max(0, Math.min(1, this.fraction - gradient / curvature));
    this.fraction = t;
    this.dLng = c[o]! + t * ex - this.lng;
    this.dLat = c[o + 1]! + t * ey - this.lat;
  }

  /**
   * The nearest among the blocks of the neighbourhood.
   * @returns false when the point is not in it
   */
  private searchNeighbourhood(): boolean {
    if (!this.hasRoom) return false;
    const { kx, ky, changePerM } = this.scale;
    const { lng, lat } = this;
    const x = (lng - this.centreLng) * kx;
    const y = (lat - this.centreLat) * ky;
    const movedM = Math.sqrt(x * x + y * y);
    // Another latitude, another plane: distances differ by as much as the scale of longitude does; twice that is allowed for.
    const stretch = 1 + 2 * changePerM * Math.abs(y) + roundingShare;
    if (!(movedM * stretch < this.restM && stretch < 1.001)) return false;
    const { boxes, blocks, seenSquared, blockCount, leaves } = this;
    this.squaredM = Number.POSITIVE_INFINITY;
    this.segment = this.count;
    this.scan(0);
    // What is farther can be neither the nearest nor within the slack of it.
    let within = this.withinSlack();
    let first = 0;
    for (let i = 1; i < blockCount; i++) {
      if (boxSquared(boxes, leaves + blocks[i]!, lng, lat, kx, ky) > within) {
        seenSquared[i] = Number.POSITIVE_INFINITY;
        continue;
      }
      const before = this.segment;
      this.scan(i);
      if (this.segment === before) continue;
      first = i;
      within = this.withinSlack();
    }
    if (!((Math.sqrt(within) + movedM) * stretch < this.restM)) return false;
    if (first > 0) this.swap(0, first);
    return true;
  }

  /** Searches the tree, and makes the position the centre of a new neighbourhood. */
  private searchAll(): void {
    const { stack, stackSquared, boxes, leaves, lng, lat } = this;
    const { kx, ky } = this.scale;
    // The nearest block of the neighbourhood before is a good start.
    const start = this.blockCount > 0 ? this.blocks[0]! : -1;
    // Only after a point that was near is the next one likely to be: points strewn all over get a neighbourhood without room.
    this.hasRoom = Math.abs(lng - this.centreLng) < nearLastDegrees && Math.abs(lat - this.centreLat) < nearLastDegrees;
    this.squaredM = Number.POSITIVE_INFINITY;
    this.segment = this.count;
    this.blockCount = 0;
    this.centreLng = lng;
    this.centreLat = lat;
    let depth = 0;
    // What lies within is kept.
    let within = Number.POSITIVE_INFINITY;
    if (start >= 0) {
      this.keep(start);
      this.scan(0);
      within = this.keepWithin();
    }
    if (this.squaredM <= usefulStartM * usefulStartM) {
      // From the leaf upwards: the siblings on the way to the root are all the rest, the nearest of kin come first.
      for (let level = this.levels - 1; level >= 0; level--) {
        const sibling = ((leaves + start) >> level) ^ 1;
        const squared = boxSquared(boxes, sibling, lng, lat, kx, ky);
        if (squared > within) continue;
        stack[depth] = sibling;
        stackSquared[depth++] = squared;
      }
    } else {
      this.blockCount = 0;
      stack[depth] = 1;
      stackSquared[depth++] = 0;
    }
    while (depth > 0) {
      depth--;
      if (stackSquared[depth]! > within) continue;
      const node = stack[depth]!;
      if (node >= leaves) {
        const before = this.segment;
        this.keep(node - leaves);
        if (stackSquared[depth]! > this.squaredM * (1 + roundingShare) + roundingSquaredM) {
          // It cannot hold the nearest, only something within the slack: `settle` looks at it once, and nobody twice.
          this.seenSquared[this.blockCount - 1] = stackSquared[depth]!;
          continue;
        }
        this.scan(this.blockCount - 1);
        if (this.segment !== before) within = this.keepWithin();
        continue;
      }
      const left = 2 * node;
      const leftSquared = boxSquared(boxes, left, lng, lat, kx, ky);
      const rightSquared = boxSquared(boxes, left + 1, lng, lat, kx, ky);
      const rightFirst = rightSquared < leftSquared ? 1 : 0;
      const far = rightFirst ? leftSquared : rightSquared;
      const near = rightFirst ? rightSquared : leftSquared;
      if (far <= within) {
        stack[depth] = left + 1 - rightFirst;
        stackSquared[depth++] = far;
      }
      if (near <= within) {
        stack[depth] = left + rightFirst;
        stackSquared[depth++] = near;
      }
    }
    this.restM = Math.sqrt(within);
    this.keepNearBlocks(within);
  }

  /** Squared distance within which blocks are kept, by the nearest found so far. */
  private keepWithin(): number {
    if (!this.hasRoom) return this.withinSlack();
    const nearestM = Math.sqrt(this.withinSlack());
    const keptM = nearestM + 2 * Math.max(leastRoomM, Math.min(mostRoomM, nearestM * roomShare));
    return keptM * keptM;
  }

  private keep(block: number): void {
    if (this.blockCount === this.blocks.length) {
      this.blocks = grown(this.blocks);
      this.seenSquared = grown(this.seenSquared);
    }
    this.blocks[this.blockCount++] = block;
  }

  /** Leaves out what was looked at on the way but lies farther off, and puts the nearest block first. */
  private keepNearBlocks(within: number): void {
    const { blocks, seenSquared } = this;
    const nearest = Math.floor(this.segment / blockSize);
    let kept = 0;
    for (let i = 0; i < this.blockCount; i++) {
      if (seenSquared[i]! > within) continue;
      blocks[kept] = blocks[i]!;
      seenSquared[kept] = seenSquared[i]!;
      kept++;
    }
    this.blockCount = kept;
    this.swap(0, blocks.indexOf(nearest));
  }

  private swap(i: number, j: number): void {
    const { blocks, seenSquared } = this;
    const [block, squared] = [blocks[i]!, seenSquared[i]!];
    blocks[i] = blocks[j]!;
    seenSquared[i] = seenSquared[j]!;
    blocks[j] = block;
    seenSquared[j] = squared;
  }

  /**
   * Holds the segments of a block of the neighbourhood against the nearest found so far.
   *
   * First all of them roughly and without a branch, then those that may be the nearest: where on a segment the nearest point
   * lies cannot be foretold, and a wrong guess costs more than the rest.
   */
  private scan(place: number): void {
    const { coordinates: c, lng, lat, bend1, bend2 } = this;
    const { kx, ky } = this.scale;
    const first = this.blocks[place]! * blockSize;
    const end = Math.min(first + blockSize, this.count);
    const { roughSquared } = this;
    let least = Number.POSITIVE_INFINITY;
    for (let s = first, o = 4 * first; s < end; s++, o += 4) {
      const ax = c[o]! - lng;
      const ay = c[o + 1]! - lat;
      const dx = c[o + 2]! - c[o]!;
      const dy = c[o + 3]! - c[o + 1]!;
      const ex = dx * kx;
      const ey = dy * ky;
      const t = -(ax * kx * ex + ay * ky * ey) / (ex * ex + ey * ey);
      // Between 0 and 1.
      const kept = 0.5 * (1 + Math.abs(t) - Math.abs(t - 1));
      const y = ay + kept * dy;
      const east = (ax + kept * dx) * (kx + y * (bend1 + y * bend2));
      const north = y * ky;
      const squared = east * east + north * north;
      roughSquared[s - first] = squared;
      // Not a number where a segment has no length.
      if (!(squared >= least)) least = squared;
    }
    this.seenSquared[place] = least;
    if (least > this.squaredM * (1 + roundingShare) + roundingSquaredM) return;
    const within = least * (1 + roundingShare) + roundingSquaredM;
    for (let s = first; s < end; s++) {
      if (!(roughSquared[s - first]! > within)) this.hold(s);
    }
  }

  /** Holds one segment against the nearest found so far. */
  private hold(s: number): void {
    const { coordinates: c, lng, lat, bend1, bend2 } = this;
    const { kx, ky } = this.scale;
    const o = 4 * s;
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
    const east = dx * (kx + dy * (bend1 + dy * bend2));
    const north = dy * ky;
    const squared = east * east + north * north;
    if (squared < this.squaredM || (squared === this.squaredM && s < this.segment)) {
      this.squaredM = squared;
      this.segment = s;
      this.fraction = t;
      this.dLng = dx;
      this.dLat = dy;
    }
  }
}

const planeLimitM = 1000;
/** Beyond, the scales halfway are computed anew: their series would be off by more than a millimetre or so. */
const seriesLimitM = 20_000;
const earthSquaredM2 = equatorialRadiusM * equatorialRadiusM;
/** A start farther off than this is no better than none. */
const usefulStartM = 50_000;
/** A point is near the last one searched for when neither differs by more, degrees: five times the most room. */
const nearLastDegrees = 0.1;
/** A neighbourhood reaches so far from its centre: this share of the distance to the nearest segment, within these, metres. */
const roomShare = 0.03;
const leastRoomM = 100;
const mostRoomM = 2000;
/** More than rounding makes of a distance or its square, as a share of it. */
const roundingShare = 1e-9;
/** The same near 0, m². */
const roundingSquaredM = 1e-6;
