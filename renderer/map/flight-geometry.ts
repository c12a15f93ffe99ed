import Flatbush from 'flatbush';
import type { FlightPaths } from '../state/paths.ts';
import { styleCode } from './coverage-style.ts';
import { scaleOfZoom, worldX, worldY } from './mercator.ts';

/** Points of flights left after leaving out those nobody could tell apart at a zoom. */
export interface SimplifiedPaths {
  /** First kept point of each flight in `points`, and one past the last. */
  readonly offsets: Uint32Array;
  /** Point numbers. */
  readonly points: Uint32Array;
}

/** Kept points stand at least this far apart. */
const STEP_PX = 1;
/** From here on every point is drawn. */
const FULL_ZOOM = 15;

/** Projected paths with an index: what is in view, what is under the pointer. Holds no drawing. */
export class FlightGeometry {
  readonly paths: FlightPaths;
  readonly count: number;
  /** Fractions of the world square. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Style code of each point. */
  readonly style: Uint8Array;
  /** minX, minY, maxX, maxY of each flight. */
  readonly boxes: Float64Array;
  readonly #index: Flatbush | null;
  readonly #byZoom = new Map<number, SimplifiedPaths>();

  constructor(paths: FlightPaths) {
    this.paths = paths;
    this.count = paths.flightIds.length;
    const { lng, lat, offsets, coverage, timeMs } = paths;
    this.x = lng.map(worldX);
    this.y = lat.map(worldY);
    this.style = coverage.map((code, i) => styleCode(code, timeMs[i]!));
    this.boxes = new Float64Array(this.count * 4);
    for (let flight = 0; flight < this.count; flight++) {
      let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = offsets[flight]!; i < offsets[flight + 1]!; i++) {
        const x = this.x[i]!;
        const y = this.y[i]!;
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
      }
      this.boxes.set([minX, minY, maxX, maxY], flight * 4);
    }
    this.#index = this.count === 0 ? null : this.#build();
  }

  #build(): Flatbush {
    const index = new Flatbush(this.count);
    for (let flight = 0; flight < this.count; flight++) {
      const at = flight * 4;
      index.add(this.boxes[at]!, this.boxes[at + 1]!, this.boxes[at + 2]!, this.boxes[at + 3]!);
    }
    index.finish();
    return index;
  }

  /** Flights whose box meets a box of the world, in their order. */
  inBox(minX: number, minY: number, maxX: number, maxY: number): number[] {
    return this.#index === null ? [] : this.#index.search(minX, minY, maxX, maxY).sort((a, b) => a - b);
  }

  /** Cached for each whole zoom. Changes of style and both ends of a gap are always kept. */
  simplified(zoom: number): SimplifiedPaths {
    const level = Math.min(Math.ceil(zoom), FULL_ZOOM);
    const known = this.#byZoom.get(level);
    if (known !== undefined) return known;
    const step = level === FULL_ZOOM ? 0 : STEP_PX / scaleOfZoom(level);
    const { offsets, gapAfter } = this.paths;
    const points = new Uint32Array(this.x.length);
    const kept = new Uint32Array(this.count + 1);
    let used = 0;
    for (let flight = 0; flight < this.count; flight++) {
      kept[flight] = used;
      const [from, to] = [offsets[flight]!, offsets[flight + 1]!];
      let last = -1;
      for (let i = from; i < to; i++) {
        const needed =
          last < 0 ||
          i === to - 1 ||
          gapAfter[i] === 1 ||
          gapAfter[i - 1] === 1 ||
          this.style[i] !== this.style[i - 1] ||
          Math.abs(this.x[i]! - this.x[last]!) >= step ||
          Math.abs(this.y[i]! - this.y[last]!) >= step;
        if (!needed) continue;
        points[used++] = i;
        last = i;
      }
    }
    kept[this.count] = used;
    const result = { offsets: kept, points: points.slice(0, used) };
    this.#byZoom.set(level, result);
    return result;
  }

  /** The flight nearest to a place of the world, no farther than `tolerance`; -1 when there is none. */
  pick(x: number, y: number, tolerance: number): number {
    let best = -1;
    let bestSquare = tolerance * tolerance;
    const { offsets } = this.paths;
    for (const flight of this.inBox(x - tolerance, y - tolerance, x + tolerance, y + tolerance)) {
      const [from, to] = [offsets[flight]!, offsets[flight + 1]!];
      for (let i = from; i < to; i++) {
        const j = Math.min(i + 1, to - 1);
        const square = squareToSegment(x, y, this.x[i]!, this.y[i]!, this.x[j]!, this.y[j]!);
        // The later flight wins a tie: it is drawn on top.
        if (square <= bestSquare) [best, bestSquare] = [flight, square];
      }
    }
    return best;
  }
}

function squareToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  const [ex, ey] = [x - ax - along * dx, y - ay - along * dy];
  return ex * ex + ey * ey;
}
