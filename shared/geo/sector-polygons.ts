import { fail, ok, type Result } from '../result.ts';
import { toMultiPolygon } from './geometry-check.ts';
import type { Sector, SectorPolygon } from './sectors.ts';

export interface SectorPolygonsRead {
  readonly polygons: readonly SectorPolygon[];
  /** What was passed over, in sentences: sectors that are not of this border, features without a code. */
  readonly ignored: readonly string[];
}

/**
 * Outlines of sectors from a GeoJSON FeatureCollection of polygons (RFC 7946, WGS 84). Each is of the sector whose code, or
 * name, stands in a property; one feature a sector. Nothing is taken when one of them cannot be used.
 *
 * Fails with `wrong-format`, `bad-geometry` naming feature, ring and vertex, or `nothing-usable`.
 */
export function readSectorPolygons(
  geojson: string,
  sectors: readonly Pick<Sector, 'code' | 'name'>[],
  codeProperty: string,
): Result<SectorPolygonsRead> {
  let root: unknown;
  try {
    root = JSON.parse(geojson.replace(/^\uFEFF/, ''));
  } catch {
    return fail('wrong-format', 'The file is not well-formed JSON.');
  }
  const features = member(root, 'features');
  if (member(root, 'type') !== 'FeatureCollection' || !Array.isArray(features)) {
    return fail('wrong-format', 'The file is not a GeoJSON FeatureCollection.');
  }
  const polygons: SectorPolygon[] = [];
  const ignored: string[] = [];
  for (const [i, feature] of features.entries()) {
    const stated = member(member(feature, 'properties'), codeProperty);
    if (typeof stated !== 'string' || stated.trim() === '') {
      ignored.push(`Feature ${i + 1} has no property “${codeProperty}”.`);
      continue;
    }
    const sector = sectors.find(({ code, name }) => isCalled(stated, code, name));
    if (sector === undefined) {
      ignored.push(`Feature ${i + 1} is “${stated}”, no sector of this border.`);
      continue;
    }
    const { code } = sector;
    if (polygons.some((one) => one.code === code)) {
      return fail('bad-geometry', `Feature ${i + 1} is a second outline of ${code}. Join them to one MultiPolygon.`);
    }
    const geometry = toMultiPolygon(member(feature, 'geometry'));
    if (!geometry.ok) return fail('bad-geometry', `Feature ${i + 1} (${code}): ${geometry.failure.message}`);
    polygons.push({ code, geometry: geometry.value });
  }
  if (polygons.length === 0) {
    return fail('nothing-usable', `No feature’s property “${codeProperty}” names a sector of this border.`);
  }
  return ok({ polygons, ignored });
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/** `RGV`, `Rio Grande Valley` and `Rio Grande Valley Sector`, in any case. */
function isCalled(stated: string, code: string, name: string): boolean {
  const plain = (text: string): string =>
    text
      .trim()
      .toLowerCase()
      .replace(/ sector$/, '');
  return plain(stated) === plain(code) || plain(stated) === plain(name);
}
