import { expect, test } from 'vitest';
import { geojson } from '../../../shared/formats/geojson.ts';
import { ndjson } from '../../../shared/formats/ndjson.ts';
import { collect } from '../../helpers/collect.ts';

const row = (more: object = {}) => ({ time: '2024-05-03T04:05:06Z', lat: 31.5, lon: -106.25, ...more });
const line = (more: object = {}) => JSON.stringify(row(more));
const feature = (coordinates: unknown, properties: object = {}) => ({
  type: 'Feature',
  properties: { time: '2024-05-03T04:05:06Z', ...properties },
  geometry: { type: 'Point', coordinates },
});
const counts = ({ detections, quarantined, skipped }: ReturnType<typeof collect>) => [
  detections.length,
  quarantined.length,
  skipped.length,
];

test.each([
  ['one a line', `${line()}\n${line()}\n`],
  ['one a line, Windows ends, none at the end', `${line()}\r\n${line()}`],
  ['in an array', `[${line()},${line()}]`],
  ['in a printed array', JSON.stringify([row(), row()], null, 2)],
  ['in an object around the array', JSON.stringify({ version: 1, detections: [row(), row()], total: 2 }, null, 1)],
  ['one after another, printed', `${JSON.stringify(row(), null, 2)}\n${JSON.stringify(row(), null, 2)}\n`],
  ['joined on a line', `${line()}${line()}`],
  ['joined on one of several lines', `${line({ a: 1 })}\n{"status":1}\n`.replace('\n', line()).concat('\n')],
])('objects %s are found', (_, content) => {
  expect(collect(ndjson, content).detections).toHaveLength(2);
});

test('a broken line costs only itself, be it the first', () => {
  const { detections, quarantined } = collect(
    ndjson,
    `{"time":"2024-05-0\n${line()}\n${line().slice(0, 30)}\n${line()}\n`,
  );
  expect(detections.map(({ ref }) => ref.record)).toEqual([2, 4]);
  expect(quarantined.map(({ ref, issue }) => [ref.record, issue.code])).toEqual([
    [1, 'parse-error'],
    [3, 'parse-error'],
  ]);
});

test('a broken element of an array costs only itself', () => {
  expect(counts(collect(ndjson, `[${line()},\n{"time": tomorrow},\n${line()}]`))).toEqual([2, 1, 0]);
});

test('an array that never ends is told', () => {
  const { detections, quarantined } = collect(ndjson, `[\n${line()},\n`);
  expect(detections).toHaveLength(1);
  expect(quarantined[0]!.issue).toEqual({ code: 'parse-error', found: 'the file ends before the record does' });
});

test('long numbers that are ids keep every digit', () => {
  const [detection] = collect(
    ndjson,
    '{"time":"2024-05-03T04:05:06Z","lat":31.5,"lon":-106.25,"track_id":9007199254740993}',
  ).detections;
  expect(detection!.fields.sourceTrackKey).toBe('9007199254740993');
});

test('a member called __proto__ does no harm', () => {
  const [detection] = collect(
    ndjson,
    '{"__proto__":{"lat":1,"polluted":true},"time":"2024-05-03T04:05:06Z","lat":31.5,"lon":-106.25}',
  ).detections;
  expect(detection!.fields.lat).toBe(31.5);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('values nested 64 deep are read, deeper ones quarantined', () => {
  const nested = (levels: number) =>
    `{"time":"2024-05-03T04:05:06Z","lat":31.5,"lon":-106.25,"x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  expect(counts(collect(ndjson, `[${nested(62)},${nested(63)}]`))).toEqual([1, 1, 0]);
});

test('an object longer than a megabyte is quarantined, the next one read', () => {
  const { detections, quarantined } = collect(
    ndjson,
    `${line()}\n${line({ note: 'x'.repeat(1_100_000) })}\n${line()}\n`,
  );
  expect(detections).toHaveLength(2);
  expect(quarantined[0]!.issue.code).toBe('record-too-long');
  expect(quarantined[0]!.raw.length).toBeLessThan(5000);
});

test('local times in JSON follow the stated zone', () => {
  const content = line({ time: '2024-05-03 04:05:06' });
  expect(collect(ndjson, content).detections[0]!.fields.timeBasis).toBe('assumed-zone');
  const [known] = collect(ndjson, content, { sensorZone: 'America/Chicago' }).detections;
  expect(new Date(known!.fields.observedAtMs!).toISOString()).toBe('2024-05-03T09:05:06.000Z');
});

test('members by a confirmed mapping', () => {
  const mapping = {
    columns: [
      { column: 'a.when', field: 'observedAtMs', unit: 's' },
      { column: 'a.y', field: 'lat' },
      { column: 'a.x', field: 'lng' },
      { column: 'h', field: 'altMslM', unit: 'ft' },
    ],
    sensorKind: 'radar' as const,
  };
  const [detection] = collect(ndjson, '{"a":{"when":1714709106,"y":31.5,"x":-106.25},"h":1000}', {
    mapping,
  }).detections;
  expect(detection!.fields).toMatchObject({ lat: 31.5, lng: -106.25, altMslM: 304.8, positionOrigin: 'measured' });
});

test.each([
  ['a collection', JSON.stringify({ type: 'FeatureCollection', features: [feature([-106.25, 31.5])] })],
  [
    'a printed collection',
    JSON.stringify({ type: 'FeatureCollection', features: [feature([-106.25, 31.5])] }, null, 2),
  ],
  [
    'a collection a feature a line',
    `{"type":"FeatureCollection","features":[\n${JSON.stringify(feature([-106.25, 31.5]))}\n]}`,
  ],
  ['a bare feature', JSON.stringify(feature([-106.25, 31.5]))],
  ['a feature a line', `${JSON.stringify(feature([-106.25, 31.5]))}\n`],
  ['features before the type', `{"features":[${JSON.stringify(feature([-106.25, 31.5]))}],"type":"FeatureCollection"}`],
])('GeoJSON as %s is read', (_, content) => {
  const { detections, quarantined, skipped } = collect(geojson, content);
  expect(detections.map(({ fields }) => [fields.lng, fields.lat])).toEqual([[-106.25, 31.5]]);
  expect([...quarantined, ...skipped]).toEqual([]);
});

test('a CoT altitude of 9999999 is none, any other is above the ellipsoid', () => {
  const cot = { type: 'a-n-A-M-H-Q', how: 'm-g', uid: 'x' };
  const read = (altitude: number) =>
    collect(geojson, JSON.stringify(feature([-106.25, 31.5, altitude], cot))).detections[0]!.fields;
  expect(read(9_999_999)).not.toHaveProperty('altHaeM');
  expect(read(120)).toMatchObject({ altHaeM: 120, evidence: 'uas-by-class', affiliation: 'n' });
});

test.each([
  ['a-u-A-M-H-Q', 'uas-by-class'],
  ['a-h-A-M-F-Q-r', 'uas-by-class'],
  ['a-n-A-C-F-q', 'uas-by-class'],
  ['a-u-A-M-H-R', 'unidentified'],
  ['a-f-A-C-F', 'unidentified'],
  ['a-u-G-U-C', 'not-uas'],
  ['a-f-S', 'not-uas'],
])('CoT type %s is %s', (type, evidence) => {
  const [detection] = collect(geojson, JSON.stringify(feature([-106.25, 31.5], { type, how: 'm-g' }))).detections;
  expect(detection!.fields.evidence).toBe(evidence);
});
