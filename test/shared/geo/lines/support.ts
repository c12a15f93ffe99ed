import type { Border } from '../../../../shared/geo/border.ts';
import { metresPerDegreeLat } from '../../../../shared/geo/ellipsoid.ts';
import type { Position } from '../../../../shared/model/position.ts';

/** The built-in line's vertices, moved north by so many metres; thinned to every so many where they are close together. */
export function lineLike(border: Border, { every = 1, northM = 0 } = {}): Position[] {
  const { vertexLng, vertexLat } = border;
  const vertices: Position[] = [];
  for (let i = 0; i < vertexLng.length; i++) {
    if (i % every !== 0 && isAmongClose(border, i)) continue;
    const lat = vertexLat[i]!;
    vertices.push([vertexLng[i]!, northM === 0 ? lat : lat + northM / metresPerDegreeLat(lat)]);
  }
  return vertices;
}

function isAmongClose({ vertexKm }: Border, i: number): boolean {
  const [before, after] = [vertexKm[i - 1], vertexKm[i + 1]];
  if (before === undefined || after === undefined) return false;
  return vertexKm[i]! - before < 0.2 && after - vertexKm[i]! < 0.2;
}

export const geoJsonLine = (vertices: readonly Position[]): string =>
  JSON.stringify({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: vertices } });

export const kmlLine = (...parts: readonly (readonly Position[])[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${parts
    .map(
      (part) =>
        `<Placemark><name>p</name><MultiGeometry><LineString><coordinates>${part
          .map(([lng, lat]) => `${lng},${lat},0`)
          .join(' \n')}</coordinates></LineString></MultiGeometry></Placemark>`,
    )
    .join('')}</Document></kml>`;

/** A Shapefile's main file with one PolyLine record for every list of parts; by ESRI's description of July 1998. */
export function shapefile(records: readonly (readonly (readonly Position[])[])[], type = 3): Uint8Array {
  const contents = records.map((parts) => {
    const points = parts.flat();
    const view = new DataView(new ArrayBuffer(44 + 4 * parts.length + 16 * points.length));
    view.setInt32(0, type, true);
    const lngs = points.map(([lng]) => lng);
    const lats = points.map(([, lat]) => lat);
    [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)].forEach((bound, i) => {
      view.setFloat64(4 + 8 * i, bound, true);
    });
    view.setInt32(36, parts.length, true);
    view.setInt32(40, points.length, true);
    let start = 0;
    parts.forEach((part, i) => {
      view.setInt32(44 + 4 * i, start, true);
      start += part.length;
    });
    points.forEach(([lng, lat], i) => {
      view.setFloat64(44 + 4 * parts.length + 16 * i, lng, true);
      view.setFloat64(52 + 4 * parts.length + 16 * i, lat, true);
    });
    return new Uint8Array(view.buffer);
  });
  const length = contents.reduce((sum, content) => sum + 8 + content.length, 100);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 9994, false);
  view.setInt32(24, length / 2, false);
  view.setInt32(28, 1000, true);
  view.setInt32(32, type, true);
  let at = 100;
  contents.forEach((content, i) => {
    view.setInt32(at, i + 1, false);
    view.setInt32(at + 4, content.length / 2, false);
    bytes.set(content, at + 8);
    at += 8 + content.length;
  });
  return bytes;
}
