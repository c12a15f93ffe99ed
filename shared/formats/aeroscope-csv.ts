import { columnOf } from './columns.ts';
import type { FileHead, FormatReader, ReadOptions } from './reader.ts';
import { ReadFailure } from './reader.ts';
import { TableFeed } from './table/table-feed.ts';
import { headerBytes, headRows, lineEndOf } from './table/table-head.ts';
import type { TableLayout } from './table/table-layout.ts';

/**
 * DJI AeroScope server CSV (a G-16 with a partner's server). No public document; fields after fetiche-rs
 * `formats/src/aeroscope.rs` and measurements on its samples (formats.md 4.2a).
 *
 * Clock: `receive_date`, the server's, UTC. Altitude: metres, datum not stated. Positions are the aircraft's own report.
 * `azimuth` is neither a bearing nor a course and `flight_id` differs in every row: both stay in the raw record only.
 */
export const AEROSCOPE_HEADER = [
  'aeroscope_id',
  'aeroscope_position.latitude',
  'aeroscope_position.longitude',
  'altitude',
  'azimuth',
  'coordinate.latitude',
  'coordinate.longitude',
  'distance',
  'drone_id',
  'drone_type',
  'flight_id',
  'home_location.latitude',
  'home_location.longitude',
  'pilot_position.latitude',
  'pilot_position.longitude',
  'receive_date',
  'speed',
] as const;

const fieldOf: Partial<Record<(typeof AEROSCOPE_HEADER)[number], readonly [field: string, unit?: string]>> = {
  aeroscope_id: ['sensorId'],
  'aeroscope_position.latitude': ['sensorLat', 'deg'],
  'aeroscope_position.longitude': ['sensorLng', 'deg'],
  altitude: ['altUnknownDatumM', 'm'],
  'coordinate.latitude': ['lat', 'deg'],
  'coordinate.longitude': ['lng', 'deg'],
  distance: ['rangeM', 'm'],
  drone_id: ['uasSerial'],
  drone_type: ['model'],
  'home_location.latitude': ['homeLat', 'deg'],
  'home_location.longitude': ['homeLng', 'deg'],
  'pilot_position.latitude': ['operatorLat', 'deg'],
  'pilot_position.longitude': ['operatorLng', 'deg'],
  receive_date: ['receivedAtMs'],
  speed: ['speedMps', 'm/s'],
};

const columns = AEROSCOPE_HEADER.map((name) => {
  const meaning = fieldOf[name];
  return meaning === undefined ? null : columnOf(name, meaning[0], meaning[1]);
});

const COMMA = 44;

function findLayout(head: Uint8Array, complete: boolean, options: ReadOptions): TableLayout {
  const grammar = { delimiter: COMMA, lineEnd: lineEndOf(head) };
  const first = headRows(head, complete, grammar, 1)[0];
  if (first === undefined || !isHeader(first.fields)) {
    throw new ReadFailure('wrong-format', 'The first line is not the header of an AeroScope server export.');
  }
  return {
    ...grammar,
    columns,
    dataStart: first.next,
    header: headerBytes(head, first),
    decimalComma: false,
    dayFirst: null,
    zone: options.sensorZone,
    defaults: { make: 'DJI', sensorKind: 'droneid', positionOrigin: 'self-reported' },
    shortSerials: true,
  };
}

const isHeader = (fields: readonly string[]): boolean =>
  fields.length === AEROSCOPE_HEADER.length && AEROSCOPE_HEADER.every((name, index) => fields[index] === name);

export const aeroscopeCsv: FormatReader = {
  id: 'aeroscope-csv',
  version: 1,
  label: 'DJI AeroScope server export (CSV)',
  extensions: ['csv'],
  sniff: (head: FileHead) => {
    const grammar = { delimiter: COMMA, lineEnd: lineEndOf(head.bytes) };
    const first = headRows(head.bytes, head.complete, grammar, 1)[0];
    return first !== undefined && isHeader(first.fields)
      ? { score: 1, reason: 'The header is exactly that of an AeroScope server export.' }
      : { score: 0, reason: 'The header is not that of an AeroScope server export.' };
  },
  open: (options, sink) => new TableFeed((head, complete) => findLayout(head, complete, options), options, sink),
};
