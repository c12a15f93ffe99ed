import { z } from 'zod';
import { detectionRowSchema, rawRecordSchema } from './flights.ts';
import { method, nothing, pageOf } from './method.ts';

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

export const reportMethods = {
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
      /** How many of the rows shown are as a superseded reading had them. */
      superseded: z.number(),
    }),
  ),
} as const;
