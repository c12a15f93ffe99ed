import { latin1Text, utf8Text } from '../bytes.ts';
import { meaningOf } from './aliases.ts';
import { columnOf } from './columns.ts';
import { type FlatRecord, flatten } from './json/flatten.ts';
import { JsonFeed, type JsonFormat, type JsonRecords } from './json/json-feed.ts';
import { valuesInHead } from './json/json-head.ts';
import { profileOf } from './json/profiles.ts';
import { setMembers } from './json/set-members.ts';
import type { FileHead, FormatReader, SniffResult } from './reader.ts';

/** Longest object. */
const LONGEST = 1_048_576;

/** Members of a top object under which exports put their list of records. */
const CONTAINERS = new Set([
  'detections',
  'records',
  'data',
  'items',
  'results',
  'rows',
  'points',
  'reports',
  'messages',
]);

/** Recorders of MQTT put what was received into an envelope with the topic and their own time. */
interface Envelope {
  readonly topic: string;
  readonly data: object;
  readonly ts: unknown;
}

const RECEIVED = columnOf('ts', 'receivedAtMs', undefined);
const SENSOR_KIND = columnOf('topic', 'sensorKind', undefined);
/** Telemetry of the operator's own fleet (DJI and Autel cloud interface). */
const OWN_FLEET = 'thing/product/';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function envelopeOf(value: object): Envelope | null {
  const { topic, data, ts } = value as { topic?: unknown; data?: unknown; ts?: unknown };
  return typeof topic === 'string' && isObject(data) ? { topic, data, ts } : null;
}

function flatOf(value: unknown): FlatRecord | null {
  if (!isObject(value)) return null;
  return flatten(envelopeOf(value)?.data ?? value);
}

function read(value: unknown, records: JsonRecords): void {
  if (!isObject(value)) {
    records.skip();
    return;
  }
  const envelope = envelopeOf(value);
  const flat = flatten(envelope?.data ?? value);
  if (flat === null) {
    records.quarantine({ code: 'too-many-fields' });
    return;
  }
  const { builder } = records;
  const plan = records.planOf(flat.names);
  builder.begin();
  setMembers(builder, flat, plan);
  // A message about something else has neither a position nor a name and a time; in an envelope anything may come.
  const isDetection =
    envelope === null
      ? plan.hasPosition || (builder.hasIdentity && builder.hasTime)
      : plan.hasPosition && builder.hasIdentity;
  if (!isDetection) {
    records.skip();
    return;
  }
  if (envelope !== null) {
    if (envelope.topic.startsWith(OWN_FLEET)) builder.setDefault(SENSOR_KIND, 'own-log');
    if (typeof envelope.ts === 'number') builder.setNumber(RECEIVED, envelope.ts);
    else if (typeof envelope.ts === 'string') builder.setText(RECEIVED, envelope.ts);
  }
  records.finish();
}

const format: JsonFormat = { containers: CONTAINERS, longest: LONGEST, flatOf, read };

function sniff(head: FileHead): SniffResult {
  const text = head.text.trimStart();
  if (text[0] !== '{' && text[0] !== '[') return { score: 0, reason: 'The file does not begin like JSON.' };
  const flat = valuesInHead(head.bytes, head.complete, format, plainText).flatMap((value) => flatOf(value) ?? []);
  const profile = flat
    .map(({ names }) => profileOf(new Set(names)))
    .find((found) => found !== null && found.columns.size > 0);
  if (profile) return { score: 0.95, reason: `JSON objects with the members of ${profile.label}.` };
  if (flat.some(({ names }) => namesPosition(names))) return { score: 0.7, reason: 'JSON objects with positions.' };
  return flat.length > 0
    ? { score: 0.1, reason: 'JSON objects without members that look like positions.' }
    : { score: 0.05, reason: 'The file begins like JSON, but no object could be read in its beginning.' };
}

const plainText = (bytes: Uint8Array): string => utf8Text(bytes) ?? latin1Text(bytes);

function namesPosition(names: readonly string[]): boolean {
  const targets = new Set(names.map((name) => meaningOf(name)?.target.name));
  return (targets.has('lat') && targets.has('lng')) || targets.has('latLng') || targets.has('bearingDeg');
}

/**
 * JSON objects, one a line (NDJSON, also under the name `.json`), in an array, in a member of a top object, or one after
 * another. Members, also nested ones, are understood by the same names as columns; known kinds by `json/profiles.ts`.
 */
export const ndjson: FormatReader = {
  id: 'ndjson',
  version: 1,
  label: 'JSON objects (NDJSON, JSON)',
  extensions: ['ndjson', 'jsonl', 'json', 'txt'],
  sniff,
  open: (options, sink) => new JsonFeed(format, options, sink),
};
