import { type ColumnMapping, MOST_COLUMNS } from '../model/column-mapping.ts';
import { meaningOf } from './aliases.ts';
import { placeColumns, type Recognition, recogniseColumns } from './columns.ts';
import { type FileHead, type FormatReader, ReadFailure, type ReadOptions, type SniffResult } from './reader.ts';
import type { RowGrammar } from './table/row.ts';
import { TableFeed } from './table/table-feed.ts';
import { afterMark, DELIMITERS, type HeadRow, headerBytes, headRows, lineEndOf } from './table/table-head.ts';
import type { TableLayout } from './table/table-layout.ts';

/** A header may follow this many lines of titles. */
const TITLE_ROWS = 30;

/** A table as we recognise it by itself. */
export interface RecognisedTable {
  readonly grammar: RowGrammar;
  readonly header: HeadRow;
  /** Column mapping, its delimiter included, with the reasons. */
  readonly recognition: Recognition;
}

/**
 * Finds delimiter, header and columns of a table from the beginning of a file; null when nothing in it looks like one that
 * holds detections.
 */
export function recogniseTable(head: Uint8Array, complete: boolean): RecognisedTable | null {
  if (startsLikeMarkup(head)) return null;
  const lineEnd = lineEndOf(head);
  let best: { grammar: RowGrammar; header: HeadRow; known: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const grammar = { delimiter: delimiter.charCodeAt(0), lineEnd };
    for (const row of headRows(head, complete, grammar, TITLE_ROWS)) {
      const known = knownNames(row.fields);
      if (known > (best?.known ?? 1) && numbersIn(row.fields) < known) best = { grammar, header: row, known };
    }
  }
  if (best === null) return null;
  const { grammar, header } = best;
  const rows = headRows(head, complete, grammar, Number.POSITIVE_INFINITY);
  const samples = rows.filter((row) => row.start > header.start).map((row) => row.fields);
  const found = recogniseColumns(header.fields, samples);
  const mapping = { delimiter: String.fromCharCode(grammar.delimiter), ...found.mapping };
  return { grammar, header, recognition: { ...found, mapping } };
}

/** JSON and XML are not tables. */
function startsLikeMarkup(head: Uint8Array): boolean {
  let at = afterMark(head);
  while (at < head.length && head[at]! <= 32) at++;
  return head[at] === 0x7b || head[at] === 0x5b || head[at] === 0x3c;
}

const NUMBER = /^[+-]?\d{1,18}(?:[.,]\d{1,18})?$/;

/** A row of data may hold words that are names of columns too, but then it holds its numbers as well. */
const numbersIn = (fields: readonly string[]): number => fields.filter((field) => NUMBER.test(field)).length;

function knownNames(fields: readonly string[]): number {
  const names = new Set<string>();
  for (const field of fields.slice(0, MOST_COLUMNS)) {
    const meaning = meaningOf(field);
    if (meaning !== null) names.add(meaning.target.name);
  }
  return names.size;
}

function findLayout(head: Uint8Array, complete: boolean, options: ReadOptions): TableLayout {
  return options.mapping === null
    ? layoutByRecognition(head, complete, options)
    : layoutByMapping(head, complete, options, options.mapping);
}

function layoutByRecognition(head: Uint8Array, complete: boolean, options: ReadOptions): TableLayout {
  const table = recogniseTable(head, complete);
  if (table === null || !isUsable(table.recognition)) {
    throw new ReadFailure(
      'wrong-format',
      'No header row with positions, bearings or identities was found; a mapping can name the columns.',
    );
  }
  const { grammar, header, recognition } = table;
  return layoutOf(head, grammar, header, header.fields.length, recognition.mapping, options);
}

