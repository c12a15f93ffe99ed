import type { DetectionFields } from '../../model/detection.ts';
import { guardFormula } from '../formula.ts';
import { type ExportColumn, exportColumns, exportValue } from './members.ts';

/**
 * Detections as a table (RFC 4180, comma, CRLF, UTF-8): a header of our field names, then a row each. Times ISO 8601 with Z,
 * numbers unquoted in SI units, texts safe against formulas (`formula.ts`). `generic-csv` reads it back to the same fields.
 */
export function* writeCsv(
  detections: Iterable<DetectionFields>,
  columns: readonly ExportColumn[] = exportColumns,
): Iterable<string> {
  yield `${columns.map(({ column }) => column).join(',')}\r\n`;
  for (const fields of detections) {
    const cells = columns.map((column) => {
      const value = exportValue(fields, column);
      return typeof value === 'string' ? csvText(value) : value === undefined ? '' : String(value);
    });
    yield `${cells.join(',')}\r\n`;
  }
}

const NEEDS_QUOTES = /[",\r\n]/;

/** A text as a cell: guarded against formulas, quoted where the grammar asks for it. */
export function csvText(text: string): string {
  const safe = guardFormula(text);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
