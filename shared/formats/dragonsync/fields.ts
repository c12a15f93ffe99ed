import { columnOf } from '../columns.ts';
import type { DetectionBuilder } from '../detection-builder.ts';
import { isAddress, isAlert, withoutPrefix } from '../drone-alert.ts';
import { looksLikeSerial } from '../serial.ts';

/** Fields that DragonSync's log and its MQTT messages have in common, as text; absent and empty mean not stated. */
export interface DragonSyncFields {
  readonly id: string;
  readonly lat: string;
  readonly lng: string;
  readonly alt: string;
  readonly speed: string;
  readonly mac: string;
  readonly transport: string;
  readonly description: string;
  readonly registration: string;
  readonly height: string;
  readonly heightType: string;
  readonly direction: string;
  readonly verticalSpeed: string;
  readonly pressureAltitude: string;
}

const column = (header: string, field: string, unit?: string) => columnOf(header, field, unit);
const LAT = column('lat', 'lat');
const LNG = column('lon', 'lng');
const ALT = column('alt', 'altHaeM', 'm');
const SPEED = column('speed', 'speedMps', 'm/s');
const HEIGHT = column('height', 'heightM', 'm');
const HEIGHT_REF = column('height_type', 'heightRef');
const COURSE = column('direction', 'courseDeg', 'deg');
const VERTICAL_SPEED = column('vspeed', 'vspeedMps', 'm/s');
const PRESSURE_ALTITUDE = column('pressure_altitude', 'altBaroM', 'm');
const MAC = column('mac', 'transmitterMac');
const TRACK_KEY = column('id', 'sourceTrackKey');
const SERIAL = column('id', 'uasSerial');
const REGISTRATION = column('caa', 'uasRegId');
const REMARKS = column('description', 'remarks');
const SENSOR_KIND = column('transport', 'sensorKind');
const ORIGIN = column('transport', 'positionOrigin');
const OBJECT_CLASS = column('id', 'objectClass');

/**
 * Who, where and how fast. A zero stands for "none" in every number (and so for a hover or for north as well, which then count as
 * not stated). An alert has no position of its own. A link without an address and a transport is DJI's own.
 */
export function setDragonSync(builder: DetectionBuilder, fields: DragonSyncFields): void {
  const { id, mac } = fields;
  const bare = withoutPrefix(id);
  builder.setText(TRACK_KEY, id);
  if (looksLikeSerial(bare)) builder.setText(SERIAL, bare);
  builder.setText(MAC, mac === '' && isAddress(bare) ? bare : mac);
  builder.setText(REGISTRATION, fields.registration);
  builder.setText(REMARKS, fields.description);
  builder.setText(OBJECT_CLASS, 'uas');
  builder.setText(SENSOR_KIND, mac === '' && fields.transport === '' && !isAddress(bare) ? 'droneid' : 'remote-id');
  if (isAlert(id)) {
    builder.addIssue('sensor-position-suspected', 'lat', `${fields.lat}, ${fields.lng}`);
    return;
  }
  builder.setText(ORIGIN, 'self-reported');
  builder.setText(LAT, fields.lat);
  builder.setText(LNG, fields.lng);
  builder.setText(ALT, zeroIsNone(fields.alt));
  builder.setText(SPEED, zeroIsNone(fields.speed));
  builder.setText(VERTICAL_SPEED, zeroIsNone(fields.verticalSpeed));
  builder.setText(COURSE, zeroIsNone(fields.direction));
  builder.setText(PRESSURE_ALTITUDE, zeroIsNone(fields.pressureAltitude));
  const height = zeroIsNone(fields.height);
  if (height === '') return;
  builder.setText(HEIGHT, height);
  builder.setText(HEIGHT_REF, fields.heightType);
}

/** A number that is zero, whatever unit stands behind it, says nothing. */
export const zeroIsNone = (text: string): string => (Number.parseFloat(text) === 0 ? '' : text);
