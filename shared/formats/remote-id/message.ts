import { columnOf } from '../columns.ts';
import type { DetectionBuilder } from '../detection-builder.ts';
import { looksLikeSerial } from '../serial.ts';

/** F3411 Basic ID: what kind of id it is (0 none, 1 serial, 2 registration, 3 UTM, 4 session), and the id as text. */
export interface BasicId {
  readonly idType: number;
  readonly uaType: number;
  readonly id: string;
}

/** F3411 Location/Vector in SI units, with the standard's own values for unknown (361°, 255 m/s, 63 m/s, -1000 m, code 0). */
export interface RemoteIdLocation {
  readonly status: number;
  readonly courseDeg: number;
  readonly speedMps: number;
  readonly vspeedMps: number;
  readonly lat: number;
  readonly lng: number;
  readonly altBaroM: number;
  readonly altHaeM: number;
  /** 0 above take-off, 1 above ground. */
  readonly heightType: number;
  readonly heightM: number;
  readonly horizontalAccuracy: number;
  readonly verticalAccuracy: number;
  readonly speedAccuracy: number;
  readonly timeAccuracy: number;
  /** Seconds after the full UTC hour; more than 3600 when not known. */
  readonly timestampS: number;
}

/** F3411 System: where the operator is, or the take-off when `locationType` is 0. */
export interface RemoteIdSystem {
  readonly locationType: number;
  readonly lat: number;
  readonly lng: number;
  readonly altHaeM: number;
}

const HOUR_MS = 3_600_000;

/**
 * UTC milliseconds of a time that is given in seconds after the full hour, from when the message was received: the one within
 * half an hour. NaN when the seconds are no time in an hour (0xFFFF tenths mean unknown; 3600 is the leap of a clock).
 */
export function timeInHour(receivedAtMs: number, seconds: number): number {
  if (!(seconds >= 0 && seconds <= 3600)) return Number.NaN;
  const ms = Math.floor(receivedAtMs / HOUR_MS) * HOUR_MS + Math.round(seconds * 1000);
  if (ms - receivedAtMs > HOUR_MS / 2) return ms - HOUR_MS;
  return receivedAtMs - ms > HOUR_MS / 2 ? ms + HOUR_MS : ms;
}

const column = (field: string, unit?: string) => columnOf(field, field, unit);
const OBSERVED = column('observedAtMs', 'ms');
const RECEIVED = column('receivedAtMs', 'ms');
const TIME_BASIS = column('timeBasis');
const TIME_ACCURACY = column('timeAccuracyS', 's');
const STATUS = column('opStatus');
const COURSE = column('courseDeg', 'deg');
const SPEED = column('speedMps', 'm/s');
const VERTICAL_SPEED = column('vspeedMps', 'm/s');
const LAT = column('lat');
const LNG = column('lng');
const ALT_BARO = column('altBaroM', 'm');
const ALT_HAE = column('altHaeM', 'm');
const ABOVE_TAKEOFF = column('heightAboveTakeoffM', 'm');
const ABOVE_GROUND = column('heightAboveGroundM', 'm');
const SIGMA = column('sigmaM', 'code');
const VERTICAL_ACCURACY = column('vertAccuracyM', 'code');
const SPEED_ACCURACY = column('speedAccuracyMps', 'code');
const UA_TYPE = column('uaType');
const OPERATOR_LAT = column('operatorLat');
const OPERATOR_LNG = column('operatorLng');
const OPERATOR_ALT = column('operatorAltHaeM', 'm');
const OPERATOR_TYPE = column('operatorLocType');
const TRACK_KEY = column('sourceTrackKey');
const SERIAL = column('uasSerial');
const ID_COLUMNS = [null, SERIAL, column('uasRegId'), column('uasUtmId'), column('uasSessionId')];

/** When a message was received, and with it the time of its position when that is known. */
export function setTimes(builder: DetectionBuilder, receivedAtMs: number, location: RemoteIdLocation | null): void {
  builder.setNumber(RECEIVED, receivedAtMs);
  const observedAtMs = location === null ? Number.NaN : timeInHour(receivedAtMs, location.timestampS);
  if (Number.isNaN(observedAtMs)) {
    builder.setText(TIME_BASIS, 'received');
    return;
  }
  builder.setNumber(OBSERVED, observedAtMs);
  const { timeAccuracy } = location!;
  if (timeAccuracy >= 1 && timeAccuracy <= 15) builder.setNumber(TIME_ACCURACY, timeAccuracy / 10);
}

export function setLocation(builder: DetectionBuilder, location: RemoteIdLocation): void {
  builder.setNumber(LAT, location.lat);
  builder.setNumber(LNG, location.lng);
  builder.setNumber(ALT_HAE, location.altHaeM);
  builder.setNumber(ALT_BARO, location.altBaroM);
  builder.setNumber(location.heightType === 1 ? ABOVE_GROUND : ABOVE_TAKEOFF, location.heightM);
  builder.setNumber(COURSE, location.courseDeg);
  builder.setNumber(SPEED, location.speedMps);
  builder.setNumber(VERTICAL_SPEED, location.vspeedMps);
  builder.setNumber(STATUS, location.status);
  builder.setNumber(SIGMA, location.horizontalAccuracy);
  builder.setNumber(VERTICAL_ACCURACY, location.verticalAccuracy);
  builder.setNumber(SPEED_ACCURACY, location.speedAccuracy);
}

/** An id of an unstated kind is a serial when it has the form of one, else only the transmitter's own key. */
export function setBasicId(builder: DetectionBuilder, { idType, uaType, id }: BasicId): void {
  const idColumn = ID_COLUMNS[idType] ?? (looksLikeSerial(id) ? SERIAL : TRACK_KEY);
  builder.setText(idColumn, id);
  if (uaType !== 0) builder.setNumber(UA_TYPE, uaType);
}

export function setSystem(builder: DetectionBuilder, system: RemoteIdSystem): void {
  if (system.lat === 0 && system.lng === 0) return;
  builder.setNumber(OPERATOR_LAT, system.lat);
  builder.setNumber(OPERATOR_LNG, system.lng);
  builder.setNumber(OPERATOR_ALT, system.altHaeM);
  builder.setNumber(OPERATOR_TYPE, system.locationType);
}
