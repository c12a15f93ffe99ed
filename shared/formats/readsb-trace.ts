import { epochToMs, setAdsb } from './adsb.ts';
import { JsonFeed, type JsonFormat } from './json/json-feed.ts';
import { isJsonObject, type JsonObject, refuseOthers } from './json/known.ts';
import type { FileHead, FormatReader } from './reader.ts';

/** A day of one aircraft at a point a second is some 10 MB. */
const LONGEST = 33_554_432;
const LABEL = 'readsb trace';

const isOurs = (value: unknown): value is JsonObject =>
  isJsonObject(value) && typeof value.icao === 'string' && Array.isArray(value.trace);

const format: JsonFormat = {
  containers: new Set(),
  longest: LONGEST,
  flatOf: () => null,
  lists: ['trace'],
  check: (values) => refuseOthers(values, isOurs, LABEL),
  read: (value, records) => {
    if (!isOurs(value)) {
      records.skip();
      return;
    }
    const base = epochToMs(value.timestamp);
    records.forEachIn('trace', (element) => {
      if (!Array.isArray(element)) {
        records.skip();
        return;
      }
      const [seconds, lat, lng, altBaroFt, speedKt, courseDeg, , climbFpm, aircraft, source, altGeometricFt] =
        element as unknown[];
      const more = isJsonObject(aircraft) ? aircraft : {};
      records.builder.begin();
      setAdsb(records.builder, {
        address: value.icao,
        callsign: more.flight,
        type: value.t,
        category: more.category,
        source,
        observedAtMs: typeof seconds === 'number' ? base + seconds * 1000 : Number.NaN,
        lat,
        lng,
        altBaroFt,
        altGeometricFt,
        speedKt,
        courseDeg,
        climbFpm,
      });
      records.finish();
    });
  },
};

function sniff({ text }: FileHead) {
  return /^\s{0,1000}\{/.test(text) && /"icao"\s{0,8}:\s{0,8}"/.test(text) && /"trace"\s{0,8}:\s{0,8}\[/.test(text)
    ? { score: 1, reason: `JSON with the members of a ${LABEL}.` }
    : { score: 0, reason: `No ${LABEL} in the beginning of the file.` };
}

/**
 * readsb / tar1090 trace of one aircraft (wiedehopf/readsb `README-json.md`, `trace_full`): a record is an element of `trace`.
 *
 * Clock: the receiver's, `timestamp` and seconds after it. Altitudes: at 1013.25 hPa and above the ellipsoid, in feet; `ground`
 * is no altitude. Cooperative traffic: compared, never counted.
 */
export const readsbTrace: FormatReader = {
  id: 'readsb-trace',
  version: 1,
  label: 'ADS-B trace (readsb, JSON)',
  extensions: ['json'],
  sniff,
  open: (options, sink) => new JsonFeed(format, options, sink),
};
