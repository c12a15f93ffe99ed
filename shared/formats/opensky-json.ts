import { setAddress, setCooperative } from './adsb.ts';
import { type Column, columnOf } from './columns.ts';
import { JsonFeed, type JsonFormat, type JsonRecords } from './json/json-feed.ts';
import { isJsonObject, type JsonObject, refuseOthers } from './json/known.ts';
import type { FileHead, FormatReader } from './reader.ts';

const LONGEST = 33_554_432;
const LABEL = 'list of OpenSky states';

/** What stands at which place of a state. */
const columns: readonly (readonly [place: number, column: Column])[] = (
  [
    [3, 'time_position', 'observedAtMs', 's'],
    [4, 'last_contact', 'receivedAtMs', 's'],
    [5, 'longitude', 'lng'],
    [6, 'latitude', 'lat'],
    [7, 'baro_altitude', 'altBaroM', 'm'],
    [9, 'velocity', 'speedMps', 'm/s'],
    [10, 'true_track', 'courseDeg', 'deg'],
    [11, 'vertical_rate', 'vspeedMps', 'm/s'],
    [13, 'geo_altitude', 'altHaeM', 'm'],
  ] as const
).map(([place, name, field, unit]) => [place, columnOf(name, field, unit)]);

/** `position_source`: multilateration. */
const MLAT = 2;
/** `category`: unmanned aerial vehicle. */
const UNMANNED = 14;

const isOurs = (value: unknown): value is JsonObject =>
  isJsonObject(value) && 'time' in value && Array.isArray(value.states);

function readState(state: unknown, records: JsonRecords): void {
  if (!Array.isArray(state)) {
    records.skip();
    return;
  }
  const { builder } = records;
  const places = state as unknown[];
  builder.begin();
  setAddress(builder, places[0], places[1]);
  setCooperative(builder, places[16] === MLAT, places[17] === UNMANNED);
  for (const [place, column] of columns) {
    const value = places[place];
    if (typeof value === 'number') builder.setNumber(column, value);
  }
  records.finish();
}

const format: JsonFormat = {
  containers: new Set(),
  longest: LONGEST,
  flatOf: () => null,
  lists: ['states'],
  check: (values) => refuseOthers(values, isOurs, LABEL),
  read: (value, records) => {
    if (isOurs(value)) records.forEachIn('states', (state) => readState(state, records));
    else records.skip();
  },
};

function sniff({ text }: FileHead) {
  const isList = /"states"\s{0,8}:\s{0,8}\[\s{0,40}\[/.test(text) && /"time"\s{0,8}:\s{0,8}\d/.test(text);
  return /^\s{0,1000}\{/.test(text) && isList
    ? { score: 1, reason: `JSON with a ${LABEL}.` }
    : { score: 0, reason: `No ${LABEL} in the beginning of the file.` };
}

/**
 * OpenSky Network `states/all` (openskynetwork.github.io/opensky-api; formats.md 4.14). A record is a state.
 *
 * Clock: `time_position`, the network's, epoch seconds; `last_contact` may be later. Altitudes: at 1013.25 hPa and above the
 * ellipsoid, in metres. Cooperative traffic: compared, never counted.
 */
export const openskyJson: FormatReader = {
  id: 'opensky-json',
  version: 1,
  label: 'OpenSky states (JSON)',
  extensions: ['json', 'ndjson', 'jsonl'],
  sniff,
  open: (options, sink) => new JsonFeed(format, options, sink),
};
