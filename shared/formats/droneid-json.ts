import { columnOf } from './columns.ts';
import { djiModel } from './dji-products.ts';
import { fixedColumns, setMembersByName } from './fixed-columns.ts';
import { JsonFeed, type JsonFormat, type JsonRecords } from './json/json-feed.ts';
import { isJsonObject, type JsonObject, refuseOthers, sniffJson } from './json/known.ts';
import type { FormatReader } from './reader.ts';
import { isDjiShortSerial, looksLikeSerial } from './serial.ts';
import { courseOf } from './velocity.ts';

const LONGEST = 1_048_576;
const LABEL = 'DroneID packets';

const columns = fixedColumns([
  ['latitude', 'lat'],
  ['longitude', 'lng'],
  ['altitude', 'altUnknownDatumM', 'm'],
  ['height', 'heightM', 'm'],
  ['gps_time', 'observedAtMs', 'ms'],
  ['app_lat', 'operatorLat'],
  ['app_lon', 'operatorLng'],
  ['latitude_home', 'homeLat'],
  ['longitude_home', 'homeLng'],
]);

const SERIAL = columnOf('serial_number', 'uasSerial', undefined);
const COURSE = columnOf('v_north', 'courseDeg', 'deg');
const MODEL = columnOf('device_type', 'model', undefined);
const MAKE = columnOf('device_type', 'make', undefined);
const SENSOR_KIND = columnOf('device_type', 'sensorKind', undefined);
const ORIGIN = columnOf('device_type', 'positionOrigin', undefined);

const isOurs = (value: unknown): value is JsonObject =>
  isJsonObject(value) && 'crc-packet' in value && 'crc-calculated' in value;

function read(value: unknown, records: JsonRecords): void {
  if (!isOurs(value)) {
    records.skip();
    return;
  }
  const stated = crcOf(value['crc-packet']);
  const calculated = crcOf(value['crc-calculated']);
  // A damaged packet looks like a good one with other digits: in its serial, in its position.
  if (stated === null || stated !== calculated) {
    records.quarantine({ code: 'bad-crc', found: `${stated ?? 'none'}, calculated ${calculated ?? 'none'}` });
    return;
  }
  const { builder } = records;
  builder.begin();
  setMembersByName(builder, value, columns);
  const { serial_number: serial, v_north: north, v_east: east } = value;
  // Newer aircraft mask their serial.
  if (typeof serial === 'string' && (looksLikeSerial(serial) || isDjiShortSerial(serial))) {
    builder.setText(SERIAL, serial);
  }
  if (typeof north === 'number' && typeof east === 'number') {
    const course = courseOf(east, north);
    if (course !== null) builder.setNumber(COURSE, course);
  }
  builder.setText(MODEL, djiModel(value.device_type));
  builder.setText(MAKE, 'DJI');
  builder.setText(SENSOR_KIND, 'droneid');
  builder.setText(ORIGIN, 'self-reported');
  records.finish();
}

const crcOf = (value: unknown): string | null => {
  if (typeof value === 'number') return value.toString(16);
  return typeof value === 'string' && value.trim() !== '' ? value.trim().toLowerCase() : null;
};

const format: JsonFormat = {
  containers: new Set(),
  longest: LONGEST,
  flatOf: () => null,
  check: (values) => refuseOthers(values, isOurs, LABEL),
  isLogText: (raw) => !raw.startsWith('{'),
  read,
};

/**
 * DJI DroneID as DroneSecurity prints it (RUB-SysSec/DroneSecurity `src/droneid_packet.py`; formats.md 4.4): objects one after
 * another among other output, which is skipped. A packet whose checksums differ is quarantined.
 *
 * Clock: `gps_time`, the aircraft's, epoch milliseconds. Altitude: datum not stated. The unit of the velocities is not sure: they
 * give a course and no speed. `uuid`, which names an account, stays in the raw record.
 */
export const droneidJson: FormatReader = {
  id: 'droneid-json',
  version: 1,
  label: 'DJI DroneID packets (DroneSecurity, JSON)',
  extensions: ['json', 'txt', 'log'],
  unverified: true,
  sniff: (head) => {
    const sniffed = sniffJson(head, format, isOurs, LABEL);
    // Other output may come before the first packet.
    return sniffed.score === 0 && /"crc-packet"\s{0,8}:/.test(head.text) && /"crc-calculated"\s{0,8}:/.test(head.text)
      ? { score: 0.95, reason: `Among other text, JSON values with the members of ${LABEL}.` }
      : sniffed;
  },
  open: (options, sink) => new JsonFeed(format, options, sink),
};
