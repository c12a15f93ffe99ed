import type { MultiPolygon } from '../../shared/model/area.ts';
import type { Position } from '../../shared/model/position.ts';

/** A ring as it is drawn: open, its last place leads back to its first. A hole belongs to the last outer ring before it. */
export interface OutlineRing {
  readonly isHole: boolean;
  readonly places: readonly Position[];
}

/** What is being drawn: the rings of an area, or one line. Every edit gives a new value. */
export type Outline = readonly OutlineRing[];

export const emptyOutline: Outline = [{ isHole: false, places: [] }];

export const outlineOf = (geometry: MultiPolygon): Outline =>
  geometry.flatMap((rings) =>
    rings.map((ring, i): OutlineRing => ({ isHole: i > 0, places: ring.slice(0, -1).map(([lng, lat]) => [lng, lat]) })),
  );

/** As GeoJSON MultiPolygon coordinates, rings closed; rings without a place are left out. What is wrong with it the backend says. */
export function geometryOf(outline: Outline): [number, number][][][] {
  const polygons: [number, number][][][] = [];
  for (const { isHole, places } of outline) {
    const [first] = places;
    if (first === undefined) continue;
    const ring = [...places, first].map(([lng, lat]): [number, number] => [lng, lat]);
    if (isHole && polygons.length > 0) polygons.at(-1)!.push(ring);
    else polygons.push([ring]);
  }
  return polygons;
}

const changed = (
  outline: Outline,
  ring: number,
  change: (places: readonly Position[]) => readonly Position[],
): Outline => outline.map((one, i) => (i === ring ? { ...one, places: change(one.places) } : one));

/** @param after place number after which it is put; null puts it at the end */
export const addPlace = (outline: Outline, ring: number, after: number | null, place: Position): Outline =>
  changed(outline, ring, (places) => places.toSpliced(after === null ? places.length : after + 1, 0, place));

export const movePlace = (outline: Outline, ring: number, at: number, place: Position): Outline =>
  changed(outline, ring, (places) => places.with(at, place));

export const removePlace = (outline: Outline, ring: number, at: number): Outline =>
  changed(outline, ring, (places) => places.toSpliced(at, 1));

export const addRing = (outline: Outline, isHole: boolean): Outline => [...outline, { isHole, places: [] }];

/** Without a ring; the last one is emptied instead, so that there is always one to draw. */
export const removeRing = (outline: Outline, ring: number): Outline =>
  outline.length === 1 ? emptyOutline : outline.toSpliced(ring, 1);

export const setPlaces = (outline: Outline, ring: number, places: readonly Position[]): Outline =>
  changed(outline, ring, () => places);

/** What can be undone and done again. */
export interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
}

const MOST_STEPS = 200;

export const startHistory = <T>(now: T): History<T> => ({ past: [], now, future: [] });

export const step = <T>({ past, now }: History<T>, next: T): History<T> => ({
  past: [...past, now].slice(-MOST_STEPS),
  now: next,
  future: [],
});

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future] };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future };
}
