import { writers } from '../formats/write/index.ts';
import type { DetectionFields } from '../model/detection.ts';
import { simulateDetections } from './simulate-detections.ts';
import type { SimulationRequest } from './simulate-flights.ts';

/** Formats that simulated exports are written in, by the id of the reader that reads them back. */
export const simulatedFormats: readonly string[] = Object.keys(writers);

/**
 * Text of a synthetic export, in order of time, piece by piece: nothing but what is in the air at the moment is held. Every
 * sensor id in it starts with `SYNTHETIC`. An AeroScope export has only AeroScopes, unless the request names its sensors.
 *
 * @param format one of `simulatedFormats`
 * @throws RangeError when there is no such format, or as `simulateFlights`
 */
export function simulatedExport(format: string, request: SimulationRequest): Iterable<string> {
  const sensorKinds = request.sensorKinds ?? (format === 'aeroscope-csv' ? (['droneid'] as const) : undefined);
  return writeIn(format, simulateDetections(sensorKinds === undefined ? request : { ...request, sensorKinds }));
}

/** @throws RangeError when there is no such format */
export function writeIn(format: string, detections: Iterable<DetectionFields>): Iterable<string> {
  const write = writers[format];
  if (write === undefined) {
    throw new RangeError(`No format ${format} to write; there are ${simulatedFormats.join(', ')}`);
  }
  return write(detections);
}
