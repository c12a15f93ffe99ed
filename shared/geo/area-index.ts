import { metresPerDegreeLat, metresPerDegreeLng } from './ellipsoid.ts';
import type { PreparedPolygon } from './polygon.ts';

/** Side of a cell, degrees. */
const cellDegrees = 0.01;
/** Questions up to this radius are answered from the cells, metres. */
const cellMarginM = 1000;

/** Cells kept before starting anew: bounds the memory when positions are spread over the whole theatre. */
const cellsKept = 100_000;

/** An area by its number in the list the index was built from. */
export interface NearArea {
  readonly area: number;
  /** To its edge, metres, positive inside; never more than the radius asked for. */
  readonly distanceM: number;
}

interface Cell {
  /** Areas in which every position of the cell lies deeper than the margin. */
  readonly deepIn: Int32Array;
  /** Areas whose edge may be within the margin of a position of the cell. */
  readonly undecided: Int32Array;
}

const emptyCell: Cell = { deepIn: new Int32Array(0), undecided: new Int32Array(0) };

/**
 * Which of many areas a position is in or near. Cells of 0.01° are judged when first met and kept, so that most positions
 * need no geometry; the answers are those of the areas themselves.
 */
export class AreaIndex {
  /** Of the last `find`: numbers of the areas found, and their signed distances cut at the radius. */
  readonly areas: Int32Array;
  readonly distancesM: Float64Array;
  private readonly polygons: readonly PreparedPolygon[];
  private readonly cells = new Map<number, Cell>();
  private lastKey = Number.NaN;
  private lastCell: Cell | null = null;

  constructor(polygons: readonly PreparedPolygon[]) {
    this.polygons = polygons;
    this.areas = new Int32Array(polygons.length);
    this.distancesM = new Float64Array(polygons.length);
  }

  /**
   * Areas whose signed distance is at least −`radiusM`, into `areas` and `distancesM`, in order of the list. Radius 0 finds
   * those that contain the position, their boundary included.
   * @returns how many.
   */
  find(lng: number, lat: number, radiusM: number): number {
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return 0;
    if (radiusM > cellMarginM) return this.findDirectly(lng, lat, radiusM);
    const { deepIn, undecided } = this.cellAt(lng, lat);
    let count = 0;
    let next = 0;
    for (const area of undecided) {
      while (next < deepIn.length && deepIn[next]! < area) count = this.take(count, deepIn[next++]!, radiusM);
      const polygon = this.polygons[area]!;
      if (radiusM === 0) {
        if (polygon.contains(lng, lat)) count = this.take(count, area, 0);
        continue;
      }
      const distanceM = polygon.signedDistanceM(lng, lat);
      if (distanceM >= -radiusM) count = this.take(count, area, Math.min(distanceM, radiusM));
    }
    while (next < deepIn.length) count = this.take(count, deepIn[next++]!, radiusM);
    return count;
  }

  /** As `find`, as a list. */
  areasNear(lng: number, lat: number, radiusM: number): NearArea[] {
    const count = this.find(lng, lat, radiusM);
    return Array.from({ length: count }, (_, i) => ({ area: this.areas[i]!, distanceM: this.distancesM[i]! }));
  }

  private take(count: number, area: number, distanceM: number): number {
    this.areas[count] = area;
    this.distancesM[count] = distanceM;
    return count + 1;
  }

  private findDirectly(lng: number, lat: number, radiusM: number): number {
    const dLat = (1.01 * radiusM) / metresPerDegreeLat(lat);
    const dLng = (1.01 * radiusM) / metresPerDegreeLng(Math.min(89, Math.abs(lat) + dLat));
    let count = 0;
    for (let area = 0; area < this.polygons.length; area++) {
      const [west, south, east, north] = this.polygons[area]!.bbox;
      if (lng < west - dLng || lng > east + dLng || lat < south - dLat || lat > north + dLat) continue;
      const distanceM = this.polygons[area]!.signedDistanceM(lng, lat);
      if (distanceM >= -radiusM) count = this.take(count, area, Math.min(distanceM, radiusM));
    }
    return count;
  }

  private cellAt(lng: number, lat: number): Cell {
    const column = Math.floor(lng / cellDegrees);
    const row = Math.floor(lat / cellDegrees);
    const key = row * 65_536 + column;
    if (key === this.lastKey && this.lastCell !== null) return this.lastCell;
    let cell = this.cells.get(key);
    if (cell === undefined) {
      cell = this.judge((column + 0.5) * cellDegrees, (row + 0.5) * cellDegrees);
      if (this.cells.size >= cellsKept) this.cells.clear();
      this.cells.set(key, cell);
    }
    this.lastKey = key;
    this.lastCell = cell;
    return cell;
  }

  /** A cell whose centre is farther from an edge than its half diagonal and the margin is on one side of that edge. */
  private judge(lng: number, lat: number): Cell {
    const x = (cellDegrees / 2) * metresPerDegreeLng(Math.max(0, Math.abs(lat) - cellDegrees));
    const y = (cellDegrees / 2) * metresPerDegreeLat(90);
    const clearM = 1.001 * Math.sqrt(x * x + y * y) + cellMarginM;
    const dLat = (1.01 * clearM) / metresPerDegreeLat(lat);
    const dLng = (1.01 * clearM) / metresPerDegreeLng(Math.min(89, Math.abs(lat) + dLat));
    const deepIn: number[] = [];
    const undecided: number[] = [];
    this.polygons.forEach((polygon, area) => {
      const [west, south, east, north] = polygon.bbox;
      if (lng < west - dLng || lng > east + dLng || lat < south - dLat || lat > north + dLat) return;
      const distanceM = polygon.signedDistanceM(lng, lat);
      if (distanceM > clearM) deepIn.push(area);
      else if (distanceM >= -clearM) undecided.push(area);
    });
    if (deepIn.length === 0 && undecided.length === 0) return emptyCell;
    return { deepIn: Int32Array.from(deepIn), undecided: Int32Array.from(undecided) };
  }
}
