import { expect, test } from 'vitest';
import { genericCsv } from '../../../shared/formats/generic-csv.ts';
import type { ReadOptions } from '../../../shared/formats/reader.ts';
import { flagsOf } from '../../../shared/model/detection.ts';
import { collect, headOf } from '../../helpers/collect.ts';

const read = (content: string | Uint8Array, options: Partial<ReadOptions> = {}) =>
  collect(genericCsv, content, options);

/** Fields of the detections, without those every record has. */
function fieldsOf(content: string | Uint8Array, options: Partial<ReadOptions> = {}) {
  return read(content, options).detections.map(({ fields }) => {
    const { evidence, positionKind, timeBasis, ...rest } = fields;
    return rest;
  });
}

const problems = (content: string, options: Partial<ReadOptions> = {}) =>
  read(content, options).quarantined.map(({ issue }) => issue.code);

const T = Date.UTC(2024, 4, 3, 4, 5, 6);

test('units in names are converted to SI', () => {
  const [fields] = fieldsOf(
    'timestamp,latitude,longitude,altitude_msl(feet),speed [mph],heading_deg,agl_ft,vertical_speed_fpm\n' +
      '2024-05-03T04:05:06Z,31.5,-106.25,1000,10,270,100,196.8503937\n',
  );
  expect(fields).toMatchObject({ observedAtMs: T, lat: 31.5, lng: -106.25, headingDeg: 270, heightRef: 'ground' });
  expect(fields!.altMslM).toBeCloseTo(304.8, 9);
  expect(fields!.speedMps).toBeCloseTo(4.4704, 9);
  expect(fields!.heightM).toBeCloseTo(30.48, 9);
  expect(fields!.vspeedMps).toBeCloseTo(1, 6);
});

test.each([
  [';', '31,5', '-106,25'],
  ['\t', '31,5', '-106,25'],
  ['|', '31.5', '-106.25'],
  [':', '31,5', '-106,25'],
])('delimiter %j and its decimal sign are found', (delimiter, lat, lng) => {
  const rows = [
    ['REC_TIME_POSIX', 'LAT', 'LON'],
    ['1714709106', lat, lng],
  ].map((row) => row.join(delimiter));
  expect(fieldsOf(`${rows.join('\r\n')}\r\n`)).toEqual([{ observedAtMs: T, lat: 31.5, lng: -106.25 }]);
});

test('quotes, a byte-order mark, titles, blanks in names, mixed line ends and NULs are read through', () => {
  const content =
    '\ufeffWeekly detections, sector 5\r\n\r\n' +
    ' "time" , latitude , longitude ,"call sign", comments\r\n' +
    '"2024-05-03T04:05:06Z","31.5","-106.25","A\u0000","said ""no"",\nthen left"\n' +
    '2024-05-03T04:05:06Z, 31.5 ,-106.25,B,\r\n';
  expect(fieldsOf(content)).toEqual([
    { observedAtMs: T, lat: 31.5, lng: -106.25, callsign: 'A', remarks: 'said "no",\nthen left' },
    { observedAtMs: T, lat: 31.5, lng: -106.25, callsign: 'B' },
  ]);
});

test('a file whose lines end in CR only is read', () => {
  expect(fieldsOf('time,lat,lon\r2024-05-03T04:05:06Z,31.5,-106.25\r')).toEqual([
    { observedAtMs: T, lat: 31.5, lng: -106.25 },
  ]);
});

test('a header that comes again is skipped, an empty line is no record, a row of commas says nothing', () => {
  const header = 'time,lat,lon\n';
  const row = '2024-05-03T04:05:06Z,31.5,-106.25\n';
  const { detections, skipped, quarantined } = read(`${header}${row}\n${header},,\n${row}`);
  expect(detections.map(({ ref }) => ref.record)).toEqual([1, 4]);
  expect(skipped.map(({ ref, reason }) => [ref.record, reason])).toEqual([
    [2, 'not-a-detection'],
    [3, 'sentinel-only'],
  ]);
  expect(quarantined).toEqual([]);
});

