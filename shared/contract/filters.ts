import { z } from 'zod';
import { coverageStates, flightClasses, grades, reviewStates } from '../model/conclusion.ts';
import { evidences } from '../model/detection.ts';

/** What narrows lists, map and exports alike. Times UTC milliseconds, inclusive start, exclusive end. */
export const filtersSchema = z.strictObject({
  sinceMs: z.number().optional(),
  untilMs: z.number().optional(),
  sector: z.string().optional(),
  areaId: z.string().optional(),
  grade: z.enum(grades).optional(),
  class: z.enum(flightClasses).optional(),
  evidence: z.enum(evidences).optional(),
  /** The flight's own: the state that matters most along it. */
  coverage: z.enum(coverageStates).optional(),
  /** What a person made of the flight; *new* are those that nobody has reviewed. */
  review: z.enum(reviewStates).optional(),
  /** Flights of which an import brought something after this instant. */
  importedSinceMs: z.number().optional(),
  /** Part of a serial, registration or track key. */
  object: z.string().max(100).optional(),
  /** west, south, east, north in degrees. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
});
export type Filters = z.infer<typeof filtersSchema>;

export const listRequest = z.strictObject({
  filters: filtersSchema.default({}),
  limit: z.number().int().min(1).max(100_000).default(500),
  offset: z.number().int().nonnegative().default(0),
});

/**
 * A request for a page of a list in an order of its own. Rows without a value come last either way; equal ones stand by time.
 * @param columns what it can be sorted by, the first by itself
 */
export const sortedListRequest = <const Columns extends readonly [string, ...string[]]>(columns: Columns) =>
  listRequest.extend({
    sort: z.strictObject({ by: z.enum(columns), descending: z.boolean() }).optional(),
    /** Id of a row: the reply says where it stands. */
    find: z.string().optional(),
  });
