import type { DetectionFields } from '../../model/detection.ts';
import type { Column } from '../columns.ts';
import type { RowGrammar } from './row.ts';

/** How to read a table once its beginning has been seen. */
export interface TableLayout extends RowGrammar {
  /** What each column holds; null where it holds nothing we use. */
  readonly columns: readonly (Column | null)[];
  /** Bytes before the first data row: byte-order mark, titles, header. */
  readonly dataStart: number;
  /** The header row as it stands, to know it again; null without one. */
  readonly header: Uint8Array | null;
  readonly decimalComma: boolean;
  readonly dayFirst: boolean | null;
  /** Zone of times without one; null: unknown. */
  readonly zone: string | null;
  readonly defaults: Readonly<DetectionFields>;
  readonly shortSerials: boolean;
}

/**
 * Decides the layout from the first bytes of a file.
 * @throws ReadFailure when they are not the table that was expected.
 */
export type LayoutFinder = (head: Uint8Array, complete: boolean) => TableLayout;

/** How much of a file decides its layout. */
export const HEAD_BYTES = 65_536;
export const MOST_COLUMNS = 500;
