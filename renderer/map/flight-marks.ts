import Flatbush from 'flatbush';
import type { Reply } from '../../shared/contract/contract.ts';
import { WORLD_UNITS } from '../../shared/geo/web-mercator.ts';
import { flightClasses } from '../../shared/model/lists.ts';
import { readFloat64, readLines, readUint8, readUint32 } from '../state/columns.ts';
import { coverageRank, coverageStyles } from './coverage-style.ts';
import { scaleOfZoom } from './mercator.ts';

/** A flight smaller than this on screen is a mark, not a line. */
export const MARK_BELOW_PX = 9;
/** Marks closer together than this are gathered when there are more than a few of them. */
const CELL_PX = 64;
/** Zooms whose gathering is kept. */
const KEPT_LEVELS = 48;
/** So many marks in one cell are still drawn one by one. */
const APART_UP_TO = 8;

/** Marks gathered in one place: every flight in it is in its count. */
export interface Cluster {
  readonly count: number;
  /** Where its members lie on average, fractions of the world square. */
  readonly x: number;
  readonly y: number;
  /** Members by map code. */
  readonly byCode: Uint32Array;
  /** The most telling code among them. */
  readonly code: number;
  /** Box of its members, fractions of the world square. */
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** How the flights are drawn at one zoom: each is large, a mark of its own, or counted in one cluster. */
export interface MarkLevel {
  /** 1 where a flight is large enough for its path. */
  readonly isLarge: Uint8Array;
  /** The cluster a small flight is counted in; −1 when it has a mark of its own. */
  readonly clusterOf: Int32Array;
  readonly clusters: readonly Cluster[];
}

/** Every flight under the filters, as a place with a size: what is counted, gathered and picked. Holds no drawing. */
export class FlightMarks {
  /** Flights under the filters, those without a position too. */
  readonly total: number;
  readonly count: number;
  readonly firstMs: Float64Array;
  readonly lastMs: Float64Array;
  /** Uint32 world coordinates. */
  readonly west: Uint32Array;
  readonly north: Uint32Array;
  readonly east: Uint32Array;
  readonly south: Uint32Array;
  readonly code: Uint8Array;
  readonly ids: readonly string[];
  readonly #classes: Uint8Array;
  #places: ReadonlyMap<string, number> | null = null;
  #index: Flatbush | null = null;
  readonly #levels = new Map<number, MarkLevel>();

  constructor(reply: Reply<'flights.marks'>) {
    this.total = reply.total;
    this.firstMs = readFloat64(reply.firstMs);
    this.lastMs = readFloat64(reply.lastMs);
    this.west = readUint32(reply.west);
    this.north = readUint32(reply.north);
    this.east = readUint32(reply.east);
    this.south = readUint32(reply.south);
    this.code = readUint8(reply.code);
    this.#classes = readUint8(reply.class);
    this.ids = readLines(reply.ids);
    this.count = this.ids.length;
  }

