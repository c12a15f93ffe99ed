import type { DetectionFields } from '../../model/detection.ts';
import { type Column, columnOf } from '../columns.ts';

/** What the members of a record mean whose kind is recognised by its names. */
export interface Profile {
  readonly id: string;
  readonly label: string;
  /** Names that all must be there. */
  readonly requires: readonly string[];
  readonly columns: ReadonlyMap<string, Column>;
  readonly defaults: Readonly<DetectionFields>;
}

type Meaning = readonly [name: string, field: string, unit?: string];

const profile = (
  id: string,
  label: string,
  requires: readonly string[],
  meanings: readonly Meaning[],
  defaults: DetectionFields = {},
): Profile => ({
  id,
  label,
  requires,
  columns: new Map(meanings.map(([name, field, unit]) => [name, columnOf(name, field, unit)])),
  defaults,
});

/**
 * airspacedrone (ASD), after fetiche-rs `formats/src/asd.rs` and its sample (formats.md 4.2): `timestamp` is UTC without saying
 * so, `speed` is km/h, `heading` is the course, `home_height` is above take-off. `elevation` behaves like the ground's and stays
 * in the raw record.
 */
const airspacedrone = profile(
  'airspacedrone',
  'airspacedrone records',
  ['journey', 'ident', 'timestamp', 'latitude', 'longitude'],
  [
    ['journey', 'sourceTrackKey'],
    ['ident', 'uasSerial'],
    ['model', 'model'],
    ['timestamp', 'observedAtMs', 'utc'],
    ['latitude', 'lat'],
    ['longitude', 'lng'],
    ['altitude', 'altUnknownDatumM', 'm'],
    ['home_height', 'heightAboveTakeoffM', 'm'],
    ['home_lat', 'homeLat'],
    ['home_lon', 'homeLng'],
    ['rssi', 'rssiDbm', 'dbm'],
    ['speed', 'speedMps', 'km/h'],
    ['heading', 'courseDeg', 'deg'],
    ['station_name', 'sensorId'],
    ['station_latitude', 'sensorLat'],
    ['station_longitude', 'sensorLng'],
  ],
);

/** Dronetag (securingskies sample): `sensor_id` is the tag's own serial, `velocity.heading` the course, altitudes name their datum. */
const dronetag = profile(
  'dronetag',
  'Dronetag Remote ID records',
  ['sensor_id', 'operation_id', 'timestamp', 'location.latitude', 'velocity.horizontal_speed'],
  [
    ['timestamp', 'observedAtMs'],
    ['timestamp_accuracy', 'timeAccuracyS', 's'],
    ['sensor_id', 'uasSerial'],
    ['operation_id', 'sourceTrackKey'],
    ['operational_state', 'opStatus'],
    ['location.latitude', 'lat'],
    ['location.longitude', 'lng'],
    ['location.accuracy', 'sigmaM', 'm-95'],
    ['altitudes.HAE-WGS84', 'altHaeM', 'm'],
    ['altitudes.MSL', 'altMslM', 'm'],
    ['altitudes.PA-QNE', 'altBaroM', 'm'],
    ['altitudes.ATO', 'heightAboveTakeoffM', 'm'],
    ['velocity.heading', 'courseDeg', 'deg'],
    ['velocity.horizontal_speed', 'speedMps', 'm/s'],
    ['velocity.vertical_speed', 'vspeedMps', 'm/s'],
    ['velocity.speed_accuracy', 'speedAccuracyMps', 'm/s'],
  ],
  { sensorKind: 'remote-id', positionOrigin: 'self-reported' },
);

/** Dronetag's word on where the operator or the take-off was: about no aircraft's position. */
const dronetagPlace = profile(
  'dronetag-place',
  'Dronetag place records',
  ['sensor_id', 'operation_id', 'source_type', 'location.latitude'],
  [],
);

const profiles: readonly Profile[] = [airspacedrone, dronetag, dronetagPlace];

export const profileOf = (names: ReadonlySet<string>): Profile | null =>
  profiles.find(({ requires }) => requires.every((name) => names.has(name))) ?? null;
