import { z } from 'zod';
import { areaSchema, completenessSchema, daySchema, designationSchema } from '../model/area.ts';
import {
  coverageStates,
  crossingSchema,
  eligibilitySchema,
  flightClasses,
  flightSchema,
  grades,
  incursionSchema,
} from '../model/conclusion.ts';
import { evidences } from '../model/detection.ts';

/**
 * The one typed contract between the pages and the backend: method name -> request and reply schema. Types, handlers, both
 * transports (Electron IPC, loopback HTTP) and the client follow from this object; both ends check at run time.
 * Everything is plain JSON. Typed columns travel as base64 of little-endian arrays (`shared/contract/columns.ts`).
 */

const method = <Q extends z.ZodType, P extends z.ZodType>(request: Q, reply: P) => ({ request, reply });

const nothing = z.strictObject({});

/** What narrows lists, map and exports alike. Times UTC milliseconds, inclusive start, exclusive end. */
export const filtersSchema = z.strictObject({
  sinceMs: z.number().optional(),
  untilMs: z.number().optional(),
  sector: z.string().optional(),
  areaId: z.string().optional(),
  grade: z.enum(grades).optional(),
  class: z.enum(flightClasses).optional(),
  evidence: z.enum(evidences).optional(),
  /** Part of a serial, registration or track key. */
  object: z.string().max(100).optional(),
  /** west, south, east, north in degrees. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
});
export type Filters = z.infer<typeof filtersSchema>;

const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({
    rows: z.array(row),
    total: z.number(),
    truncated: z.boolean(),
    /** What exactly is counted, in a sentence that may be printed beside the number. */
    definition: z.string(),
  });

const listRequest = z.strictObject({
  filters: filtersSchema.default({}),
  limit: z.number().int().min(1).max(100_000).default(500),
  offset: z.number().int().nonnegative().default(0),
});

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