  isIncursion(i: number): boolean {
    return flightClasses[this.#classes[i]!] === 'incursion';
  }

  /** The place of a flight in the columns; −1 when it is not among them. */
  placeOf(flightId: string): number {
    this.#places ??= new Map(this.ids.map((id, i) => [id, i]));
    return this.#places.get(flightId) ?? -1;
  }

  /** How many flights have each map code. */
  countsByCode(): Uint32Array {
    const counts = new Uint32Array(coverageStyles.length);
    for (let i = 0; i < this.count; i++) counts[this.code[i]!]!++;
    return counts;
  }

  /** Flights whose box meets a box of the world, in their order. Uint32 world coordinates. */
  inBox(minX: number, minY: number, maxX: number, maxY: number): number[] {
    if (this.count === 0) return [];
    if (this.#index === null) {
      this.#index = new Flatbush(this.count, 16, Uint32Array);
      for (let i = 0; i < this.count; i++)
        this.#index.add(this.west[i]!, this.north[i]!, this.east[i]!, this.south[i]!);
      this.#index.finish();
    }
    return this.#index.search(minX, minY, maxX, maxY).sort((a, b) => a - b);
  }

  /** How they are drawn at a zoom; kept for each, and a map stands still at a few only. */
  atZoom(zoom: number): MarkLevel {
    let known = this.#levels.get(zoom);
    if (known === undefined) {
      known = this.#gather(scaleOfZoom(zoom));
      if (this.#levels.size >= KEPT_LEVELS) this.#levels.clear();
      this.#levels.set(zoom, known);
    }
    return known;
  }

  #gather(scale: number): MarkLevel {
    const { count } = this;
    const least = (MARK_BELOW_PX / scale) * WORLD_UNITS;
    const cell = (CELL_PX / scale) * WORLD_UNITS;
    const columns = Math.ceil(WORLD_UNITS / cell);
    const isLarge = new Uint8Array(count);
    const clusterOf = new Int32Array(count).fill(-1);
    const cellOf = new Float64Array(count);
    const members = new Map<number, number>();
    for (let i = 0; i < count; i++) {
      if (this.east[i]! - this.west[i]! >= least || this.south[i]! - this.north[i]! >= least) {
        isLarge[i] = 1;
        continue;
      }
      const [x, y] = this.#middle(i);
      const key = Math.floor(y / cell) * columns + Math.floor(x / cell);
      cellOf[i] = key;
      members.set(key, (members.get(key) ?? 0) + 1);
    }
    const cells = new Map<number, Growing>();
    for (let i = 0; i < count; i++) {
      const key = cellOf[i]!;
      if (isLarge[i] === 1 || members.get(key)! <= APART_UP_TO) continue;
      let growing = cells.get(key);
      if (growing === undefined) {
        growing = new Growing();
        cells.set(key, growing);
      }
      const [x, y] = this.#middle(i);
      growing.add(x / WORLD_UNITS, y / WORLD_UNITS, this.code[i]!);
    }
    const places = merge(cells, columns, scale);
    for (let i = 0; i < count; i++) {
      const growing = cells.get(cellOf[i]!);
      if (isLarge[i] === 0 && growing !== undefined) clusterOf[i] = places.get(growing)!;
    }
    const clusters: Cluster[] = [];
    for (const growing of cells.values()) if (growing.into === null) clusters[places.get(growing)!] = growing.cluster();
    return { isLarge, clusterOf, clusters };
  }

  #middle(i: number): readonly [number, number] {
    return [(this.west[i]! + this.east[i]!) / 2, (this.north[i]! + this.south[i]!) / 2];
  }
}

/** Radius of a cluster's disc, pixels. Grows slowly: ten times the flights, five pixels more. */
export const clusterRadiusPx = (count: number): number => 10 + 5 * Math.log10(count);

/**
 * Discs that would lie on each other become one: each of a few cells beside it, the largest first.
 *
 * @returns the place of each cell's cluster
 */
function merge(cells: ReadonlyMap<number, Growing>, columns: number, scale: number): Map<Growing, number> {
  const largestFirst = [...cells].sort(([, a], [, b]) => b.count - a.count);
  for (const [key, own] of largestFirst) {
    if (own.into !== null) continue;
    for (const [dy, dx] of around) {
      const beside = cells.get(key + dy * columns + dx);
      if (beside === undefined || beside === own || beside.into !== null || beside.hasTaken) continue;
      const apart = Math.hypot(
        own.sumX / own.count - beside.sumX / beside.count,
        own.sumY / own.count - beside.sumY / beside.count,
      );
      if (apart * scale < clusterRadiusPx(own.count) + clusterRadiusPx(beside.count)) own.take(beside);
    }
  }
  const places = new Map<Growing, number>();
  let next = 0;
  for (const growing of cells.values()) if (growing.into === null) places.set(growing, next++);
  for (const growing of cells.values()) if (growing.into !== null) places.set(growing, places.get(growing.into)!);
  return places;
}

const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dy, dx] as const));

/** A cluster while its members are being counted. */
class Growing {
  /** The one it was taken into. */
  into: Growing | null = null;
  hasTaken = false;

  count = 0;
  sumX = 0;
  sumY = 0;
  minX = Infinity;
  minY = Infinity;
  maxX = -Infinity;
  maxY = -Infinity;
  readonly byCode = new Uint32Array(coverageStyles.length);

  add(x: number, y: number, code: number): void {
    this.count++;
    this.sumX += x;
    this.sumY += y;
    if (x < this.minX) this.minX = x;
    if (x > this.maxX) this.maxX = x;
    if (y < this.minY) this.minY = y;
    if (y > this.maxY) this.maxY = y;
    this.byCode[code]!++;
  }

  take(other: Growing): void {
    other.into = this;
    this.hasTaken = true;
    this.count += other.count;
    this.sumX += other.sumX;
    this.sumY += other.sumY;
    this.minX = Math.min(this.minX, other.minX);
    this.minY = Math.min(this.minY, other.minY);
    this.maxX = Math.max(this.maxX, other.maxX);
    this.maxY = Math.max(this.maxY, other.maxY);
    for (const [code, members] of other.byCode.entries()) this.byCode[code]! += members;
  }

  cluster(): Cluster {
    const { count, byCode, minX, minY, maxX, maxY } = this;
    let code = -1;
    byCode.forEach((members, candidate) => {
      if (members > 0 && (code < 0 || coverageRank[candidate]! > coverageRank[code]!)) code = candidate;
    });
    return { count, x: this.sumX / count, y: this.sumY / count, byCode, code, minX, minY, maxX, maxY };
  }
}
