import type { Bbox } from '../model/position.ts';

/**
 * Straight segments in lon/lat with a tree of boxes over them: those that meet a box.
 *
 * Neighbouring segments should be neighbours in the list (a line or a ring is): the tree is binary over blocks of successive
 * segments, so nothing is sorted. Results are left in public fields, because this runs once for every detection and must
 * not allocate.
 */
export class SegmentTree {
  readonly count: number;
  /** ax, ay, bx, by of every segment, degrees. */
  readonly coordinates: Float64Array;
  /** The root is node 1, the children of n are 2n and 2n + 1, and the leaves, one a block, stand last: block b is `leaves` + b. */
  readonly leaves: number;
  readonly levels: number;
  /** Longitude and latitude of the centre of node n at 4n, and half its sides. */
  readonly boxes: Float64Array;
  /** Of all segments. */
  readonly bbox: Bbox;

  /** Segments found by the last `findInBox`; only the first so many are valid as it returned. */
  found = new Int32Array(16);

  protected readonly stack = new Int32Array(64);

  /** @param coordinates four numbers a segment, degrees, all finite; at least one segment. */
  constructor(coordinates: Float64Array) {
    this.coordinates = coordinates;
    this.count = coordinates.length / 4;
    if (!Number.isInteger(this.count) || this.count === 0) throw new Error('A tree of segments needs whole segments');
    let levels = 0;
    while (blockSize * 2 ** levels < this.count) levels++;
    this.levels = levels;
    this.leaves = 2 ** levels;
    const { boxes, bbox } = buildBoxes(coordinates, this.leaves);
    this.boxes = boxes;
    this.bbox = bbox;
  }

  /**
   * Segments whose box meets the box (edges included), in order, into `found`.
   * @returns how many.
   */
  findInBox(west: number, south: number, east: number, north: number): number {
    const { stack, boxes, leaves, coordinates: c } = this;
    const [lng, lat] = [(west + east) / 2, (south + north) / 2];
    const [halfLng, halfLat] = [(east - west) / 2 + roundingDegrees, (north - south) / 2 + roundingDegrees];
    let count = 0;
    let depth = 1;
    stack[0] = 1;
    while (depth > 0) {
      const node = stack[--depth]!;
      const b = 4 * node;
      if (Math.abs(boxes[b]! - lng) > boxes[b + 2]! + halfLng) continue;
      if (Math.abs(boxes[b + 1]! - lat) > boxes[b + 3]! + halfLat) continue;
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
        if (count === this.found.length) this.found = grown(this.found);
        this.found[count++] = s;
      }
    }
    return count;
  }
}

/** Segments a leaf: small enough to prune well, large enough to keep the tree shallow. */
export const blockSize = 4;

/** The same list with room for twice as many. */
export function grown<T extends Int32Array | Float64Array>(list: T): T {
  const larger = (
    list instanceof Int32Array ? new Int32Array(2 * list.length) : new Float64Array(2 * list.length)
  ) as T;
  larger.set(list);
  return larger;
}

/**
 * No more than the squared distance from a point to the box of a node, m², by the scales of a plane; infinite for an empty
 * node. Without a branch: which side of a box a point lies on cannot be foretold, and a wrong guess costs more than the rest.
 */
export function boxSquared(
  boxes: Float64Array,
  node: number,
  lng: number,
  lat: number,
  kx: number,
  ky: number,
): number {
  const b = 4 * node;
  const dx = Math.abs(lng - boxes[b]!) - boxes[b + 2]!;
  const dy = Math.abs(lat - boxes[b + 1]!) - boxes[b + 3]!;
  // x + |x| is twice x, or 0 where x is negative.
  const x = (dx + Math.abs(dx)) * kx;
  const y = (dy + Math.abs(dy)) * ky;
  return 0.25 * (x * x + y * y);
}

/** Half sides are made larger by this, so that no rounding puts a vertex outside its box, degrees. */
const roundingDegrees = 1e-12;

function buildBoxes(coordinates: Float64Array, leaves: number): { boxes: Float64Array; bbox: Bbox } {
  // West, south, east, north first; centre and half sides are made of them at the end.
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
  const bbox: Bbox = [boxes[4]!, boxes[5]!, boxes[6]!, boxes[7]!];
  for (let b = 4; b < boxes.length; b += 4) {
    const [west, south, east, north] = [boxes[b]!, boxes[b + 1]!, boxes[b + 2]!, boxes[b + 3]!];
    // An empty node: infinitely far from everything.
    if (west > east) boxes.set([0, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], b);
    else {
      const halfs = [(east - west) / 2 + roundingDegrees, (north - south) / 2 + roundingDegrees] as const;
      boxes.set([(west + east) / 2, (south + north) / 2, ...halfs], b);
    }
  }
  return { boxes, bbox };
}
