import { z } from 'zod';
import { utf8Bytes } from '../bytes.ts';
import { canonicalJson } from '../canonical-json.ts';
import { sha256Hex } from '../sha256.ts';

/** How one sensor stands apart, on the word of its profile; null where the profile says nothing. */
export const sensorSettingsSchema = z.object({
  sensorId: z.string(),
  gapLimitS: z.number().positive().nullable(),
  /** σ of its positions whose record states none, per axis. */
  sigmaM: z.number().positive().nullable(),
  clockErrorS: z.number().nonnegative().nullable(),
});
export type SensorSettings = z.infer<typeof sensorSettingsSchema>;

/**
 * The named numbers every conclusion depends on. A conclusion carries the version it was made with; changing a number means
 * a new version and a rebuild. Units end the names.
 */
export const settingsSchema = z.object({
  version: z.string(),
  /** A track ends where its sensor was silent for longer than this. */
  gapLimitS: z.number().positive(),
  /** Gap limit for systems that report in minutes, by sensor kind. */
  gapLimitBySystemS: z.record(z.string(), z.number().positive()),
  /** Same-identity tracks this far apart in time may be one flight… */
  stitchGapS: z.number().positive(),
  /** …if the aircraft could have flown between them at no more than this speed. */
  stitchSpeedMps: z.number().positive(),
  /** Fastest motion accepted when detections without identity are associated by motion alone. */
  associationSpeedMps: z.number().positive(),
  /** A named object that would have to move faster than this between two positions is not silently joined across them. */
  implausibleSpeedMps: z.number().positive(),
  /** σ of a position whose source states no accuracy, per axis. Caps the grade at *probable*. */
  defaultSigmaM: z.number().positive(),
  /**
   * Position errors of one sensor are taken to fade as exp(−Δt / this); two positions this far apart count as independent for
   * the rule that *confirmed* needs two.
   */
  errorCorrelationS: z.number().positive(),
  /** σ of a constant offset of one sensor's positions, common to a flight, as a share of the point σ. */
  biasShare: z.number().nonnegative(),
  /** Clock error assumed for a sensor whose clock was not verified. */
  clockErrorS: z.number().nonnegative(),
  /** A flight that stays in Mexico but comes this close to the line is a border approach. */
  approachM: z.number().positive(),
  /** Sensors with a profile, in order of id. */
  sensors: z.array(sensorSettingsSchema),
});

export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  version: '2026-11-22.1',
  gapLimitS: 60,
  gapLimitBySystemS: { droneid: 300 },
  stitchGapS: 600,
  stitchSpeedMps: 40,
  associationSpeedMps: 40,
  implausibleSpeedMps: 100,
  defaultSigmaM: 30,
  errorCorrelationS: 10,
  biasShare: 0.5,
  clockErrorS: 2,
  approachM: 1000,
  sensors: [],
};

const VERSION_DIGITS = 8;
const NARROWED = '+profiles-';

/**
 * The settings for detections of these sensors alone: what profiles say of others does not touch them. The version names what
 * the profiles say by its digest, so that two conclusions of one version rest on the same numbers.
 */
export function settingsFor(settings: Settings, sensorIds: readonly string[]): Settings {
  // Settings that were narrowed before say so in their version.
  if (settings.sensors.length === 0 || settings.version.includes(NARROWED)) return settings;
  const sensors = settings.sensors.filter(({ sensorId }) => sensorIds.includes(sensorId));
  if (sensors.length === 0) return { ...settings, sensors };
  const digest = sha256Hex(utf8Bytes(canonicalJson(sensors)), VERSION_DIGITS);
  return { ...settings, sensors, version: `${settings.version}${NARROWED}${digest}` };
}

export const sensorSettings = (settings: Settings, sensorId: string): SensorSettings | null =>
  settings.sensors.find((sensor) => sensor.sensorId === sensorId) ?? null;

/** Error of the clocks of these sensors, the largest of them, seconds. */
export const clockErrorS = (settings: Settings, sensorIds: readonly string[]): number =>
  sensorIds.reduce(
    (largest, id) => Math.max(largest, sensorSettings(settings, id)?.clockErrorS ?? settings.clockErrorS),
    0,
  );
