import type { DetectionFields } from '../../model/detection.ts';
import type { Issue } from '../../model/issue.ts';
import type { Column } from '../columns.ts';
import type { DetectionBuilder } from '../detection-builder.ts';
import type { RowGrammar } from './row.ts';

/** A row as a format's own rule sees it. */
export interface TableRow {
  /** Its record number. */
  readonly record: number;
  /** Text of a cell by its place from 0, without blanks and NULs around it; empty when the row has no such cell. */
  cell(index: number): string;
}

/**
 * What a format knows about a row beyond its columns, told to the builder after them. Null: go on; `skip`: it is rightly no
 * detection; an issue: it cannot be used.
 */
export type RowRule = (row: TableRow, builder: DetectionBuilder) => Issue | 'skip' | null;

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
  readonly rule?: RowRule;
  /** Milliseconds to add to times of observation. */
  readonly clockOffsetMs?: number;
}

/**
 * Decides the layout from the first bytes of a file.
 * @throws ReadFailure when they are not the table that was expected.
 */
export type LayoutFinder = (head: Uint8Array, complete: boolean) => TableLayout;

/** How much of a file decides its layout. */
export const HEAD_BYTES = 65_536;
