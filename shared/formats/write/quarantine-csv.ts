import { csvText } from './csv.ts';

/** A quarantined record as the table writes it. */
export interface QuarantinedRow {
  readonly importId: string;
  readonly file: string;
  readonly record: number;
  readonly byteStart: number;
  readonly byteLength: number;
  readonly code: string;
  readonly sentence: string;
  readonly field: string | null;
  readonly found: string | null;
  readonly raw: string;
}

const HEADER = 'import,file,record,byte_start,byte_length,reason,sentence,field,found,raw';

/** Quarantined records as a table (RFC 4180, CRLF): where each stands in which file, why it was not used, and its text as it is there. */
export function quarantineCsv(rows: readonly QuarantinedRow[]): string {
  const lines = rows.map((row) =>
    [
      csvText(row.importId),
      csvText(row.file),
      row.record,
      row.byteStart,
      row.byteLength,
      csvText(row.code),
      csvText(row.sentence),
      csvText(row.field ?? ''),
      csvText(row.found ?? ''),
      csvText(row.raw),
    ].join(','),
  );
  return [HEADER, ...lines].map((line) => `${line}\r\n`).join('');
}
