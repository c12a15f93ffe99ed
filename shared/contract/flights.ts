import { z } from 'zod';
import {
  coverageStates,
  crossingSchema,
  eligibilitySchema,
  flightSchema,
  incursionSchema,
} from '../model/conclusion.ts';
import { evidences } from '../model/detection.ts';
import { filtersSchema, listRequest } from './filters.ts';
import { method, pageOf } from './method.ts';

/** A flight as a table row: no crossings, no path. */
export const flightRowSchema = flightSchema
  .omit({ crossings: true, incursions: true, tracks: true, coverage: true, rulesDigest: true })
  .extend({ crossings: z.number(), incursions: z.number(), sensors: z.array(z.string()), usSeconds: z.number() });
export type FlightRow = z.infer<typeof flightRowSchema>;

/** An incursion as a table row, with what the record says about authority. */
export const incursionRowSchema = incursionSchema.extend({
  objectName: z.string(),
  makeModel: z.string().nullable(),
  coverageState: z.enum(coverageStates).nullable(),
  result: z.enum(['eligible', 'not-eligible', 'undetermined']),
  resultSentence: z.string(),
  eligibility: eligibilitySchema,
  synthetic: z.boolean(),
});
export type IncursionRow = z.infer<typeof incursionRowSchema>;

export const crossingRowSchema = crossingSchema.extend({ flightId: z.string(), objectName: z.string() });
export type CrossingRow = z.infer<typeof crossingRowSchema>;

export const detectionRowSchema = z.object({
  id: z.string(),
  observedAtMs: z.number(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  sigmaM: z.number().nullable(),
  sensorId: z.string(),
  objectName: z.string(),
  evidence: z.enum(evidences),
  altitudeM: z.number().nullable(),
  altitudeDatum: z.string(),
  speedMps: z.number().nullable(),
  courseDeg: z.number().nullable(),
  flags: z.array(z.string()),
  file: z.string(),
  record: z.number(),
});
export type DetectionRow = z.infer<typeof detectionRowSchema>;

/** The raw record behind a detection: exactly as it stands in the evidence. */
export const rawRecordSchema = z.object({
  detectionId: z.string(),
  sources: z.array(
    z.object({
      importId: z.string(),
      file: z.string(),
      /** Of what the bytes refer to: the file, or the member of a container. */
      sha256: z.string(),
      /** Of the container it is a member of. */
      containerSha256: z.string().nullable(),
      record: z.number(),
      byteStart: z.number(),
      byteLength: z.number(),
      readerId: z.string(),
      readerVersion: z.number(),
      /** The record's text as in the file, and up to a few lines around it. */
      before: z.string(),
      text: z.string(),
      after: z.string(),
    }),
  ),
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Packed paths of flights for the map; see `shared/contract/columns.ts` for the layout. */
export const flightPathsSchema = z.object({
  flightIds: z.array(z.string()),
  /** Uint32: first point of each flight, and one past the last. */
  offsets: z.string(),
  /** Float64 degrees. */
  lng: z.string(),
  lat: z.string(),
  /** Float64 UTC milliseconds. */
  timeMs: z.string(),
  /** Uint8 index into coverageStates, 255 = null. */
  coverage: z.string(),
  /** Uint8: 1 where the gap to the next point is over the track's gap limit. */
  gapAfter: z.string(),
  truncated: z.boolean(),
});

export const flightProfileSchema = z.object({
  timeMs: z.string(),
  lng: z.string(),
  lat: z.string(),
  /** Float64; NaN where unknown. */
  altitudeM: z.string(),
  /** Uint8 index into altitudeDatums. */
  altitudeDatum: z.string(),
  sigmaM: z.string(),
  distanceM: z.string(),
  pUs: z.string(),
  coverage: z.string(),
  gapAfter: z.string(),
  detectionIds: z.array(z.string()),
});

export const flightMethods = {
  'flights.list': method(listRequest, pageOf(flightRowSchema)),
  'flights.paths': method(
    z.strictObject({ filters: filtersSchema.default({}), limit: z.number().int().min(1).max(100_000).default(20_000) }),
    flightPathsSchema,
  ),
  'flights.detail': method(
    z.strictObject({ flightId: z.string() }),
    z.object({ flight: flightSchema, profile: flightProfileSchema, eligibilities: z.array(eligibilitySchema) }),
  ),
  'incursions.list': method(listRequest, pageOf(incursionRowSchema)),
  'crossings.list': method(listRequest, pageOf(crossingRowSchema)),
  'detections.list': method(listRequest.extend({ flightId: z.string().optional() }), pageOf(detectionRowSchema)),
  'detections.raw': method(z.strictObject({ detectionId: z.string() }), rawRecordSchema),
} as const;
