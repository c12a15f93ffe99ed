import type { Position } from '../../model/position.ts';
import { fail, ok, type Result } from '../../result.ts';

/** All LineStrings and MultiLineStrings of a GeoJSON text, wherever they stand in it. `bbox` members are ignored. */
export function linesOfGeoJson(text: string): Result<readonly (readonly Position[])[]> {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return fail('wrong-format', 'The file is not well-formed JSON.');
  }
  const frame = member(member(member(root, 'crs'), 'properties'), 'name');
  if (frame !== undefined && !(typeof frame === 'string' && /(CRS84|EPSG:{1,2}4326)$/i.test(frame))) {
    return fail('wrong-format', `A line must be in WGS 84 longitude and latitude, not in “${String(frame)}”.`);
  }
  const parts: (readonly Position[])[] = [];
  // A list instead of recursion: nothing in a file decides how deep we call.
  const open: unknown[] = [root];
  while (open.length > 0) {
    const one = open.shift();
    switch (member(one, 'type')) {
      case 'FeatureCollection':
        open.push(...listOf(member(one, 'features')));
        break;
      case 'Feature':
        open.push(member(one, 'geometry'));
        break;
      case 'GeometryCollection':
        open.push(...listOf(member(one, 'geometries')));
        break;
      case 'LineString':
        parts.push(positionsOf(member(one, 'coordinates')));
        break;
      case 'MultiLineString':
        parts.push(...listOf(member(one, 'coordinates')).map(positionsOf));
        break;
      default:
        break;
    }
  }
  return ok(parts);
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);

const positionsOf = (value: unknown): readonly Position[] =>
  listOf(value).map((entry) => {
    const [lng, lat] = listOf(entry);
    return [numberOf(lng), numberOf(lat)];
  });
