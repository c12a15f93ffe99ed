import { expect, test } from 'vitest';
import { kml } from '../../../shared/formats/kml.ts';
import { collect } from '../../helpers/collect.ts';

const WHEN = '<TimeStamp><when>2024-05-03T04:05:06Z</when></TimeStamp>';
const POINT = '<Point><coordinates>-106.25,31.5,100</coordinates></Point>';
const document = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns:gx="g"><Document>${content}</Document></kml>`;
const read = (content: string) => collect(kml, document(content));

test.each([
  ['absolute', { altMslM: 100 }],
  ['relativeToGround', { heightM: 100, heightRef: 'ground' }],
  ['clampToGround', {}],
])('an altitude %s is %j', (mode, expected) => {
  const [detection] = read(
    `<Placemark>${WHEN}<Point><altitudeMode>${mode}</altitudeMode><coordinates>-106.25,31.5,100</coordinates></Point></Placemark>`,
  ).detections;
  const { altMslM, heightM, heightRef } = detection!.fields;
  expect(JSON.parse(JSON.stringify({ altMslM, heightM, heightRef }))).toEqual(expected);
});

test('a name tells objects apart but identifies none; data may', () => {
  const { detections } = read(
    `<Placemark><name>1581F5BK000000000000</name>${WHEN}${POINT}</Placemark>` +
      `<Placemark><name>x</name>${WHEN}<ExtendedData><Data name="serial_number"><value>1581F5BK000000000000</value></Data></ExtendedData>${POINT}</Placemark>`,
  );
  expect(detections.map(({ fields }) => [fields.sourceTrackKey, fields.uasSerial, fields.evidence])).toEqual([
    ['1581F5BK000000000000', undefined, 'unidentified'],
    [undefined, '1581F5BK000000000000', 'uas-identified'],
  ]);
});

test("a view's time is not the placemark's, a span of no length is an instant", () => {
  const view = '<LookAt><TimeStamp><when>2020-01-01T00:00:00Z</when></TimeStamp></LookAt>';
  const span = '<TimeSpan><begin>2024-05-03T04:05:06Z</begin><end>2024-05-03T04:05:06Z</end></TimeSpan>';
  const { detections, quarantined } = read(
    `<Placemark>${view}${POINT}</Placemark><Placemark>${span}${POINT}</Placemark>`,
  );
  expect(detections).toHaveLength(1);
  expect(quarantined.map(({ issue }) => issue.code)).toEqual(['no-time']);
});

test('a placemark that is not well-formed is quarantined whole, the next one read', () => {
  const good = `<Placemark>${WHEN}${POINT}</Placemark>`;
  const { detections, quarantined } = read(
    `${good}<Placemark>${WHEN}<Point a=1><coordinates>1,2</coordinates></Point></Placemark>${good}`,
  );
  expect(detections).toHaveLength(2);
  expect(quarantined.map(({ ref, issue }) => [ref.record, issue.code])).toEqual([[2, 'parse-error']]);
});

test('entities of HTML and letters beyond ASCII come through, byte ranges are those of the file', () => {
  const content = document(`<Placemark><name>é&nbsp;&amp;&#233;😀</name>${WHEN}${POINT}</Placemark>`);
  const { detections } = collect(kml, content);
  expect(detections[0]!.fields.sourceTrackKey).toBe('é&nbsp;&é😀');
  const { byteStart, byteLength } = detections[0]!.ref;
  const bytes = new TextEncoder().encode(content);
  const raw = new TextDecoder().decode(bytes.subarray(byteStart, byteStart + byteLength));
  expect(raw).toMatch(/^<Placemark>.*<\/Placemark>$/);
});

test('a description may hold a web page with a document type of its own', () => {
  const page = '<description><![CDATA[<!DOCTYPE html><html></html>]]></description>';
  expect(read(`<Placemark>${page}${WHEN}${POINT}</Placemark>`).detections).toHaveLength(1);
});

test.each([
  ['<?xml version="1.0"?><!doctype kml><kml/>', 'document type'],
  ['<gpx></gpx>', 'its root element is "gpx"'],
  ['no xml', 'not well-formed XML'],
  ['<!-- nothing -->', 'no kml element'],
  ['', 'empty'],
  [`<kml>${'<a>'.repeat(64)}`, 'nested more than 64'],
])('%j is refused in words', (content, words) => {
  expect(() => collect(kml, content)).toThrow(words);
});

test('elements nested 64 deep are read', () => {
  const deep = '<a>'.repeat(63) + '</a>'.repeat(63);
  expect(collect(kml, `<kml>${deep}<Placemark>${WHEN}${POINT}</Placemark></kml>`).detections).toHaveLength(1);
});

test('coordinates that are none are quarantined', () => {
  const point = (text: string) => `<Placemark>${WHEN}<Point><coordinates>${text}</coordinates></Point></Placemark>`;
  const { quarantined } = read(point('no,no') + point('0,0') + point('') + point('-200,10'));
  expect(quarantined.map(({ issue }) => issue.code)).toEqual([
    'bad-number',
    'zero-position',
    'no-position',
    'out-of-range',
  ]);
});
