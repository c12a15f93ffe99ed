import { expect, test } from 'vitest';
import { readLineFile } from '../../../../shared/geo/lines/line-file.ts';
import type { Position } from '../../../../shared/model/position.ts';
import { geoJsonLine, kmlLine, shapefile } from './support.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const one: readonly Position[] = [
  [-117.1, 32.5],
  [-116.25, 32.75],
  [-115, 32.625],
];
const other: readonly Position[] = [
  [-115, 32.625],
  [-114, 32.5],
];

test.each([
  ['GeoJSON', 'geojson', bytes(geoJsonLine(one)), [one]],
  [
    'GeoJSON collections',
    'geojson',
    bytes(
      JSON.stringify({
        type: 'FeatureCollection',
        bbox: [0, 0, 0, 0],
        features: [
          { type: 'Feature', geometry: { type: 'Point', coordinates: [0, 0] } },
          {
            type: 'Feature',
            geometry: {
              type: 'GeometryCollection',
              geometries: [{ type: 'MultiLineString', coordinates: [one, other] }],
            },
          },
        ],
      }),
    ),
    [one, other],
  ],
  ['KML', 'kml', bytes(kmlLine(one, other)), [one, other]],
  ['a Shapefile', 'shapefile', shapefile([[one, other], [other]]), [one, other, other]],
] as const)('%s gives its lines', (_name, format, content, parts) => {
  expect(readLineFile(content)).toEqual({ ok: true, value: { format, parts } });
});

test('a Shapefile of lines with heights gives its lines', () => {
  for (const type of [13, 23]) expect(readLineFile(shapefile([[one]], type))).toMatchObject({ ok: true });
});

const cut = shapefile([[one]]).slice(0, 150);

test.each([
  ['nothing', bytes(' \n'), 'empty-file', 'The file is empty.'],
  ['JSON cut short', bytes('{"type": "Feat'), 'wrong-format', 'not well-formed JSON'],
  [
    'another frame',
    bytes('{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:32612"}},"features":[]}'),
    'wrong-format',
    'not in “EPSG:32612”',
  ],
  ['no line', bytes('{"type":"Point","coordinates":[1,2]}'), 'nothing-usable', 'holds no line'],
  ['KML cut short', bytes(kmlLine(one).slice(0, 200)), 'wrong-format', 'not well-formed'],
  ['KML with a document type', bytes(`<!DOCTYPE kml><kml/>`), 'wrong-format', 'document type'],
  ['other XML', bytes('<gpx/>'), 'wrong-format', 'no kml element'],
  ['a table', bytes('lat,lng\n1,2\n'), 'wrong-format', 'not GeoJSON, KML or a Shapefile'],
  ['bytes', Uint8Array.from([255, 254, 0, 1]), 'wrong-format', 'not GeoJSON, KML or a Shapefile'],
  ['a Shapefile cut short', cut, 'truncated-file', 'has 150'],
  ['a Shapefile of polygons', shapefile([[one]], 5), 'wrong-format', 'type 5, not lines'],
])('%s is refused with a sentence', (_name, content, code, message) => {
  const read = readLineFile(content);
  expect(read).toMatchObject({ ok: false, failure: { code } });
  if (!read.ok) expect(read.failure.message).toContain(message);
});

test('a Shapefile with any byte of its record wrong is read or refused, never thrown over', () => {
  const whole = shapefile([[one, other]]);
  for (let at = 100; at < 160; at++) {
    for (const value of [0, 1, 127, 255]) {
      const broken = whole.slice();
      broken[at] = value;
      expect(typeof readLineFile(broken).ok).toBe('boolean');
    }
  }
});
