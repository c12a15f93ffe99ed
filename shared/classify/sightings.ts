import { floatColumns } from '../float-columns.ts';
import { normalCdf, sigmaOfBoundM } from '../geo/probability.ts';
import { sigmaOrigins } from '../model/conclusion.ts';
import type { FlightDraft } from '../model/flight-draft.ts';
import type { Settings } from '../model/settings.ts';
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
  /** NaN outside the theatre. */
  readonly distanceM: Float64Array;
  readonly borderKm: Float64Array;
  /** P(US) of the single position, Φ(d / √(σ² + σ_border²)); NaN outside the theatre. */
  readonly pUs: Float64Array;
  /** Variance of what neighbouring positions have in common, m²: the sensor's bias and the error of the line. */
  readonly commonM2: Float64Array;
  /** Standard deviation of all errors of the single position together, metres. */
  readonly totalM: Float64Array;
  /** Place of the position's sensor system in `sensorIds`. */
  readonly sensor: Uint8Array;
  readonly sensorIds: readonly string[];
}

const assumedOrigin = sigmaOrigins.indexOf('default');
const recordOrigin = sigmaOrigins.indexOf('record');

/** Code of a position's σ origin in `FlightPath.sigmaOrigin`. */
export const sigmaOriginCode = (assumed: number): number => (assumed === 1 ? assumedOrigin : recordOrigin);

/** Beyond this many σ the probability is 0 or 1 to the last bit of a double. */
const certainSigmas = 8.3;

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
    const z = distanceM[i]! / Math.sqrt(own2 + border2);
    pUs[i] = z > certainSigmas ? 1 : z < -certainSigmas ? 0 : normalCdf(z);
    commonM2[i] = bias2 * own2 + border2;
    totalM[i] = Math.sqrt(own2 + commonM2[i]!);
  }
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
    distanceM,
    borderKm,
    pUs,
    commonM2,
    totalM,
    sensor,
    sensorIds,
  };
}
