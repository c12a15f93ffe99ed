import { latin1Text } from '../bytes.ts';
import { epochToMs, setAdsb } from './adsb.ts';
import { JsonFeed, type JsonFormat, type JsonRecords } from './json/json-feed.ts';
import { isJsonObject, type JsonObject, refuseOthers } from './json/known.ts';
import type { FileHead, FormatReader } from './reader.ts';

const LONGEST = 33_554_432;
const LABEL = 'Flightradar24 playback of a flight';

const member = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((at, name) => (isJsonObject(at) ? at[name] : undefined), value);

const flightOf = (value: unknown): JsonObject | null => {
  const flight = member(value, 'result', 'response', 'data', 'flight');
  return isJsonObject(flight) && Array.isArray(flight.track) ? flight : null;
};

/** Where the flight stands in the file: one character a byte. */
const FLIGHT = /"flight"\s{0,8}:\s{0,8}\{/;

function readFlight(flight: JsonObject, records: JsonRecords): void {
  const found = FLIGHT.exec(latin1Text(records.bytes));
  if (found === null) {
    records.quarantine({ code: 'parse-error' });
    return;
  }
  const address = member(flight, 'aircraft', 'identification', 'modes');
  const callsign = member(flight, 'identification', 'callsign');
  const type = member(flight, 'aircraft', 'model', 'code');
  const place = { start: found.index + found[0].length - 1, count: (flight.track as unknown[]).length };
  records.forEachIn(
    'track',
    (point) => {
      if (!isJsonObject(point)) {
        records.skip();
        return;
      }
      const feet = member(point, 'altitude', 'feet');
      records.builder.begin();
      setAdsb(records.builder, {
        address,
        callsign,
        type,
        category: null,
        source: null,
        observedAtMs: epochToMs(point.timestamp),
        lat: point.latitude,
        lng: point.longitude,
        // On the ground it says 0, wherever that is.
        altBaroFt: feet === 0 ? null : feet,
        altGeometricFt: member(point, 'ems', 'altGPS'),
        speedKt: member(point, 'speed', 'kts'),
        courseDeg: point.heading,
        climbFpm: member(point, 'verticalSpeed', 'fpm'),
      });
      records.finish();
    },
    place,
  );
}

const format: JsonFormat = {
  containers: new Set(),
  longest: LONGEST,
  flatOf: () => null,
  check: (values) => refuseOthers(values, (value) => flightOf(value) !== null, LABEL),
  read: (value, records) => {
    const flight = flightOf(value);
    if (flight === null) records.skip();
    else readFlight(flight, records);
  },
};

function sniff({ text }: FileHead) {
  const isFlight = /^\s{0,1000}\{\s{0,40}"result"/.test(text) && FLIGHT.test(text) && /"identification"/.test(text);
  return isFlight
    ? { score: 1, reason: `JSON with the members of a ${LABEL}.` }
    : { score: 0, reason: `No ${LABEL} in the beginning of the file.` };
}

/**
 * Flightradar24's playback of one flight (`flight-playback.json`), after the files that the traffic library ships as samples
 * (xoolive/traffic `src/traffic/data/samples/fr24`). A record is a point of `track`.
 *
 * Clock: the network's, epoch seconds. Altitudes: barometric, and the aircraft's own of its satellite receiver, both in feet.
 * Registration, owner and airports stay in the raw record. Cooperative traffic: compared, never counted.
 */
export const fr24Playback: FormatReader = {
  id: 'fr24-playback',
  version: 1,
  label: 'Flightradar24 playback (JSON)',
  extensions: ['json'],
  sniff,
  open: (options, sink) => new JsonFeed(format, options, sink),
};
