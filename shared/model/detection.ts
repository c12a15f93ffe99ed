/**
 * One report by one sensor about one object at one instant, in SI units, WGS 84 and UTC. A fact: stored once, never edited.
 *
 * Field names are those of the canonical record; a field that is absent was not stated by the source. No sentinel
 * (361°, -1000 m, 0/0) survives a reader: an unknown value is an absent field.
 */
export interface DetectionFields extends IdentityFields, SensorFields, MeasureFields, PersonalFields {}

/** Who or what the report says the object is. Texts as received, trimmed of NUL and blanks. */
export interface IdentityFields {
  /** The sensor's own key for the object's track: a track number, a journey, a CoT uid. Unique within one sensor only. */
  sourceTrackKey?: string;
  /** Manufacturer's serial number, ANSI/CTA-2063-A where valid (F3411 Basic ID type 1). */
  uasSerial?: string;
  /** Civil registration (F3411 ID type 2). */
  uasRegId?: string;
  /** Specific session ID (F3411 ID type 4). */
  uasSessionId?: string;
  /** UTM-assigned UUID (F3411 ID type 3). */
  uasUtmId?: string;
  transmitterMac?: string;
  /** ICAO 24-bit address, six lower-case hex digits. */
  icao24?: string;
  callsign?: string;
  make?: string;
  model?: string;
  /** F3411 UA type, 0..15. */
  uaType?: number;
  objectClass?: ObjectClass;
  /** How surely it is a UAS, and on what ground. Set by `decideEvidence` when a reader leaves it out. */
  evidence?: Evidence;
  /** The sender's claim (CoT / MIL-STD-2525 letter), not evidence of hostility. */
  affiliation?: string;
}

export interface SensorFields {
  sensorId?: string;
  sensorKind?: SensorKind;
}

/** Everything measured or stated at this instant. Units end the names. */
export interface MeasureFields {
  /** When the object was there, by the sensor's clock, UTC milliseconds since 1970. */
  observedAtMs?: number;
  /** When the recorder received it. */
  receivedAtMs?: number;
  timeBasis?: TimeBasis;
  timeAccuracyS?: number;
  sensorLat?: number;
  sensorLng?: number;
  sensorAltM?: number;
  lat?: number;
  lng?: number;
  positionKind?: PositionKind;
  positionOrigin?: PositionOrigin;
  /** From the sensor, clockwise from true north. */
  bearingDeg?: number;
  elevationDeg?: number;
  rangeM?: number;
  arcFromDeg?: number;
  arcToDeg?: number;
  /** Standard deviation of the position along any one axis, from the source's stated accuracy by the reader's written rule. */
  sigmaM?: number;
  /** Above the WGS 84 ellipsoid. */
  altHaeM?: number;
  /** Above the EGM96 geoid. */
  altMslM?: number;
  /** At standard pressure, 1013.25 hPa. */
  altBaroM?: number;
  heightM?: number;
  heightRef?: HeightRef;
  /** An altitude whose datum the source does not state. */
  altUnknownDatumM?: number;
  vertAccuracyM?: number;
  speedMps?: number;
  /** Up positive. */
  vspeedMps?: number;
  /** Direction of travel over ground, 0 ≤ x < 360, true. */
  courseDeg?: number;
  /** Where the nose points, 0 ≤ x < 360, true. */
  headingDeg?: number;
  speedAccuracyMps?: number;
  /** F3411 operational status, 0..4. */
  opStatus?: number;
  classConfidence?: number;
  detectionConfidence?: number;
  rssiDbm?: number;
  freqHz?: number;
  /** Bit set of `qualityFlags`. */
  flags?: number;
}

/** Personal data: kept in a table of its own, shown only where it is asked for. */
export interface PersonalFields {
  operatorLat?: number;
  operatorLng?: number;
  operatorAltHaeM?: number;
  operatorLocType?: number;
  operatorId?: string;
  homeLat?: number;
  homeLng?: number;
  remarks?: string;
}

// The closed lists. Their order is the code stored in the database: append, never reorder.
export const objectClasses = ['unknown', 'uas', 'gcs', 'manned', 'bird', 'other'] as const;
export const evidences = [
  'unidentified',
  'uas-identified',
  'uas-by-class',
  'manned',
  'not-uas',
  'cooperative',
] as const;
export const sensorKinds = [
  'unknown',
  'radar',
  'rf',
  'remote-id',
  'droneid',
  'camera',
  'acoustic',
  'human',
  'adsb',
  'fusion',
  'own-log',
] as const;
export const timeBases = ['measured', 'received', 'capture', 'file-name', 'assumed-zone'] as const;
export const positionKinds = ['none', 'point', 'bearing', 'bearing-elevation', 'range-bearing', 'arc'] as const;
export const positionOrigins = ['self-reported', 'measured', 'derived', 'sensor-substitute', 'unknown'] as const;
export const heightRefs = ['takeoff', 'ground'] as const;

export type ObjectClass = (typeof objectClasses)[number];
/**
 * Object evidence. *uas-identified*: a protocol, serial, Remote ID or imagery says so. *uas-by-class*: a sensor's classifier says
 * so. Only these two make flights and incursions. *cooperative*: ADS-B and own logs, compared for deconfliction, never counted.
 */
export type Evidence = (typeof evidences)[number];
export type SensorKind = (typeof sensorKinds)[number];
export type TimeBasis = (typeof timeBases)[number];
export type PositionKind = (typeof positionKinds)[number];
/** *self-reported* by the aircraft or *measured* by a sensor: kept apart everywhere. */
export type PositionOrigin = (typeof positionOrigins)[number];
export type HeightRef = (typeof heightRefs)[number];

/** What is doubtful about a stored detection. Bit number = index: append, never reorder. */
export const qualityFlags = [
  'assumed-zone',
  'zero-position',
  'sensor-position-suspected',
  'implausible-speed',
  'wrapped-altitude',
  'frame-contradiction',
  'serial-invalid',
  'encoding-assumed',
  'joined-identity',
] as const;
export type QualityFlag = (typeof qualityFlags)[number];

export const flagBit = (flag: QualityFlag): number => 1 << qualityFlags.indexOf(flag);

export const flagsOf = (bits: number): QualityFlag[] => qualityFlags.filter((_, index) => (bits & (1 << index)) !== 0);
