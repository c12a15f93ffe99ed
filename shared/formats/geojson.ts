import { latin1Text, utf8Text } from '../bytes.ts';
import { meaningOf } from './aliases.ts';
import { columnOf } from './columns.ts';
import { isCotType, readCotType, serialInUid } from './cot-type.ts';
import { type FlatRecord, flatten } from './json/flatten.ts';
import { JsonFeed, type JsonFormat, type JsonRecords } from './json/json-feed.ts';
import { valuesInHead } from './json/json-head.ts';
import { setMembers } from './json/set-members.ts';
import type { FileHead, FormatReader, SniffResult } from './reader.ts';

/** Longest feature: a line of a hundred thousand points with their times. */
const LONGEST = 16_777_216;

const LAT = columnOf('coordinates', 'lat', undefined);
const LNG = columnOf('coordinates', 'lng', undefined);
const ALT_HAE = columnOf('coordinates', 'altHaeM', 'm');
const ALT = columnOf('coordinates', 'altUnknownDatumM', 'm');
const OBSERVED = columnOf('times', 'observedAtMs', undefined);
const SERIAL = columnOf('id', 'uasSerial', undefined);
const TRACK_KEY = columnOf('id', 'sourceTrackKey', undefined);
const OBJECT_CLASS = columnOf('type', 'objectClass', undefined);
const AFFILIATION = columnOf('type', 'affiliation', undefined);

interface Feature {
  readonly id: string | null;
  readonly properties: object;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function featureOf(value: unknown): Feature | null {
  if (!isObject(value) || value.type !== 'Feature') return null;
  const { id, properties, geometry } = value;
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : null,
    properties: isObject(properties) ? properties : {},
    geometry:
      isObject(geometry) && typeof geometry.type === 'string'
        ? { type: geometry.type, coordinates: geometry.coordinates }
        : null,
  };
}

/** CloudTAK and node-CoT write CoT events as features: `type` is the CoT type, `how` how it came about. */
function cotTypeOf(properties: object): string | null {
  const { type, how } = properties as { type?: unknown; how?: unknown };
  return typeof type === 'string' && typeof how === 'string' && isCotType(type) ? type : null;
}

/** The properties without what reads otherwise in CoT: its type is no object type, and `start` is when the object was there. */
function flatOf(value: unknown): FlatRecord | null {
  const feature = featureOf(value);
  if (feature === null) return null;
  const flat = flatten(withoutTimes(feature.properties));
  if (flat === null || cotTypeOf(feature.properties) === null) return flat;
  const kept = flat.names.map((name, index) => [name, flat.values[index]!] as const);
  const hasStart = flat.names.includes('start');
  const used = kept.filter(([name]) => name !== 'type' && name !== 'stale' && !(hasStart && name === 'time'));
  return { names: used.map(([name]) => name), values: used.map(([, member]) => member) };
}

const withoutTimes = (properties: object): object =>
  Object.fromEntries(
    Object.entries(properties).filter(([name]) => name !== 'times' && name !== 'coordinateProperties'),
  );

/** Times of the points of a line, under the names that GDAL, togeojson and others use. */
function timesOf(properties: object): readonly unknown[] | null {
  const { times, coordTimes, timestamps, coordinateProperties } = properties as Record<string, unknown>;
  const nested = isObject(coordinateProperties) ? coordinateProperties.times : undefined;
  for (const list of [times, coordTimes, timestamps, nested]) if (Array.isArray(list)) return list;
  return null;
}

function read(value: unknown, records: JsonRecords): void {
  const feature = featureOf(value);
  const flat = flatOf(value);
  if (feature === null) {
    records.skip();
    return;
  }
  if (flat === null) {
    records.quarantine({ code: 'too-many-fields' });
    return;
  }
  const cotType = cotTypeOf(feature.properties);
  if (cotType !== null && !readCotType(cotType).isObject) {
    records.skip();
    return;
  }
  const { geometry } = feature;
  switch (geometry?.type) {
    case 'Point':
      readPoint(feature, flat, geometry.coordinates, null, records);
      return;
    case 'MultiPoint':
    case 'LineString':
      readLine(feature, flat, geometry.coordinates, timesOf(feature.properties), records);
      return;
    case 'MultiLineString':
      readLines(feature, flat, geometry.coordinates, timesOf(feature.properties), records);
      return;
    case undefined:
      readUnplaced(feature, flat, records);
      return;
    default:
      records.skip(); // An area is not where something was at an instant.
  }
}

function readLines(
  feature: Feature,
  flat: FlatRecord,
  lines: unknown,
  times: readonly unknown[] | null,
  records: JsonRecords,
): void {
  if (!Array.isArray(lines)) {
    records.quarantine({ code: 'parse-error', found: 'coordinates' });
    return;
  }
  const nested = times?.every(Array.isArray) ? (times as unknown[][]) : null;
  lines.forEach((line, index) => {
    readLine(feature, flat, line, nested?.[index] ?? null, records);
  });
}

