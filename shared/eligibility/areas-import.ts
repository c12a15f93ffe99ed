import { canonicalJson } from '../canonical-json.ts';
import { toMultiPolygon } from '../geo/geometry-check.ts';
import type { Area, Designation } from '../model/area.ts';
import { fail, ok, type Result } from '../result.ts';
import {
  type AreaProperty,
  dayOf,
  gather,
  RefusedFeature,
  readEdgeAccuracyM,
  readStatus,
  readSynthetic,
  textOf,
} from './area-properties.ts';
import { basisNotStated } from './designations.ts';

/** An area as a file states it; the store decides which version it becomes. */
export type ReadArea = Omit<Area, 'version'>;

/** What is to be said of one feature. */
export interface FeatureNote {
  /** Number of the feature in the file, from 1. */
  readonly index: number;
  /** Null when the feature has none. */
  readonly name: string | null;
  /** The property at fault, or `geometry`. */
  readonly field: string;
  /** One plain sentence. */
  readonly reason: string;
}

export interface AreasRead {
  readonly areas: readonly ReadArea[];
  readonly designations: readonly Designation[];
  /** Features not used. */
  readonly refused: readonly FeatureNote[];
  /** What was filled in for features that were used. */
  readonly assumed: readonly FeatureNote[];
}

export interface AreaSource {
  /** Where the file comes from, for areas that name no source: a file name. */
  readonly source: string;
  /** Marks every area synthetic; an area that calls itself synthetic always is. */
  readonly synthetic?: boolean;
}

/** 95 % bound on an edge whose accuracy the file does not state, metres. Printed as assumed. */
export const assumedEdgeAccuracyM = 100;

const MAX_CHARACTERS = 100_000_000;
const MAX_FEATURES = 10_000;

/**
 * Areas and designations from a GeoJSON FeatureCollection or Feature (RFC 7946, WGS 84) of polygons. A feature with a `status`
 * is also a designation and must then name its source document and first day. Several features may state designations of
 * one area when all else about it is equal.
 *
 * A feature at fault is refused by itself, with its number, its name, the property and the reason; the others are read.
 * Whether an area lies in the United States is not asked here.
 *
 * Fails with `empty-file`, `wrong-format`, `too-large`, or `nothing-usable` when the file holds no feature at all.
 */
export function readAreas(geojson: string, source: AreaSource): Result<AreasRead> {
  const features = readFeatures(geojson);
  return features.ok ? readAreaFeatures(features.value, source) : features;
}

/** As `readAreas`, of features in the shape of GeoJSON, from whatever file. */
export function readAreaFeatures(features: readonly unknown[], source: AreaSource): Result<AreasRead> {
  if (features.length === 0) return fail('nothing-usable', 'The file holds no polygons.');
  const areas = new Map<string, ReadArea>();
  const designations = new Map<string, Designation>();
  const refused: FeatureNote[] = [];
  const assumed: FeatureNote[] = [];
  features.forEach((feature, position) => {
    const index = position + 1;
    const name = nameOf(feature);
    try {
      const read = readFeature(feature, source);
      const known = areas.get(read.area.id);
      if (known !== undefined && likeness(known) !== likeness(read.area)) {
        throw new RefusedFeature('id', `An earlier feature describes the area “${read.area.id}” differently.`);
      }
      if (known !== undefined && read.designation === null) {
        throw new RefusedFeature('id', `An earlier feature already is the area “${read.area.id}”.`);
      }
      if (read.designation !== null) {
        if (designations.has(read.designation.id)) {
          const { status, from } = read.designation;
          throw new RefusedFeature('from', `An earlier feature already says that this area is ${status} from ${from}.`);
        }
        designations.set(read.designation.id, read.designation);
      }
      if (known === undefined) areas.set(read.area.id, read.area);
      for (const [field, reason] of read.assumed) assumed.push({ index, name, field, reason });
    } catch (error) {
      if (!(error instanceof RefusedFeature)) throw error;
      refused.push({ index, name, field: error.field, reason: error.message });
    }
  });
  return ok({ areas: [...areas.values()], designations: [...designations.values()], refused, assumed });
}

