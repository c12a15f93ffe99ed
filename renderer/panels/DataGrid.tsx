// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a <table> does not allow; roles say what they are.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTheme } from '../state/theme.ts';
import { moveCell, rowWindow, type Sort, sortRows } from './grid-model.ts';
import { Icon } from './Icon.tsx';

export interface Column<R> {
  readonly id: string;
  readonly header: string;
  /** Says what the column is, when the header is short. */
  readonly hint?: string;
  readonly widthPx: number;
  readonly align?: 'right';
  /** What the column sorts by; null comes last either way. */
  readonly sortBy: (row: R) => string | number | null;
  readonly cell: (row: R) => ReactNode;
}

interface GridProps<R> {
  /** Names the grid, and keeps its sorting while the window is open. */
  readonly label: string;
  readonly rowId: (row: R) => string;
  readonly columns: readonly Column<R>[];
  readonly selectedId: string | null;
  readonly onSelect: (row: R) => void;
}

interface DataGridProps<R> extends GridProps<R> {
  readonly rows: readonly R[];
  readonly initialSort: Sort;
}

/** As `--row` of the stylesheet. */
const useRowPx = (): number => (useTheme() === 'field' ? 46 : 30);
const remembered = new Map<string, Sort>();

/** The order of a grid, kept while the window is open. */
export function useSort(label: string, initialSort: Sort): readonly [sort: Sort, sortBy: (column: string) => void] {
  const [sort, setSort] = useState(remembered.get(label) ?? initialSort);
  const sortBy = (column: string) => {
    const next = { column, descending: sort.column === column ? !sort.descending : false };
    remembered.set(label, next);
    setSort(next);
  };
  return [sort, sortBy];
}

/** A grid over rows that are all here: it sorts them itself. */
export function DataGrid<R>({ rows, initialSort, ...props }: DataGridProps<R>) {
  const { label, columns, rowId, selectedId } = props;
  const [sort, sortBy] = useSort(label, initialSort);
  const sorted = useMemo(() => {
    const column = columns.find(({ id }) => id === sort.column) ?? columns[0]!;
    return sortRows(rows, column.sortBy, sort.descending);
  }, [rows, columns, sort]);
  const selectedIndex = useMemo(
    () => (selectedId === null ? -1 : sorted.findIndex((row) => rowId(row) === selectedId)),
    [sorted, selectedId, rowId],
  );
  return (
    <Grid
      {...props}
      total={sorted.length}
      rowAt={(index) => sorted[index]}
      sort={sort}
      sortBy={sortBy}
      selectedIndex={selectedIndex}
    />
  );
}

interface RowsElsewhere<R> extends GridProps<R> {
  readonly total: number;
  /** Undefined while the row is on its way. */
  readonly rowAt: (index: number) => R | undefined;
  /** Told which rows are in sight: from inclusive, to exclusive. */
  readonly onWindow?: (from: number, to: number) => void;
  readonly sort: Sort;
  readonly sortBy: (column: string) => void;
  /** Where the selected row stands; negative when it is not in the list. */
  readonly selectedIndex: number;
}

/**
 * A table of any length that can be used by keyboard alone: arrow keys, Home, End and Page keys move, Enter chooses a row or
 * sorts by a column. Only the rows in sight are in the page.
 */
export function Grid<R>({
  label,
  rowId,
  columns,
  selectedId,
  onSelect,
  total,
  rowAt,
  onWindow,
  sort,
  sortBy,
  selectedIndex,
}: RowsElsewhere<R>) {
  const [active, setActive] = useState({ row: 0, column: 0 });
  const [view, setView] = useState({ top: 0, height: 400 });
  const rowPx = useRowPx();
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  const bringIntoSight = (row: number) => {
    const element = scroller.current;
    if (element === null || row < 0) return;
    const [top, bottom] = [row * rowPx, (row + 1) * rowPx];
    const room = element.clientHeight - rowPx;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + room) element.scrollTop = bottom - room;
  };

  // Chosen elsewhere (on the map, in the inspector): the grid follows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new choice or order moves the grid, not every render.
  useEffect(() => {
    if (selectedId === null || selectedIndex < 0) return;
    setActive((current) => ({ ...current, row: selectedIndex }));
    bringIntoSight(selectedIndex);
  }, [selectedId, selectedIndex]);

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / rowPx) - 2);
    const next = moveCell(active, event.key, event.ctrlKey || event.metaKey, total, columns.length, page);
    if (next !== null) {
      setActive(next);
      bringIntoSight(next.row);
    } else if (event.key === 'Enter' || event.key === ' ') {
      const row = rowAt(active.row);
      if (active.row < 0) sortBy(columns[active.column]!.id);
      else if (row !== undefined) onSelect(row);
    } else return;
    event.preventDefault();
  };

  const { from, to } = rowWindow(view.top, view.height, rowPx, total);
  useEffect(() => onWindow?.(from, to), [onWindow, from, to]);
  const template = columns.map(({ widthPx }, i) =>
    i === columns.length - 1 ? `minmax(${widthPx}px, 1fr)` : `${widthPx}px`,
  );
  const rowStyle = { gridTemplateColumns: template.join(' ') };
  const cellId = (row: number, column: number) => `${prefix}-${row}-${column}`;
  const isActiveDrawn = active.row < 0 || (active.row >= from && active.row < to);

  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isActiveDrawn ? cellId(active.row, active.column) : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="grid-head">
        <div role="row" tabIndex={-1} aria-rowindex={1} className="grid-row" style={rowStyle}>
          {columns.map((column, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys (active descendant).
            <div
              key={column.id}
              id={cellId(-1, i)}
              role="columnheader"
              tabIndex={-1}
              aria-sort={sort.column === column.id ? (sort.descending ? 'descending' : 'ascending') : 'none'}
              title={column.hint}
              className={cellClass(column, active.row === -1 && active.column === i)}
              onClick={() => {
                setActive({ row: -1, column: i });
                sortBy(column.id);
              }}
            >
              <span className="grid-text">{column.header}</span>
              {sort.column === column.id && <Icon name={sort.descending ? 'down' : 'up'} />}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="grid-body" style={{ height: total * rowPx }}>
        {Array.from({ length: Math.max(0, to - from) }, (_, k) => {
          const index = from + k;
          const row = rowAt(index);
          if (row === undefined) return <WaitingRow key={`row ${index}`} index={index} top={index * rowPx} />;
          const id = rowId(row);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys (active descendant).
            <div
              key={id}
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              aria-selected={id === selectedId}
              className="grid-row"
              style={{ ...rowStyle, top: index * rowPx }}
              onClick={() => {
                setActive({ ...active, row: index });
                onSelect(row);
              }}
            >
              {columns.map((column, i) => (
                <div
                  key={column.id}
                  id={cellId(index, i)}
                  role="gridcell"
                  tabIndex={-1}
                  className={cellClass(column, active.row === index && active.column === i)}
                >
                  <span className="grid-text">{column.cell(row)}</span>
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Keeps the place of a row that is on its way. */
const WaitingRow = ({ index, top }: { readonly index: number; readonly top: number }) => (
  <div role="row" tabIndex={-1} aria-rowindex={index + 2} className="grid-row" style={{ top }}>
    <div role="gridcell" tabIndex={-1} className="grid-cell">
      <span className="grid-text quiet">…</span>
    </div>
  </div>
);

const cellClass = (column: { readonly align?: 'right' }, isActive: boolean) =>
  `grid-cell${column.align === 'right' ? ' at-end' : ''}${isActive ? ' active' : ''}`;
