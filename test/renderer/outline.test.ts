import { describe, expect, test } from 'vitest';
import {
  addPlace,
  addRing,
  emptyOutline,
  geometryOf,
  movePlace,
  outlineOf,
  redo,
  removePlace,
  removeRing,
  startHistory,
  step,
  undo,
} from '../../renderer/state/outline.ts';
import type { Position } from '../../shared/model/position.ts';

const drawn = (places: readonly Position[]) =>
  places.reduce((outline, at) => addPlace(outline, 0, null, at), emptyOutline);
const square: readonly Position[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
];

describe('an outline', () => {
  test('is the geometry it was taken from, holes and parts and all', () => {
    const geometry: [number, number][][][] = [
      [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ],
        [
          [1, 1],
          [1, 2],
          [2, 2],
          [1, 1],
        ],
      ],
      [
        [
          [8, 0],
          [9, 0],
          [9, 1],
          [8, 0],
        ],
      ],
    ];
    expect(geometryOf(outlineOf(geometry))).toEqual(geometry);
  });

  test('takes a new place after the chosen one, moves and removes one', () => {
    const outline = addPlace(drawn(square), 0, 1, [5, 2]);
    expect(outline[0]!.places).toEqual([
      [0, 0],
      [4, 0],
      [5, 2],
      [4, 4],
      [0, 4],
    ]);
    expect(movePlace(outline, 0, 2, [6, 2])[0]!.places[2]).toEqual([6, 2]);
    expect(removePlace(outline, 0, 2)).toEqual(drawn(square));
  });

  test('leaves rings without a place out, and always has one to draw', () => {
    expect(geometryOf(addRing(drawn(square), true))).toHaveLength(1);
    expect(removeRing(drawn(square), 0)).toEqual(emptyOutline);
    expect(removeRing(addRing(drawn(square), true), 1)).toEqual(drawn(square));
  });
});

test('what was undone can be done again, until something else is done', () => {
  const one = startHistory('a');
  const two = step(step(one, 'b'), 'c');
  expect(undo(undo(two)).now).toBe('a');
  expect(redo(undo(two)).now).toBe('c');
  expect(undo(one)).toEqual(one);
  const other = step(undo(two), 'd');
  expect([other.now, redo(other).now, undo(other).now]).toEqual(['d', 'd', 'b']);
});
