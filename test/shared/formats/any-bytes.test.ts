import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readers, sniffAll } from '../../../shared/formats/index.ts';
import { type FormatReader, ReadFailure } from '../../../shared/formats/reader.ts';
import { writers } from '../../../shared/formats/write/index.ts';
import type { DetectionFields } from '../../../shared/model/detection.ts';
import { arbitraryDetection } from '../../helpers/arbitrary-detection.ts';
import { type Collected, collect, headOf, toBytes } from '../../helpers/collect.ts';

/** What a reader must cope with beside what we write ourselves. */
const odd: Readonly<Record<string, readonly string[]>> = {
  'generic-csv': [
    'title\n"time","lat","lon","remarks"\r\n2024-05-03T04:05:06Z,31.5,-106.25,"a ""b""\nc"\r\n\r\n,,,\n2024-05-03,x,"y"z,\n"open,1\n',
    'REC_TIME_POSIX:LAT:LON:CALLSIGN\n1714709106:31,5:-106,25:A\n1714709106:31,5\n',
    'time\tlat\tlon\n03/04/2024 10:00\t1\t2\n13/04/2024 10:00\t1\t2',
  ],
  'aeroscope-csv': [],
  geojson: [
    '{"type":"Feature","id":"drone-1581F5BK000000000000","properties":{"type":"a-u-A-M-H-Q","how":"m-g","time":"2024-05-03T04:05:06Z"},"geometry":{"type":"Point","coordinates":[-106.25,31.5,100]}}',
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"coordTimes":["2024-05-03T04:05:06Z",1714709106]},"geometry":{"type":"LineString","coordinates":[[-106.25,31.5],[0,0],[1,2]]}},{"type":"Feature","geometry":null},7]}',
    '{"type":"Feature","properties":{"__proto__":{"lat":1},"time":"2024-05-03T04:05:06Z"},"geometry":{"type":"Polygon","coordinates":[]}}\n{"type":"Feature","geometry":{"type":"Point","coordinates":["a"]}}\n',
  ],
  ndjson: [
    '{"time":"2024-05-03T04:05:06Z","lat":31.5,"lon":-106.25,"a":{"b":[1,{"c":"\\"}"}]}}\n{"broken\n{"topic":"x","ts":1714709106,"data":{"lat":1,"lon":2,"serial":"1581F5BK000000000000"}}\n',
    '[\n  {"time": 1714709106, "lat": "31.5", "lon": -106.25},\n  7, null, "x",\n  {"time": }\n]\nlog text\n{"lat":1}{"lat":2}',
    '{"detections":[{"time":1714709106,"lat":1,"lon":2}],"more":{"x":[1]}}',
  ],
  kml: [
    '\ufeff<?xml version="1.0"?>\r\n<kml xmlns:gx="x"><Folder><Placemark><name>é &amp; &nbsp;</name><gx:Track><altitudeMode>absolute</altitudeMode><when>2024-05-03T04:05:06Z</when><gx:coord>-106.25 31.5 100</gx:coord><when>2024-05-03T04:05:07Z</when><gx:coord>x</gx:coord><when>2024-05-03T04:05:08Z</when></gx:Track></Placemark><Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></Folder></kml>',
    '<kml><Placemark><TimeSpan><begin>2024-05-03T04:05:06Z</begin><end>2024-05-03T05:05:06Z</end></TimeSpan><Point><coordinates>1,2,3</coordinates></Point></Placemark></kml>',
  ],
};

const fixtures = join(import.meta.dirname, '../../fixtures/formats');

/** The fixtures of a format that we do not write ourselves. */
const fixtureInputs = (id: string): Uint8Array[] =>
  ['ordinary', 'future-version'].map((name) => {
    const folder = join(fixtures, id, name);
    const input = readdirSync(folder).find((file) => file.startsWith('input.'))!;
    return new Uint8Array(readFileSync(join(folder, input)));
  });

const someDetections = fc.sample(arbitraryDetection, { numRuns: 12, seed: 7 }) as DetectionFields[];
const writtenBy = (reader: FormatReader): string[] => {
  const write = writers[reader.id];
  return write === undefined ? [] : [[...write(someDetections)].join('')];
};
const seedsOf = (reader: FormatReader): Uint8Array[] =>
  writers[reader.id] === undefined
    ? fixtureInputs(reader.id)
    : [...writtenBy(reader), ...(odd[reader.id] ?? [])].map(toBytes);

const cases = readers.flatMap((reader) =>
  seedsOf(reader).map((bytes, index) => ({ id: reader.id, index, reader, bytes })),
);

/** The outcome of reading, a failure included; anything thrown that is no failure is our bug and fails the test. */
function outcome(
  reader: FormatReader,
  bytes: Uint8Array,
  chunkSizes?: readonly number[],
): Collected | { failure: string } {
  try {
    return collect(reader, bytes, {}, chunkSizes);
  } catch (error) {
    if (error instanceof ReadFailure) return { failure: `${error.code}: ${error.message}` };
    throw error;
  }
}

function refsOf({ detections, quarantined, skipped }: Collected) {
  return [...detections, ...quarantined, ...skipped].map(({ ref }) => ref).sort((a, b) => a.record - b.record);
}

test.each(cases)('$id, file $index: the chunks in which it comes make no difference', ({ reader, bytes }) => {
  const whole = outcome(reader, bytes);
  expect(outcome(reader, bytes, [1])).toEqual(whole);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 }), (chunkSizes) => {
      expect(outcome(reader, bytes, chunkSizes)).toEqual(whole);
    }),
    { numRuns: 15 },
  );
});

