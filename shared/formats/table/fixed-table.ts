import type { DetectionFields } from '../../model/detection.ts';
import type { Column } from '../columns.ts';
import { type FormatReader, ReadFailure, type ReadOptions } from '../reader.ts';
import { TableFeed } from './table-feed.ts';
import { headerBytes, headRows, lineEndOf } from './table-head.ts';
import type { RowRule, TableLayout } from './table-layout.ts';

/** A comma-separated table whose columns are known, not recognised. */
export interface FixedTable {
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly extensions: readonly string[];
  readonly unverified?: true;
  /** Whose header it is, for a sentence: `a WarDragon log`. */
  readonly what: string;
  /** Whether the first line is this table's header. */
  readonly isHeader: (names: readonly string[]) => boolean;
  /** How to read a file with that header and these first rows. Asked once for each file, so that a rule may remember rows. */
  readonly open: (names: readonly string[], options: ReadOptions, rows: readonly (readonly string[])[]) => FixedColumns;
}

export interface FixedColumns {
  readonly columns: readonly (Column | null)[];
  readonly defaults: Readonly<DetectionFields>;
  readonly rule?: RowRule;
  readonly shortSerials?: boolean;
}

const COMMA = 44;

/** Rows that a format may look at before it reads the first. */
const SAMPLE_ROWS = 300;

const rowsOf = (head: Uint8Array, complete: boolean, most: number) =>
  headRows(head, complete, { delimiter: COMMA, lineEnd: lineEndOf(head) }, most);

/** The reader of such a table. Nothing but its exact header is recognised. */
export function fixedTableReader(table: FixedTable): FormatReader {
  const findLayout = (head: Uint8Array, complete: boolean, options: ReadOptions): TableLayout => {
    const [first, ...rows] = rowsOf(head, complete, SAMPLE_ROWS + 1);
    if (first === undefined || !table.isHeader(first.fields)) {
      throw new ReadFailure('wrong-format', `The first line is not the header of ${table.what}.`);
    }
    const { columns, defaults, rule, shortSerials } = table.open(
      first.fields,
      options,
      rows.map((row) => row.fields),
    );
    return {
      delimiter: COMMA,
      lineEnd: lineEndOf(head),
      columns,
      dataStart: first.next,
      header: headerBytes(head, first),
      decimalComma: false,
      dayFirst: null,
      zone: options.sensorZone,
      defaults,
      shortSerials: shortSerials ?? false,
      ...(rule === undefined ? {} : { rule }),
    };
  };
  const { id, version, label, extensions } = table;
  return {
    id,
    version,
    label,
    extensions,
    ...(table.unverified === undefined ? {} : { unverified: table.unverified }),
    sniff: (head) => {
      const [first] = rowsOf(head.bytes, head.complete, 1);
      return first !== undefined && table.isHeader(first.fields)
        ? { score: 1, reason: `The header is that of ${table.what}.` }
        : { score: 0, reason: `The header is not that of ${table.what}.` };
    },
    open: (options, sink) => new TableFeed((head, complete) => findLayout(head, complete, options), options, sink),
  };
}