/** Every point of a line with times of its points is a record; a line without is one, which says when nothing was. */
function readLine(
  feature: Feature,
  flat: FlatRecord,
  points: unknown,
  times: readonly unknown[] | null,
  records: JsonRecords,
): void {
  if (!Array.isArray(points)) {
    records.quarantine({ code: 'parse-error', found: 'coordinates' });
    return;
  }
  if (times === null) {
    records.quarantine({ code: 'no-time', found: `a line of ${points.length} points without times` });
    return;
  }
  for (let index = 0; index < Math.max(points.length, times.length); index++) {
    if (index >= points.length) records.quarantine({ code: 'no-position', found: `time ${index + 1} of the line` });
    else if (index >= times.length) records.quarantine({ code: 'no-time', found: `point ${index + 1} of the line` });
    else readPoint(feature, flat, points[index], times[index], records);
  }
}

/** `time`: that of the point itself, which then wins over the feature's. */
function readPoint(
  feature: Feature,
  flat: FlatRecord,
  coordinates: unknown,
  time: unknown,
  records: JsonRecords,
): void {
  if (!Array.isArray(coordinates) || typeof coordinates[0] !== 'number' || typeof coordinates[1] !== 'number') {
    records.quarantine({ code: 'parse-error', found: 'coordinates' });
    return;
  }
  const { builder } = records;
  builder.begin();
  if (typeof time === 'string') builder.setText(OBSERVED, time);
  else if (typeof time === 'number') builder.setNumber(OBSERVED, time);
  builder.setNumber(LNG, coordinates[0]);
  builder.setNumber(LAT, coordinates[1]);
  setProperties(feature, flat, records);
  if (typeof coordinates[2] === 'number' && !builder.hasAltitude) {
    builder.setNumber(cotTypeOf(feature.properties) === null ? ALT : ALT_HAE, coordinates[2]);
  }
  records.finish();
}

/** A feature without geometry: its properties may still say who was seen and when. */
function readUnplaced(feature: Feature, flat: FlatRecord, records: JsonRecords): void {
  const { builder } = records;
  builder.begin();
  setProperties(feature, flat, records);
  if (records.planOf(flat.names).hasPosition || (builder.hasIdentity && builder.hasTime)) records.finish();
  else records.skip();
}

function setProperties(feature: Feature, flat: FlatRecord, records: JsonRecords): void {
  const { builder } = records;
  setMembers(builder, flat, records.planOf(flat.names));
  const cotType = cotTypeOf(feature.properties);
  if (cotType === null) return;
  const { objectClass, affiliation } = readCotType(cotType);
  if (objectClass !== undefined) builder.setText(OBJECT_CLASS, objectClass);
  if (affiliation !== undefined) builder.setText(AFFILIATION, affiliation);
  if (feature.id === null) return;
  const serial = serialInUid(feature.id);
  if (serial !== null) builder.setDefault(SERIAL, serial);
  builder.setDefault(TRACK_KEY, feature.id);
}

const format: JsonFormat = { containers: new Set(['features']), longest: LONGEST, flatOf, read };

function sniff(head: FileHead): SniffResult {
  const text = head.text.trimStart();
  if (text[0] !== '{' && text[0] !== '[') return { score: 0, reason: 'The file does not begin like JSON.' };
  const plainText = (bytes: Uint8Array) => utf8Text(bytes) ?? latin1Text(bytes);
  const values = valuesInHead(head.bytes, head.complete, format, plainText);
  const features = values.flatMap((value) => featureOf(value) ?? []);
  const collection = /"type"\s{0,20}:\s{0,20}"FeatureCollection"/.test(text);
  if (features.length === 0) {
    return collection
      ? { score: 0.6, reason: 'A GeoJSON feature collection, no feature of which could be read in its beginning.' }
      : { score: 0, reason: 'The JSON is not GeoJSON.' };
  }
  if (features.length < values.length / 2)
    return { score: 0.2, reason: 'Some of the JSON values are GeoJSON features.' };
  const kind = features.some(({ properties }) => cotTypeOf(properties) !== null)
    ? 'Cursor-on-Target events as GeoJSON'
    : 'GeoJSON features';
  const timed = features.some(({ properties }) => timesOf(properties) !== null || namesTime(properties));
  return timed ? { score: 0.95, reason: `${kind} with times.` } : { score: 0.6, reason: `${kind} without times.` };
}

function namesTime(properties: object): boolean {
  const fields = new Set((flatten(properties)?.names ?? []).map((name) => meaningOf(name)?.target.name));
  return fields.has('observedAtMs') || fields.has('receivedAtMs') || fields.has('observedDate');
}

/**
 * GeoJSON (RFC 7946): a collection, one feature a line, or bare features; also Cursor-on-Target in GeoJSON (CloudTAK).
 *
 * Clock: whatever the properties state. Altitude: the third coordinate is above the ellipsoid in CoT; elsewhere its datum counts
 * as not stated, and it is not used where the properties give an altitude. A record is a point: of a line with times of its
 * points each point is one, in the byte range of the feature.
 */
export const geojson: FormatReader = {
  id: 'geojson',
  version: 1,
  label: 'GeoJSON',
  extensions: ['geojson', 'json', 'geojsonl', 'ndjson'],
  sniff,
  open: (options, sink) => new JsonFeed(format, options, sink),
};
