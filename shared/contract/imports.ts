import { z } from 'zod';
import { containerKinds } from '../model/container.ts';
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
  /** What of a container was not read, as a sentence. */
  note: z.string().nullable(),
});
export type ImportFileProgress = z.infer<typeof importFileProgressSchema>;

export const importMethods = {
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
} as const;
