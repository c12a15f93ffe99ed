import { writers } from '../formats/write/index.ts';
import type { DetectionFields } from '../model/detection.ts';
import { simulateDetections } from './simulate-detections.ts';
import type { SimulationRequest } from './simulate-flights.ts';

/** Formats that simulated exports are written in, by the id of the reader that reads them back. */
export const simulatedFormats: readonly string[] = Object.keys(writers);

/**
 * Text of a synthetic export, in order of time, in pieces of some 64 kB: nothing but what is in the air at the moment is held. Every
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
  return inPieces(write(detections));
}

/** Enough that handing a piece to a file costs little beside making it. */
const PIECE_CHARACTERS = 1 << 16;

function* inPieces(text: Iterable<string>): Generator<string> {
  let piece = '';
  for (const part of text) {
    piece += part;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
