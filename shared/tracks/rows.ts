import { type PositionOrigin, positionOrigins } from '../model/detection.ts';
import type { DetectionColumns } from './detections.ts';

const sensorSubstitute = positionOrigins.indexOf('sensor-substitute' satisfies PositionOrigin);

/** Why a row's position does not count as the aircraft's; `used` when it does. */
export const use = { used: 0, noPosition: 1, sensorSubstitute: 2, implausible: 3 } as const;

/** What the rows themselves say about the use of their positions. */
export function positionUses(columns: DetectionColumns): Uint8Array {
  const uses = new Uint8Array(columns.count);
  for (let row = 0; row < columns.count; row++) {
    if (Number.isNaN(columns.lng[row]!) || Number.isNaN(columns.lat[row]!)) uses[row] = use.noPosition;
    else if (columns.positionOrigin[row] === sensorSubstitute) uses[row] = use.sensorSubstitute;
  }
  return uses;
}
