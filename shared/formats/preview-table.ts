import type { DetectionFields } from '../model/detection.ts';
import type { Issue } from '../model/issue.ts';
import { genericCsv } from './generic-csv.ts';
import { type FileHead, ReadFailure, type ReadOptions } from './reader.ts';
import { type FoundTable, findTable } from './table/find-table.ts';
import { headAsUtf8 } from './utf16.ts';

/** One record of a table as it stands and as a mapping reads it. */
export interface PreviewRow {
  readonly record: number;
  readonly cells: readonly string[];
  /** The canonical detection; null when the record would not become one. */
  readonly fields: Readonly<DetectionFields> | null;
  /** Why not, or what is doubtful about it. */
  readonly issues: readonly Issue[];
}

export interface TablePreview {
  readonly rows: readonly PreviewRow[];
  /** Why the table cannot be read so at all; null when it can. */
  readonly problem: string | null;
}

/** The table in the head of a file; null when there is none. UTF-16 is read as well. */
export const tableOf = (head: FileHead): FoundTable | null => {
  const { bytes, complete } = headAsUtf8(head);
  return findTable(bytes, complete);
};

/** What the first records of a table become. Reads the file's head alone, by the same reader that will read the file. */
export function previewTable(head: FileHead, table: FoundTable, options: ReadOptions, most: number): TablePreview {
  const { bytes } = headAsUtf8(head);
  const shown = table.rows.slice(0, most);
  const end = shown.at(-1)?.next ?? bytes.length;
  const cells = new Map(shown.map(({ start, fields }) => [start, fields]));
  const rows: PreviewRow[] = [];
  const cellsAt = (start: number): readonly string[] => cells.get(start) ?? [];
  try {
    const feed = genericCsv.open(options, {
      detection: ({ record, byteStart }, fields, issues = []) =>
        rows.push({ record, cells: cellsAt(byteStart), fields: statedFields(fields), issues }),
      quarantine: ({ record, byteStart }, issue) =>
        rows.push({ record, cells: cellsAt(byteStart), fields: null, issues: [issue] }),
      skip: ({ record, byteStart }, code) =>
        rows.push({ record, cells: cellsAt(byteStart), fields: null, issues: [{ code }] }),
    });
    feed.push(bytes.slice(0, end));
    feed.end();
    return { rows: rows.slice(0, most), problem: null };
  } catch (error) {
    if (error instanceof ReadFailure) return { rows: [], problem: error.message };
    throw error;
  }
}

/** A copy without what is absent: the reader uses its object again. */
const statedFields = (fields: DetectionFields): DetectionFields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
