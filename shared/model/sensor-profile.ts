import { z } from 'zod';
import { type ColumnMapping, columnMappingSchema, MOST_COLUMNS, statedBySchema } from './column-mapping.ts';
import type { SensorSettings } from './settings.ts';

/**
 * What is known of one sensor's exports and of the sensor itself, on whose word: how its table is read, how far its clock and
 * its positions are to be trusted, how long it may be silent inside one track. A person's statement, versioned; an import keeps
 * the version it was read with. Written to a file it is the same JSON.
 */
export const sensorProfileSchema = z.strictObject({
  kind: z.literal('fenceline-sensor-profile'),
  name: z.string().trim().min(1).max(120),
  /** The sensor as its detections name it. Null: the file names its sensors itself, and the profile holds for all of them. */
  sensorId: z.string().trim().min(1).max(200).nullable(),
  /** The header row of its exports, cell by cell, by which they are known again; empty for a table without one. */
  header: z.array(z.string().max(10_000)).max(MOST_COLUMNS),
  mapping: columnMappingSchema,
  /** Seconds to add to the sensor's clock, and the error that is left; null: nobody verified it. */
  clock: z
    .strictObject({
      offsetS: z.number().min(-86_400).max(86_400),
      errorS: z.number().min(0).max(86_400),
      source: statedBySchema,
    })
    .nullable(),
  /** σ along one axis of positions whose record states none, metres. */
  positionError: z.strictObject({ sigmaM: z.number().positive().max(100_000), source: statedBySchema }).nullable(),
  /** Longest silence inside one track, seconds. */
  gapLimit: z.strictObject({ seconds: z.number().positive().max(86_400), source: statedBySchema }).nullable(),
  /** Who says in which zone the times are, and in which order day and month. */
  sources: z.strictObject({ zone: statedBySchema.optional(), dayOrder: statedBySchema.optional() }),
  makeModel: statedBySchema.nullable(),
  serial: statedBySchema.nullable(),
  /** Date and authority of the last calibration. */
  calibration: statedBySchema.nullable(),
});
export type SensorProfile = z.infer<typeof sensorProfileSchema>;

/** A version of a profile, as imports and conclusions refer to it. */
export const profileRefSchema = z.strictObject({ id: z.string(), version: z.number().int().positive() });
export type ProfileRef = z.infer<typeof profileRefSchema>;

/** How the profile's tables are read: its mapping, with the sensor and the clock that the profile states. */
export function mappingOf({ mapping, sensorId, clock }: SensorProfile): ColumnMapping {
  const offsetS = clock?.offsetS ?? 0;
  return {
    ...mapping,
    ...(sensorId === null ? {} : { sensorId }),
    ...(offsetS === 0 ? {} : { clockOffsetS: offsetS }),
  };
}

/** Columns that hold whom the table's sensor is. */
const namesSensor = ({ columns }: ColumnMapping): boolean => columns.some(({ field }) => field === 'sensorId');

/** What is wrong with a profile as a whole, in a sentence; null when nothing is. */
export function profileProblem({ mapping, sensorId }: SensorProfile): string | null {
  if (sensorId === null && mapping.sensorId === undefined && !namesSensor(mapping)) {
    return 'A profile belongs to a sensor: name it, or the column that names it.';
  }
  return null;
}

/** What the profile says of a sensor's silence, positions and clock. */
export const sensorSettingsOf = (
  sensorId: string,
  { gapLimit, positionError, clock }: SensorProfile,
): SensorSettings => ({
  sensorId,
  gapLimitS: gapLimit?.seconds ?? null,
  sigmaM: positionError?.sigmaM ?? null,
  clockErrorS: clock?.errorS ?? null,
});
