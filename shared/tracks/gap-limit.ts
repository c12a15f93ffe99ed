import type { Settings } from '../model/settings.ts';
import type { SensorRef } from './detections.ts';

/** Longest silence inside one track of a sensor by its kinds, seconds: the most patient of them decides. */
export const gapLimitS = (sensors: readonly SensorRef[], settings: Settings): number =>
  Math.max(...sensors.map(({ kind }) => settings.gapLimitBySystemS[kind] ?? settings.gapLimitS));
