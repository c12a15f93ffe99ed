import { z } from 'zod';
import { filtersSchema } from './filters.ts';
import { failureSchema } from './imports.ts';
import { method } from './method.ts';

/** What can leave as a file. *flights* as GPX or Cursor on Target are the detections they were built of. */
export const exportKinds = ['detections', 'flights', 'incursions', 'crossings'] as const;
export type ExportKind = (typeof exportKinds)[number];

export const exportFormats = ['csv', 'geojson', 'ndjson', 'kml', 'kmz', 'gpx', 'cot-xml'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Endings of file names, the usual one first. */
export const exportEndings: Readonly<Record<ExportFormat, readonly [string, ...string[]]>> = {
  csv: ['csv'],
  geojson: ['geojson', 'json'],
  ndjson: ['ndjson', 'jsonl'],
  kml: ['kml'],
  kmz: ['kmz'],
  gpx: ['gpx'],
  'cot-xml': ['xml', 'cot'],
};

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
