import { columnOf } from './columns.ts';
import { type FileHead, type FormatReader, ReadFailure, type ReadOptions } from './reader.ts';
import { TableFeed } from './table/table-feed.ts';
import { afterMark, lineEndOf } from './table/table-head.ts';
import type { RowRule, TableLayout } from './table/table-layout.ts';
import { courseOf } from './velocity.ts';

const FIELDS = 15;
const COMMA = 44;
const LINE = /(?:^|[\r\n])\s{0,100}dji_O,/;

const column = (header: string, field: string, unit?: string) => columnOf(header, field, unit);
const FREQUENCY = column('freq', 'freqHz');
const RSSI = column('rssi', 'rssiDbm', 'dbm');
const MODEL = column('model', 'model');
const SERIAL = column('serial', 'uasSerial');
const COURSE = column('e|n', 'courseDeg', 'deg');
const HEIGHT = column('height', 'heightM', 'm');
const ALTITUDE = column('altitude', 'altUnknownDatumM', 'm');
const TIME = column('time', 'observedAtMs');

/** Pairs of places, longitude first. */
const places = [
  [6, column('operator lon', 'operatorLng'), column('operator lat', 'operatorLat')],
  [8, column('lon', 'lng'), column('lat', 'lat')],
  [10, column('home lon', 'homeLng'), column('home lat', 'homeLat')],
] as const;

const rule: RowRule = (row, builder) => {
  if (row.cell(0) !== 'dji_O') return 'skip';
  builder.setText(FREQUENCY, row.cell(2));
  builder.setText(RSSI, row.cell(3));
  builder.setText(MODEL, row.cell(4));
  builder.setText(SERIAL, row.cell(5));
  for (const [start, lng, lat] of places) {
    builder.setText(lng, row.cell(start));
    builder.setText(lat, row.cell(start + 1));
  }
  const [east = '', north = ''] = row.cell(12).split('|');
  const course = east === '' || north === '' ? null : courseOf(Number(east), Number(north));
  if (course !== null) builder.setNumber(COURSE, course);
  const [height = '', altitude = ''] = row.cell(13).split('|');
  builder.setText(HEIGHT, height);
  builder.setText(ALTITUDE, altitude);
  builder.setText(TIME, row.cell(14).replace(/;$/, ''));
  return null;
};

function findLayout(head: Uint8Array, options: ReadOptions): TableLayout {
  if (!LINE.test(options.decode(head))) {
    throw new ReadFailure('wrong-format', 'No line in the beginning of the file begins with "dji_O,".');
  }
  return {
    delimiter: COMMA,
    lineEnd: lineEndOf(head),
    columns: new Array<null>(FIELDS).fill(null),
    dataStart: afterMark(head),
    header: null,
    decimalComma: false,
    dayFirst: null,
    zone: options.sensorZone,
    defaults: { make: 'DJI', sensorKind: 'droneid', positionOrigin: 'self-reported' },
    shortSerials: true,
    rule,
  };
}

/**
 * DJI DroneID as AntSDR receivers print it, one `dji_O,…;` a line (dronecot `dji_text_parser.py`; formats.md 4.4). Places are
 * longitude first.
 *
 * Clock: the last field, whose zone counts only when it says so. Altitude: datum not stated, and what the height is above neither.
 * The unit of the velocities is not stated: they give a course and no speed.
 */
export const antsdrText: FormatReader = {
  id: 'antsdr-text',
  version: 1,
  label: 'DJI DroneID lines (AntSDR, text)',
  extensions: ['txt', 'log', 'csv'],
  unverified: true,
  sniff: (head: FileHead) =>
    LINE.test(head.text)
      ? { score: 1, reason: 'Lines that begin with "dji_O,".' }
      : { score: 0, reason: 'No line begins with "dji_O,".' },
  open: (options, sink) => new TableFeed((head) => findLayout(head, options), options, sink),
};
