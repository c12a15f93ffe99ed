import type { SegmentIndex } from './segment-index.ts';
import { blockSize, boxSquared, grown } from './segment-tree.ts';

/**
 * The least of (distance to a segment − allowance of that segment) over many segments.
 *
 * Like the nearest segment, it is looked for among blocks that were kept for the neighbourhood of a point asked for before;
 * nobody can see that in an answer.
 */
export class Allowances {
  private readonly index: SegmentIndex;
  /** Metres, not negative, by segment and the largest by node of the tree. */
  private readonly ofSegment: Float64Array;
  private readonly ofNode: Float64Array;
  private readonly stack = new Int32Array(64);

  /** To be set before `findLeast`: the distance of the nearest segment, metres, and its allowance: none that allows less can matter. */
  nearestM = Number.NaN;
  beyondM = Number.NaN;
  /** Of `findLeast`: the least of (distance − allowance), metres. */
  leastM = Number.NaN;

  private centreLng = Number.NaN;
  private centreLat = Number.NaN;
  /** Segments that allow no more than this are not in the neighbourhood, metres. */
  private leftOutM = Number.NaN;
  /** Blocks of the neighbourhood, the least of (distance − allowance) of each from the centre; all others have at least `restM`. */
  private blocks = new Int32Array(16);
  private blocksM = new Float64Array(16);
  private blockCount = 0;
  private restM = Number.NaN;
  /** The least of `blocksM`, metres. */
  private keptM = Number.NaN;

  /** @param ofSegment metres, one a segment of the index */
  constructor(index: SegmentIndex, ofSegment: Float64Array) {
    const { leaves, count } = index;
    this.index = index;
    this.ofSegment = ofSegment;
    this.ofNode = new Float64Array(2 * leaves);
    for (let s = 0; s < count; s++) {
      const leaf = leaves + Math.floor(s / blockSize);
      this.ofNode[leaf] = Math.max(this.ofNode[leaf]!, ofSegment[s]!);
    }
    for (let node = leaves - 1; node >= 1; node--) {
      this.ofNode[node] = Math.max(this.ofNode[2 * node]!, this.ofNode[2 * node + 1]!);
    }
  }

  /** After `nearest` of a position by the index: over all segments, in the plane of that search. */
  findLeast(): void {
    const { index, nearestM, beyondM } = this;
    const { kx, ky, changePerM } = index.scale;
    const x = (index.lng - this.centreLng) * kx;
    const y = (index.lat - this.centreLat) * ky;
    const wayM = Math.sqrt(x * x + y * y);
    // Another plane, as for the nearest segment; what matters is no farther than the nearest and the largest allowance.
    const stretch = 2 * changePerM * Math.abs(y) + roundingShare;
    let movedM = wayM + stretch * (nearestM + this.ofNode[1]! + wayM);
    const nearestReducedM = nearestM - beyondM;
    this.leastM = nearestReducedM;
    if (beyondM !== this.leftOutM || !(nearestReducedM + movedM < this.restM)) {
      this.search();
      this.leastM = nearestReducedM;
      movedM = 0;
    }
    if (nearestReducedM + movedM < this.keptM) return;
    const { blocks, blocksM, blockCount } = this;
    for (let i = 0; i < blockCount; i++) {
      if (blocksM[i]! - movedM < this.leastM) this.hold(blocks[i]!);
    }
  }

  /** Makes the position the centre of a new neighbourhood. */
  private search(): void {
    const { stack, ofNode, index, nearestM, beyondM } = this;
    const { boxes, leaves, lng, lat } = index;
    const { kx, ky } = index.scale;
    this.centreLng = lng;
    this.centreLat = lat;
    this.leftOutM = beyondM;
    this.restM = nearestM - beyondM + 2 * Math.max(leastRoomM, Math.min(mostRoomM, nearestM * roomShare));
    this.keptM = Number.POSITIVE_INFINITY;
    this.blockCount = 0;
    let depth = 0;
    stack[depth++] = 1;
    while (depth > 0) {
      const node = stack[--depth]!;
      const allowed = ofNode[node]!;
      const within = this.restM + allowed;
      if (allowed <= beyondM || within <= 0 || boxSquared(boxes, node, lng, lat, kx, ky) > within * within) continue;
      if (node < leaves) {
        stack[depth++] = 2 * node + 1;
        stack[depth++] = 2 * node;
        continue;
      }
      this.leastM = Number.POSITIVE_INFINITY;
      this.hold(node - leaves);
      if (this.leastM > this.restM) continue;
      const place = this.blockCount++;
      if (place === this.blocks.length) {
        this.blocks = grown(this.blocks);
        this.blocksM = grown(this.blocksM);
      }
      this.blocks[place] = node - leaves;
      this.blocksM[place] = this.leastM;
      if (this.leastM < this.keptM) this.keptM = this.leastM;
    }
  }

  /** Holds the segments of a block against the least found so far. */
  private hold(block: number): void {
    const { coordinates: c, count, lng, lat } = this.index;
    const { kx, ky } = this.index.scale;
    const first = block * blockSize;
    const end = Math.min(first + blockSize, count);
    for (let s = first, o = 4 * first; s < end; s++, o += 4) {
      const ax = (c[o]! - lng) * kx;
      const ay = (c[o + 1]! - lat) * ky;
      const ex = (c[o + 2]! - c[o]!) * kx;
      const ey = (c[o + 3]! - c[o + 1]!) * ky;
      const along = -(ax * ex + ay * ey);
      const length = ex * ex + ey * ey;
      const t = along > 0 ? (along < length ? along / length : 1) : 0;
      const east = ax + t * ex;
      const north = ay + t * ey;
      const reducedM = Math.sqrt(east * east + north * north) - this.ofSegment[s]!;
      if (reducedM < this.leastM) this.leastM = reducedM;
    }
  }
}

/** A neighbourhood reaches so far from its centre: this share of the distance to the nearest segment, within these, metres. */
const roomShare = 0.06;
const leastRoomM = 150;
const mostRoomM = 2000;
/** More than rounding makes of a sum of distances, as a share of them. */
const roundingShare = 1e-9;
