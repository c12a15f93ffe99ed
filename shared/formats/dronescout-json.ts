import { base64ToBytes } from '../base64.ts';
import { columnOf } from './columns.ts';
import { fixedColumns, setMembersByName } from './fixed-columns.ts';
import { JsonFeed, type JsonFormat, type JsonRecords } from './json/json-feed.ts';
import { isJsonObject, type JsonObject, refuseOthers, sniffJson } from './json/known.ts';
import type { FormatReader } from './reader.ts';
import { type BasicId, setBasicId, setLocation, setSystem, setTimes, timeInHour } from './remote-id/message.ts';
import { Transmitters } from './remote-id/transmitters.ts';
import { readUasData, UAS_DATA_BYTES, type UasData } from './remote-id/uas-data.ts';

const LONGEST = 1_048_576;
const LABEL = 'DroneScout messages';

/** The envelope's own members. */
const envelope = fixedColumns([
  ['sensor ID', 'sensorId'],
  ['RSSI', 'rssiDbm', 'dbm'],
  ['MAC address', 'transmitterMac'],
]);

/** The flat record that some programs make of the structure: the same values, null for unknown. */
const flatMembers = fixedColumns([
  ['Status', 'opStatus'],
  ['Direction', 'courseDeg', 'deg'],
  ['SpeedHorizontal', 'speedMps', 'm/s'],
  ['SpeedVertical', 'vspeedMps', 'm/s'],
  ['Latitude', 'lat'],
  ['Longitude', 'lng'],
  ['AltitudeBaro', 'altBaroM', 'm'],
  ['AltitudeGeo', 'altHaeM', 'm'],
  ['HorizAccuracy', 'sigmaM', 'code'],
  ['VertAccuracy', 'vertAccuracyM', 'code'],
  ['SpeedAccuracy', 'speedAccuracyMps', 'code'],
  ['OperatorLatitude', 'operatorLat'],
  ['OperatorLongitude', 'operatorLng'],
  ['OperatorAltitudeGeo', 'operatorAltHaeM', 'm'],
  ['OperatorLocationType', 'operatorLocType'],
  ['OperatorID', 'operatorId'],
  ['Desc', 'remarks'],
]);

const ABOVE_TAKEOFF = columnOf('Height', 'heightAboveTakeoffM', 'm');
const ABOVE_GROUND = columnOf('Height', 'heightAboveGroundM', 'm');
const OBSERVED = columnOf('TimeStamp', 'observedAtMs', 'ms');
const RECEIVED = columnOf('timestamp', 'receivedAtMs', 'ms');
const TIME_BASIS = columnOf('TimeStamp', 'timeBasis', undefined);
const TIME_ACCURACY = columnOf('TSAccuracy', 'timeAccuracyS', 's');
const MAKE = columnOf('manufacturer', 'make', undefined);
const MODEL = columnOf('model', 'model', undefined);
const SENSOR_KIND = columnOf('type', 'sensorKind', undefined);
const ORIGIN = columnOf('type', 'positionOrigin', undefined);
const OPERATOR_ID = columnOf('UASdata', 'operatorId', undefined);
const REMARKS = columnOf('UASdata', 'remarks', undefined);

/** A message found in a value, which recorders wrap in one or two envelopes. */
interface Message {
  /** Holds `sensor ID`, `MAC address`, `timestamp`. */
  readonly data: JsonObject;
  /** Holds `UASdata`, or the members of the flat record; null in a message about the sensor itself. */
  readonly content: JsonObject | null;
}

function messageOf(value: unknown): Message | null {
  if (!isJsonObject(value)) return null;
  const { data } = value;
  if (typeof value.BasicID === 'string' || ('UAType' in value && 'Latitude' in value)) {
    return { data: isJsonObject(data) ? data : {}, content: value };
  }
  if (!isJsonObject(data)) return typeof value.UASdata === 'string' ? { data: value, content: value } : null;
  if (typeof data.UASdata === 'string') return { data, content: data };
  if (typeof data['sensor ID'] === 'string') return { data, content: null };
  return isJsonObject(data.data) ? messageOf(data) : null;
}

/** A new one for every file: what the transmitters of one say has nothing to do with another. */
function createFormat(): JsonFormat {
  const transmitters = new Transmitters();
  return {
    containers: new Set(['messages']),
    longest: LONGEST,
    flatOf: () => null,
    check: (values) => refuseOthers(values, (value) => messageOf(value) !== null, LABEL),
    read: (value, records) => {
      const message = messageOf(value);
      if (message?.content == null) records.skip();
      else if (typeof message.content.UASdata === 'string') readStructure(message, records, transmitters);
      else readFlat(message.data, message.content, records);
    },
  };
}

function begin({ builder }: JsonRecords, data: JsonObject): void {
  builder.begin();
  setMembersByName(builder, data, envelope);
  builder.setText(SENSOR_KIND, 'remote-id');
  builder.setText(ORIGIN, 'self-reported');
  const { extra } = data;
  if (!isJsonObject(extra)) return;
  if (typeof extra.manufacturer === 'string') builder.setText(MAKE, extra.manufacturer);
  if (typeof extra.model === 'string') builder.setText(MODEL, extra.model);
}

