import { columnOf } from './columns.ts';
import type { DetectionBuilder } from './detection-builder.ts';

// What the formats of cooperative traffic (ADS-B, multilateration) have in common.

const column = (header: string, field: string, unit?: string) => columnOf(header, field, unit);
const ICAO24 = column('icao24', 'icao24');
const TRACK_KEY = column('icao24', 'sourceTrackKey');
const CALLSIGN = column('callsign', 'callsign');
const MODEL = column('type', 'model');
const OBJECT_CLASS = column('category', 'objectClass');
const SENSOR_KIND = column('source', 'sensorKind');
const ORIGIN = column('source', 'positionOrigin');
const OBSERVED = column('time', 'observedAtMs', 'ms');
const LAT = column('lat', 'lat');
const LNG = column('lon', 'lng');
const COURSE = column('track', 'courseDeg', 'deg');
const ALT_BARO_FT = column('alt_baro', 'altBaroM', 'ft');
const ALT_GEOMETRIC_FT = column('alt_geom', 'altHaeM', 'ft');
const SPEED_KT = column('gs', 'speedMps', 'kt');
const CLIMB_FPM = column('vert_rate', 'vspeedMps', 'ft/min');

/** One report about an aircraft, in the units of ADS-B: feet, knots, feet a minute. Null where nothing is stated. */
export interface AdsbReport {
  /** 24-bit address in hexadecimal; `~` in front means that it is none, but the receiver's own. */
  readonly address: unknown;
  readonly callsign: unknown;
  /** ICAO type designator. */
  readonly type: unknown;
  /** Emitter category; B6 is an unmanned aircraft. */
  readonly category: unknown;
  /** How the position came about; `mlat` was measured by receivers, the rest said by the aircraft. */
  readonly source: unknown;
  /** UTC milliseconds; NaN when not known. */
  readonly observedAtMs: number;
  readonly lat: unknown;
  readonly lng: unknown;
  /** At 1013.25 hPa; the word `ground` is no altitude. */
  readonly altBaroFt: unknown;
  /** Above the ellipsoid. */
  readonly altGeometricFt: unknown;
  readonly speedKt: unknown;
  readonly courseDeg: unknown;
  readonly climbFpm: unknown;
}

const setNumber = (builder: DetectionBuilder, at: ReturnType<typeof column>, value: unknown): void => {
  if (typeof value === 'number') builder.setNumber(at, value);
};

/** Who sent it: an ICAO address, or the receiver's own key. */
export function setAddress(builder: DetectionBuilder, address: unknown, callsign: unknown): void {
  if (typeof address === 'string') {
    const isOwn = address.startsWith('~');
    builder.setText(isOwn ? TRACK_KEY : ICAO24, address);
  }
  if (typeof callsign === 'string') builder.setText(CALLSIGN, callsign);
}

/** Cooperative traffic, and whether its position was measured or said. */
export function setCooperative(builder: DetectionBuilder, isMultilaterated: boolean, isUnmanned: boolean): void {
  builder.setText(SENSOR_KIND, 'adsb');
  builder.setText(ORIGIN, isMultilaterated ? 'measured' : 'self-reported');
  if (isUnmanned) builder.setText(OBJECT_CLASS, 'uas');
}

export function setAdsb(builder: DetectionBuilder, report: AdsbReport): void {
  setAddress(builder, report.address, report.callsign);
  setCooperative(builder, report.source === 'mlat', report.category === 'B6');
  if (typeof report.type === 'string') builder.setText(MODEL, report.type);
  if (!Number.isNaN(report.observedAtMs)) builder.setNumber(OBSERVED, Math.round(report.observedAtMs));
  setNumber(builder, LAT, report.lat);
  setNumber(builder, LNG, report.lng);
  setNumber(builder, ALT_BARO_FT, report.altBaroFt);
  setNumber(builder, ALT_GEOMETRIC_FT, report.altGeometricFt);
  setNumber(builder, SPEED_KT, report.speedKt);
  setNumber(builder, COURSE, report.courseDeg);
  setNumber(builder, CLIMB_FPM, report.climbFpm);
}

/** UTC milliseconds of an epoch that providers give in seconds or in milliseconds. */
export const epochToMs = (value: unknown): number =>
  typeof value === 'number' ? value * (value < 1e11 ? 1000 : 1) : Number.NaN;
