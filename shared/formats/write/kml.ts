import type { DetectionFields } from '../../model/detection.ts';
import { JSON_ENDING, toJsonText } from '../kml/json-data.ts';
import { isXmlText, xmlText } from '../xml/write-text.ts';
import { exportColumns, exportValue } from './members.ts';

const ELSEWHERE: ReadonlySet<keyof DetectionFields> = new Set(['lat', 'lng', 'observedAtMs']);
const columns = exportColumns.filter(({ field }) => !ELSEWHERE.has(field));

/**
 * Detections as KML, a timed Placemark each, every field as data under our names, so that the reader `kml` gives the same fields
 * back. Drawn at its altitude where that is known above sea level or ground, else on the ground.
 */
export function* writeKml(detections: Iterable<DetectionFields>): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n';
  for (const fields of detections) yield placemark(fields);
  yield '</Document>\n</kml>\n';
}

function placemark(fields: DetectionFields): string {
  const name = fields.uasSerial ?? fields.uasRegId ?? fields.sourceTrackKey ?? fields.callsign;
  const title = name !== undefined && isXmlText(name) ? `<name>${xmlText(name)}</name>` : '';
  const when =
    fields.observedAtMs === undefined
      ? ''
      : `<TimeStamp><when>${new Date(fields.observedAtMs).toISOString()}</when></TimeStamp>`;
  const data = columns.map((column) => {
    const value = exportValue(fields, column);
    return value === undefined ? '' : datum(column.column, String(value));
  });
  return `<Placemark>${title}${when}<ExtendedData>${data.join('')}</ExtendedData>${point(fields)}</Placemark>\n`;
}

function datum(name: string, text: string): string {
  const [as, value] = isXmlText(text) ? [name, text] : [name + JSON_ENDING, toJsonText(text)];
  return `<Data name="${as}"><value>${xmlText(value)}</value></Data>`;
}

function point({ lat, lng, altMslM, heightM, heightRef }: DetectionFields): string {
  if (lat === undefined || lng === undefined) return '';
  const place = `${lng},${lat}`;
  if (altMslM !== undefined) {
    return `<Point><altitudeMode>absolute</altitudeMode><coordinates>${place},${altMslM}</coordinates></Point>`;
  }
  if (heightM !== undefined && heightRef === 'ground') {
    return `<Point><altitudeMode>relativeToGround</altitudeMode><coordinates>${place},${heightM}</coordinates></Point>`;
  }
  return `<Point><coordinates>${place}</coordinates></Point>`;
}