/** The features of a GeoJSON text, not yet looked at. Failures as of `readAreas`. */
export function readFeatures(geojson: string): Result<readonly unknown[]> {
  if (geojson.length > MAX_CHARACTERS) {
    return fail('too-large', `The file is longer than ${MAX_CHARACTERS / 1e6} million characters.`);
  }
  const text = geojson.replace(/^\uFEFF/, '');
  if (text.trim() === '') return fail('empty-file', 'The file is empty.');
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return fail('wrong-format', 'The file is not well-formed JSON.');
  }
  const type = member(root, 'type');
  if (type !== 'FeatureCollection' && type !== 'Feature') {
    return fail('wrong-format', 'The file is not a GeoJSON FeatureCollection or Feature.');
  }
  const frame = member(member(member(root, 'crs'), 'properties'), 'name');
  if (frame !== undefined && !(typeof frame === 'string' && /(CRS84|EPSG:{1,2}4326)$/i.test(frame))) {
    return fail('wrong-format', `Areas must be in WGS 84 longitude and latitude, not in “${String(frame)}”.`);
  }
  const features = type === 'Feature' ? [root] : member(root, 'features');
  if (!Array.isArray(features)) return fail('wrong-format', 'The FeatureCollection has no list of features.');
  if (features.length === 0) return fail('nothing-usable', 'The file holds no features.');
  if (features.length > MAX_FEATURES) return fail('too-large', `The file holds more than ${MAX_FEATURES} features.`);
  return ok(features);
}

/** What must be equal when two features state designations of one area; their documents may differ, the first is the area's. */
const likeness = (area: ReadArea): string => canonicalJson({ ...area, source: null });

interface ReadFeature {
  readonly area: ReadArea;
  readonly designation: Designation | null;
  readonly assumed: readonly (readonly [field: AreaProperty, reason: string])[];
}

function readFeature(feature: unknown, source: AreaSource): ReadFeature {
  if (member(feature, 'type') !== 'Feature') throw new RefusedFeature('type', 'It is not a GeoJSON Feature.');
  const values = gather(member(feature, 'properties'));
  const assumed: [AreaProperty, string][] = [];
  const { id, name } = identify(feature, values);
  const status = readStatus(values);
  const from = dayOf(values, 'from');
  const to = dayOf(values, 'to');
  const document = textOf(values, 'source');
  const basis = textOf(values, 'basis');
  const accuracyM = readEdgeAccuracyM(values);
  if (accuracyM === null) {
    assumed.push(['edgeAccuracyM', `The accuracy of the edge is not stated; ${assumedEdgeAccuracyM} m is assumed.`]);
  }
  const geometry = toMultiPolygon(member(feature, 'geometry'));
  if (!geometry.ok) throw new RefusedFeature('geometry', geometry.failure.message);
  const area: ReadArea = {
    id,
    name,
    geometry: geometry.value,
    edgeAccuracyM: accuracyM ?? assumedEdgeAccuracyM,
    source: document ?? source.source,
    synthetic: source.synthetic === true || readSynthetic(values),
  };
  if (status === null) {
    if (from !== null || to !== null || basis !== null) {
      assumed.push(['status', 'No status is stated, so this is an area without a designation.']);
    }
    return { area, designation: null, assumed };
  }
  if (from === null) throw new RefusedFeature('from', 'A designation must state the first day it is valid, “from”.');
  if (to !== null && to < from)
    throw new RefusedFeature('to', `The designation ends on ${to}, before it begins on ${from}.`);
  if (document === null) throw new RefusedFeature('source', 'A designation must name its source document, “source”.');
  if (basis === null) assumed.push(['basis', 'The limb of the statute is not stated.']);
  const designation: Designation = {
    id: `${id}/${status}/${from}`,
    areaId: id,
    status,
    basis: basis ?? basisNotStated,
    sourceDocument: document,
    from,
    to,
  };
  return { area, designation, assumed };
}

/**
 * The area's id: stated, else made from its name, so that the same list read again means the same areas. A number alone
 * names a row of a file, not an area, and is not used.
 */
function identify(feature: unknown, values: ReadonlyMap<AreaProperty, unknown>): { id: string; name: string } {
  const own = member(feature, 'id');
  const stated = [textOf(values, 'id'), typeof own === 'string' ? own.trim() : null].find(
    (id) => id !== null && id !== '' && !/^\d+$/.test(id),
  );
  const name = textOf(values, 'name') ?? stated ?? null;
  if (name === null) throw new RefusedFeature('name', 'An area must have a name, or an id that is more than a number.');
  const slug = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return { id: stated ?? (slug === '' ? name : slug), name };
}

/** For a person who looks for the feature, before anything about it is known to be right. */
function nameOf(feature: unknown): string | null {
  try {
    return textOf(gather(member(feature, 'properties')), 'name');
  } catch {
    return null;
  }
}

/** An own member of an object from outside; undefined when it is no object or has none. */
function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
