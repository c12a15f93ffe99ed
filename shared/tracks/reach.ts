import { midLatitudeDistanceM } from '../geo/ellipsoid.ts';
import { clockErrorS, type Settings } from '../model/settings.ts';
import type { DetectionColumns } from './detections.ts';

/** Clocks that count whole seconds make two looks seem up to this much closer in time than they were. */
const timeGrainS = 1;

/** No degree of longitude or latitude is longer: spares the exact distance where the rough one already reaches. */
const mostMetresPerDegree = 111_700;

/** How many standard deviations of the two position errors a gate allows for. */
const gateSigmas = 4;

/**
 * Whether an aircraft could have been at both rows' positions flying at no more than `speedMps`, position errors and, between
 * two sensors, their clock errors allowed for. NaN positions reach nothing.
 */
export function couldReach(
  columns: DetectionColumns,
  settings: Settings,
  from: number,
  to: number,
  speedMps: number,
): boolean {
  const reach = reachM(columns, settings, from, to, speedMps);
  const degrees = Math.abs(columns.lng[to]! - columns.lng[from]!) + Math.abs(columns.lat[to]! - columns.lat[from]!);
  return degrees * mostMetresPerDegree <= reach || distanceBetweenM(columns, from, to) <= reach;
}

export const distanceBetweenM = ({ lng, lat }: DetectionColumns, from: number, to: number): number =>
  midLatitudeDistanceM(lat[from]!, lng[to]! - lng[from]!, lat[to]! - lat[from]!);

/** Farthest that two rows' positions can be apart at `speedMps`, metres. */
export function reachM(
  columns: DetectionColumns,
  settings: Settings,
  from: number,
  to: number,
  speedMps: number,
): number {
  const apartS = Math.abs(columns.observedAtMs[to]! - columns.observedAtMs[from]!) / 1000;
  const clockS =
    columns.sensor[from] === columns.sensor[to] ? timeGrainS : timeGrainS + 2 * largestClockErrorS(settings);
  const one = sigmaOrDefaultM(columns, from, settings);
  const other = sigmaOrDefaultM(columns, to, settings);
  return speedMps * (apartS + clockS) + gateSigmas * Math.sqrt(one * one + other * other);
}

/** Which sensors two rows are of is not at hand here; a gate that is too wide only leaves more to be looked at. */
const largestClockErrorS = (settings: Settings): number =>
  Math.max(
    settings.clockErrorS,
    clockErrorS(
      settings,
      settings.sensors.map(({ sensorId }) => sensorId),
    ),
  );

/** The stated σ of a row, else the default one, metres. A σ of 0 is no statement about accuracy. */
function sigmaOrDefaultM(columns: DetectionColumns, row: number, settings: Settings): number {
  const sigmaM = columns.sigmaM[row]!;
  return sigmaM > 0 ? sigmaM : settings.defaultSigmaM;
}
