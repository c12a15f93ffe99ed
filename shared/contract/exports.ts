import { z } from 'zod';
import { exportFormats, exportKinds } from '../model/export-choices.ts';
import { withholdings } from '../model/incident-words.ts';
import { filtersSchema } from './filters.ts';
import { failureSchema } from './imports.ts';
import { method } from './method.ts';

export const exportRequestSchema = z.strictObject({
  what: z.enum(exportKinds),
  format: z.enum(exportFormats),
  filters: filtersSchema.default({}),
  /** With operator and home positions, operator id and remarks: personal data, logged. */
  personal: z.boolean().default(false),
});
export type ExportRequest = z.output<typeof exportRequestSchema>;

export const madeExportSchema = z.object({
  exportId: z.string(),
  fileName: z.string(),
  rows: z.number(),
  /** Rows that the format has no way to say, and were left out. */
  leftOut: z.number(),
  bytes: z.number(),
  sha256: z.string(),
  /** What the file does not carry, in sentences. */
  notes: z.array(z.string()),
});
export type MadeExport = z.infer<typeof madeExportSchema>;

export const exportMethods = {
  'exports.start': method(exportRequestSchema, z.object({ jobId: z.string() })),
  /** The evidence package of an incident; its progress and file are asked for as an export's. */
  'packages.start': method(
    z.strictObject({ incidentId: z.string(), show: z.array(z.enum(withholdings)).default([]) }),
    z.object({ jobId: z.string() }),
  ),
  'exports.progress': method(
    z.strictObject({ jobId: z.string() }),
    z.object({
      finished: z.boolean(),
      rows: z.number(),
      /** The shell gives the file by this handle (`Bridge.saveMade`). */
      made: madeExportSchema.extend({ handle: z.string() }).nullable(),
      failure: failureSchema.nullable(),
    }),
  ),
  'exports.cancel': method(z.strictObject({ jobId: z.string() }), z.object({})),
} as const;
