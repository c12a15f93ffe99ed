import type { Settings } from '../model/settings.ts';
import type { SensorRef } from './detections.ts';

/** Longest silence inside one track of a sensor seen through these readers, seconds: the most patient of them decides. */
export const gapLimitS = (sensors: readonly SensorRef[], settings: Settings): number =>
  Math.max(
    ...sensors.map(
      ({ format, kind }) =>
        settings.gapLimitBySystemS[format] ?? settings.gapLimitBySystemS[kind] ?? settings.gapLimitS,
    ),
  );
