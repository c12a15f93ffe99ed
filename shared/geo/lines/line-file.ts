import { utf8Text } from '../../bytes.ts';
import type { Position } from '../../model/position.ts';
import { fail, ok, type Result } from '../../result.ts';
import { linesOfGeoJson } from './geojson-lines.ts';
import { linesOfKml } from './kml-lines.ts';
import { isShapefile, linesOfShapefile } from './shapefile-lines.ts';

/** The lines of a file as they stand in it; numbers that are none are NaN. Nothing about them is checked yet. */
export type LineParts = readonly (readonly Position[])[];

export interface LineFile {
  readonly format: 'geojson' | 'kml' | 'shapefile';
  readonly parts: LineParts;
}

/** More than any border needs; the built-in line has 29,000 vertices. */
const mostBytes = 100_000_000;

/**
 * All lines of a GeoJSON (RFC 7946), KML 2.2 or Shapefile (.shp, whitepaper of July 1998) file, by its content, not its name.
 * Geometries that are no lines are passed over. Degrees, longitude first.
 *
 * Failures: `empty-file`, `too-large`, `wrong-format`, `truncated-file`, `nothing-usable` when there is no line in it.
 */
export function readLineFile(bytes: Uint8Array): Result<LineFile> {
  if (bytes.length > mostBytes) return fail('too-large', `The file is larger than ${mostBytes / 1e6} MB.`);
  if (isShapefile(bytes)) return withLines('shapefile', linesOfShapefile(bytes));
  const text = utf8Text(bytes)
    ?.replace(/^\uFEFF/, '')
    .trim();
  if (text === undefined) return fail('wrong-format', 'The file is not GeoJSON, KML or a Shapefile (.shp) of lines.');
  if (text === '') return fail('empty-file', 'The file is empty.');
  if (text.startsWith('<')) return withLines('kml', linesOfKml(text));
  if (text.startsWith('{')) return withLines('geojson', linesOfGeoJson(text));
  return fail('wrong-format', 'The file is not GeoJSON, KML or a Shapefile (.shp) of lines.');
}

function withLines(format: LineFile['format'], parts: Result<LineParts>): Result<LineFile> {
  if (!parts.ok) return parts;
  if (parts.value.length === 0) return fail('nothing-usable', 'The file holds no line.');
  return ok({ format, parts: parts.value });
}
