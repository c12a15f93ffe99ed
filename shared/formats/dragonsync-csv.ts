import { columnOf } from './columns.ts';
import { setDragonSync, zeroIsNone } from './dragonsync/fields.ts';
import { isAlert } from './drone-alert.ts';
import { fixedColumns } from './fixed-columns.ts';
import { fixedTableReader } from './table/fixed-table.ts';

/** The columns that every version of the log begins with. */
const BASE = 'timestamp,drone_id,lat,lon,alt,speed,rssi,mac,description,pilot_lat,pilot_lon'.split(',');

/** Columns whose values speak for themselves. */
const columns = fixedColumns([
  ['rssi', 'rssiDbm', 'dbm'],
  ['ua_type', 'uaType'],
  ['op_status', 'opStatus'],
  ['operator_id', 'operatorId'],
  ['vertical_accuracy', 'vertAccuracyM', 'm-or-code'],
  ['horizontal_accuracy', 'sigmaM', 'm-95-or-code'],
  ['speed_accuracy', 'speedAccuracyMps', 'm/s-or-code'],
  ['freq', 'freqHz'],
  ['rid_make', 'make'],
  ['rid_model', 'model'],
  ['seen_by', 'sensorId'],
  ['system_lat', 'sensorLat'],
  ['system_lon', 'sensorLng'],
]);

const OBSERVED = columnOf('observed_at', 'observedAtMs', 's');
const LOGGED = columnOf('timestamp', 'receivedAtMs', 'utc');
const TIME_BASIS = columnOf('observed_at', 'timeBasis', undefined);
const SENSOR_ID = columnOf('system_id', 'sensorId', undefined);
const SENSOR_ALT = columnOf('system_alt', 'sensorAltM', 'm');
const OPERATOR_LAT = columnOf('pilot_lat', 'operatorLat', undefined);
const OPERATOR_LNG = columnOf('pilot_lon', 'operatorLng', undefined);
const HOME_LAT = columnOf('home_lat', 'homeLat', undefined);
const HOME_LNG = columnOf('home_lon', 'homeLng', undefined);

/**
 * WarDragon / DragonSync log (`utils/drone_logger.py`; formats.md 4.5). Older logs lack the later columns; all are found by name.
 *
 * Clock: `observed_at`, epoch seconds, when the kit received it, else `timestamp`, when it was logged, UTC. Altitude: `alt` above the
 * ellipsoid, `height` above what `height_type` says. 0 means none everywhere. An encrypted link (`drone-alert`) has no position.
 */
export const dragonsyncCsv = fixedTableReader({
  id: 'dragonsync-csv',
  version: 1,
  label: 'WarDragon / DragonSync log (CSV)',
  extensions: ['csv'],
  unverified: true,
  what: 'a WarDragon log',
  isHeader: (names) => BASE.every((name, index) => names[index] === name),
  open: (names) => {
    const at = new Map(names.map((name, index) => [name, index]));
    return {
      columns: names.map((name) => columns.get(name) ?? null),
      defaults: {},
      rule: (row, builder) => {
        const cell = (name: string): string => row.cell(at.get(name) ?? -1);
        const id = cell('drone_id');
        setDragonSync(builder, {
          id,
          lat: cell('lat'),
          lng: cell('lon'),
          alt: cell('alt'),
          speed: cell('speed'),
          mac: cell('mac'),
          transport: cell('transport'),
          description: cell('description'),
          registration: cell('caa'),
          height: cell('height'),
          heightType: cell('height_type'),
          direction: cell('direction'),
          verticalSpeed: cell('vspeed'),
          pressureAltitude: cell('pressure_altitude'),
        });
        builder.setText(OBSERVED, zeroIsNone(cell('observed_at')));
        builder.setText(LOGGED, cell('timestamp'));
        builder.setText(TIME_BASIS, 'received');
        builder.setDefault(SENSOR_ID, cell('system_id'));
        builder.setText(SENSOR_ALT, zeroIsNone(cell('system_alt')));
        if (isAlert(id)) return null;
        builder.setText(OPERATOR_LAT, cell('pilot_lat'));
        builder.setText(OPERATOR_LNG, cell('pilot_lon'));
        builder.setText(HOME_LAT, cell('home_lat'));
        builder.setText(HOME_LNG, cell('home_lon'));
        return null;
      },
    };
  },
});
