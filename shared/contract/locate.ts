import { z } from 'zod';
import { coverageStates } from '../model/conclusion.ts';
import { method } from './method.ts';

export const locateReplySchema = z.object({
  lat: z.number(),
  lng: z.number(),
  side: z.enum(['US', 'MX', 'undetermined']),
  /** Why the side is undetermined; null when it is not. */
  because: z.string().nullable(),
  /** By all reference lines in use. */
  pUs: z.number().nullable(),
  /** To the built-in line, metres, positive into the United States. */
  distanceM: z.number().nullable(),
  /** By each line for itself, the built-in one first; empty when no other is loaded. Null where a line says nothing. */
  lines: z.array(
    z.object({
      name: z.string(),
      distanceM: z.number().nullable(),
      errorM: z.number().nullable(),
      pUs: z.number().nullable(),
      side: z.enum(['US', 'MX', 'undetermined']),
    }),
  ),
  borderKm: z.number().nullable(),
  segment: z.string().nullable(),
  borderErrorM: z.number().nullable(),
  sector: z.string().nullable(),
  sectorName: z.string().nullable(),
  /** By an imported outline, by the nearest border km, or by the county. */
  sectorBy: z.enum(['polygon', 'border-km', 'county']).nullable(),
  /** A: fixed by published text and mileage, or an official outline; B: named in published text; C: inferred, approximate. */
  sectorConfidence: z.enum(['A', 'B', 'C']).nullable(),
  sectorDisputed: z.boolean(),
  /** Why the sector is less than sure; null when it is not. */
  sectorNote: z.string().nullable(),
  county: z.string().nullable(),
  state: z.string().nullable(),
  judicialDistrict: z.string().nullable(),
  nearest: z.object({ name: z.string(), distanceM: z.number(), bearingDeg: z.number() }).nullable(),
  /** Areas the place was in at that time, whatever their status; null without a time. */
  aors: z.array(z.string()).nullable(),
  coverageState: z.enum(coverageStates).nullable(),
  mgrs: z.string().nullable(),
});
export type LocateReply = z.infer<typeof locateReplySchema>;

export const locateMethods = {
  locate: method(
    z.strictObject({
      lat: z.number().min(-90).max(90),
      lng: z.number().min(-180).max(180),
      sigmaM: z.number().nonnegative().optional(),
      timeMs: z.number().optional(),
    }),
    locateReplySchema,
  ),
} as const;
