import type { DetectionFields } from '../../model/detection.ts';
import { AEROSCOPE_HEADER } from '../aeroscope-csv.ts';

/**
 * Detections as a DJI AeroScope server export: what that format can carry, in its own manner. A position it does not know is 0/0, a
 * model it does not know is "unknow", `flight_id` differs in every row and `azimuth` is about the reciprocal of the course.
 * The reader `aeroscope-csv` gives the fields back that the format has.
 */
export function* writeAeroscopeCsv(detections: Iterable<DetectionFields>): Iterable<string> {
  yield `${AEROSCOPE_HEADER.map(quoted).join(',')}\n`;
  let row = 0;
  for (const fields of detections) {
    row++;
    const receivedAtMs = fields.receivedAtMs ?? fields.observedAtMs;
    yield `${[
      quoted(fields.sensorId ?? ''),
      fields.sensorLat ?? '',
      fields.sensorLng ?? '',
      fields.altUnknownDatumM ?? '',
      fields.courseDeg === undefined ? '' : (fields.courseDeg + 180) % 360,
      fields.lat ?? 0,
      fields.lng ?? 0,
      fields.rangeM ?? '',
      quoted(fields.uasSerial ?? ''),
      quoted(fields.model ?? 'unknow'),
      quoted(row.toString(16).padStart(24, '0')),
      fields.homeLat ?? 0,
      fields.homeLng ?? 0,
      fields.operatorLat ?? 0,
      fields.operatorLng ?? 0,
      quoted(receivedAtMs === undefined ? '' : new Date(receivedAtMs).toISOString()),
      fields.speedMps ?? '',
    ].join(',')}\n`;
  }
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
