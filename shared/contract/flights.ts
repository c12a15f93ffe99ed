import { z } from 'zod';
import {
  coverageStates,
  crossingSchema,
  eligibilitySchema,
  flightClasses,
  flightSchema,
  grades,
  incursionSchema,
} from '../model/conclusion.ts';
import { deconflictionSchema } from '../model/deconfliction.ts';
import { evidences } from '../model/detection.ts';
import { reviewSchema } from '../model/review.ts';
import { filtersSchema, listRequest, sortedListRequest } from './filters.ts';
import { method, pageOf } from './method.ts';

/** A flight as a table row: no crossings, no path. */
export const flightRowSchema = flightSchema
  .omit({ crossings: true, incursions: true, tracks: true, coverage: true, rulesDigest: true })
  .extend({
    crossings: z.number(),
    incursions: z.number(),
    sensors: z.array(z.string()),
    usSeconds: z.number(),
    review: reviewSchema.nullable(),
  });
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
  /** What it was concluded with: named settings, and the digest of areas, designations, statements, authority and lines. */
  settingsVersion: z.string(),
  rulesDigest: z.string(),
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
  /** What was read from it, without personal data. */
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Whether operator, home or remarks are on record beside; `detections.personal` gives them and logs that it did. */
  hasPersonal: z.boolean(),
});

/**
 * Every flight under some filters as the map, the time bar and the legend need it; see `shared/contract/columns.ts` for the
 * layout. In order of start, then id. World coordinates: 32-bit fractions of the Web Mercator square, y to the south.
 */
export const flightMarksSchema = z.object({
  /** Flights under the filters, those without any position too. */
  total: z.number(),
  /** Ids, a line each; only flights with a position. */
  ids: z.string(),
  /** Float64 UTC milliseconds. */
  firstMs: z.string(),
  lastMs: z.string(),
  /** Uint32. */
  west: z.string(),
  north: z.string(),
  east: z.string(),
  south: z.string(),
  /** Uint8: `mapCodeOfState` of the flight's own coverage state. */
  code: z.string(),
  /** Uint8 index into flightClasses. */
  class: z.string(),
});

/** Paths and crossings of flights in a box, thinned for a zoom. */
export const flightShapesSchema = z.object({
  /** Ids, a line each. */
  ids: z.string(),
  /** Uint32: first point of each flight, and one past the last. */
  offsets: z.string(),
  /** Uint32 world coordinates. */
  x: z.string(),
  y: z.string(),
  /** Uint32: milliseconds after the flight's first instant. */
  afterMs: z.string(),
  /** Uint8: `mapCode` of what follows the point, and 128 more where that is a gap. */
  code: z.string(),
  /** Uint32, four a crossing: x, y, 1 for northbound + 2 for observed, flight (its place in `ids`). */
  crossings: z.string(),
});

/** What a flight is in a word, for a label beside it. */
export const flightBriefSchema = z.object({
  objectName: z.string(),
  class: z.enum(flightClasses),
  grade: z.enum(grades).nullable(),
  coverageState: z.enum(coverageStates).nullable(),
  firstMs: z.number(),
  lastMs: z.number(),
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

/** What each list can be sorted by: the ids of the columns of the window's tables. */
export const flightSorts = [
  'start',
  'duration',
  'object',
  'class',
  'grade',
  'coverage',
  'sector',
  'km',
  'farthest',
  'us',
  'crossings',
  'incursions',
  'model',
  'evidence',
  'sensors',
  'detections',
] as const;
export const incursionSorts = [
  'start',
  'grade',
  'object',
  'place',
  'depth',
  'observed',
  'inferred',
  'sector',
  'km',
  'coverage',
  'result',
] as const;
export const crossingSorts = ['time', 'direction', 'window', 'how', 'object', 'sector', 'km', 'position'] as const;

/** A page of a list, and where the row that was asked for stands in it; null when it is not in the list or none was asked for. */
const foundPageOf = <Row extends z.ZodType>(row: Row) => pageOf(row).extend({ index: z.number().nullable() });

export const flightMethods = {
  /** How many rows each list has under the filters. */
  'lists.totals': method(
    z.strictObject({ filters: filtersSchema.default({}) }),
    z.object({
      flights: z.number(),
      incursions: z.number(),
      crossings: z.number(),
      /** The filters do not narrow these. */
      imports: z.number(),
      quarantine: z.number(),
    }),
  ),
  'flights.list': method(sortedListRequest(flightSorts), foundPageOf(flightRowSchema)),
  'flights.marks': method(z.strictObject({ filters: filtersSchema.default({}) }), flightMarksSchema),
  'flights.shapes': method(
    z.strictObject({
      filters: filtersSchema.default({}),
      /** Zoom of the map; what cannot be told apart at it is left out. */
      level: z.number().int().min(0).max(15),
      /** west, south, east, north in degrees. */
      box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      /** Flights smaller than this share of the world square in both directions are left out: a mark stands for them. */
      least: z.number().min(0).max(1).default(0),
    }),
    flightShapesSchema,
  ),
  /** What cooperative traffic on record says about a flight: evidence for a person, deciding nothing. */
  'flights.deconfliction': method(
    z.strictObject({ flightId: z.string() }),
    deconflictionSchema.extend({
      /** The two rows of the nearest pair; null without one. */
      rows: z.object({ flight: detectionRowSchema, other: detectionRowSchema }).nullable(),
    }),
  ),
  'flights.brief': method(z.strictObject({ flightId: z.string() }), flightBriefSchema),
  'flights.detail': method(
    z.strictObject({ flightId: z.string() }),
    z.object({ flight: flightSchema, profile: flightProfileSchema, eligibilities: z.array(eligibilitySchema) }),
  ),
  /** The result at half and double the gap limit, and by each reference line alone when several are in use. */
  'flights.otherwise': method(
    z.strictObject({ flightId: z.string() }),
    z.object({ results: z.array(z.object({ label: z.string(), sentence: z.string() })) }),
  ),
  'incursions.list': method(sortedListRequest(incursionSorts), foundPageOf(incursionRowSchema)),
  'crossings.list': method(sortedListRequest(crossingSorts), foundPageOf(crossingRowSchema)),
  'detections.list': method(listRequest.extend({ flightId: z.string().optional() }), pageOf(detectionRowSchema)),
  /** Operator, home and remarks of a detection. Who asked, and for which detection, enters the audit before the answer. */
  'detections.personal': method(
    z.strictObject({ detectionId: z.string() }),
    z.object({ fields: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
  'detections.raw': method(z.strictObject({ detectionId: z.string() }), rawRecordSchema),
} as const;
