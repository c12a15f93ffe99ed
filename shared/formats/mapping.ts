import { z } from 'zod';
import { objectClasses, sensorKinds } from '../model/detection.ts';

/** What a column of an unknown table means: a field of the canonical record, and the unit its numbers are in. */
export const columnMeaningSchema = z.object({
  /** Header text as in the file, or its index from 0 when there is no header. */
  column: z.union([z.string(), z.number().int().nonnegative()]),
  /** A field of the canonical detection, or `observedDate` / `observedTime` for a time in two columns. */
  field: z.string(),
  /** e.g. "m", "ft", "m/s", "km/h", "mph", "kt", "deg", "rad", "s", "ms", "us", "ns", "iso", "m-95" (95 % radius), "m-ce90". */
  unit: z.string().optional(),
});

export const columnMappingSchema = z.object({
  delimiter: z.string().length(1).optional(),
  decimalComma: z.boolean().optional(),
  columns: z.array(columnMeaningSchema),
  /** Stated for the whole file when no column says so. */
  sensorId: z.string().optional(),
  sensorKind: z.enum(sensorKinds).optional(),
  objectClass: z.enum(objectClasses).optional(),
  /** IANA name or ±hh:mm for times without a zone. */
  zone: z.string().optional(),
  dayFirst: z.boolean().optional(),
});

export type ColumnMapping = z.infer<typeof columnMappingSchema>;