test.each(cases)('$id, file $index: every record is counted once and stands where it says', ({ reader, bytes }) => {
  const collected = collect(reader, bytes);
  const refs = refsOf(collected);
  expect(refs.map(({ record }) => record)).toEqual(refs.map((_, index) => index + 1));
  for (const { byteStart, byteLength } of refs) {
    expect(byteStart).toBeGreaterThanOrEqual(0);
    expect(byteStart + byteLength).toBeLessThanOrEqual(bytes.length);
  }
  for (const { ref, raw } of collected.quarantined) {
    const there = new TextDecoder().decode(bytes.subarray(ref.byteStart, ref.byteStart + ref.byteLength));
    expect(raw).toBe(there);
  }
});

test.each(readers.filter(({ id }) => writers[id] !== undefined).map((reader) => ({ id: reader.id, reader })))(
  '$id: the bytes of a record alone read as that record',
  ({ id, reader }) => {
    const [bytes] = seedsOf(reader);
    const { detections } = collect(reader, bytes!);
    expect(detections).toHaveLength(someDetections.length);
    const text = new TextDecoder();
    const header = text.decode(bytes).split('\n')[0]!;
    const around: Readonly<Record<string, readonly [string, string]>> = {
      'generic-csv': [`${header}\n`, ''],
      'aeroscope-csv': [`${header}\n`, ''],
      kml: ['<kml>', '</kml>'],
      gpx: ['<gpx>', '</gpx>'],
    };
    const [before, after] = around[id] ?? ['', ''];
    for (const { ref, fields } of detections) {
      const alone = before + text.decode(bytes!.subarray(ref.byteStart, ref.byteStart + ref.byteLength)) + after;
      expect(collect(reader, alone).detections.map((one) => one.fields)).toEqual([fields]);
    }
  },
);

/** Bytes cut, doubled, overwritten or swapped in. */
const mutation = fc.record({
  at: fc.nat(5000),
  length: fc.integer({ min: 0, max: 40 }),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc
      .constantFrom(
        '"',
        '\n',
        '{',
        '}',
        '[',
        ']',
        ',',
        '<',
        '>',
        '</',
        '&',
        '\0',
        '\\',
        '-',
        '<!DOCTYPE',
        ':',
        ';',
        '\r',
      )
      .map(toBytes),
  ),
});

function mutate(bytes: Uint8Array, { at, length, put }: { at: number; length: number; put: Uint8Array }): Uint8Array {
  const from = at % (bytes.length + 1);
  return Uint8Array.from([
    ...bytes.subarray(0, from),
    ...put,
    ...bytes.subarray(Math.min(bytes.length, from + length)),
  ]);
}

test.each(cases)(
  '$id, file $index: damage is told, never thrown, and never makes a reader lose count',
  ({ reader, bytes }) => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const damaged = mutations.reduce(mutate, bytes);
        const result = outcome(reader, damaged);
        sniffAll(headOf(damaged));
        if ('failure' in result) return;
        expect(refsOf(result).map(({ record }) => record)).toEqual(refsOf(result).map((_, index) => index + 1));
        expect(outcome(reader, damaged, [7])).toEqual(result);
      }),
      { numRuns: 60 },
    );
  },
);

test.each(readers.map((reader) => ({ id: reader.id, reader })))(
  '$id: any bytes at all are refused or read',
  ({ reader }) => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 400 }).map(toBytes)),
        (bytes) => {
          outcome(reader, bytes);
          sniffAll(headOf(bytes));
        },
      ),
      { numRuns: 100 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);

test.each([
  ['deep arrays', 'ndjson', '['.repeat(100_000)],
  ['deep objects', 'ndjson', '{"a":'.repeat(100_000)],
  ['deep features', 'geojson', `{"type":"FeatureCollection","features":[${'['.repeat(100_000)}`],
  ['deep elements', 'kml', `<kml>${'<a>'.repeat(100_000)}`],
  ['many attributes', 'kml', `<kml><a ${Array.from({ length: 1000 }, (_, i) => `a${i}="1"`).join(' ')}/></kml>`],
  ['a document type', 'kml', '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaa">]><kml>&a;</kml>'],
  ['quotes without end', 'generic-csv', `time,lat,lon\n${'"\n'.repeat(200_000)}`],
  ['quotes in pairs', 'generic-csv', `time,lat,lon\n"${'""\n'.repeat(300_000)}`],
  ['one long line', 'generic-csv', `time,lat,lon\n${','.repeat(3_000_000)}`],
  ['one long number', 'generic-csv', `time,lat,lon\n${'1'.repeat(900_000)},${'2'.repeat(100_000)},3\n`],
  ['one long name', 'generic-csv', `${'a_'.repeat(30_000)},lat,lon\n`],
  ['many brackets in names', 'generic-csv', `${'('.repeat(60_000)},lat,lon\n`],
  [
    'blanks without end',
    'kml',
    `<kml><Placemark><Point><coordinates>${' '.repeat(1_000_000)}1,2</coordinates></Point></Placemark></kml>`,
  ],
])('%s is read or refused within a second or two', (_, id, content) => {
  const reader = readers.find((one) => one.id === id)!;
  const start = performance.now();
  outcome(reader, toBytes(content), [65_536]);
  sniffAll(headOf(content));
  expect(performance.now() - start).toBeLessThan(5000);
});
