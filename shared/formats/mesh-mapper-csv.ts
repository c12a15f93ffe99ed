import { columnOf } from './columns.ts';
import { zeroIsNone } from './dragonsync/fields.ts';
import { fixedColumns } from './fixed-columns.ts';
import { fixedTableReader } from './table/fixed-table.ts';

const HEADER =
  'timestamp,alias,mac,rssi,drone_lat,drone_long,drone_altitude,pilot_lat,pilot_long,basic_id,faa_data'.split(',');

const columns = fixedColumns([
  ['timestamp', 'receivedAtMs'],
  ['mac', 'transmitterMac'],
  ['rssi', 'rssiDbm', 'dbm'],
  ['drone_lat', 'lat'],
  ['drone_long', 'lng'],
  ['pilot_lat', 'operatorLat'],
  ['pilot_long', 'operatorLng'],
  ['basic_id', 'objectId'],
]);

const ALTITUDE = columnOf('drone_altitude', 'altUnknownDatumM', 'm');

/**
 * drone-mesh-mapper (`mesh-mapper.py`; formats.md 4.5): `detections_….csv` and `cumulative_detections.csv`.
 *
 * Clock: `timestamp`, when the mapper wrote the row, in its local time without a zone. Altitude: datum not stated; 0 means none.
 * `basic_id` may be one that the same address sent earlier: the mapper itself joins them. `alias`, which its user typed, and
 * `faa_data`, which may hold an owner's registration, stay in the raw record.
 */
export const meshMapperCsv = fixedTableReader({
  id: 'mesh-mapper-csv',
  version: 1,
  label: 'drone-mesh-mapper detections (CSV)',
  extensions: ['csv'],
  unverified: true,
  what: 'a drone-mesh-mapper export',
  isHeader: (names) => names.length === HEADER.length && HEADER.every((name, index) => names[index] === name),
  open: () => ({
    columns: HEADER.map((name) => columns.get(name) ?? null),
    defaults: { sensorKind: 'remote-id', positionOrigin: 'self-reported', objectClass: 'uas' },
    rule: (row, builder) => {
      builder.setText(ALTITUDE, zeroIsNone(row.cell(HEADER.indexOf('drone_altitude'))));
      return null;
    },
  }),
});
