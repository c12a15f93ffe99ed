import { SaxesParser } from 'saxes';
import type { Position } from '../../model/position.ts';
import { fail, ok, type Result } from '../../result.ts';

/**
 * The coordinates of all LineStrings of a KML text (OGC 12-007r2, 10.7), in order; altitudes are left out. No document types and
 * no network links are followed.
 */
export function linesOfKml(text: string): Result<readonly (readonly Position[])[]> {
  const parts: (readonly Position[])[] = [];
  const path: string[] = [];
  let coordinates = '';
  let hasRoot = false;
  let hasDocumentType = false;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('doctype', () => {
    hasDocumentType = true;
  });
  parser.on('opentag', ({ name }) => {
    const local = name.slice(name.indexOf(':') + 1);
    if (path.length === 0) hasRoot = local === 'kml';
    path.push(local);
    if (local === 'coordinates') coordinates = '';
  });
  parser.on('text', (piece) => {
    if (path.at(-1) === 'coordinates') coordinates += piece;
  });
  parser.on('closetag', () => {
    const closed = path.pop();
    if (closed === 'coordinates' && path.at(-1) === 'LineString') parts.push(positionsOf(coordinates));
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
  return ok(parts);
}

const positionsOf = (text: string): readonly Position[] =>
  text
    .split(/\s+/)
    .filter((tuple) => tuple !== '')
    .map((tuple) => {
      const [lng = '', lat = ''] = tuple.split(',');
      return [numberOf(lng), numberOf(lat)];
    });

const numberOf = (text: string): number => (text === '' ? Number.NaN : Number(text));
