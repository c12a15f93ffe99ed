import { columnOf } from './columns.ts';
import type { DetectionBuilder } from './detection-builder.ts';
import { setDragonSync, zeroIsNone } from './dragonsync/fields.ts';
import { isAlert } from './drone-alert.ts';
import { fixedColumns, setMembersByName } from './fixed-columns.ts';
import { JsonFeed, type JsonFormat, type JsonRecords } from './json/json-feed.ts';
import { isJsonObject, type JsonObject, refuseOthers, sniffJson } from './json/known.ts';
import type { FormatReader } from './reader.ts';
import { timeInHour } from './remote-id/message.ts';

const LONGEST = 1_048_576;
const LABEL = 'DragonSync messages';

/** Members with one meaning, in the flat message and in its parts. */
const plain = fixedColumns([
  ['rssi', 'rssiDbm', 'dbm'],
  ['RSSI', 'rssiDbm', 'dbm'],
  ['ua_type', 'uaType'],
  ['op_status', 'opStatus'],
  ['operator_id', 'operatorId'],
  ['horizontal_accuracy', 'sigmaM', 'm-95-or-code'],
  ['vertical_accuracy', 'vertAccuracyM', 'm-or-code'],
  ['speed_accuracy', 'speedAccuracyMps', 'm/s-or-code'],
  ['rid_make', 'make'],
  ['rid_model', 'model'],
  ['seen_by', 'sensorId'],
]);

const column = (header: string, field: string, unit?: string) => columnOf(header, field, unit);
const OBSERVED = column('observed_at', 'observedAtMs', 's');
const POSITION_TIME = column('timestamp', 'observedAtMs', 'ms');
const RECEIVED = column('ts', 'receivedAtMs');
const TIME_BASIS = column('observed_at', 'timeBasis');
const FREQUENCY = column('freq', 'freqHz');
const FREQUENCY_MHZ = column('freq_mhz', 'freqHz', 'mhz');
const OPERATOR_LAT = column('pilot_lat', 'operatorLat');
const OPERATOR_LNG = column('pilot_lon', 'operatorLng');
const HOME_LAT = column('home_lat', 'homeLat');
const HOME_LNG = column('home_lon', 'homeLng');
const SESSION = column('id', 'uasSessionId');
const UTM = column('id', 'uasUtmId');

const BASIC_ID = 'Basic ID';
const LOCATION = 'Location/Vector Message';
const PARTS = [BASIC_ID, LOCATION, 'Self-ID Message', 'System Message', 'Operator ID Message', 'Frequency Message'];

/** What a value of the file holds: the flat message of MQTT, or the parts of Remote ID messages. */
type Content =
  | { readonly kind: 'flat'; readonly message: JsonObject }
  | { readonly kind: 'parts'; readonly parts: JsonObject };

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

function contentOf(value: unknown): Content | null {
  if (Array.isArray(value)) {
    const parts = partsOf(value);
    return parts === null ? null : { kind: 'parts', parts };
  }
  if (!isJsonObject(value)) return null;
  if (PARTS.some((name) => isJsonObject(value[name]))) return { kind: 'parts', parts: value };
  const isFlat = typeof value.id === 'string' && 'lat' in value && 'lon' in value && 'pilot_lat' in value;
  return isFlat ? { kind: 'flat', message: value } : null;
}

/** A list of objects with one part each, as one object. */
function partsOf(list: readonly unknown[]): JsonObject | null {
  if (list.length > 64 || !list.every(isJsonObject)) return null;
  const parts = new Map(list.flatMap((item) => Object.entries(item as JsonObject)));
  return PARTS.some((name) => isJsonObject(parts.get(name))) ? Object.fromEntries(parts) : null;
}

/** Recorders add their own time around a message that has none. */
function unwrap(value: unknown): { content: Content; receivedAt: unknown } | null {
  const content = contentOf(value);
  if (content !== null) return { content, receivedAt: undefined };
  if (!isJsonObject(value)) return null;
  for (const name of ['data', 'payload', 'message'] as const) {
    const inner = contentOf(value[name]);
    if (inner === null) continue;
    return { content: inner, receivedAt: value.ts ?? value.received_at ?? value.timestamp ?? value.time };
  }
  return null;
}

function read(value: unknown, records: JsonRecords): void {
  const found = unwrap(value);
  if (found === null) {
    records.skip();
    return;
  }
  const { builder } = records;
  const { content, receivedAt } = found;
  builder.begin();
  if (typeof receivedAt === 'number') builder.setNumber(RECEIVED, receivedAt);
  else if (typeof receivedAt === 'string') builder.setText(RECEIVED, receivedAt);
  if (content.kind === 'flat') {
    setFlat(builder, content.message);
  } else if (isJsonObject(content.parts[BASIC_ID]) || isJsonObject(content.parts[LOCATION])) {
    setParts(builder, content.parts, receivedAt);
  } else {
    records.skip();
    return;
  }
  records.finish();
}

