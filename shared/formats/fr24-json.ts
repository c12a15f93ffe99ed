import { latin1Text } from '../bytes.ts';
import { epochToMs, setAdsb } from './adsb.ts';
import { JsonFeed, type JsonFormat, type JsonRecords } from './json/json-feed.ts';
import { isJsonObject, type JsonObject, refuseOthers } from './json/known.ts';
import type { FileHead, FormatReader } from './reader.ts';

const LONGEST = 33_554_432;
const LABEL = 'Flightradar24 feed';
/** Places of an aircraft's list that every version has. */
const LEAST_PLACES = 17;

const isOurs = (value: unknown): value is JsonObject =>
  isJsonObject(value) && 'full_count' in value && 'version' in value;

/** A member whose value is a list of plain values. */
const MEMBER = /"([^"\\]{1,64})"\s{0,8}:\s{0,8}(\[[^[\]]{0,4000}\])/g;

function readFeed(value: JsonObject, records: JsonRecords): void {
  const aircraft = new Map(Object.entries(value).filter(([, member]) => Array.isArray(member)));
  // One character a byte, so that where a member stands is where its bytes stand.
  for (const match of latin1Text(records.bytes).matchAll(MEMBER)) {
    const list = aircraft.get(match[1]!);
    if (list === undefined || !aircraft.delete(match[1]!)) continue;
    const start = match.index + match[0].length - match[2]!.length;
    records.within(start, match[2]!.length, () => readAircraft(list as unknown[], records));
  }
  // Lists that stand there in no form we know: told once, not each with the whole moment as its raw text.
  const left = [...aircraft.keys()];
  if (left.length > 0) records.quarantine({ code: 'parse-error', found: left.join(', ').slice(0, 60) });
}

function readAircraft(places: readonly unknown[], records: JsonRecords): void {
  if (places.length < LEAST_PLACES) {
    records.quarantine({ code: 'too-few-fields', found: `${places.length} of ${LEAST_PLACES}` });
    return;
  }
  const [
    address,
    lat,
    lng,
    courseDeg,
    altitudeFt,
    speedKt,
    ,
    receiver,
    type,
    ,
    seconds,
    ,
    ,
    ,
    ground,
    climbFpm,
    callsign,
  ] = places;
  records.builder.begin();
  setAdsb(records.builder, {
    address,
    callsign,
    type,
    category: null,
    source: typeof receiver === 'string' && receiver.includes('MLAT') ? 'mlat' : receiver,
    observedAtMs: epochToMs(seconds),
    lat,
    lng,
    altBaroFt: ground === 1 ? null : altitudeFt,
    altGeometricFt: null,
    speedKt,
    courseDeg,
    climbFpm,
  });
  records.finish();
}

const format: JsonFormat = {
  containers: new Set(),
  longest: LONGEST,
  flatOf: () => null,
  check: (values) => refuseOthers(values, isOurs, LABEL),
  read: (value, records) => {
    if (isOurs(value)) readFeed(value, records);
    else records.skip();
  },
};

function sniff({ text }: FileHead) {
  const isFeed = /"full_count"\s{0,8}:/.test(text) && /"version"\s{0,8}:/.test(text);
  return /^\s{0,1000}\{/.test(text) && isFeed
    ? { score: 1, reason: `JSON with the members of a ${LABEL}.` }
    : { score: 0, reason: `No ${LABEL} in the beginning of the file.` };
}

/**
 * Flightradar24's feed of a zone (`feed.js`), after the clients that read it (flightradar24-client `lib/radar.js`): one object a
 * moment, each aircraft a list under an id of its own. A record is an aircraft.
 *
 * Clock: the eleventh place, epoch seconds. Altitude: barometric, feet, none on the ground. The id of the flight, the airports and
 * the registration stay in the raw record. Cooperative traffic: compared, never counted.
 */
export const fr24Json: FormatReader = {
  id: 'fr24-json',
  version: 1,
  label: 'Flightradar24 feed (JSON)',
  extensions: ['json', 'ndjson', 'jsonl'],
  unverified: true,
  sniff,
  open: (options, sink) => new JsonFeed(format, options, sink),
};