test('what cannot be used is quarantined with its raw text and the reason', () => {
  const content = `time,lat,lon
2024-05-03T04:05:06Z,31.5
2024-05-03T04:05:06Z,31.5,-106.25,7
,31.5,-106.25
noon,31.5,-106.25
2024-05-03T04:05:06Z,,
2024-05-03T04:05:06Z,31.5,
2024-05-03T04:05:06Z,0,0
2024-05-03T04:05:06Z,95,-106.25
2024-05-03T04:05:06Z,31.5,-206.25
2024-05-03T04:05:06Z,31.5N,-106.25
2030-05-03T04:05:06Z,31.5,-106.25
1970-01-01T00:00:07Z,31.5,-106.25
2024-05-03T04:05:06Z,"31.5"x,-106.25
2024-05-03T04:05:06Z,31.5,-106.25,,
`;
  const { detections, quarantined } = read(content);
  expect(quarantined.map(({ issue }) => issue)).toEqual([
    { code: 'too-few-fields', found: '2 of 3' },
    { code: 'too-many-fields', found: '4 of 3' },
    { code: 'no-time' },
    { code: 'bad-time', field: 'time', found: 'noon' },
    { code: 'no-position' },
    { code: 'no-position', field: 'lng' },
    { code: 'zero-position' },
    { code: 'out-of-range', field: 'lat', found: '95' },
    { code: 'out-of-range', field: 'lng', found: '-206.25' },
    { code: 'bad-number', field: 'lat', found: '31.5N' },
    { code: 'future-time', found: '2030-05-03T04:05:06.000Z' },
    { code: 'bad-time', found: '7000' },
    { code: 'parse-error', found: 'quotes do not match' },
  ]);
  expect(quarantined[3]).toMatchObject({ ref: { record: 4 }, raw: 'noon,31.5,-106.25' });
  expect(detections).toHaveLength(1);
});

test('with an identity, a record without a position is a detection that says so', () => {
  const { detections } = read('time,serial_number,lat,lon\n2024-05-03T04:05:06Z,1581F5BK000000000000,0,0.0\n');
  expect(detections).toHaveLength(1);
  expect(detections[0]!.fields).toMatchObject({ positionKind: 'none', evidence: 'uas-identified' });
  expect(detections[0]!.fields).not.toHaveProperty('lat');
  expect(flagsOf(detections[0]!.fields.flags!)).toEqual(['zero-position']);
});

test('sentinels never become values', () => {
  const [fields] = fieldsOf(
    'time,lat,lon,direction,speed_mps,vertical_speed_mps,alt_hae,alt_baro,operator_lat,operator_lon,drone_id,callsign,horiz_accuracy_m,freq\n' +
      '2024-05-03T04:05:06Z,31.5,-106.25,361,255,63,-1000,9999999,0,0,unknow,N/A,0,2437\n',
  );
  expect(fields).toEqual({ observedAtMs: T, lat: 31.5, lng: -106.25, freqHz: 2_437_000_000, objectClass: 'uas' });
});

test('directions are 0 up to 360, altitudes that wrapped are unwrapped and marked', () => {
  const { detections } = read(
    'time,lat,lon,course,yaw,altitude\n' +
      '2024-05-03T04:05:06Z,31.5,-106.25,360,-90,65531.0\n2024-05-03T04:05:06Z,31.5,-106.25,400,-180,70000\n',
  );
  expect(detections[0]!.fields).toMatchObject({ courseDeg: 0, headingDeg: 270, altUnknownDatumM: -5 });
  expect(flagsOf(detections[0]!.fields.flags!)).toEqual(['wrapped-altitude']);
  expect(detections[0]!.issues).toEqual([{ code: 'wrapped-altitude', field: 'altitude', found: '65531' }]);
  expect(detections[1]!.issues).toEqual([
    { code: 'out-of-range', field: 'course', found: '400' },
    { code: 'out-of-range', field: 'altitude', found: '70000' },
  ]);
  expect(detections[1]!.fields).not.toHaveProperty('courseDeg');
});

test("a position that is the sensor's own is marked", () => {
  const { detections } = read(
    'time,sensor_lat,sensor_lon,lat,lon\n2024-05-03T04:05:06Z,31.5,-106.25,31.5,-106.25\n2024-05-03T04:05:06Z,31.5,-106.25,31.6,-106.25\n',
  );
  expect(detections.map(({ fields }) => flagsOf(fields.flags ?? 0))).toEqual([['sensor-position-suspected'], []]);
});

test.each([
  ['sigma_m', '12', 12],
  ['horizontal_accuracy_m', '24.48', 10],
  ['horiz_accuracy (ft)', '80.3149606', 10],
  ['accuracy', '24.48', 10],
  ['ce90', '21.46', 10],
  ['ce', '10', 10],
  ['ce', '9999999.0', undefined],
  ['horizontal_accuracy_code', '9', 30 / 2.448],
  ['horizontal_accuracy_code', '0', undefined],
  ['horizontal_accuracy', '10', undefined],
  ['horizontal_accuracy', '24.48', 10],
  ['horizontal_accuracy', '<10 m', 10 / 2.448],
  ['horizontal_accuracy', 'HA0dot05NM', 92.6 / 2.448],
  ['horizontal_accuracy', 'HAUnknown', undefined],
  ['horizontal_accuracy', '25 m', 25 / 2.448],
])('%s of %s is σ = %s', (name, value, sigmaM) => {
  const [fields] = fieldsOf(`time,lat,lon,${name}\n2024-05-03T04:05:06Z,31.5,-106.25,${value}\n`);
  if (sigmaM === undefined) expect(fields).not.toHaveProperty('sigmaM');
  else expect(fields!.sigmaM).toBeCloseTo(sigmaM, 6);
});

