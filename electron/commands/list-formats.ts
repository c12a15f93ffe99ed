import type { Db } from '../store/open.ts';
import { findFlight } from '../store/queries/flights.ts';
import { withIsoTimes } from './lists.ts';

/** How a list can be written besides the terminal's table. */
export const listFormats = ['json', 'ndjson', 'csv', 'geojson', 'kml'] as const;
export type ListFormat = (typeof listFormats)[number];

type Row = Record<string, unknown>;

export function writeList(
  format: Exclude<ListFormat, 'json'>,
  name: string,
  rows: readonly Row[],
  db: Db,
): Iterable<string> {
  switch (format) {
    case 'ndjson':
      return rows.map((row) => `${JSON.stringify(withIsoTimes(row))}\n`);
    case 'csv':
      return csv(rows.map((row) => flatten(withIsoTimes(row))));
    case 'geojson':
      return [
        `${JSON.stringify({
          type: 'FeatureCollection',
          features: rows.map((row) => ({
            type: 'Feature',
            geometry: geometryOf(row, db),
            properties: withIsoTimes(row),
          })),
        })}\n`,
      ];
    case 'kml':
      return kml(name, rows, db);
  }
}

type Geometry = { type: 'LineString'; coordinates: number[][] } | { type: 'Point'; coordinates: number[] } | null;

/** A flight's path, an incursion's deepest point, a crossing's or detection's place. */
function geometryOf(row: Row, db: Db): Geometry {
  if (Array.isArray(row.position)) return { type: 'Point', coordinates: row.position as number[] };
  if (typeof row.lng === 'number' && typeof row.lat === 'number')
    return { type: 'Point', coordinates: [row.lng, row.lat] };
  const flight = typeof row.id === 'string' ? findFlight(db, row.id) : null;
  if (flight === null || flight.path.count < 2) return null;
  const coordinates = Array.from(flight.path.lng, (lng, at) => [lng, flight.path.lat[at]!]);
  return { type: 'LineString', coordinates };
}

/** Nested members become `a.b` columns; lists become JSON in their cell. */
function flatten(row: Row, prefix = ''): Row {
  return Object.assign(
    {},
    ...Object.entries(row).map(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? flatten(value as Row, `${prefix}${name}.`)
        : { [prefix + name]: Array.isArray(value) ? JSON.stringify(value) : value },
    ),
  );
}

function* csv(rows: readonly Row[]): Generator<string> {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  yield `${header.map(cell).join(',')}\r\n`;
  for (const row of rows) yield `${header.map((name) => cell(row[name])).join(',')}\r\n`;
}

/** RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP ASVS 1.2.10). */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const escapeXml = (value: unknown): string =>
  String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // XML 1.0 has no form for these.
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');

function* kml(name: string, rows: readonly Row[], db: Db): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${escapeXml(name)}</name>\n`;
  for (const row of rows) {
    const geometry = geometryOf(row, db);
    if (geometry === null) continue;
    const data = Object.entries(flatten(withIsoTimes(row)))
      .filter(([, value]) => value !== null)
      .map(([key, value]) => `<Data name="${escapeXml(key)}"><value>${escapeXml(value)}</value></Data>`);
    const shape =
      geometry.type === 'Point'
        ? `<Point><coordinates>${geometry.coordinates.join(',')}</coordinates></Point>`
        : `<LineString><coordinates>${geometry.coordinates.map((point) => point.join(',')).join(' ')}</coordinates></LineString>`;
    yield `<Placemark><name>${escapeXml(row.objectName ?? row.id)}</name><ExtendedData>${data.join('')}</ExtendedData>${shape}</Placemark>\n`;
  }
  yield '</Document></kml>\n';
}
