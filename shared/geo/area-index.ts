import { metresPerDegreeLat, metresPerDegreeLng } from './ellipsoid.ts';
import type { PreparedPolygon } from './polygon.ts';

/** Side of a cell, degrees. */
const cellDegrees = 0.01;
/** Cells on a side of a block. */
const blockCells = 8;
/** Questions up to this radius are answered from the cells, metres. */
const cellMarginM = 1000;

/** Cells, and blocks, kept before starting anew: bounds the memory when positions are spread over the whole theatre. */
const cellsKept = 100_000;

/** An area by its number in the list the index was built from. */
export interface NearArea {
  readonly area: number;
  /** To its edge, metres, positive inside; never more than the radius asked for. */
  readonly distanceM: number;
}

interface Cell {
  /** Areas in which every position of the cell lies deeper than the margin. */
  readonly deepIn: readonly number[];
  /** Areas whose edge may be within the margin of a position of the cell. */
  readonly undecided: readonly number[];
}

const emptyCell: Cell = { deepIn: [], undecided: [] };

/**
 * Which of many areas a position is in or near. Cells of 0.01° are judged when first met and kept, so that most positions
 * need no geometry; the answers are those of the areas themselves. Blocks of cells are judged before them, likewise: where a block
 * decides all areas its cells are the block, else only what it leaves open is asked of them.
 */
export class AreaIndex {
  /** Of the last `find`: numbers of the areas found, and their signed distances cut at the radius. */
  readonly areas: Int32Array;
  readonly distancesM: Float64Array;
  private readonly polygons: readonly PreparedPolygon[];
  private readonly everyArea: Cell;
  private readonly blocks = new Map<number, Cell>();
  private readonly cells = new Map<number, Cell>();
  private lastKey = Number.NaN;
  private lastCell: Cell | null = null;

  constructor(polygons: readonly PreparedPolygon[]) {
    this.polygons = polygons;
    this.everyArea = { deepIn: [], undecided: [...polygons.keys()] };
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
    const cell = this.cells.get(key) ?? this.judgedCell(column, row, key);
    this.lastKey = key;
    this.lastCell = cell;
    return cell;
  }

  private judgedCell(column: number, row: number, key: number): Cell {
    const blockColumn = Math.floor(column / blockCells);
    const blockRow = Math.floor(row / blockCells);
    const blockKey = blockRow * 65_536 + blockColumn;
    let block = this.blocks.get(blockKey);
    if (block === undefined) {
      block = this.judge(blockColumn, blockRow, blockCells * cellDegrees, this.everyArea);
      keep(this.blocks, blockKey, block);
    }
    if (block.undecided.length === 0) return block;
    const cell = this.judge(column, row, cellDegrees, block);
    keep(this.cells, key, cell);
    return cell;
  }

  /**
   * A square whose centre is farther from an edge than its half diagonal and the margin is on one side of that edge.
   * @param side degrees; `column` and `row` count such squares
   * @param around what is known of a larger square that holds it
   */
  private judge(column: number, row: number, side: number, around: Cell): Cell {
    const lng = (column + 0.5) * side;
    const lat = (row + 0.5) * side;
    const x = (side / 2) * metresPerDegreeLng(Math.max(0, Math.abs(lat) - side));
    const y = (side / 2) * metresPerDegreeLat(90);
    const clearM = 1.001 * Math.sqrt(x * x + y * y) + cellMarginM;
    const dLat = (1.01 * clearM) / metresPerDegreeLat(lat);
    const dLng = (1.01 * clearM) / metresPerDegreeLng(Math.min(89, Math.abs(lat) + dLat));
    const deepIn = Array.from(around.deepIn);
    const undecided: number[] = [];
    for (const area of around.undecided) {
      const polygon = this.polygons[area]!;
      const [west, south, east, north] = polygon.bbox;
      if (lng < west - dLng || lng > east + dLng || lat < south - dLat || lat > north + dLat) continue;
      const distanceM = polygon.signedDistanceM(lng, lat);
      if (distanceM > clearM) deepIn.push(area);
      else if (distanceM >= -clearM) undecided.push(area);
    }
    if (deepIn.length === 0 && undecided.length === 0) return emptyCell;
    return { deepIn: deepIn.sort((one, other) => one - other), undecided };
  }
}

function keep(cells: Map<number, Cell>, key: number, cell: Cell): void {
  if (cells.size >= cellsKept) cells.clear();
  cells.set(key, cell);
}
