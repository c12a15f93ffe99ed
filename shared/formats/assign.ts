import type { DetectionFields } from '../model/detection.ts';
import { fieldCount, targets } from './targets.ts';

/** The fields of a detection in an object that has all of them from the start; undefined means absent. */
export type FieldSlots = { -readonly [Name in keyof DetectionFields]-?: DetectionFields[Name] | undefined };

/**
 * One assignment a field, written out: a million records of twenty fields each are assigned, and the engine knows the place of a
 * property that is named in the code, but must search for one named by a variable: it is a tenth of the whole reading.
 */
const assignments: {
  readonly [Name in keyof DetectionFields]-?: (fields: FieldSlots, value: DetectionFields[Name] | undefined) => void;
} = {
  observedAtMs: (fields, value) => {
    fields.observedAtMs = value;
  },
  receivedAtMs: (fields, value) => {
    fields.receivedAtMs = value;
  },
  timeBasis: (fields, value) => {
    fields.timeBasis = value;
  },
  timeAccuracyS: (fields, value) => {
    fields.timeAccuracyS = value;
  },
  sensorLat: (fields, value) => {
    fields.sensorLat = value;
  },
  sensorLng: (fields, value) => {
    fields.sensorLng = value;
  },
  sensorAltM: (fields, value) => {
    fields.sensorAltM = value;
  },
  lat: (fields, value) => {
    fields.lat = value;
  },
  lng: (fields, value) => {
    fields.lng = value;
  },
  positionKind: (fields, value) => {
    fields.positionKind = value;
  },
  positionOrigin: (fields, value) => {
    fields.positionOrigin = value;
  },
  bearingDeg: (fields, value) => {
    fields.bearingDeg = value;
  },
  elevationDeg: (fields, value) => {
    fields.elevationDeg = value;
  },
  rangeM: (fields, value) => {
    fields.rangeM = value;
  },
  arcFromDeg: (fields, value) => {
    fields.arcFromDeg = value;
  },
  arcToDeg: (fields, value) => {
    fields.arcToDeg = value;
  },
  sigmaM: (fields, value) => {
    fields.sigmaM = value;
  },
  altHaeM: (fields, value) => {
    fields.altHaeM = value;
  },
  altMslM: (fields, value) => {
    fields.altMslM = value;
  },
  altBaroM: (fields, value) => {
    fields.altBaroM = value;
  },
  heightM: (fields, value) => {
    fields.heightM = value;
  },
  heightRef: (fields, value) => {
    fields.heightRef = value;
  },
  altUnknownDatumM: (fields, value) => {
    fields.altUnknownDatumM = value;
  },
  vertAccuracyM: (fields, value) => {
    fields.vertAccuracyM = value;
  },
  speedMps: (fields, value) => {
    fields.speedMps = value;
  },
  vspeedMps: (fields, value) => {
    fields.vspeedMps = value;
  },
  courseDeg: (fields, value) => {
    fields.courseDeg = value;
  },
  headingDeg: (fields, value) => {
    fields.headingDeg = value;
  },
  speedAccuracyMps: (fields, value) => {
    fields.speedAccuracyMps = value;
  },
  opStatus: (fields, value) => {
    fields.opStatus = value;
  },
  classConfidence: (fields, value) => {
    fields.classConfidence = value;
  },
  detectionConfidence: (fields, value) => {
    fields.detectionConfidence = value;
  },
  rssiDbm: (fields, value) => {
    fields.rssiDbm = value;
  },
  freqHz: (fields, value) => {
    fields.freqHz = value;
  },
  flags: (fields, value) => {
    fields.flags = value;
  },
  sourceTrackKey: (fields, value) => {
    fields.sourceTrackKey = value;
  },
  uasSerial: (fields, value) => {
    fields.uasSerial = value;
  },
  uasRegId: (fields, value) => {
    fields.uasRegId = value;
  },
  uasSessionId: (fields, value) => {
    fields.uasSessionId = value;
  },
  uasUtmId: (fields, value) => {
    fields.uasUtmId = value;
  },
  transmitterMac: (fields, value) => {
    fields.transmitterMac = value;
  },
  icao24: (fields, value) => {
    fields.icao24 = value;
  },
  callsign: (fields, value) => {
    fields.callsign = value;
  },
  make: (fields, value) => {
    fields.make = value;
  },
  model: (fields, value) => {
    fields.model = value;
  },
  uaType: (fields, value) => {
    fields.uaType = value;
  },
  objectClass: (fields, value) => {
    fields.objectClass = value;
  },
  evidence: (fields, value) => {
    fields.evidence = value;
  },
  affiliation: (fields, value) => {
    fields.affiliation = value;
  },
  sensorId: (fields, value) => {
    fields.sensorId = value;
  },
  sensorKind: (fields, value) => {
    fields.sensorKind = value;
  },
  operatorLat: (fields, value) => {
    fields.operatorLat = value;
  },
  operatorLng: (fields, value) => {
    fields.operatorLng = value;
  },
  operatorAltHaeM: (fields, value) => {
    fields.operatorAltHaeM = value;
  },
  operatorLocType: (fields, value) => {
    fields.operatorLocType = value;
  },
  operatorId: (fields, value) => {
    fields.operatorId = value;
  },
  homeLat: (fields, value) => {
    fields.homeLat = value;
  },
  homeLng: (fields, value) => {
    fields.homeLng = value;
  },
  remarks: (fields, value) => {
    fields.remarks = value;
  },
};

/** Sets a field by the slot of its target (`targets.ts`). */
export const assignBySlot = targets
  .slice(0, fieldCount)
  .map(({ name }) => assignments[name as keyof DetectionFields]) as readonly ((
  fields: FieldSlots,
  value: unknown,
) => void)[];

export function emptySlots(): FieldSlots {
  const fields = {} as FieldSlots;
  for (const assign of assignBySlot) assign(fields, undefined);
  return fields;
}
