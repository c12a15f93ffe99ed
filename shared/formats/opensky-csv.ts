import { columnOf } from './columns.ts';
import { fixedColumns } from './fixed-columns.ts';
import { fixedTableReader } from './table/fixed-table.ts';

/** The columns by which a table of state vectors is known; their order differs by how they were asked for. */
const REQUIRED = ['time', 'icao24', 'lat', 'lon', 'velocity', 'heading', 'vertrate', 'callsign'];

/** `heading` is the direction of travel (the API's `true_track`). */
const columns = fixedColumns([
  ['icao24', 'icao24'],
  ['callsign', 'callsign'],
  ['lat', 'lat'],
  ['lon', 'lng'],
  ['velocity', 'speedMps', 'm/s'],
  ['heading', 'courseDeg', 'deg'],
  ['vertrate', 'vspeedMps', 'm/s'],
  ['baroaltitude', 'altBaroM', 'm'],
  ['geoaltitude', 'altHaeM', 'm'],
  ['lastcontact', 'receivedAtMs', 's'],
]);

const SNAPSHOT = columnOf('time', 'observedAtMs', 's');
const POSITION_TIME = columnOf('lastposupdate', 'observedAtMs', 's');

/**
 * OpenSky Network state vectors as CSV (its data sets of hours; formats.md 4.14).
 *
 * Clock: `lastposupdate`, when the position was received, else `time`, the second of the snapshot; epoch seconds. Altitudes: at
 * 1013.25 hPa and above the ellipsoid, in metres. Cooperative traffic: compared, never counted.
 */
export const openskyCsv = fixedTableReader({
  id: 'opensky-csv',
  version: 1,
  label: 'OpenSky state vectors (CSV)',
  extensions: ['csv'],
  unverified: true,
  what: 'OpenSky state vectors',
  isHeader: (names) => REQUIRED.every((name) => names.includes(name)),
  open: (names) => {
    const [time, position] = [names.indexOf('time'), names.indexOf('lastposupdate')];
    return {
      columns: names.map((name) => columns.get(name) ?? null),
      defaults: { sensorKind: 'adsb', positionOrigin: 'self-reported' },
      rule: (row, builder) => {
        const updated = row.cell(position);
        const isKnown = /^\d{9,11}(?:\.\d{1,9})?$/.test(updated);
        builder.setText(isKnown ? POSITION_TIME : SNAPSHOT, isKnown ? updated : row.cell(time));
        return null;
      },
    };
  },
});
