import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sniffAll } from '../../../shared/formats/index.ts';
import { writers } from '../../../shared/formats/write/index.ts';
import type { DetectionFields } from '../../../shared/model/detection.ts';
import { collect, headOf } from '../../helpers/collect.ts';

const folder = join(import.meta.dirname, '../../../../shared/samples');
const there = existsSync(folder);
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, name)));

/** Format, detections, distinct objects, quarantined, skipped: counts from the samples' own description and from other tools. */
const expected = [
  ['aeroscope-csv/BRET30-08-2022.csv', 'aeroscope-csv', 375, 10, 0, 0],
  ['aeroscope-csv/csv13-10-2022.csv', 'aeroscope-csv', 76, 4, 0, 0],
  ['cat21-colon-csv/cat21-13-10-2022.csv', 'generic-csv', 76, 4, 0, 0],
  ['cat21-colon-csv/cat21bret-29-08-2022.csv', 'generic-csv', 66, 5, 0, 0],
  ['airdata-csv/Oct-10th-2023-05-02PM-Flight-Airdata.csv', 'airdata-csv', 719, 0, 0, 0],
  ['airdata-csv/Oct-12th-2023-04-47PM-Flight-Airdata.csv', 'airdata-csv', 588, 0, 0, 0],
  ['airdata-csv/Sep-22nd-2023-02-34PM-Flight-Airdata.csv', 'airdata-csv', 1460, 0, 0, 0],
  ['asd-ndjson/today.json', 'ndjson', 201, 17, 0, 0],
  ['mqtt-envelope-ndjson/mission_20260127_172522.no-phone.jsonl', 'ndjson', 929, 2, 0, 2124],
  ['tak-geojson/basic.geojson', 'geojson', 1, 1, 0, 0],
  ['tak-geojson/hae.geojson', 'geojson', 1, 1, 0, 0],
  ['tak-geojson/sensor.geojson', 'geojson', 1, 1, 0, 0],
  ['tak-geojson/geofence.geojson', 'geojson', 1, 1, 0, 0],
  ['tak-geojson/circle.geojson', 'geojson', 0, 0, 0, 1],
  ['tak-geojson/linestring.geojson', 'geojson', 0, 0, 0, 1],
  ['tak-geojson/polygon.geojson', 'geojson', 0, 0, 0, 1],
  ['kml/gxmultitrack.kml', 'kml', 28, 3, 0, 0],
  ['kml/gxtrack.kml', 'kml', 7, 0, 0, 0],
  ['kml/linestring.kml', 'kml', 0, 0, 2, 0],
  ['kml/multigeometry.kml', 'kml', 0, 0, 2, 0],
  ['kml/simpledata.kml', 'kml', 0, 0, 2, 0],
  ['kml/timespan.kml', 'kml', 0, 0, 0, 1],
  ['courageous/example_basic.kml', 'kml', 5, 1, 0, 1],
  ['courageous/test_data.kml', 'kml', 227, 4, 0, 1],
  ['cot/Marker_-_2525.cot', 'cot-xml', 1, 1, 0, 0],
  ['cot/Marker_-_Spot.cot', 'cot-xml', 0, 0, 0, 1],
  ['dronescout-json/BLE-legacy.json', 'dronescout-json', 19, 1, 0, 0],
  ['dronescout-json/WiFi-beacon.json', 'dronescout-json', 2, 1, 0, 0],
  ['dronescout-json/sensor_status.json', 'dronescout-json', 0, 0, 0, 1],
  ['dronescout-json/ua_payload.json', 'dronescout-json', 1, 1, 0, 0],
  ['opensky-json/202306042003.json', 'opensky-json', 24, 24, 0, 0],
  ['readsb-trace/trace_full_ac671b.json', 'readsb-trace', 2500, 1, 0, 0],
  // Without a date, a subtitle says when in the film and not when.
  ['dji-srt/Avata360_clip.SRT', 'dji-srt', 5, 0, 0, 0],
  ['dji-srt/avata2_clip.SRT', 'dji-srt', 0, 0, 2, 0],
  ['dji-srt/mini4pro_clip.SRT', 'dji-srt', 0, 0, 2, 0],
  ['dji-srt/neo2_clip.SRT', 'dji-srt', 5, 0, 0, 0],
  // A route is a plan; points without a time are quarantined.
  ['gpx/empty_ele.gpx', 'gpx', 2, 0, 0, 0],
  ['gpx/gdal.gpx', 'gpx', 1, 1, 5, 3],
  ['gpx/multitrackgpx.gpx', 'gpx', 117, 3, 0, 0],
  ['gpx/opencpn.gpx', 'gpx', 0, 0, 0, 16],
  ['gpx/trek.gpx', 'gpx', 0, 0, 0, 120],
] as const;

