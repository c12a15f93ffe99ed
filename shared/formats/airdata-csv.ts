import { TimeReader } from '../time/time-reader.ts';
import { type Column, columnOf } from './columns.ts';
import { fixedTableReader } from './table/fixed-table.ts';
import { targetOf } from './targets.ts';
import { unitScale } from './units.ts';

const START = ['time(millisecond)', 'datetime(utc)', 'latitude', 'longitude'];
const TIME_ACCURACY = columnOf('time(millisecond)', 'timeAccuracyS', 's');
const OBSERVED = columnOf('datetime(utc)', 'observedAtMs', 'utc');
const OBSERVED_MS = columnOf('time(millisecond)', 'observedAtMs', 'ms');

/** Names before their unit; the unit stands in brackets and is the user's choice. */
const fields: ReadonlyMap<string, string> = new Map([
  ['latitude', 'lat'],
  ['longitude', 'lng'],
  ['height_above_takeoff', 'heightAboveTakeoffM'],
  ['altitude_above_seaLevel', 'altMslM'],
  ['speed', 'speedMps'],
  ['compass_heading', 'headingDeg'],
]);

const UNIT = /^([A-Za-z_]{1,60})(?:\(([A-Za-z/]{1,12})\))?$/;

function columnFor(name: string): Column | null {
  const [, bare = '', unit] = UNIT.exec(name) ?? [];
  const field = fields.get(bare);
  const target = field === undefined ? null : targetOf(field);
  if (field === undefined || target?.kind !== 'number') return null;
  // A value whose unit we do not know is none that we know.
  return unit === undefined || unitScale(unit, target.dimension) !== null ? columnOf(name, field, unit) : null;
}

/** Longest that the two clocks of a row may disagree. */
const LARGEST_STEP_MS = 1500;

const MILLISECONDS = /^\d{1,12}$/;

/**
 * From the counter of milliseconds to UTC: the written time is cut to whole seconds, so the largest difference between the two is
 * the nearest to the truth, by less than the time between rows. NaN when no row has both.
 */
function offsetOf(rows: readonly (readonly string[])[]): number {
  const time = new TimeReader(null, null);
  const offsets = rows.flatMap(([counter = '', written = '']) => {
    const ms = MILLISECONDS.test(counter) ? time.fromText(written, 'utc') - Number(counter) : Number.NaN;
    return Number.isNaN(ms) ? [] : [ms];
  });
  return offsets.length === 0 ? Number.NaN : Math.max(...offsets);
}

/**
 * AirData UAV's CSV of a flight of one's own or a seized aircraft (formats.md 4.13). Units stand in the header, by its user's choice.
 *
 * Clock: the aircraft's. `datetime(utc)` has whole seconds, which ten rows share; the counter of milliseconds tells them apart, and
 * the two are laid over each other. Altitude: above sea level as AirData computes it, and above take-off. `compass_heading` is where
 * the nose points. No serial: the file is the identity, and the traffic is the user's own.
 */
export const airdataCsv = fixedTableReader({
  id: 'airdata-csv',
  version: 1,
  label: 'AirData flight log (CSV)',
  extensions: ['csv'],
  what: 'an AirData flight log',
  isHeader: (names) => START.every((name, index) => names[index] === name),
  open: (names, _options, rows) => {
    const offset = offsetOf(rows);
    const time = new TimeReader(null, null);
    return {
      columns: names.map(columnFor),
      defaults: { sensorKind: 'own-log', positionOrigin: 'self-reported' },
      rule: (row, builder) => {
        const [counter, written] = [row.cell(0), row.cell(1)];
        const ms = MILLISECONDS.test(counter) ? Number(counter) + offset : Number.NaN;
        const step = Math.abs(ms - time.fromText(written, 'utc'));
        if (step <= LARGEST_STEP_MS) {
          builder.setNumber(OBSERVED_MS, ms);
        } else {
          builder.setText(OBSERVED, written);
          builder.setNumber(TIME_ACCURACY, 1);
        }
        return null;
      },
    };
  },
});
