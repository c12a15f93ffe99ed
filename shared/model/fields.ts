import type { DetectionFields, IdentityFields, MeasureFields, PersonalFields, SensorFields } from './detection.ts';
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
export interface StoredColumn {
  readonly name: string;
  readonly column: string;
  readonly type: 'real' | 'integer' | 'text';
  readonly codes?: readonly string[];
}

export interface FieldColumn<Name extends keyof DetectionFields> extends StoredColumn {
  readonly name: Name;
  /** Reads the field. A function for each: a look-up by name costs ten times as much, and imports read every field of every row. */
  readonly of: (fields: DetectionFields) => DetectionFields[Name];
}

type Read<N extends keyof DetectionFields> = FieldColumn<N>['of'];

const real = <N extends keyof DetectionFields>(name: N, of: Read<N>, column: string): FieldColumn<N> => ({
  name,
  of,
  column,
  type: 'real',
});
const integer = <N extends keyof DetectionFields>(name: N, of: Read<N>, column: string): FieldColumn<N> => ({
  name,
  of,
  column,
  type: 'integer',
});
const text = <N extends keyof DetectionFields>(name: N, of: Read<N>, column: string): FieldColumn<N> => ({
  name,
  of,
  column,
  type: 'text',
});
const code = <N extends keyof DetectionFields>(
  name: N,
  of: Read<N>,
  column: string,
  codes: readonly string[],
): FieldColumn<N> => ({ name, of, column, type: 'integer', codes });

export const measureColumns: readonly FieldColumn<keyof MeasureFields>[] = [
  integer('observedAtMs', (fields) => fields.observedAtMs, 'observed_at_ms'),
  integer('receivedAtMs', (fields) => fields.receivedAtMs, 'received_at_ms'),
  code('timeBasis', (fields) => fields.timeBasis, 'time_basis', timeBases),
  real('timeAccuracyS', (fields) => fields.timeAccuracyS, 'time_accuracy_s'),
  real('sensorLat', (fields) => fields.sensorLat, 'sensor_lat'),
  real('sensorLng', (fields) => fields.sensorLng, 'sensor_lng'),
  real('sensorAltM', (fields) => fields.sensorAltM, 'sensor_alt_m'),
  real('lat', (fields) => fields.lat, 'lat'),
  real('lng', (fields) => fields.lng, 'lng'),
  code('positionKind', (fields) => fields.positionKind, 'position_kind', positionKinds),
  code('positionOrigin', (fields) => fields.positionOrigin, 'position_origin', positionOrigins),
  real('bearingDeg', (fields) => fields.bearingDeg, 'bearing_deg'),
  real('elevationDeg', (fields) => fields.elevationDeg, 'elevation_deg'),
  real('rangeM', (fields) => fields.rangeM, 'range_m'),
  real('arcFromDeg', (fields) => fields.arcFromDeg, 'arc_from_deg'),
  real('arcToDeg', (fields) => fields.arcToDeg, 'arc_to_deg'),
  real('sigmaM', (fields) => fields.sigmaM, 'sigma_m'),
  real('altHaeM', (fields) => fields.altHaeM, 'alt_hae_m'),
  real('altMslM', (fields) => fields.altMslM, 'alt_msl_m'),
  real('altBaroM', (fields) => fields.altBaroM, 'alt_baro_m'),
  real('heightM', (fields) => fields.heightM, 'height_m'),
  code('heightRef', (fields) => fields.heightRef, 'height_ref', heightRefs),
  real('altUnknownDatumM', (fields) => fields.altUnknownDatumM, 'alt_unknown_datum_m'),
  real('vertAccuracyM', (fields) => fields.vertAccuracyM, 'vert_accuracy_m'),
  real('speedMps', (fields) => fields.speedMps, 'speed_mps'),
  real('vspeedMps', (fields) => fields.vspeedMps, 'vspeed_mps'),
  real('courseDeg', (fields) => fields.courseDeg, 'course_deg'),
  real('headingDeg', (fields) => fields.headingDeg, 'heading_deg'),
  real('speedAccuracyMps', (fields) => fields.speedAccuracyMps, 'speed_accuracy_mps'),
  integer('opStatus', (fields) => fields.opStatus, 'op_status'),
  real('classConfidence', (fields) => fields.classConfidence, 'class_confidence'),
  real('detectionConfidence', (fields) => fields.detectionConfidence, 'detection_confidence'),
  real('rssiDbm', (fields) => fields.rssiDbm, 'rssi_dbm'),
  real('freqHz', (fields) => fields.freqHz, 'freq_hz'),
  integer('flags', (fields) => fields.flags, 'flags'),
];

export const identityColumns: readonly FieldColumn<keyof IdentityFields>[] = [
  text('sourceTrackKey', (fields) => fields.sourceTrackKey, 'source_track_key'),
  text('uasSerial', (fields) => fields.uasSerial, 'uas_serial'),
  text('uasRegId', (fields) => fields.uasRegId, 'uas_reg_id'),
  text('uasSessionId', (fields) => fields.uasSessionId, 'uas_session_id'),
  text('uasUtmId', (fields) => fields.uasUtmId, 'uas_utm_id'),
  text('transmitterMac', (fields) => fields.transmitterMac, 'transmitter_mac'),
  text('icao24', (fields) => fields.icao24, 'icao24'),
  text('callsign', (fields) => fields.callsign, 'callsign'),
  text('make', (fields) => fields.make, 'make'),
  text('model', (fields) => fields.model, 'model'),
  integer('uaType', (fields) => fields.uaType, 'ua_type'),
  code('objectClass', (fields) => fields.objectClass, 'object_class', objectClasses),
  code('evidence', (fields) => fields.evidence, 'evidence', evidences),
  text('affiliation', (fields) => fields.affiliation, 'affiliation'),
];

export const sensorColumns: readonly FieldColumn<keyof SensorFields>[] = [
  text('sensorId', (fields) => fields.sensorId, 'sensor_id'),
  code('sensorKind', (fields) => fields.sensorKind, 'sensor_kind', sensorKinds),
];

export const personalColumns: readonly FieldColumn<keyof PersonalFields>[] = [
  real('operatorLat', (fields) => fields.operatorLat, 'operator_lat'),
  real('operatorLng', (fields) => fields.operatorLng, 'operator_lng'),
  real('operatorAltHaeM', (fields) => fields.operatorAltHaeM, 'operator_alt_hae_m'),
  integer('operatorLocType', (fields) => fields.operatorLocType, 'operator_loc_type'),
  text('operatorId', (fields) => fields.operatorId, 'operator_id'),
  real('homeLat', (fields) => fields.homeLat, 'home_lat'),
  real('homeLng', (fields) => fields.homeLng, 'home_lng'),
  text('remarks', (fields) => fields.remarks, 'remarks'),
];