const nameOf = ({ uasSerial, icao24, sourceTrackKey, callsign }: DetectionFields) =>
  uasSerial ?? icao24 ?? sourceTrackKey ?? callsign;

test.skipIf(!there).each(expected)(
  '%s is %s: %i detections of %i named objects, %i quarantined, %i skipped',
  (name, id, ...counts) => {
    const bytes = bytesOf(name);
    const [best] = sniffAll(headOf(bytes, name));
    expect(best!.reader.id).toBe(id);
    const { detections, quarantined, skipped } = collect(best!.reader, bytes);
    const objects = new Set(detections.flatMap(({ fields }) => nameOf(fields) ?? []));
    expect([detections.length, objects.size, quarantined.length, skipped.length]).toEqual(counts);
    expect(
      detections.flatMap(({ issues }) => issues.filter(({ code }) => code !== 'bad-number' && code !== 'assumed-zone')),
    ).toEqual([]);
  },
);

test.skipIf(!there)('the two AeroScope exports and their conversions say the same', () => {
  const read = (name: string) => {
    const bytes = bytesOf(name);
    return collect(sniffAll(headOf(bytes))[0]!.reader, bytes).detections.map(({ fields }) => fields);
  };
  const original = read('aeroscope-csv/csv13-10-2022.csv');
  const converted = read('cat21-colon-csv/cat21-13-10-2022.csv');
  for (const [index, fields] of original.entries()) {
    const other = converted[index]!;
    expect([other.lat, other.lng]).toEqual([fields.lat, fields.lng]);
    expect(Math.abs(other.observedAtMs! - fields.observedAtMs!)).toBeLessThan(1000);
    expect(other.callsign).toBe(fields.uasSerial!.slice(0, 8));
    expect(Math.abs(other.altHaeM! - fields.altUnknownDatumM!)).toBeLessThan(0.31);
    // The converter took AeroScope's m/s for km/h; positions show that they are m/s (formats.md 4.2a).
    expect(other.speedMps! * 3.6).toBeCloseTo(fields.speedMps!, 2);
  }
});

test.skipIf(!there)('bearings drawn as lines by track2kml are those of the COURAGEOUS document', () => {
  const bytes = bytesOf('courageous/test_data.kml');
  const { detections } = collect(sniffAll(headOf(bytes))[0]!.reader, bytes);
  const document = JSON.parse(readFileSync(join(folder, 'courageous/test_data.json'), 'utf8')) as {
    detection: CourageousSet[];
    tracks: CourageousSet[];
  };
  const records = [...document.detection, ...document.tracks].flatMap((set) => set.records);
  expect(detections).toHaveLength(records.length);
  for (const [index, { time, location }] of records.entries()) {
    const { fields } = detections[index]!;
    expect(fields.observedAtMs).toBe(time);
    expect(fields.bearingDeg).toBeCloseTo(location.bearing, 4);
    expect(Math.abs(fields.elevationDeg! - location.elevation)).toBeLessThan(0.01);
  }
});

interface CourageousSet {
  records: { time: number; location: { bearing: number; elevation: number } }[];
}

test.skipIf(!there)('every sample, whatever it is, is read or refused by every reader without harm', () => {
  for (const group of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(join(folder, group.name))) {
      const bytes = bytesOf(join(group.name, file));
      for (const { reader, score } of sniffAll(headOf(bytes))) {
        if (score === 0) continue;
        const { detections, quarantined, skipped } = collect(reader, bytes, {}, [65_536]);
        expect(detections.length + quarantined.length + skipped.length, `${file} as ${reader.id}`).toBeGreaterThan(0);
      }
    }
  }
});

test.skipIf(!there)('AeroScope exports go through every format we write and come back with the same fields', () => {
  const bytes = bytesOf('aeroscope-csv/BRET30-08-2022.csv');
  const original = collect(sniffAll(headOf(bytes))[0]!.reader, bytes).detections.map(({ fields }) => fields);
  for (const [id, write] of Object.entries(writers)) {
    const text = [...write(original)].join('');
    const [best] = sniffAll(headOf(text));
    expect(best!.reader.id).toBe(id);
    expect(collect(best!.reader, text).detections.map(({ fields }) => fields)).toEqual(original);
  }
});

test.runIf(!there)('samples are not beside the project: their counts are not checked', () => {
  expect(there).toBe(false);
});