function layoutByMapping(
  head: Uint8Array,
  complete: boolean,
  options: ReadOptions,
  mapping: ColumnMapping,
): TableLayout {
  const lineEnd = lineEndOf(head);
  const names = mapping.columns.flatMap(({ column }) => (typeof column === 'string' ? [column.trim()] : []));
  const delimiters = mapping.delimiter === undefined ? DELIMITERS : [mapping.delimiter];
  for (const delimiter of delimiters) {
    const grammar = { delimiter: delimiter.charCodeAt(0), lineEnd };
    const rows = headRows(head, complete, grammar, TITLE_ROWS);
    if (names.length === 0) {
      const count = rows[0]?.fields.length ?? 0;
      const needed = Math.max(...mapping.columns.map(({ column }) => Number(column))) + 1;
      if (count >= needed) return layoutOf(head, grammar, null, count, mapping, options);
      continue;
    }
    const header = rows.find(({ fields }) => names.every((name) => fields.includes(name)));
    if (header !== undefined) return layoutOf(head, grammar, header, header.fields.length, mapping, options);
  }
  throw new ReadFailure('wrong-format', 'The file does not have the columns that the mapping names.');
}

function layoutOf(
  head: Uint8Array,
  grammar: RowGrammar,
  header: HeadRow | null,
  count: number,
  mapping: ColumnMapping,
  options: ReadOptions,
): TableLayout {
  if (count > MOST_COLUMNS) {
    throw new ReadFailure('wrong-format', `The table has ${count} columns; at most ${MOST_COLUMNS} are read.`);
  }
  const { sensorId, sensorKind, objectClass, clockOffsetS } = mapping;
  return {
    ...grammar,
    columns: placeColumns(mapping, header?.fields ?? null, count),
    dataStart: header?.next ?? afterMark(head),
    header: header === null ? null : headerBytes(head, header),
    decimalComma: mapping.decimalComma ?? false,
    dayFirst: mapping.dayFirst ?? null,
    zone: mapping.zone ?? options.sensorZone,
    defaults: {
      ...(sensorId === undefined ? {} : { sensorId }),
      ...(sensorKind === undefined ? {} : { sensorKind }),
      ...(objectClass === undefined ? {} : { objectClass }),
    },
    shortSerials: false,
    ...(clockOffsetS === undefined ? {} : { clockOffsetMs: clockOffsetS * 1000 }),
  };
}

const fieldsOf = ({ columns }: Recognition): Set<string> => new Set(columns.map(({ field }) => field));

const hasPoint = (fields: ReadonlySet<string>) =>
  (fields.has('lat') && fields.has('lng')) || fields.has('latLng') || fields.has('lngLat');
const hasTime = (fields: ReadonlySet<string>) =>
  fields.has('observedAtMs') || fields.has('receivedAtMs') || fields.has('observedDate');
const hasIdentity = (fields: ReadonlySet<string>) =>
  ['uasSerial', 'objectId', 'sourceTrackKey', 'uasRegId', 'uasSessionId', 'uasUtmId', 'icao24', 'transmitterMac'].some(
    (name) => fields.has(name),
  );

function isUsable(recognition: Recognition): boolean {
  const fields = fieldsOf(recognition);
  return hasPoint(fields) || fields.has('bearingDeg') || (hasTime(fields) && hasIdentity(fields));
}

function sniff(head: FileHead): SniffResult {
  const table = recogniseTable(head.bytes, head.complete);
  if (table === null) return { score: 0, reason: 'No header row of a table of detections was found.' };
  const fields = fieldsOf(table.recognition);
  const known = `${table.recognition.columns.length} of ${table.header.fields.length} columns are known`;
  if (hasPoint(fields)) {
    return hasTime(fields)
      ? { score: 0.8, reason: `A table with positions and times; ${known}.` }
      : { score: 0.5, reason: `A table with positions but no column of times; ${known}.` };
  }
  if (!hasTime(fields)) return { score: 0, reason: `The table has neither positions nor times; ${known}.` };
  if (fields.has('bearingDeg')) return { score: 0.6, reason: `A table with bearings and times; ${known}.` };
  return hasIdentity(fields)
    ? { score: 0.4, reason: `A table with identities and times but no positions; ${known}.` }
    : { score: 0, reason: `The table has no positions; ${known}.` };
}

/**
 * Any table of detections: delimiters , ; TAB | :, quotes after RFC 4180, decimal comma, titles before the header, units in
 * names, local times. Columns by a confirmed mapping, else by their names and values (`recogniseColumns`).
 */
export const genericCsv: FormatReader = {
  id: 'generic-csv',
  version: 2,
  label: 'Table of detections (CSV)',
  extensions: ['csv', 'tsv', 'txt'],
  sniff,
  open: (options, sink) => new TableFeed((head, complete) => findLayout(head, complete, options), options, sink),
};