test('a local time is read in the stated zone, else as UTC and marked', () => {
  const content = 'time,lat,lon\n2024-05-03 04:05:06,31.5,-106.25\n';
  const [assumed] = read(content).detections;
  expect(assumed!.fields).toMatchObject({ observedAtMs: T, timeBasis: 'assumed-zone' });
  expect(flagsOf(assumed!.fields.flags!)).toEqual(['assumed-zone']);
  expect(assumed!.issues).toEqual([{ code: 'assumed-zone' }]);
  const [known] = read(content, { sensorZone: 'America/Denver' }).detections;
  expect(known!.fields).toMatchObject({ observedAtMs: T + 6 * 3_600_000, timeBasis: 'measured' });
  expect(known!.issues).toEqual([]);
  expect(problems('time,lat,lon\n2024-11-03 01:30:00,31.5,-106.25\n', { sensorZone: 'America/Denver' })).toEqual([
    'ambiguous-time',
  ]);
  expect(() => read(content, { sensorZone: 'Nowhere' })).toThrow('time zone "Nowhere"');
});

test('one date that only one order allows decides for the whole file, else the undecidable are quarantined', () => {
  const header = 'date/time,lat,lon\n';
  const row = (date: string) => `${date} 10:00:00,31.5,-106.25\n`;
  const times = (content: string) =>
    read(content).detections.map(({ fields }) => new Date(fields.observedAtMs!).toISOString());
  expect(times(header + row('3/4/2024') + row('3/14/2024'))[0]).toBe('2024-03-04T10:00:00.000Z');
  expect(times(header + row('3/4/2024') + row('14/3/2024'))[0]).toBe('2024-04-03T10:00:00.000Z');
  expect(problems(header + row('3/4/2024') + row('5/6/2024'))).toEqual(['ambiguous-time', 'ambiguous-time']);
  expect(problems(header + row('3/4/2024') + row('13/4/2024') + row('4/13/2024'))).toEqual(['ambiguous-time']);
});

test('date and time in two columns are joined', () => {
  const [fields] = fieldsOf('Date,Time,Lat,Lon\n2024-05-03,04:05:06,31.5,-106.25\n', { sensorZone: 'UTC' });
  expect(fields!.observedAtMs).toBe(T);
  const [afternoon] = fieldsOf(
    'CUSTOM.date [local],CUSTOM.updateTime [local],OSD.latitude,OSD.longitude\n8/29/2017,4:05:06.5 PM,31.5,-106.25\n',
  );
  expect(afternoon!.observedAtMs).toBe(Date.UTC(2017, 7, 29, 16, 5, 6, 500));
});

test('an id that is a serial identifies; any other is only a track key; one per row is nothing', () => {
  const header = 'time,lat,lon,drone_id,id\n';
  const rows = ['1581F5BK000000000000,1', 'track-7,2', 'track-7,3'].map(
    (ids) => `2024-05-03T04:05:06Z,31.5,-106.25,${ids}\n`,
  );
  const { detections } = read(header + rows.join(''));
  expect(detections.map(({ fields }) => [fields.uasSerial, fields.sourceTrackKey, fields.evidence])).toEqual([
    ['1581F5BK000000000000', undefined, 'uas-identified'],
    [undefined, 'track-7', 'uas-by-class'],
    [undefined, 'track-7', 'uas-by-class'],
  ]);
});

test('without any word about the object, nothing is claimed', () => {
  const [detection] = read('time,lat,lon\n2024-05-03T04:05:06Z,31.5,-106.25\n').detections;
  expect(detection!.fields.evidence).toBe('unidentified');
});

test('text that is not UTF-8 is read as Windows-1252 and marked', () => {
  const content = Uint8Array.from('time,lat,lon,remarks\n2024-05-03T04:05:06Z,31.5,-106.25,caf\xe9 \x80\n', (c) =>
    c.charCodeAt(0),
  );
  const [detection] = read(content).detections;
  expect(detection!.fields.remarks).toBe('café €');
  expect(flagsOf(detection!.fields.flags!)).toEqual(['encoding-assumed']);
});

