import { describe, expect, it } from 'vitest';
import { moveCell, rowWindow, sortRows } from '../../renderer/panels/grid-model.ts';

describe('rows of a grid', () => {
  const rows = [
    { name: 'b', depth: 3 },
    { name: 'a', depth: null },
    { name: 'c', depth: 1 },
    { name: 'd', depth: 3 },
  ];
  const names = (descending: boolean) => sortRows(rows, (row) => row.depth, descending).map(({ name }) => name);

  it('stand by value, equal ones in their own order', () => {
    expect(names(false)).toEqual(['c', 'b', 'd', 'a']);
  });

  it('have those without a value last in both directions', () => {
    expect(names(true)).toEqual(['b', 'd', 'c', 'a']);
  });

  it('are left as they were given', () => {
    const frozen = Object.freeze([...rows]);
    sortRows(frozen, (row) => row.name, true);
    expect(frozen.map(({ name }) => name)).toEqual(['b', 'a', 'c', 'd']);
  });

  it('in the page are those in sight and a few more, of a hundred thousand', () => {
    const { from, to } = rowWindow(1_500_000, 600, 30, 100_000);
    expect(from).toBeLessThanOrEqual(50_000);
    expect(to).toBeGreaterThanOrEqual(50_020);
    expect(to - from).toBeLessThan(50);
  });

  it('at the ends stay within the list', () => {
    expect(rowWindow(0, 600, 30, 5)).toEqual({ from: 0, to: 5 });
  });
});

describe('a key', () => {
  const from = { row: 3, column: 1 };
  const to = (key: string, withControl = false) => moveCell(from, key, withControl, 10, 4, 5);

  it.each([
    ['ArrowUp', { row: 2, column: 1 }],
    ['ArrowDown', { row: 4, column: 1 }],
    ['ArrowLeft', { row: 3, column: 0 }],
    ['ArrowRight', { row: 3, column: 2 }],
    ['PageDown', { row: 8, column: 1 }],
    ['PageUp', { row: 0, column: 1 }],
    ['Home', { row: 3, column: 0 }],
    ['End', { row: 3, column: 3 }],
  ])('%s leads where a table leads', (key, cell) => {
    expect(to(key)).toEqual(cell);
  });

  it('with Control leads to the first and the last cell', () => {
    expect(to('Home', true)).toEqual({ row: 0, column: 0 });
    expect(to('End', true)).toEqual({ row: 9, column: 3 });
  });

  it('leads up into the header and no farther', () => {
    expect(moveCell({ row: 0, column: 0 }, 'ArrowUp', false, 10, 4, 5)).toEqual({ row: -1, column: 0 });
    expect(moveCell({ row: -1, column: 0 }, 'ArrowUp', false, 10, 4, 5)).toEqual({ row: -1, column: 0 });
  });

  it('that does not move is left to others', () => {
    expect(to('Enter')).toBeNull();
    expect(to('x')).toBeNull();
  });
});
