import { z } from 'zod';
import { method, nothing } from './method.ts';

/** A sensor where its records say it stood. One that moved is there once for each place. */
export const sensorPlaceSchema = z.object({
  name: z.string(),
  kind: z.string(),
  position: z.tuple([z.number(), z.number()]),
  /** Farthest object among the first and last reports of each object from this place, metres; null when none had a position. */
  farthestM: z.number().nullable(),
});
export type SensorPlace = z.infer<typeof sensorPlaceSchema>;

export const sensorMethods = {
  'sensors.places': method(nothing, z.object({ places: z.array(sensorPlaceSchema), truncated: z.boolean() })),
} as const;
