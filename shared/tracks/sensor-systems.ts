import { type SensorKind, sensorKinds } from '../model/detection.ts';
import type { Settings } from '../model/settings.ts';
import type { DetectionGroup } from './detections.ts';
import { gapLimitS } from './gap-limit.ts';

/** One sensor, whichever readers its detections came through. */
export interface SensorSystem {
  readonly sensorId: string;
  readonly kind: SensorKind;
  readonly gapLimitS: number;
}

/** The systems of a group, and for every entry of `group.sensors` its system's place among them. */
export interface SensorSystems {
  readonly systems: readonly SensorSystem[];
  readonly systemOf: Uint32Array;
}

/** Sensors of one id are one system; its kind is the first in the closed list that one states. In order of id. */
export function sensorSystems(group: DetectionGroup, settings: Settings): SensorSystems {
  const ids = [...new Set(group.sensors.map(({ sensorId }) => sensorId))].sort();
  const systems = ids.map((sensorId) => {
    const members = group.sensors.filter((sensor) => sensor.sensorId === sensorId);
    const stated = sensorKinds.find((kind) => kind !== 'unknown' && members.some((sensor) => sensor.kind === kind));
    return {
      sensorId,
      kind: stated ?? 'unknown',
      gapLimitS: gapLimitS(members, settings),
    };
  });
  return { systems, systemOf: Uint32Array.from(group.sensors, ({ sensorId }) => ids.indexOf(sensorId)) };
}
