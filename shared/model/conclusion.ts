import { z } from 'zod';
import { evidences } from './detection.ts';
import { coverageStates, elementIds, flightClasses, grades, sigmaOrigins, verdicts } from './lists.ts';

export * from './lists.ts';

/**
 * What Fenceline concludes about a flight. Conclusions are rebuilt from facts at will and stored as JSON, so the schemas are
 * the one definition of their shape, for the store, the contract and the page alike.
 */

const positionSchema = z.tuple([z.number(), z.number()]);

/** Seconds by coverage state, observed (between detections closer than the gap limit) and inferred (across gaps). */
export const coverageSecondsSchema = z.object({
  observed: z.partialRecord(z.enum(coverageStates), z.number()),
  inferred: z.partialRecord(z.enum(coverageStates), z.number()),
});
export type CoverageSeconds = z.infer<typeof coverageSecondsSchema>;

/** A change of side. */
export const crossingSchema = z.object({
  id: z.string(),
  direction: z.enum(['northbound', 'southbound']),
  /** Best estimate of the instant, and the window between the last point surely on one side and the first surely on the other, clock error included. */
  timeMs: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  /** Where the reference line was crossed. */
  position: positionSchema,
  borderKm: z.number(),
  sector: z.string().nullable(),
  /** Whether detections closer than the gap limit stand on both sides, or the change lies in a gap. */
  how: z.enum(['observed', 'inferred']),
  /** Detections (ids) on which the bracket rests: last before, first after. */
  detectionIds: z.tuple([z.string(), z.string()]),
});
export type Crossing = z.infer<typeof crossingSchema>;

/** One of the two graded elements of an incursion. */
export const gradedElementSchema = z.object({
  /** Probability of the episode, 0..1, rounded to 4 decimals. */
  probability: z.number(),
  grade: z.enum(grades).nullable(),
  /** Why, one sentence each, in the order a reader needs them. */
  reasons: z.array(z.string()),
});
export type GradedElement = z.infer<typeof gradedElementSchema>;

export const incursionSchema = z.object({
  id: z.string(),
  flightId: z.string(),
  grade: z.enum(grades),
  presence: gradedElementSchema,
  origin: gradedElementSchema,
  firstMs: z.number(),
  lastMs: z.number(),
  /** On the US side between detections; and across gaps. */
  observedS: z.number(),
  inferredS: z.number(),
  /** Farthest distance into the US held by two successive points, with its standard deviation. */
  depthM: z.number().nullable(),
  depthSigmaM: z.number().nullable(),
  sector: z.string().nullable(),
  borderKm: z.number().nullable(),
  /** Where it was deepest. */
  position: positionSchema,
  nearestPlace: z.object({ name: z.string(), distanceM: z.number(), bearingDeg: z.number() }).nullable(),
  areaIds: z.array(z.string()),
  coverage: coverageSecondsSchema,
  detectionIds: z.object({ first: z.string(), last: z.string(), deepest: z.string() }),
  detections: z.number(),
});
export type Incursion = z.infer<typeof incursionSchema>;

/** Detections of one object from one sensor system without a break over its gap limit. */
export const trackSchema = z.object({
  id: z.string(),
  sensorId: z.string(),
  sensorKind: z.string(),
  firstMs: z.number(),
  lastMs: z.number(),
  detections: z.number(),
  gapLimitS: z.number(),
});
export type Track = z.infer<typeof trackSchema>;

export const flightSchema = z.object({
  /** Content-derived: the same detections give the same id on any machine. */
  id: z.string(),
  settingsVersion: z.string(),
  /** Version of the areas, designations and authority it was judged under (digest). */
  rulesDigest: z.string(),
  objectKey: z.string(),
  evidence: z.enum(evidences),
  /** For a person: serial, else registration, track key… with make and model. */
  objectName: z.string(),
  makeModel: z.string().nullable(),
  positionOrigin: z.enum(['self-reported', 'measured', 'mixed', 'unknown']),
  class: z.enum(flightClasses),
  grade: z.enum(grades).nullable(),
  reasons: z.array(z.string()),
  firstMs: z.number(),
  lastMs: z.number(),
  detections: z.number(),
  /** Detections with a position. */
  positions: z.number(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  sector: z.string().nullable(),
  borderKm: z.number().nullable(),
  /** Smallest and largest signed distance to the reference line, metres, positive into the US; null when outside the theatre. */
  minDistanceM: z.number().nullable(),
  maxDistanceM: z.number().nullable(),
  sigmaM: z.object({ origin: z.enum(sigmaOrigins), median: z.number() }),
  tracks: z.array(trackSchema),
  crossings: z.array(crossingSchema),
  incursions: z.array(incursionSchema),
  coverage: coverageSecondsSchema,
  /** The coverage state shown for the flight as a whole: the one that matters most along it. */
  coverageState: z.enum(coverageStates).nullable(),
  areaIds: z.array(z.string()),
  /** Ids of flights of other sensors that overlap in time and place and may be this one. */
  mayBeSameAs: z.array(z.string()),
  /** Ids of the analyst's edits that are about any of its detections. */
  edits: z.array(z.string()),
  synthetic: z.boolean(),
});
export type Flight = z.infer<typeof flightSchema>;

/** A flight's path as parallel columns, in time order. Only detections with a position. */
export interface FlightPath {
  readonly count: number;
  /** UTC milliseconds. */
  readonly timeMs: Float64Array;
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  /** Metres; NaN when no altitude. The datum is `altitudeDatum` of the same index. */
  readonly altitudeM: Float64Array;
  /** Index into `altitudeDatums`. */
  readonly altitudeDatum: Uint8Array;
  /** Per-axis standard deviation used, metres. */
  readonly sigmaM: Float64Array;
  /** Index into `sigmaOrigins`. */
  readonly sigmaOrigin: Uint8Array;
  /** Signed distance to the reference line, metres, positive into the US; NaN outside the theatre. */
  readonly distanceM: Float64Array;
  /** P(US); NaN outside the theatre. */
  readonly pUs: Float64Array;
  /** Index into `coverageStates`; 255 = null. */
  readonly coverage: Uint8Array;
  /** Index into the flight's `tracks`. */
  readonly track: Uint8Array;
  /** Local row number of the detection in the store. Not stable across machines: never printed. */
  readonly detectionNo: Float64Array;
}

export const eligibilityElementSchema = z.object({
  id: z.enum(elementIds),
  title: z.string(),
  verdict: z.enum(verdicts),
  /** Says why in one sentence a supervisor understands. */
  sentence: z.string(),
  /** e.g. "met, source unverified", "not verified since 2026-11-22"; null when there is nothing to add. */
  qualifier: z.string().nullable(),
  citations: z.array(z.string()),
  /** Ids of the records it rests on: authority interval, area version, designation. */
  evidence: z.array(z.string()),
});
export type EligibilityElement = z.infer<typeof eligibilityElementSchema>;

export const eligibilitySchema = z.object({
  incursionId: z.string(),
  /** The moment judged: the incursion's first sure point in the US. */
  atMs: z.number(),
  /** Legal day, US Eastern. */
  day: z.string(),
  statuteVersion: z.string(),
  authorityTableAsOf: z.string(),
  /** The version of the table it was judged by: a name for people, and the SHA-256 of its canonical JSON. */
  authorityTable: z.object({ label: z.string(), digest: z.string() }),
  result: z.enum(['eligible', 'not-eligible', 'undetermined']),
  /** One sentence: the result and what decides it. */
  sentence: z.string(),
  elements: z.array(eligibilityElementSchema),
});
export type Eligibility = z.infer<typeof eligibilitySchema>;
