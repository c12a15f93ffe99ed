import { z } from 'zod';

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
};