export const importRowSchema = z.object({
  importId: z.string(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  format: z.string(),
  formatLabel: z.string(),
  readerVersion: z.number(),
  importedAtMs: z.number(),
  actor: z.string(),
  records: z.number(),
  detections: z.number(),
  positions: z.number(),
  duplicates: z.number(),
  quarantined: z.number(),
  skipped: z.number(),
  issues: z.record(z.string(), z.number()),
  firstTimeMs: z.number().nullable(),
  lastTimeMs: z.number().nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  sensors: z.array(z.string()),
  objectIds: z.array(z.string()),
  tracks: z.number(),
  flights: z.number(),
  incursions: z.number(),
  /** Zone used for times without one; null when every time stated its zone. */
  assumedZone: z.string().nullable(),
  synthetic: z.boolean(),
  undone: z.boolean(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  file: z.string().optional(),
  row: z.number().optional(),
  field: z.string().optional(),
});

/** Progress of one file of an import job. */
export const importFileProgressSchema = z.object({
  file: z.string(),
  state: z.enum(['waiting', 'copying', 'reading', 'concluding', 'done', 'failed', 'cancelled']),
  bytesRead: z.number(),
  bytesTotal: z.number(),
  records: z.number(),
  result: importRowSchema.nullable(),
  alreadyImported: z.boolean(),
  failure: failureSchema.nullable(),
});
export type ImportFileProgress = z.infer<typeof importFileProgressSchema>;

/** The raw record behind a detection: exactly as it stands in the evidence. */
export const rawRecordSchema = z.object({
  detectionId: z.string(),
  sources: z.array(
    z.object({
      importId: z.string(),
      file: z.string(),
      sha256: z.string(),
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

export const workspaceStatusSchema = z.object({
  name: z.string(),
  /** Everything in it is synthetic and says so. */
  synthetic: z.boolean(),
  /** The bundled example, in front of the person's own workspace. */
  example: z.boolean(),
  /** Raised by every stored change: a page whose number differs asks again. */
  revision: z.number(),
  counts: z.object({
    imports: z.number(),
    detections: z.number(),
    quarantined: z.number(),
    flights: z.number(),
    incursions: z.object({
      confirmed: z.number(),
      probable: z.number(),
      possible: z.number(),
      /** Confirmed, when flights that may be one aircraft seen by different sensors count once: the range's lower end. */
      confirmedAtLeast: z.number(),
    }),
    /** Distinct aircraft (by serial or registration) behind the confirmed incursions: at least. */
    aircraftAtLeast: z.number(),
    originUnknown: z.number(),
    undetermined: z.number(),
    crossings: z.number(),
    areas: z.number(),
  }),
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  referenceLine: z.object({ name: z.string(), vintage: z.string(), attribution: z.string(), notASurvey: z.string() }),
  authorityAsOf: z.string(),
  settingsVersion: z.string(),
  actor: z.string(),
  version: z.string(),
  sectors: z.array(z.object({ code: z.string(), name: z.string() })),
});
export type WorkspaceStatus = z.infer<typeof workspaceStatusSchema>;

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

export const reportRowSchema = z.object({
  reportId: z.string(),
  flightId: z.string(),
  version: z.number(),
  /** SHA-256 of the canonical report data, hex: what the page prints. */
  dataDigest: z.string(),
  htmlDigest: z.string(),
  madeAtMs: z.number(),
  actor: z.string(),
  /** Where the page is served for preview and print, relative to the app's origin. */
  path: z.string(),
});

export const contract = {
  'workspace.status': method(nothing, workspaceStatusSchema),
  'workspace.openExample': method(nothing, z.object({ jobId: z.string() })),
  'workspace.closeExample': method(nothing, z.object({})),
  'imports.start': method(
    z.strictObject({
      /** Handles given by the shell for files the person chose; a page never sees a path. */
      files: z.array(z.string()).min(1).max(1000),
      format: z.string().optional(),
      sensorZone: z.string().optional(),
    }),
    z.object({ jobId: z.string() }),
  ),
  'imports.progress': method(
    z.strictObject({ jobId: z.string() }),
    z.object({ finished: z.boolean(), files: z.array(importFileProgressSchema) }),
  ),
  'imports.cancel': method(z.strictObject({ jobId: z.string() }), z.object({})),
  'imports.list': method(nothing, pageOf(importRowSchema)),
  'imports.undo': method(z.strictObject({ importId: z.string() }), z.object({ removedDetections: z.number() })),
  'quarantine.list': method(
    z.strictObject({ importId: z.string().optional(), limit: z.number().int().min(1).max(100_000).default(500) }),
    pageOf(
      z.object({
        importId: z.string(),
        file: z.string(),
        record: z.number(),
        byteStart: z.number(),
        byteLength: z.number(),
        code: z.string(),
        sentence: z.string(),
        field: z.string().nullable(),
        found: z.string().nullable(),
        raw: z.string(),
      }),
    ),
  ),
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
  'areas.list': method(
    z.strictObject({
      /** A US Eastern day: areas as entered by its end, designations and statements that hold on it. */
      asOf: daySchema.optional(),
    }),
    z.object({
      areas: z.array(areaSchema),
      designations: z.array(designationSchema),
      completeness: z.array(completenessSchema),
    }),
  ),
  'areas.import': method(
    z.strictObject({ file: z.string() }),
    z.object({
      imported: z.number(),
      designations: z.number(),
      /** Features not used, and what was filled in for those that were; numbered from 1. */
      refused: z.array(z.object({ index: z.number(), name: z.string().nullable(), reason: z.string() })),
      assumed: z.array(z.object({ index: z.number(), name: z.string().nullable(), reason: z.string() })),
    }),
  ),
  locate: method(
    z.strictObject({
      lat: z.number().min(-90).max(90),
      lng: z.number().min(-180).max(180),
      sigmaM: z.number().nonnegative().optional(),
      timeMs: z.number().optional(),
    }),
    locateReplySchema,
  ),
  'reports.incident': method(
    z.strictObject({
      flightId: z.string(),
      annex: z.boolean().default(true),
      pageSize: z.enum(['letter', 'a4']).default('letter'),
    }),
    reportRowSchema,
  ),
  'reports.list': method(nothing, pageOf(reportRowSchema)),
  'reports.pdf': method(
    z.strictObject({ reportId: z.string() }),
    /** Base64 of the PDF file. */
    z.object({ pdf: z.string(), pdfDigest: z.string(), engine: z.string() }),
  ),
  trace: method(
    z.strictObject({ code: z.string().max(40) }),
    z.object({
      code: z.string(),
      /** The figure as printed. */
      label: z.string(),
      printed: z.string(),
      reportId: z.string(),
      dataDigest: z.string(),
      detections: z.array(detectionRowSchema),
      records: z.array(rawRecordSchema),
      truncated: z.boolean(),
    }),
  ),
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** As a caller writes it: defaults may be left out. */
export type RequestInput<M extends MethodName> = z.input<Contract[M]['request']>;
/** As a handler receives it: defaults filled in. */
export type Request<M extends MethodName> = z.output<Contract[M]['request']>;
export type Reply<M extends MethodName> = z.output<Contract[M]['reply']>;

export const methodNames = Object.keys(contract) as MethodName[];
export const isMethodName = (name: unknown): name is MethodName =>
  typeof name === 'string' && Object.hasOwn(contract, name);
