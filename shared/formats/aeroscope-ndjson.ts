import { columnOf } from './columns.ts';
import { djiModel } from './dji-products.ts';
import { fixedColumns, setMembersByName } from './fixed-columns.ts';
import { JsonFeed, type JsonFormat } from './json/json-feed.ts';
import { isJsonObject, refuseOthers, sniffJson } from './json/known.ts';
import type { FormatReader } from './reader.ts';

const LONGEST = 1_048_576;
const LABEL = 'records of a portable AeroScope';

const columns = fixedColumns([
  ['sn', 'uasSerial'],
  ['latitude', 'lat'],
  ['longitude', 'lng'],
  ['absoluteHeight', 'altUnknownDatumM', 'm'],
  ['height', 'heightM', 'm'],
  ['lastDronePushUpdateTime', 'receivedAtMs', 'ms'],
  ['personLatitude', 'operatorLat'],
  ['personLongitude', 'operatorLng'],
  ['homeLatitude', 'homeLat'],
  ['homeLongitude', 'homeLng'],
]);

const MODEL = columnOf('productType', 'model', undefined);
const MAKE = columnOf('sn', 'make', undefined);
const SENSOR_KIND = columnOf('sn', 'sensorKind', undefined);
const ORIGIN = columnOf('sn', 'positionOrigin', undefined);

const isOurs = (value: unknown): boolean => isJsonObject(value) && 'sn' in value && 'lastDronePushUpdateTime' in value;

const format: JsonFormat = {
  containers: new Set(),
  longest: LONGEST,
  flatOf: () => null,
  check: (values) => refuseOthers(values, isOurs, LABEL),
  read: (value, records) => {
    if (!isOurs(value)) {
      records.skip();
      return;
    }
    const { builder } = records;
    const record = value as { readonly productType?: unknown };
    builder.begin();
    setMembersByName(builder, record, columns);
    builder.setText(MODEL, djiModel(record.productType));
    builder.setText(MAKE, 'DJI');
    builder.setText(SENSOR_KIND, 'droneid');
    builder.setText(ORIGIN, 'self-reported');
    records.finish();
  },
};

/**
 * DJI AeroScope, portable unit: NDJSON under the name `.txt` (convertisseur_aeroscope_kml_v2 `mainwindow.cpp`; formats.md 4.2b).
 *
 * Clock: `lastDronePushUpdateTime`, the unit's, epoch milliseconds. Altitude: `absoluteHeight`, metres, datum not stated; what
 * `height` is above is not stated either. `flightIndex` stays in the raw record.
 */
export const aeroscopeNdjson: FormatReader = {
  id: 'aeroscope-ndjson',
  version: 1,
  label: 'DJI AeroScope portable log (NDJSON)',
  extensions: ['txt', 'json', 'ndjson'],
  unverified: true,
  sniff: (head) => sniffJson(head, format, isOurs, LABEL),
  open: (options, sink) => new JsonFeed(format, options, sink),
};
