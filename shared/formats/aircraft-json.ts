import { epochToMs, setAdsb } from './adsb.ts';
import { JsonFeed, type JsonFormat, type JsonRecords } from './json/json-feed.ts';
import { isJsonObject, type JsonObject, refuseOthers } from './json/known.ts';
import type { FileHead, FormatReader } from './reader.ts';

const LONGEST = 33_554_432;
const LABEL = 'list of aircraft';
/** readsb and dump1090 say `aircraft`, providers of aggregated data `ac`. */
const LISTS = ['aircraft', 'ac'] as const;

const listOf = (value: JsonObject): (typeof LISTS)[number] | null =>
  LISTS.find((name) => Array.isArray(value[name])) ?? null;

const isOurs = (value: unknown): value is JsonObject => isJsonObject(value) && listOf(value) !== null;

function readAircraft(aircraft: unknown, nowMs: number, records: JsonRecords): void {
  if (!isJsonObject(aircraft) || typeof aircraft.hex !== 'string') {
    records.skip();
    return;
  }
  const hasPosition = typeof aircraft.lat === 'number' && typeof aircraft.lon === 'number';
  // A position is as old as `seen_pos` says; without one, the last message is as old as `seen`.
  const age = hasPosition ? aircraft.seen_pos : aircraft.seen;
  records.builder.begin();
  setAdsb(records.builder, {
    address: aircraft.hex,
    callsign: aircraft.flight,
    type: aircraft.t,
    category: aircraft.category,
    source: aircraft.type,
    observedAtMs: typeof age === 'number' ? nowMs - age * 1000 : nowMs,
    lat: aircraft.lat,
    lng: aircraft.lon,
    altBaroFt: aircraft.alt_baro ?? aircraft.altitude,
    altGeometricFt: aircraft.alt_geom,
    speedKt: aircraft.gs ?? aircraft.speed,
    courseDeg: aircraft.track,
    climbFpm: aircraft.baro_rate ?? aircraft.geom_rate ?? aircraft.vert_rate,
  });
  records.finish();
}

const format: JsonFormat = {
  containers: new Set(),
  longest: LONGEST,
  flatOf: () => null,
  lists: LISTS,
  check: (values) => refuseOthers(values, isOurs, LABEL),
  read: (value, records) => {
    if (!isOurs(value)) {
      records.skip();
      return;
    }
    const nowMs = epochToMs(value.now);
    records.forEachIn(listOf(value)!, (aircraft) => readAircraft(aircraft, nowMs, records));
  },
};

function sniff({ text }: FileHead) {
  const isList = /"(?:aircraft|ac)"\s{0,8}:\s{0,8}\[/.test(text) && /"hex"\s{0,8}:\s{0,8}"/.test(text);
  return /^\s{0,1000}\{/.test(text) && isList
    ? { score: 1, reason: `JSON with a ${LABEL}, each with its address in \`hex\`.` }
    : { score: 0, reason: `No ${LABEL} in the beginning of the file.` };
}

/**
 * `aircraft.json` of readsb, dump1090 and aggregators of ADS-B (wiedehopf/readsb `README-json.md`): one object a moment, or one a
 * line. A record is an aircraft in it.
 *
 * Clock: the receiver's, `now` less the age of the position. Altitudes: at 1013.25 hPa and above the ellipsoid, in feet. `rssi`
 * counts from full scale and is no power. Cooperative traffic: compared, never counted.
 */
export const aircraftJson: FormatReader = {
  id: 'aircraft-json',
  version: 1,
  label: 'ADS-B aircraft list (aircraft.json)',
  extensions: ['json', 'ndjson', 'jsonl'],
  unverified: true,
  sniff,
  open: (options, sink) => new JsonFeed(format, options, sink),
};
