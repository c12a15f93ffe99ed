import { type Settings, sensorSettings } from '../model/settings.ts';
import type { SensorRef } from './detections.ts';

/**
 * Longest silence inside one track of a sensor, seconds: what its profile says, else by its kinds, where the most patient of
 * them decides.
 */
export const gapLimitS = (sensors: readonly SensorRef[], settings: Settings): number =>
  sensorSettings(settings, sensors[0]!.sensorId)?.gapLimitS ??
  Math.max(...sensors.map(({ kind }) => settings.gapLimitBySystemS[kind] ?? settings.gapLimitS));
