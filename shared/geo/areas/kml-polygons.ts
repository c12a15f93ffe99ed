import { SaxesParser } from 'saxes';
import type { Position } from '../../model/position.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { FileFeature } from './file-feature.ts';

/**
 * The polygons of a KML text (OGC 12-007r2, 10.8), a feature for each Placemark, with its name and ExtendedData; heights are left
 * out. No document types and no network links are followed.
 */
export function polygonsOfKml(text: string): Result<readonly FileFeature[]> {
  const features: FileFeature[] = [];
  const path: string[] = [];
  let hasRoot = false;
  let hasDocumentType = false;
  let said = '';
  let dataName = '';
  let properties: Record<string, string> = {};
  let polygons: Position[][][] = [];
  let rings: Position[][] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('doctype', () => {
    hasDocumentType = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = localName(name);
    if (path.length === 0) hasRoot = local === 'kml';
    path.push(local);
    said = '';
    if (local === 'Placemark') [properties, polygons] = [{}, []];
    if (local === 'Polygon') rings = [];
    if (local === 'Data' || local === 'SimpleData') dataName = String(attributes.name ?? '');
  });
  parser.on('text', (piece) => {
    said += piece;
  });
  parser.on('cdata', (piece) => {
    said += piece;
  });
  parser.on('closetag', () => {
    const closed = path.pop();
    const parent = path.at(-1);
    if (closed === 'coordinates' && parent === 'LinearRing') {
      const ring = positionsOf(said);
      // An outer ring stands first, whatever the order in the file.
      if (path.at(-2) === 'outerBoundaryIs') rings.unshift(ring);
      else rings.push(ring);
    }
    if (closed === 'Polygon') polygons.push(rings);
    if (closed === 'name' && parent === 'Placemark') properties.name = said.trim();
    if (closed === 'value' && parent === 'Data') properties[dataName] = said.trim();
    if (closed === 'SimpleData') properties[dataName] = said.trim();
    if (closed === 'Placemark' && polygons.length > 0) {
      features.push({ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: polygons } });
    }
    said = '';
  });
  try {
    parser.write(text).close();
  } catch (error) {
    return fail(
      'wrong-format',
      `The KML is not well-formed: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  if (hasDocumentType) return fail('wrong-format', 'The KML has a document type, which is not read.');
  if (!hasRoot) return fail('wrong-format', 'The file is not KML: it has no kml element.');
  return ok(features);
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const positionsOf = (text: string): Position[] =>
  text
    .split(/\s+/)
    .filter((tuple) => tuple !== '')
    .map((tuple) => {
      const [lng = '', lat = ''] = tuple.split(',');
      return [numberOf(lng), numberOf(lat)];
    });

const numberOf = (text: string): number => (text === '' ? Number.NaN : Number(text));
