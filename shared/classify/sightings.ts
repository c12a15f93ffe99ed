import { floatColumns } from '../float-columns.ts';
import { sigmaOfBoundM } from '../geo/probability.ts';
import { sigmaOrigins } from '../model/conclusion.ts';
import type { FlightDraft } from '../model/flight-draft.ts';
import type { Settings } from '../model/settings.ts';
import { judgeByAllLines, pUsAt } from './all-lines.ts';
import type { Reference } from './reference.ts';

/**
 * A flight's positions as the classification works on them: where each stands to the line, and how far each can be trusted.
 * Parallel columns in time order. Signed distances are metres, positive into the United States.
 */
export interface Sightings {
  readonly count: number;
  /** UTC milliseconds. */
  readonly timeMs: Float64Array;
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  /** Per-axis standard deviation used, metres. */
  readonly sigmaM: Float64Array;
  /** 1 where the source states no accuracy and the default σ was taken. */
  readonly assumed: Uint8Array;
  /** 1 where the σ is of the sensor's profile. */
  readonly byProfile: Uint8Array;
  /** To the built-in line: what is shown, and where a crossing lies. NaN outside the theatre. */
  readonly distanceM: Float64Array;
  /**
   * What counts as evidence for a side: the least distance by all lines for the United States, the largest for Mexico. Both are
   * `distanceM` itself when no other line is loaded. A position between the lines is evidence for neither side.
   */
  readonly towardUsM: Float64Array;
  readonly towardMexicoM: Float64Array;
  readonly borderKm: Float64Array;
  /** P(US) of the single position, Φ(d / √(σ² + σ_border²)), by all lines together (`commonPUs`); NaN outside the theatre. */
  readonly pUs: Float64Array;
  /** Variance of what neighbouring positions have in common, m²: the sensor's bias and the error of the line. */
  readonly commonM2: Float64Array;
  /** Standard deviation of all errors of the single position together, metres. */
  readonly totalM: Float64Array;
  /** Place of the position's sensor system in `sensorIds`. */
  readonly sensor: Uint8Array;
  readonly sensorIds: readonly string[];
  /** Positions that lie on different sides by different lines; 0 when only the built-in line is in use. */
  readonly betweenLines: number;
}

const assumedOrigin = sigmaOrigins.indexOf('default');
const recordOrigin = sigmaOrigins.indexOf('record');
const profileOrigin = sigmaOrigins.indexOf('profile');

/** Codes of the positions' σ origins, as in `FlightPath.sigmaOrigin`. */
export const sigmaOriginCodes = ({ assumed, byProfile }: Sightings): Uint8Array =>
  assumed.map((one, i) => (one === 1 ? assumedOrigin : byProfile[i] === 1 ? profileOrigin : recordOrigin));

const worked = ['distanceM', 'borderKm', 'errorBoundM', 'sigmaM', 'pUs', 'commonM2', 'totalM'] as const;

export function sight(draft: FlightDraft, reference: Reference, settings: Settings): Sightings {
  const { points } = draft;
  const { count } = points;
  const { distanceM, borderKm, errorBoundM, sigmaM, pUs, commonM2, totalM } = floatColumns(worked, count);
  reference.border.fixAll(points.lng, points.lat, { distanceM, km: borderKm, errorBoundM });

  const assumed = new Uint8Array(count);
  const bias2 = settings.biasShare * settings.biasShare;
  for (let i = 0; i < count; i++) {
    const stated = points.sigmaM[i]!;
    // A σ of 0 is no statement about accuracy.
    const isStated = stated > 0;
    const sigma = isStated ? stated : settings.defaultSigmaM;
    sigmaM[i] = sigma;
    assumed[i] = isStated ? 0 : 1;
    const border = sigmaOfBoundM(errorBoundM[i]!);
    const own2 = sigma * sigma;
    const border2 = border * border;
    pUs[i] = pUsAt(distanceM[i]! / Math.sqrt(own2 + border2));
    commonM2[i] = bias2 * own2 + border2;
    totalM[i] = Math.sqrt(own2 + commonM2[i]!);
  }
  const several =
    reference.lines.length === 0
      ? { towardUsM: distanceM, towardMexicoM: distanceM, betweenLines: 0 }
      : judgeByAllLines(
          { ...points, distanceM, borderKm, errorBoundM, sigmaM, pUs, commonM2, totalM },
          reference,
          bias2,
        );
  const sensorIds = [...new Set(draft.tracks.map(({ sensorId }) => sensorId))];
  const sensorOfTrack = draft.tracks.map(({ sensorId }) => sensorIds.indexOf(sensorId));
  const sensor = new Uint8Array(count);
  if (sensorIds.length > 1) for (let i = 0; i < count; i++) sensor[i] = sensorOfTrack[points.track[i]!]!;
  return {
    count,
    timeMs: points.timeMs,
    lng: points.lng,
    lat: points.lat,
    sigmaM,
    assumed,
    byProfile: points.sigmaByProfile,
    distanceM,
    ...several,
    borderKm,
    pUs,
    commonM2,
    totalM,
    sensor,
    sensorIds,
  };
}