function setFlat(builder: DetectionBuilder, message: JsonObject): void {
  const id = textOf(message.id);
  setMembersByName(builder, message, plain);
  setDragonSync(builder, {
    id,
    lat: textOf(message.lat),
    lng: textOf(message.lon),
    alt: textOf(message.alt),
    speed: textOf(message.speed),
    mac: textOf(message.mac),
    transport: textOf(message.transport),
    description: textOf(message.description),
    registration: textOf(message.caa_id),
    height: textOf(message.height),
    heightType: textOf(message.height_type),
    direction: textOf(message.direction),
    verticalSpeed: textOf(message.vspeed),
    pressureAltitude: textOf(message.pressure_altitude),
  });
  const observed = message.observed_at ?? message.last_update_time;
  if (typeof observed === 'number' && observed !== 0) {
    builder.setNumber(OBSERVED, observed);
    builder.setText(TIME_BASIS, 'received');
  }
  if (typeof message.freq_mhz === 'number') builder.setNumber(FREQUENCY_MHZ, message.freq_mhz);
  else builder.setText(FREQUENCY, textOf(message.freq));
  if (!isAlert(id)) setPlaces(builder, message, message.pilot_lat, message.pilot_lon);
}

function setPlaces(builder: DetectionBuilder, holder: JsonObject, operatorLat: unknown, operatorLng: unknown): void {
  builder.setText(OPERATOR_LAT, textOf(operatorLat));
  builder.setText(OPERATOR_LNG, textOf(operatorLng));
  builder.setText(HOME_LAT, textOf(holder.home_lat));
  builder.setText(HOME_LNG, textOf(holder.home_lon));
}

const NONE: JsonObject = {};
const partOf = (parts: JsonObject, name: string): JsonObject => {
  const part = parts[name];
  return isJsonObject(part) ? part : NONE;
};

function setParts(builder: DetectionBuilder, parts: JsonObject, receivedAt: unknown): void {
  const basic = partOf(parts, BASIC_ID);
  const location = partOf(parts, LOCATION);
  const system = partOf(parts, 'System Message');
  const idType = textOf(basic.id_type);
  const id = textOf(basic.id);
  setMembersByName(builder, parts, plain);
  setMembersByName(builder, location, plain);
  setMembersByName(builder, basic, plain);
  setMembersByName(builder, partOf(parts, 'Operator ID Message'), plain);
  const isRegistration = idType.startsWith('CAA');
  const isOther = isRegistration || idType.startsWith('Specific') || idType.startsWith('UTM');
  if (idType.startsWith('Specific')) builder.setText(SESSION, id);
  if (idType.startsWith('UTM')) builder.setText(UTM, id);
  setDragonSync(builder, {
    id: id === '' || isOther ? '' : `drone-${id.replace(/^drone-/, '')}`,
    lat: textOf(location.latitude),
    lng: textOf(location.longitude),
    alt: textOf(location.geodetic_altitude),
    speed: textOf(location.speed),
    mac: textOf(basic.MAC) || textOf(parts.MAC),
    transport: textOf(basic.transport) || (textOf(location.op_status) === '' ? '' : 'Remote ID'),
    description: textOf(partOf(parts, 'Self-ID Message').text),
    registration: isRegistration ? id : '',
    height: textOf(location.height_agl),
    heightType: textOf(location.height_type),
    direction: textOf(location.direction),
    verticalSpeed: textOf(location.vert_speed),
    pressureAltitude: textOf(location.pressure_altitude),
  });
  const megahertz = basic.frequency_mhz;
  if (typeof megahertz === 'number') builder.setNumber(FREQUENCY_MHZ, megahertz);
  else builder.setText(FREQUENCY, textOf(partOf(parts, 'Frequency Message').frequency));
  // In a list `latitude` of the System message is the pilot's; receivers on a microcontroller call it `operator_lat`.
  setPlaces(builder, system, system.operator_lat ?? system.latitude, system.operator_lon ?? system.longitude);
  setPositionTime(builder, textOf(location.timestamp), receivedAt);
}

/** The aircraft's own time counts from the full hour, so it needs a time of reception beside it. */
function setPositionTime(builder: DetectionBuilder, inHour: string, receivedAt: unknown): void {
  const receivedMs = typeof receivedAt === 'number' ? receivedAt * (receivedAt < 1e11 ? 1000 : 1) : Number.NaN;
  const seconds = /^\d{1,4}(?:\.\d{1,6})?(?: ?s)?$/.test(inHour) ? Number.parseFloat(zeroIsNone(inHour)) : Number.NaN;
  const ms = timeInHour(receivedMs, seconds);
  if (!Number.isNaN(ms)) builder.setNumber(POSITION_TIME, ms);
}

const format: JsonFormat = {
  containers: new Set(['drones', 'messages']),
  longest: LONGEST,
  flatOf: () => null,
  check: (values) => refuseOthers(values, (value) => unwrap(value) !== null, LABEL),
  read,
};

/**
 * DragonSync / WarDragon and droneid-go (`docs/mqtt-schema.md`, `core/telemetry_parser.py`; formats.md 4.5): the flat message of
 * MQTT, and the parts of Remote ID messages, in a list or in one object, as they come from receivers.
 *
 * Clock: `observed_at`, epoch seconds, when the kit received it. The parts have no time but seconds after the hour: without a
 * recorder's own time around them (`ts`) they are quarantined. Altitude: `alt` and `geodetic_altitude` above the ellipsoid. 0
 * means none everywhere. An encrypted link (`drone-alert`) has no position.
 */
export const dragonsyncJson: FormatReader = {
  id: 'dragonsync-json',
  version: 1,
  label: 'DragonSync / WarDragon messages (JSON)',
  extensions: ['json', 'ndjson', 'jsonl'],
  unverified: true,
  sniff: (head) => sniffJson(head, format, (value) => unwrap(value) !== null, LABEL),
  open: (options, sink) => new JsonFeed(format, options, sink),
};
