import type { Position } from '../../shared/model/position.ts';
import {
  addPlace,
  emptyOutline,
  type History,
  movePlace,
  type Outline,
  redo,
  startHistory,
  step,
  undo,
} from './outline.ts';
import { createStore } from './store.ts';

interface Drawing {
  /** What clicks on the map do; null: nothing is being drawn. A line has one ring, which is not closed. */
  readonly tool: 'outline' | 'line' | null;
  readonly history: History<Outline>;
  /** The ring that places are added to. */
  readonly ring: number;
  /** The chosen place of that ring; null when none is. New places come after it. */
  readonly place: number | null;
}

const nothing: Drawing = { tool: null, history: startHistory(emptyOutline), ring: 0, place: null };

/** One drawing at a time, on the map and in its list of places alike. */
export const drawing = createStore<Drawing>(nothing);

export function startDrawing(tool: 'outline' | 'line', outline: Outline = emptyOutline): void {
  drawing.set({ tool, history: startHistory(outline), ring: 0, place: null });
}

export const stopDrawing = (): void => drawing.set(nothing);

export function draw(next: Outline, at: { readonly ring?: number; readonly place?: number | null } = {}): void {
  drawing.set({ history: step(drawing.get().history, next), ...at });
}

/** Adds a place where the map was pointed at. */
export function drawAt(position: Position): void {
  const { history, ring, place } = drawing.get();
  const added = place === null ? history.now[ring]!.places.length : place + 1;
  draw(addPlace(history.now, ring, place, position), { place: added });
}

/** Moves a place while it is dragged: the steps between are no steps to undo. */
let dragged: History<Outline> | null = null;
export function dragTo(ring: number, place: number, position: Position, isDone: boolean): void {
  const { history } = drawing.get();
  dragged ??= history;
  const moved = movePlace(history.now, ring, place, position);
  drawing.set({ history: isDone ? step(dragged, moved) : { ...history, now: moved }, ring, place });
  if (isDone) dragged = null;
}

const within = (history: History<Outline>): Partial<Drawing> => {
  const { ring } = drawing.get();
  return { history, ring: Math.min(ring, history.now.length - 1), place: null };
};

export const undoDrawing = (): void => drawing.set(within(undo(drawing.get().history)));
export const redoDrawing = (): void => drawing.set(within(redo(drawing.get().history)));
