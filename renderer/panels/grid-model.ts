/** By which column the rows of a grid stand. */
export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows in order; equal ones keep theirs, and a row without a value comes last either way. */
export function sortRows<R>(
  rows: readonly R[],
  by: (row: R) => string | number | null,
  descending: boolean,
): readonly R[] {
  const keyed = rows.map((row, index) => ({ row, index, key: by(row) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? a.index - b.index : a.key === null ? 1 : -1;
    if (a.key < b.key) return -sign;
    return a.key > b.key ? sign : a.index - b.index;
  });
  return keyed.map(({ row }) => row);
}

/** Rows kept in the page above and below those in sight, so that scrolling shows no blank. */
const SPARE = 8;

/** Rows to draw: `from` inclusive, `to` exclusive. */
export function rowWindow(topPx: number, heightPx: number, rowPx: number, count: number): { from: number; to: number } {
  const from = Math.max(0, Math.floor(topPx / rowPx) - SPARE);
  return { from, to: Math.min(count, Math.ceil((topPx + heightPx) / rowPx) + SPARE) };
}

/** A cell; row −1 is the header. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell; null when the key does not move. */
export function moveCell(
  { row, column }: Cell,
  key: string,
  withControl: boolean,
  rows: number,
  columns: number,
  page: number,
): Cell | null {
  const at = (nextRow: number, nextColumn: number): Cell => ({
    row: Math.max(-1, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case 'ArrowUp':
      return at(row - 1, column);
    case 'ArrowDown':
      return at(row + 1, column);
    case 'ArrowLeft':
      return at(row, column - 1);
    case 'ArrowRight':
      return at(row, column + 1);
    case 'PageUp':
      return at(Math.max(0, row - page), column);
    case 'PageDown':
      return at(row + page, column);
    case 'Home':
      return withControl ? at(0, 0) : at(row, 0);
    case 'End':
      return withControl ? at(rows - 1, columns - 1) : at(row, columns - 1);
    default:
      return null;
  }
}
