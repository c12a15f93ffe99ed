import { type Settings, sensorSettings } from '../model/settings.ts';
import type { DetectionGroup } from './detections.ts';

/** σ of every row of a group, and whether the record states it or the profile of its sensor does. */
export interface RowSigmas {
  /** Per-axis standard deviation, metres; NaN when neither states one. */
  readonly sigmaM: Float64Array;
  readonly byProfile: Uint8Array;
}

/** A σ of 0 is no statement about accuracy. */
export function rowSigmas({ columns, sensors }: DetectionGroup, settings: Settings): RowSigmas {
  const { count } = columns;
  const byProfile = new Uint8Array(count);
  const ofSensor = sensors.map(({ sensorId }) => sensorSettings(settings, sensorId)?.sigmaM ?? null);
  if (ofSensor.every((sigmaM) => sigmaM === null)) return { sigmaM: columns.sigmaM, byProfile };
  const sigmaM = columns.sigmaM.slice();
  for (let row = 0; row < count; row++) {
    const own = ofSensor[columns.sensor[row]!]!;
    if (own === null || sigmaM[row]! > 0) continue;
    sigmaM[row] = own;
    byProfile[row] = 1;
  }
  return { sigmaM, byProfile };
}
