import { gapsAfter } from '../../shared/classify/intervals.ts';
import { WORLD_UNITS, worldUnits, worldX, worldY } from '../../shared/geo/web-mercator.ts';
import type { Crossing, Flight, FlightPath, Track } from '../../shared/model/conclusion.ts';
import { mapCode } from '../../shared/model/map-code.ts';
import type { Db } from './open.ts';
import { unpackPath } from './path-blob.ts';

/**
 * A path as the map draws it. World coordinates are 32-bit fractions of the Web Mercator square. The blob: Uint32 count, then
 * the columns one after another, 32-bit before 8-bit, little-endian.
 */
export interface Shape {
  readonly count: number;
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  /** Milliseconds after the flight's first instant. */
  readonly afterMs: Uint32Array;
  /** Map code of what follows the point; `GAP_FOLLOWS` is added where that is a gap. */
  readonly code: Uint8Array;
  /** Smallest zoom at which the point is drawn; 0 for ends, changes of state and both ends of a gap. */
  readonly level: Uint8Array;
}

export const GAP_FOLLOWS = 128;

/** From this level on every point is drawn. */
export const FULL_LEVEL = 15;
/** The map shows nothing farther out. */
const FIRST_LEVEL = 5;
/** Points kept at a level stand about a pixel apart at its zoom. */
const stepOf = (level: number): number => WORLD_UNITS / (256 * 2 ** level);

const WORDS = ['x', 'y', 'afterMs'] as const;
const BYTES = ['code', 'level'] as const;
const HEADER = 4;

/**
 * What the map draws of a path: all its points, each with the zoom from which it can be told apart from those before it. The
 * points of a level are among those of the next.
 */
export function shapeOf(path: FlightPath, tracks: readonly Track[], firstMs: number): Shape {
  const { count } = path;
  const timeMs = path.timeMs.subarray(0, count);
  const gaps = gapsAfter(timeMs, path.track.subarray(0, count), tracks);
  const x = new Uint32Array(count);
  const y = new Uint32Array(count);
  const afterMs = new Uint32Array(count);
  const code = new Uint8Array(count);
  const level = new Uint8Array(count).fill(FULL_LEVEL);
  for (let i = 0; i < count; i++) {
    x[i] = worldUnits(worldX(path.lng[i]!));
    y[i] = worldUnits(worldY(path.lat[i]!));
    afterMs[i] = Math.max(0, Math.min(WORLD_UNITS - 1, timeMs[i]! - firstMs));
    code[i] = mapCode(path.coverage[i]!, timeMs[i]!);
  }
  for (let i = 0; i < count; i++) {
    const isForced = i === 0 || i === count - 1 || gaps[i] === 1 || gaps[i - 1] === 1 || code[i] !== code[i - 1];
    if (isForced) level[i] = 0;
  }
  for (let at = FIRST_LEVEL; at < FULL_LEVEL; at++) keepAtLevel(x, y, level, at);
  for (let i = 0; i < count; i++) if (gaps[i] === 1) code[i]! += GAP_FOLLOWS;
  return { count, x, y, afterMs, code, level };
}

function keepAtLevel(x: Uint32Array, y: Uint32Array, level: Uint8Array, at: number): void {
  const step = stepOf(at);
  let last = 0;
  for (let i = 1; i < x.length; i++) {
    if (level[i]! > at) {
      const isNear = Math.abs(x[i]! - x[last]!) < step && Math.abs(y[i]! - y[last]!) < step;
      if (isNear) continue;
      level[i] = at;
    }
    last = i;
  }
}

export function packShape(shape: Shape): Buffer<ArrayBuffer> {
  const { count } = shape;
  const blob = Buffer.alloc(HEADER + count * (WORDS.length * 4 + BYTES.length));
  blob.writeUInt32LE(count, 0);
  let at = HEADER;
  for (const name of WORDS) {
    const column = shape[name];
    blob.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += count * 4;
  }
  for (const name of BYTES) {
    blob.set(shape[name], at);
    at += count;
  }
  return blob;
}

export function unpackShape(blob: Buffer): Shape {
  // Typed arrays need alignment, which a buffer from the database does not promise.
  const aligned = blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.length) as ArrayBuffer;
  const count = new DataView(aligned).getUint32(0, true);
  let at = HEADER;
  const words = WORDS.map((name) => {
    const column = new Uint32Array(aligned, at, count);
    at += count * 4;
    return [name, column] as const;
  });
  const bytes = BYTES.map((name) => {
    const column = new Uint8Array(aligned, at, count);
    at += count;
    return [name, column] as const;
  });
  return { count, ...Object.fromEntries([...words, ...bytes]) } as unknown as Shape;
}

/** Words of one crossing in its packed form: x, y, what it was, milliseconds after the flight's first instant. */
export const CROSSING_WORDS = 4;
export const NORTHBOUND = 1;
export const OBSERVED = 2;

export function packCrossings(crossings: readonly Crossing[], firstMs: number): Buffer<ArrayBuffer> {
  const words = new Uint32Array(crossings.length * CROSSING_WORDS);
  crossings.forEach(({ position: [lng, lat], direction, how, timeMs }, i) => {
    const kind = (direction === 'northbound' ? NORTHBOUND : 0) + (how === 'observed' ? OBSERVED : 0);
    const after = Math.max(0, Math.min(WORLD_UNITS - 1, Math.round(timeMs - firstMs)));
    words.set([worldUnits(worldX(lng)), worldUnits(worldY(lat)), kind, after], i * CROSSING_WORDS);
  });
  return Buffer.from(words.buffer);
}

/** What the map draws of one flight, ready to be stored. */
export interface ShapeRows {
  readonly flightId: string;
  readonly shape: Uint8Array<ArrayBuffer>;
  readonly crossings: Uint8Array<ArrayBuffer>;
  readonly bbox: readonly [west: number, south: number, east: number, north: number];
}

/** Null when nothing of the flight can be drawn. */
export const shapeRows = (flight: Flight, path: FlightPath): ShapeRows | null =>
  flight.bbox === null
    ? null
    : {
        flightId: flight.id,
        shape: packShape(shapeOf(path, flight.tracks, flight.firstMs)),
        crossings: packCrossings(flight.crossings, flight.firstMs),
        bbox: flight.bbox,
      };

/** Stores what the map draws of flights that are stored already. */
export class ShapeWriter {
  readonly #shape;
  readonly #box;

  constructor(db: Db) {
    this.#shape = db.prepare('INSERT INTO flight_shape (flight_id, shape, crossings) VALUES (?, ?, ?)');
    this.#box = db.prepare('INSERT INTO flight_box (no, west, east, south, north) VALUES (?, ?, ?, ?, ?)');
  }

  write({ flightId, shape, crossings, bbox: [west, south, east, north] }: ShapeRows): void {
    const { lastInsertRowid } = this.#shape.run(flightId, shape, crossings);
    // The R*Tree takes integers as keys only.
    this.#box.run(BigInt(lastInsertRowid), west, east, south, north);
  }
}

/** Derives the shapes of flights stored by a version that kept none. */
export function fillShapes(db: Db): void {
  const writer = new ShapeWriter(db);
  const ids = db.prepare('SELECT id FROM flight ORDER BY first_ms, id').pluck().all() as string[];
  const find = db.prepare('SELECT conclusion, path FROM flight WHERE id = ?');
  for (const id of ids) {
    const { conclusion, path } = find.get(id) as { conclusion: string; path: Buffer };
    const rows = shapeRows(JSON.parse(conclusion) as Flight, unpackPath(path));
    if (rows !== null) writer.write(rows);
  }
}
