import { isPlausibleTime } from '../columns.ts';
import { recogniseTable } from '../generic-csv.ts';
import type { RowGrammar } from './row.ts';
import { DELIMITERS, type HeadRow, headRows, lineEndOf } from './table-head.ts';

/** A table whose columns need not be known: where its header stands and what its first rows hold. */
export interface FoundTable {
  readonly grammar: RowGrammar;
  /** Null for a table that starts with data. */
  readonly header: HeadRow | null;
  /** Rows behind the header, as many as the head holds whole. */
  readonly rows: readonly HeadRow[];
  readonly columnCount: number;
}

/** Rows that tell a table from prose. */
const LOOKED_AT = 40;
const NUMBER = /^[+-]?\d{1,18}(?:[.,]\d{1,18})?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Finds a table by the names we know, else by its shape: the delimiter that splits most rows into equally many cells, two at
 * least; its header is the last row before the data whose cells are neither numbers nor times. Null for what is no table.
 */
export function findTable(head: Uint8Array, complete: boolean): FoundTable | null {
  const known = recogniseTable(head, complete);
  if (known !== null) {
    const { grammar, header } = known;
    const rows = headRows(head, complete, grammar, Number.POSITIVE_INFINITY).filter(
      ({ start }) => start > header.start,
    );
    return { grammar, header, rows, columnCount: header.fields.length };
  }
  const lineEnd = lineEndOf(head);
  let best: { grammar: RowGrammar; count: number; share: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const grammar = { delimiter: delimiter.charCodeAt(0), lineEnd };
    const counts = headRows(head, complete, grammar, LOOKED_AT).map(({ fields }) => fields.length);
    const count = mostFrequent(counts);
    const share = counts.filter((one) => one === count).length / counts.length;
    if (count < 2 || counts.length < 2 || share < 0.6) continue;
    // A delimiter that also stands within cells splits all rows but the header alike.
    if (best === null || share > best.share) best = { grammar, count, share };
  }
  if (best === null) return null;
  const { grammar, count } = best;
  const all = headRows(head, complete, grammar, Number.POSITIVE_INFINITY);
  const first = all.findIndex(({ fields }) => fields.length === count);
  const isHeader = first >= 0 && all[first]!.fields.every((field) => !isValue(field)) && all.length > first + 1;
  const header = isHeader ? all[first]! : null;
  return { grammar, header, rows: all.slice(isHeader ? first + 1 : Math.max(0, first)), columnCount: count };
}

const isValue = (field: string): boolean => NUMBER.test(field) || isPlausibleTime(field, null);

function mostFrequent(counts: readonly number[]): number {
  const frequency = new Map<number, number>();
  for (const count of counts) frequency.set(count, (frequency.get(count) ?? 0) + 1);
  let best = 0;
  for (const [count, times] of frequency) if (times > (frequency.get(best) ?? 0)) best = count;
  return best;
}
