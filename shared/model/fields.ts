import type { IdentityFields, MeasureFields, PersonalFields, SensorFields } from './detection.ts';
import {
  evidences,
  heightRefs,
  objectClasses,
  positionKinds,
  positionOrigins,
  sensorKinds,
  timeBases,
} from './detection.ts';

/**
 * The stored form of a detection's fields, one row per field: its SQL column and, for a closed list, the list whose index is
 * stored. Store, batches, content ids and exports all follow from these tables. Append only: the order is part of the
 * content id (`content.ts`).
 */
export interface FieldColumn<Name extends string> {
  readonly name: Name;
  readonly column: string;
  readonly type: 'real' | 'integer' | 'text';
  readonly codes?: readonly string[];
}

const real = <N extends string>(name: N, column: string): FieldColumn<N> => ({ name, column, type: 'real' });
const integer = <N extends string>(name: N, column: string): FieldColumn<N> => ({ name, column, type: 'integer' });
const text = <N extends string>(name: N, column: string): FieldColumn<N> => ({ name, column, type: 'text' });
const code = <N extends string>(name: N, column: string, codes: readonly string[]): FieldColumn<N> => ({
  name,
  column,
  type: 'integer',
  codes,
});

export const measureColumns: readonly FieldColumn<keyof MeasureFields>[] = [
  integer('observedAtMs', 'observed_at_ms'),
  integer('receivedAtMs', 'received_at_ms'),
  code('timeBasis', 'time_basis', timeBases),
  real('timeAccuracyS', 'time_accuracy_s'),
  real('sensorLat', 'sensor_lat'),
  real('sensorLng', 'sensor_lng'),
  real('sensorAltM', 'sensor_alt_m'),
  real('lat', 'lat'),
  real('lng', 'lng'),
  code('positionKind', 'position_kind', positionKinds),
  code('positionOrigin', 'position_origin', positionOrigins),
  real('bearingDeg', 'bearing_deg'),
  real('elevationDeg', 'elevation_deg'),
  real('rangeM', 'range_m'),
  real('arcFromDeg', 'arc_from_deg'),
  real('arcToDeg', 'arc_to_deg'),
  real('sigmaM', 'sigma_m'),
  real('altHaeM', 'alt_hae_m'),
  real('altMslM', 'alt_msl_m'),
  real('altBaroM', 'alt_baro_m'),
  real('heightM', 'height_m'),
  code('heightRef', 'height_ref', heightRefs),
  real('altUnknownDatumM', 'alt_unknown_datum_m'),
  real('vertAccuracyM', 'vert_accuracy_m'),
  real('speedMps', 'speed_mps'),
  real('vspeedMps', 'vspeed_mps'),
  real('courseDeg', 'course_deg'),
  real('headingDeg', 'heading_deg'),
  real('speedAccuracyMps', 'speed_accuracy_mps'),
  integer('opStatus', 'op_status'),
  real('classConfidence', 'class_confidence'),
  real('detectionConfidence', 'detection_confidence'),
  real('rssiDbm', 'rssi_dbm'),
  real('freqHz', 'freq_hz'),
  integer('flags', 'flags'),
];

export const identityColumns: readonly FieldColumn<keyof IdentityFields>[] = [
  text('sourceTrackKey', 'source_track_key'),
  text('uasSerial', 'uas_serial'),
  text('uasRegId', 'uas_reg_id'),
  text('uasSessionId', 'uas_session_id'),
  text('uasUtmId', 'uas_utm_id'),
  text('transmitterMac', 'transmitter_mac'),
  text('icao24', 'icao24'),
  text('callsign', 'callsign'),
  text('make', 'make'),
  text('model', 'model'),
  integer('uaType', 'ua_type'),
  code('objectClass', 'object_class', objectClasses),
  code('evidence', 'evidence', evidences),
  text('affiliation', 'affiliation'),
];

export const sensorColumns: readonly FieldColumn<keyof SensorFields>[] = [
  text('sensorId', 'sensor_id'),
  code('sensorKind', 'sensor_kind', sensorKinds),
];

export const personalColumns: readonly FieldColumn<keyof PersonalFields>[] = [
  real('operatorLat', 'operator_lat'),
  real('operatorLng', 'operator_lng'),
  real('operatorAltHaeM', 'operator_alt_hae_m'),
  integer('operatorLocType', 'operator_loc_type'),
  text('operatorId', 'operator_id'),
  real('homeLat', 'home_lat'),
  real('homeLng', 'home_lng'),
  text('remarks', 'remarks'),
];
