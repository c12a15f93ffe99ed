import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import type { Border } from '../../shared/geo/border.ts';
import type { DetectionFields } from '../../shared/model/detection.ts';
import { simulateDetections } from '../../shared/simulate/simulate-detections.ts';

/** A table such as a vendor's report: ten columns, named and not ours. */
export const columns = [
  ['Timestamp (UTC)', 'TEXT'],
  ['Sensor ID', 'TEXT'],
  ['Sensor Type', 'TEXT'],
  ['Drone ID', 'TEXT'],
  ['Latitude', 'REAL'],
  ['Longitude', 'REAL'],
  ['Altitude MSL (m)', 'REAL'],
  ['Speed (m/s)', 'REAL'],
  ['Course', 'REAL'],
  ['Accuracy 95 (m)', 'REAL'],
] as const;

/** A simulated month has about so many reports a flight from these sensors. */
const ROWS_PER_FLIGHT = 200;
const SENSOR_KINDS = ['rf', 'droneid'] as const;

export interface CsvFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/** Writes a seeded table of exactly so many rows, in order of time. */
export function makeCsv(path: string, rows: number, border: Border, seed = 1): CsvFile {
  const file = openSync(path, 'w');
  let text = `${columns.map(([name]) => name).join(',')}\n`;
  let written = 0;
  try {
    // A third more flights than it should take: what the period holds beyond the last row is left out.
    const flights = Math.ceil((rows / ROWS_PER_FLIGHT) * 1.33) + 10;
    const sinceMs = Date.UTC(2026, 6, 1);
    const request = { flights, seed, sinceMs, untilMs: sinceMs + 31 * 86_400_000, border, sensorKinds: SENSOR_KINDS };
    for (const detection of simulateDetections(request)) {
      text += toRow(detection);
      if (text.length > 1 << 20) {
        writeSync(file, text);
        text = '';
      }
      if (++written === rows) break;
    }
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
  if (written !== rows) throw new Error(`The simulation gave ${written} rows, not ${rows}`);
  return { path, rows, bytes: statSync(path).size };
}

const toRow = (it: DetectionFields): string =>
  `${new Date(it.observedAtMs!).toISOString()},${it.sensorId},${it.sensorKind},${it.uasSerial ?? it.sourceTrackKey},${it.lat},${
    it.lng
  },${it.altMslM ?? it.altUnknownDatumM ?? ''},${it.speedMps ?? ''},${it.courseDeg ?? ''},${
    it.sigmaM === undefined ? '' : (it.sigmaM * 2.448).toFixed(1)
  }\n`;
