import { csvText } from '../../../shared/formats/write/csv.ts';
import { isXmlText, xmlText } from '../../../shared/formats/xml/write-text.ts';
import type { FlightPath } from '../../../shared/model/conclusion.ts';
import type { Db } from '../../store/open.ts';
import { findFlight } from '../../store/queries/flights.ts';
import { withIsoTimes } from './iso-times.ts';

/** Lists as files: flights, incursions, crossings, and detections as the table shows them. */
export const listFormats = ['json', 'ndjson', 'csv', 'geojson', 'kml'] as const;
export type ListFormat = (typeof listFormats)[number];
/** Formats of other programs that hold places with a time each, and nothing of what we concluded. */
export type PlaceFormat = 'gpx' | 'cot-xml';

type Row = Readonly<Record<string, unknown>>;

export function writeList(
  format: Exclude<ListFormat, 'json'> | PlaceFormat,
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
      return geojson(rows, db);
    case 'kml':
      return kml(name, rows, db);
    case 'gpx':
      return gpx(name, rows);
    case 'cot-xml':
      return cotXml(rows);
  }
}

/** A crossing's or detection's place, an incursion's farthest; null where the row has none of its own. */
function placeOf(row: Row): readonly [lng: number, lat: number] | null {
  if (Array.isArray(row.position)) return [row.position[0] as number, row.position[1] as number];
  return typeof row.lng === 'number' && typeof row.lat === 'number' ? [row.lng, row.lat] : null;
}

/** Of a flight; null for everything else. */
function pathOf(row: Row, db: Db): FlightPath | null {
  if (placeOf(row) !== null || typeof row.id !== 'string') return null;
  const found = findFlight(db, row.id);
  return found === null || found.path.count === 0 ? null : found.path;
}

/** When the row's place was: an instant, or from one to another. */
function timesOf(row: Row): readonly [fromMs: number, toMs: number] | null {
  const at = row.timeMs ?? row.observedAtMs;
  if (typeof at === 'number') return [at, at];
  return typeof row.firstMs === 'number' && typeof row.lastMs === 'number' ? [row.firstMs, row.lastMs] : null;
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();
const titleOf = (row: Row): string => String(row.objectName ?? row.id ?? '');

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

/** RFC 4180, UTF-8. */
function* csv(rows: readonly Row[]): Generator<string> {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  yield `${header.map(csvText).join(',')}\r\n`;
  for (const row of rows) yield `${header.map((name) => cell(row[name])).join(',')}\r\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : csvText(String(value));
}

/** RFC 7946. A flight's line has the time of each of its points beside it, in the property `times`. */
function* geojson(rows: readonly Row[], db: Db): Generator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = '\n';
  for (const row of rows) {
    const place = placeOf(row);
    const path = pathOf(row, db);
    const properties: Record<string, unknown> = withIsoTimes(row);
    if (path !== null) properties.times = Array.from(path.timeMs.subarray(0, path.count), iso);
    yield `${separator}${JSON.stringify({ type: 'Feature', geometry: geometryOf(place, path), properties })}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}

function geometryOf(place: readonly number[] | null, path: FlightPath | null) {
  if (place !== null) return { type: 'Point', coordinates: place };
  if (path === null) return null;
  if (path.count === 1) return { type: 'Point', coordinates: [path.lng[0], path.lat[0]] };
  const coordinates = Array.from({ length: path.count }, (_, at) => [path.lng[at], path.lat[at]]);
  return { type: 'LineString', coordinates };
}

/** XML 1.0 has no form for some characters: each is shown as a replacement character. */
const xml = (value: unknown): string => {
  const text = String(value);
  return xmlText(isXmlText(text) ? text : [...text].map((one) => (isXmlText(one) ? one : '\ufffd')).join(''));
};

/** Flights as timed tracks (`gx:Track`), on the ground: their altitudes have datums that KML cannot say. */
function* kml(name: string, rows: readonly Row[], db: Db): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">';
  yield `<Document><name>${xml(name)}</name>\n`;
  for (const row of rows) {
    const data = Object.entries(flatten(withIsoTimes(row)))
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => `<Data name="${xml(key)}"><value>${xml(value)}</value></Data>`);
    const shape = kmlShape(row, db);
    yield `<Placemark><name>${xml(titleOf(row))}</name>${shape.time}<ExtendedData>${data.join('')}</ExtendedData>${shape.geometry}</Placemark>\n`;
  }
  yield '</Document></kml>\n';
}

function kmlShape(row: Row, db: Db): { time: string; geometry: string } {
  const place = placeOf(row);
  const times = timesOf(row);
  if (place === null) {
    const path = pathOf(row, db);
    return { time: '', geometry: path === null ? '' : kmlTrack(path) };
  }
  const point = `<Point><coordinates>${place.join(',')}</coordinates></Point>`;
  if (times === null) return { time: '', geometry: point };
  const [from, to] = times;
  const time =
    from === to
      ? `<TimeStamp><when>${iso(from)}</when></TimeStamp>`
      : `<TimeSpan><begin>${iso(from)}</begin><end>${iso(to)}</end></TimeSpan>`;
  return { time, geometry: point };
}

function kmlTrack({ count, timeMs, lng, lat }: FlightPath): string {
  const when: string[] = [];
  const coord: string[] = [];
  for (let at = 0; at < count; at++) {
    when.push(`<when>${iso(timeMs[at]!)}</when>`);
    coord.push(`<gx:coord>${lng[at]} ${lat[at]} 0</gx:coord>`);
  }
  return `<gx:Track><altitudeMode>clampToGround</altitudeMode>${when.join('')}${coord.join('')}</gx:Track>`;
}

/** GPX 1.1 waypoints: what happened at a place, when it began. */
function* gpx(name: string, rows: readonly Row[]): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Fenceline" xmlns="http://www.topografix.com/GPX/1/1">\n';
  yield `<metadata><name>${xml(name)}</name></metadata>\n`;
  for (const row of rows) {
    const place = placeOf(row);
    const times = timesOf(row);
    if (place === null || times === null) continue;
    yield `<wpt lat="${place[1]}" lon="${place[0]}"><time>${iso(times[0])}</time><name>${xml(titleOf(row))}</name><desc>${xml(row.id ?? '')}</desc></wpt>\n`;
  }
  yield '</gpx>\n';
}

const UNKNOWN = '9999999.0';
const STALE_MS = 60_000;

/** Cursor on Target markers of a spot (`b-m-p-s-m`): they say where something was concluded, not that something flies there. */
function* cotXml(rows: readonly Row[]): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<events>\n';
  for (const row of rows) {
    const place = placeOf(row);
    const times = timesOf(row);
    if (place === null || times === null) continue;
    const [from, to] = times;
    yield `<event version="2.0" uid="fenceline.${xml(row.id ?? '')}" type="b-m-p-s-m" how="m-g" time="${iso(from)}" ` +
      `start="${iso(from)}" stale="${iso(to + STALE_MS)}"><point lat="${place[1]}" lon="${place[0]}" hae="${UNKNOWN}" ` +
      `ce="${UNKNOWN}" le="${UNKNOWN}"/><detail><contact callsign="${xml(titleOf(row))}"/></detail></event>\n`;
  }
  yield '</events>\n';
}
