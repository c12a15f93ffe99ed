import { z } from 'zod';
import { grades } from '../model/conclusion.ts';
import { statDimensions } from '../model/stats-words.ts';
import { filtersSchema } from './filters.ts';
import { method } from './method.ts';

const countsSchema = z.object({
  flights: z.number(),
  incursions: z.record(z.enum(grades), z.number()),
  confirmedAtLeast: z.number(),
  aircraftAtLeast: z.number(),
  originUnknown: z.number(),
  undetermined: z.number(),
  reviewed: z.number(),
  sensors: z.number(),
  sensorDays: z.number(),
});

export const statMethods = {
  'stats.by': method(
    z.strictObject({
      by: z.array(z.enum(statDimensions)).min(1).max(3),
      filters: filtersSchema.default({}),
      /** Rows at most; those with most flights are kept, in the order of their keys. */
      limit: z.number().int().min(1).max(10_000).default(1000),
    }),
    z.object({
      by: z.array(z.enum(statDimensions)),
      rows: z.array(countsSchema.extend({ keys: z.array(z.string()) })),
      total: z.number(),
      truncated: z.boolean(),
      /** Of all flights under the filters, whichever rows are sent. */
      all: countsSchema,
      /** What exactly is counted, in sentences that may be printed beside the numbers. */
      definition: z.string(),
    }),
  ),
} as const;
