import { z } from 'zod';
import { objectClasses, sensorKinds } from './detection.ts';

/** The most columns a table may have. */
export const MOST_COLUMNS = 500;

/** Who or what says a thing: a manual, a person, a test flight. Kept with it. */
export const statedBySchema = z.string().trim().min(1).max(300);

/** What a column of an unknown table means: a field of the canonical record, and the unit its numbers are in. */
export const columnMeaningSchema = z.strictObject({
  /** Header text as in the file, or its index from 0 when there is no header. */
  column: z.union([z.string().max(10_000), z.number().int().nonnegative()]),
  /** A field of the canonical detection, or `observedDate` / `observedTime` for a time in two columns. */
  field: z.string().max(60),
  /** e.g. "m", "ft", "m/s", "km/h", "mph", "kt", "deg", "rad", "s", "ms", "us", "ns", "iso", "m-95" (95 % radius), "m-ce90". */
  unit: z.string().max(30).optional(),
  /** Who says so. A column that says whose it is has been decided by a person; one that does not was guessed. */
  source: statedBySchema.optional(),
});
export type ColumnMeaning = z.infer<typeof columnMeaningSchema>;

/**
 * How to read a table. Members that are misspelled are refused: a `dayfirst` that nobody reads would be a silent guess.
 */
export const columnMappingSchema = z.strictObject({
  delimiter: z.string().length(1).optional(),
  decimalComma: z.boolean().optional(),
  columns: z.array(columnMeaningSchema).max(MOST_COLUMNS),
  /** Stated for the whole file when no column says so. */
  sensorId: z.string().max(200).optional(),
  sensorKind: z.enum(sensorKinds).optional(),
  objectClass: z.enum(objectClasses).optional(),
  /** IANA name or ±hh:mm for times without a zone. */
  zone: z.string().max(60).optional(),
  dayFirst: z.boolean().optional(),
  /** Seconds to add to the times of observation: the sensor's clock is wrong by that much, on the word of its profile. */
  clockOffsetS: z.number().min(-86_400).max(86_400).optional(),
});

export type ColumnMapping = z.infer<typeof columnMappingSchema>;