test('bearings without positions are detections of a direction', () => {
  const { detections } = read(
    'time,sensor_lat,sensor_lon,azimuth,elevation_angle,range\n2024-05-03T04:05:06Z,31.5,-106.25,10,5,\n',
  );
  expect(detections[0]!.fields).toMatchObject({ positionKind: 'bearing-elevation', bearingDeg: 10, elevationDeg: 5 });
});

test('a confirmed mapping decides instead of the names', () => {
  const mapping = {
    delimiter: ';',
    decimalComma: true,
    columns: [
      { column: 'A', field: 'observedAtMs', unit: 'ms' },
      { column: 'B', field: 'lat' },
      { column: 2, field: 'lng' },
      { column: 'D', field: 'altMslM', unit: 'ft' },
      { column: 'E', field: 'sigmaM', unit: 'm-ce90' },
    ],
    sensorId: 'S-1',
    sensorKind: 'radar' as const,
    objectClass: 'uas' as const,
  };
  const { detections } = read(`A;B;C;D;E\n${T};31,5;-106,25;1000;21,46\n`, { mapping });
  expect(detections[0]!.fields).toMatchObject({
    observedAtMs: T,
    lat: 31.5,
    lng: -106.25,
    sensorId: 'S-1',
    sensorKind: 'radar',
    positionOrigin: 'measured',
    evidence: 'uas-by-class',
  });
  expect(detections[0]!.fields.altMslM).toBeCloseTo(304.8, 9);
  expect(detections[0]!.fields.sigmaM).toBeCloseTo(10, 9);
  const bare = {
    columns: [
      { column: 0, field: 'observedAtMs' },
      { column: 2, field: 'lat' },
      { column: 1, field: 'lng' },
    ],
  };
  expect(fieldsOf('2024-05-03T04:05:06Z,-106.25,31.5\n', { mapping: bare })).toEqual([
    { observedAtMs: T, lat: 31.5, lng: -106.25 },
  ]);
});

test.each([
  [{ columns: [{ column: 'Z', field: 'lat' }] }, 'does not have the columns'],
  [{ columns: [{ column: 'A', field: 'colour' }] }, 'a field "colour"'],
  [{ columns: [{ column: 'A', field: 'altMslM', unit: 'kg' }] }, 'a unit "kg"'],
])('a mapping that cannot be is refused in words', (mapping, words) => {
  expect(() => read('A,B\n1,2\n', { mapping })).toThrow(words);
});

test('a row longer than a megabyte is quarantined and the next one read', () => {
  const row = '2024-05-03T04:05:06Z,31.5,-106.25,x\n';
  const long = `2024-05-03T04:05:06Z,31.5,-106.25,${'y'.repeat(1_100_000)}\n`;
  const { detections, quarantined } = read(`time,lat,lon,remarks\n${row}${long}${row}`);
  expect(detections.map(({ ref }) => ref.record)).toEqual([1, 3]);
  expect(quarantined[0]!.issue.code).toBe('record-too-long');
  expect(quarantined[0]!.ref).toEqual({ record: 2, byteStart: 21 + row.length, byteLength: long.length - 1 });
  expect(quarantined[0]!.raw.length).toBeLessThan(5000);
});

test('a quote that never closes costs its own line only', () => {
  const row = '2024-05-03T04:05:06Z,31.5,-106.25,x\n';
  const { detections, quarantined } = read(
    `time,lat,lon,remarks\n${row}2024-05-03T04:05:06Z,31.5,-106.25,"x\n${row.repeat(50_000)}`,
  );
  expect(detections).toHaveLength(50_001);
  expect(quarantined.map(({ issue, ref }) => [ref.record, issue.code])).toEqual([[2, 'parse-error']]);
});

test('files that are no such table are refused in words', () => {
  expect(() => read('')).toThrow('empty');
  expect(() => read('\ufeff \r\n \n')).toThrow('empty');
  expect(() => read('a,b,c\n1,2,3\n')).toThrow('No header row');
  expect(() => read('{"lat": 1}')).toThrow('No header row');
  const wide = Array.from({ length: 600 }, (_, index) => `c${index}`).join(',');
  expect(() => read(`time,lat,lon,${wide}\n`)).toThrow('603 columns');
});

test('sniffing says how sure it is and why', () => {
  expect(genericCsv.sniff(headOf('time,lat,lon\n2024-05-03T04:05:06Z,1,2\n')).score).toBe(0.8);
  expect(genericCsv.sniff(headOf('lat,lon,x\n1,2,3\n'))).toEqual({
    score: 0.5,
    reason: 'A table with positions but no column of times; 2 of 3 columns are known.',
  });
  expect(genericCsv.sniff(headOf('[1,2]')).score).toBe(0);
});
