import { z } from 'zod';
import { grades } from '../model/conclusion.ts';
import { incursionRowSchema } from './flights.ts';
import { method } from './method.ts';

/** One night, sunset to sunrise at a place: what crossed, how surely, where and when; what was not used; when nothing was heard. */
export const nightSchema = z.object({
  sunsetMs: z.number(),
  sunriseMs: z.number(),
  /** Where sunset and sunrise are taken: the middle of what was seen last. */
  place: z.object({ lat: z.number(), lng: z.number(), name: z.string(), zone: z.string() }),
  /** Whether it is the last night by the clock; otherwise the latest night of which anything is on record. */
  isLastNight: z.boolean(),
  /** An instant in the night before and after of which anything is on record. */
  earlierMs: z.number().nullable(),
  laterMs: z.number().nullable(),
  counts: z.object({
    flights: z.number(),
    /** By grade, never summed. */
    incursions: z.record(z.enum(grades), z.number()),
    aircraftAtLeast: z.number(),
    originUnknown: z.number(),
    undetermined: z.number(),
    northbound: z.number(),
    southbound: z.number(),
  }),
  /** The surest first. */
  incursions: z.array(incursionRowSchema),
  /** Of imports that have detections in the night: records not used. */
  notUsed: z.object({ imports: z.number(), quarantined: z.number(), skipped: z.number() }),
  /** Stretches of over half an hour in which a sensor that was heard that night reported nothing. */
  silent: z.array(z.object({ sensorId: z.string(), fromMs: z.number(), toMs: z.number() })),
});
export type NightSummary = z.infer<typeof nightSchema>;

export const nightMethods = {
  /** @param aroundMs an instant in the night, or in the day after it; left out: last night, or the latest on record */
  'nights.get': method(
    z.strictObject({ aroundMs: z.number().optional() }),
    z.object({ night: nightSchema.nullable() }),
  ),
} as const;
