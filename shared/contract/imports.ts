import { z } from 'zod';
import { acquisitionNoteSchema, storedAcquisitionSchema } from '../model/acquisition.ts';
import { columnMappingSchema } from '../model/column-mapping.ts';
import { containerKinds } from '../model/container.ts';
import { assumptionSchema } from '../model/reading.ts';
import { profileRefSchema } from '../model/sensor-profile.ts';
import { method, nothing, pageOf } from './method.ts';

export const importRowSchema = z.object({
  importId: z.string(),
  /** As it was handed over; its SHA-256 and bytes. */
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  /** Which part of a container was read, and its own SHA-256, which byte ranges refer to; null for a file that is none. */
  member: z.string().nullable(),
  container: z.enum(containerKinds).nullable(),
  memberSha256: z.string().nullable(),
  format: z.string(),
  formatLabel: z.string(),
  /** Its reader was written after descriptions alone: no real file of the format was to be had. */
  unverified: z.boolean(),
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
  /** The import that read the same original again and took this one's place. */
  supersededBy: z.string().nullable(),
  /** Columns as a person or a profile gave them; null: the reader's own recognition. */
  mapping: columnMappingSchema.nullable(),
  /** Zone stated for the import as a whole. */
  sensorZone: z.string().nullable(),
  profile: profileRefSchema.extend({ name: z.string() }).nullable(),
  /** What was taken without anybody saying so: such an import is provisional. */
  assumptions: z.array(assumptionSchema),
  /** The newest note on how the file came into our hands. */
  acquisition: storedAcquisitionSchema.nullable(),
  /** Issued pages that print it as a source. */
  citedBy: z.array(z.string()),
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
  /** Whether what is read is our own copy, so that a stick can be removed. */
  copied: z.boolean(),
  result: importRowSchema.nullable(),
  alreadyImported: z.boolean(),
  failure: failureSchema.nullable(),
  /** What of a container was not read, as a sentence. */
  note: z.string().nullable(),
});
export type ImportFileProgress = z.infer<typeof importFileProgressSchema>;

/** How to read a file, where the reader's own recognition is not to decide. */
const readingRequest = {
  format: z.string().optional(),
  sensorZone: z.string().optional(),
  mapping: columnMappingSchema.optional(),
  profile: profileRefSchema.optional(),
  /** The mapping is a guess that nobody confirmed: what it assumes is kept and printed. */
  provisional: z.boolean().default(false),
};

/** A column of a table as it stands, and what it seems to mean. */
const guessedColumnSchema = z.object({
  index: z.number(),
  column: z.union([z.string(), z.number()]),
  header: z.string(),
  samples: z.array(z.string()),
  guess: z
    .object({
      field: z.string(),
      unit: z.string().nullable(),
      confidence: z.number(),
      reason: z.string(),
      by: z.enum(['name', 'values']),
    })
    .nullable(),
});
export type LookedColumn = z.infer<typeof guessedColumnSchema>;

const lookSchema = z.object({
  file: z.string(),
  /** The format it would be read as; null: none that we know. */
  format: z.string().nullable(),
  candidates: z.array(
    z.object({
      format: z.string(),
      label: z.string(),
      score: z.number(),
      reason: z.string(),
      unverified: z.boolean(),
    }),
  ),
  /** The file as a table, whatever its format; null when it is none. */
  table: z
    .object({
      /** Header cells; null for a table that begins with data. */
      header: z.array(z.string()).nullable(),
      columns: z.array(guessedColumnSchema),
      /** The mapping that the rows below were read by. */
      mapping: columnMappingSchema,
      questions: z.array(assumptionSchema),
      rows: z.array(
        z.object({
          record: z.number(),
          cells: z.array(z.string()),
          fields: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
          issues: z.array(z.object({ code: z.string(), sentence: z.string(), field: z.string().nullable() })),
        }),
      ),
      /** Why it cannot be read so at all. */
      problem: z.string().nullable(),
    })
    .nullable(),
  /** Profiles that know this header. */
  profiles: z.array(profileRefSchema.extend({ name: z.string(), sensorId: z.string().nullable() })),
});
export type Look = z.infer<typeof lookSchema>;

export const importMethods = {
  'imports.start': method(
    z.strictObject({
      /** Handles given by the shell for files the person chose; a page never sees a path. A file may be read in a way of its own. */
      files: z
        .array(z.union([z.string(), z.strictObject({ handle: z.string(), ...readingRequest })]))
        .min(1)
        .max(1000),
      ...readingRequest,
      acquisition: acquisitionNoteSchema.optional(),
    }),
    z.object({ jobId: z.string() }),
  ),
  /** Reads the kept original of an import again, in another way; the new reading takes the place of the old one, or nothing changes. */
  'imports.mapAgain': method(
    z.strictObject({ importId: z.string(), ...readingRequest }),
    z.object({ jobId: z.string() }),
  ),
  /** What a file is taken for, and what its first records would become. */
  'imports.look': method(
    z.strictObject({
      source: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('file'), handle: z.string() }),
        z.strictObject({ kind: z.literal('import'), importId: z.string() }),
      ]),
      /** Columns to read it by; left out: our own guess. */
      mapping: columnMappingSchema.optional(),
      sensorZone: z.string().optional(),
    }),
    lookSchema,
  ),
  'imports.noteAcquisition': method(
    z.strictObject({ importId: z.string(), note: acquisitionNoteSchema }),
    z.object({}),
  ),
  /** Every note on an import, the newest first. */
  'imports.acquisition': method(
    z.strictObject({ importId: z.string() }),
    z.object({ notes: z.array(storedAcquisitionSchema) }),
  ),
  /** Every reader, to be chosen where a file is not recognised, or wrongly. */
  'imports.formats': method(
    nothing,
    z.object({ formats: z.array(z.object({ id: z.string(), label: z.string(), unverified: z.boolean() })) }),
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
  /** All of them as a CSV, to be looked at or corrected elsewhere. */
  'quarantine.export': method(
    z.strictObject({ importId: z.string().optional() }),
    z.object({ csv: z.string(), records: z.number() }),
  ),
} as const;