function readStructure({ data }: Message, records: JsonRecords, transmitters: Transmitters): void {
  const content = decode(data.UASdata as string);
  if (typeof content === 'string') {
    records.quarantine({ code: 'parse-error', field: 'UASdata', found: content });
    return;
  }
  const { builder } = records;
  begin(records, data);
  const { ids, location, system, selfId, operatorId } = content;
  const receivedAtMs = typeof data.timestamp === 'number' ? data.timestamp : Number.NaN;
  const address = addressOf(data);
  if (ids.length > 0) transmitters.hearIds(address, ids, records.nextRecord, receivedAtMs);
  if (system !== null) transmitters.hearSystem(address, system, records.nextRecord, receivedAtMs);
  // Without a place or a name it says nothing about where an aircraft was; what it says is remembered.
  if (location === null && ids.length === 0) {
    records.skip();
    return;
  }
  if (!Number.isNaN(receivedAtMs)) setTimes(builder, receivedAtMs, location);
  if (location !== null) setLocation(builder, location);
  for (const id of ids) setBasicId(builder, id);
  if (system !== null) setSystem(builder, system);
  builder.setText(OPERATOR_ID, operatorId);
  builder.setText(REMARKS, selfId);
  if (location !== null && address !== '') join(content, records, transmitters, address, receivedAtMs);
  records.finish();
}

/** Completes a message that holds only a part by what the same transmitter said just before, and says so. */
function join(
  { ids, system }: UasData,
  { builder }: JsonRecords,
  transmitters: Transmitters,
  address: string,
  atMs: number,
): void {
  const who = ids.length === 0 ? transmitters.idsOf(address, atMs) : null;
  const where = system === null ? transmitters.systemOf(address, atMs) : null;
  if (who !== null) for (const id of who.value) setBasicId(builder, id);
  if (where !== null) setSystem(builder, where.value);
  if (who === null && where === null) return;
  const sources = [who, where].flatMap((found) => (found === null ? [] : [`record ${found.record}`]));
  builder.addIssue('joined-identity', 'UASdata', [...new Set(sources)].join(', '));
  builder.mark('joined-identity');
}

const addressOf = (data: JsonObject): string => {
  const address = data['MAC address'];
  return typeof address === 'string' && address !== '' ? `${String(data['sensor ID'])} ${address}` : '';
};

/** The messages in base64, or why there are none. */
function decode(text: string): UasData | string {
  let bytes: Uint8Array;
  try {
    bytes = base64ToBytes(text);
  } catch {
    return 'not base64';
  }
  return readUasData(bytes) ?? `${bytes.length} bytes where ${UAS_DATA_BYTES} were expected`;
}

function readFlat(data: JsonObject, content: JsonObject, records: JsonRecords): void {
  const { builder } = records;
  begin(records, data);
  setMembersByName(builder, content, flatMembers);
  const { Height: height, HeightType: heightType } = content;
  if (typeof height === 'number') builder.setNumber(heightType === 1 ? ABOVE_GROUND : ABOVE_TAKEOFF, height);
  const id = basicIdOf(content);
  if (id !== null) setBasicId(builder, id);
  if (typeof data.timestamp === 'number') setFlatTimes(data.timestamp, content, records);
  records.finish();
}

function basicIdOf({ BasicID: id, IDType: idType, UAType: uaType }: JsonObject): BasicId | null {
  if (typeof id !== 'string') return null;
  return { id, idType: typeof idType === 'number' ? idType : 0, uaType: typeof uaType === 'number' ? uaType : 0 };
}

/** `TimeStamp` is [minute, second, …] in the hour of reception; what its third number counts is not known, so it is left. */
function setFlatTimes(receivedAtMs: number, content: JsonObject, { builder }: JsonRecords): void {
  builder.setNumber(RECEIVED, receivedAtMs);
  const { TimeStamp: parts, TSAccuracy: accuracy } = content;
  const [minute, second] = Array.isArray(parts) ? (parts as unknown[]) : [];
  const seconds = typeof minute === 'number' && typeof second === 'number' ? minute * 60 + second : Number.NaN;
  const observedAtMs = timeInHour(receivedAtMs, seconds);
  if (Number.isNaN(observedAtMs)) {
    builder.setText(TIME_BASIS, 'received');
    return;
  }
  builder.setNumber(OBSERVED, observedAtMs);
  const stated = typeof accuracy === 'number' && accuracy >= 1 && accuracy <= 15 ? accuracy / 10 : 0;
  builder.setNumber(TIME_ACCURACY, Math.max(1, stated));
}

/**
 * BlueMark DroneScout, Remote ID messages as its receivers publish them (DroneScout manual; formats.md 4.5): `UASdata` holds the
 * structure of opendroneid-core-c in base64; also the flat record that gateways decode from it. A record is a message; those
 * about the receiver are skipped.
 *
 * Clock: the aircraft's, in seconds after the hour, placed by `timestamp`, when the receiver heard it; that one where the
 * aircraft gives none. Altitudes: above the ellipsoid and at 1013.25 hPa; height above take-off or ground. Everything is
 * self-reported. A message with a position and no id takes the id that the same transmitter sent in the 10 s before, marked
 * `joined-identity`, unless two aircraft used that address; one with neither position nor id is skipped.
 */
export const dronescoutJson: FormatReader = {
  id: 'dronescout-json',
  version: 1,
  label: 'DroneScout Remote ID (JSON)',
  extensions: ['json', 'ndjson', 'jsonl'],
  sniff: (head) => sniffJson(head, createFormat(), (value) => messageOf(value) !== null, LABEL),
  open: (options, sink) => new JsonFeed(createFormat(), options, sink),
};
