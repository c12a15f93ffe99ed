import type { DetectionFields } from '../../model/detection.ts';
import { toMembers } from './ndjson.ts';

const IN_GEOMETRY: ReadonlySet<keyof DetectionFields> = new Set(['lat', 'lng']);

/**
 * Detections as a GeoJSON feature collection (RFC 7946), a feature a line. A detection without a position has no geometry; the
 * third coordinate is the altitude above the ellipsoid where that is known, all altitudes with their datum are properties.
 */
export function* writeGeojson(detections: Iterable<DetectionFields>): Iterable<string> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = '\n';
  for (const fields of detections) {
    yield `${separator}${JSON.stringify(toFeature(fields))}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}

function toFeature(fields: DetectionFields): object {
  const { lat, lng, altHaeM } = fields;
  const coordinates = altHaeM === undefined ? [lng, lat] : [lng, lat, altHaeM];
  return {
    type: 'Feature',
    geometry: lat === undefined || lng === undefined ? null : { type: 'Point', coordinates },
    properties: toMembers(fields, IN_GEOMETRY),
  };
}
