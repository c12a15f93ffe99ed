import { useMemo } from 'react';
import { type PagedMethod, type PagedRow, type PagedSort, usePagedRows } from '../../state/paged.ts';
import { type Column, Grid, useSort } from '../DataGrid.tsx';
import type { Sort } from '../grid-model.ts';
import { ListFrame } from './ListFrame.tsx';

interface PagedTableProps<M extends PagedMethod> {
  readonly label: string;
  readonly method: M;
  readonly what: string;
  readonly noun: string;
  /** Their ids are what the contract sorts by. */
  readonly columns: readonly Column<PagedRow<M>>[];
  readonly initialSort: Sort;
  readonly selectedId: string | null;
  readonly onSelect: (row: PagedRow<M>) => void;
}

const idOf = (row: { readonly id: string }) => row.id;

/** A list of the workspace that is sorted where it is stored: only the rows in sight are fetched, however many there are. */
export function PagedTable<M extends PagedMethod>({
  label,
  method,
  what,
  noun,
  columns,
  initialSort,
  selectedId,
  onSelect,
}: PagedTableProps<M>) {
  const [sort, sortBy] = useSort(label, initialSort);
  const asked = useMemo(() => ({ by: sort.column, descending: sort.descending }) as PagedSort<M>, [sort]);
  const { answer, total, at, want, foundIndex } = usePagedRows(method, asked, selectedId);
  return (
    <ListFrame answer={answer} what={what} noun={noun} paged>
      {() => (
        <Grid
          label={label}
          rowId={idOf}
          columns={columns}
          selectedId={selectedId}
          selectedIndex={foundIndex ?? -1}
          onSelect={onSelect}
          total={total}
          rowAt={at}
          onWindow={want}
          sort={sort}
          sortBy={sortBy}
        />
      )}
    </ListFrame>
  );
}
