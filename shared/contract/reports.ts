import { z } from 'zod';
import { withholdings } from '../model/incident-words.ts';
import { detectionRowSchema, rawRecordSchema } from './flights.ts';
import { method, nothing, pageOf } from './method.ts';
import { scenarioIdSchema } from './scenarios.ts';

export const reportRowSchema = z.object({
  reportId: z.string(),
  /** Of an incident's page: its first flight. */
  flightId: z.string(),
  /** Null for the page of a flight for which no incident was opened. */
  incidentId: z.string().nullable(),
  version: z.number(),
  /** SHA-256 of the canonical report data, hex: what the page prints. */
  dataDigest: z.string(),
  htmlDigest: z.string(),
  madeAtMs: z.number(),
  actor: z.string(),
  /** Where the page is served for preview and print, relative to the app's origin. */
  path: z.string(),
});

/** What a person chooses for a copy. */
export const reportOptionsSchema = z.strictObject({
  annex: z.boolean().default(true),
  pageSize: z.enum(['letter', 'a4']).default('letter'),
  /** Top and bottom of every sheet; null prints none. */
  marking: z.string().trim().min(1).max(120).nullable().default(null),
  /** Everything that can be withheld is, unless it is named here. */
  show: z.array(z.enum(withholdings)).default([]),
});
export type ReportOptions = z.infer<typeof reportOptionsSchema>;

/** Whether what is stored now would still give the same page. */
export const freshnessSchema = z.object({
  state: z.enum(['current', 'out-of-date', 'cannot-say']),
  /** What changed, or why it cannot be said; a sentence each. */
  changes: z.array(z.string()),
});
export type Freshness = z.infer<typeof freshnessSchema>;

/** An issued page that is no incident's: of a night, a period, or several incidents. */
export const overviewRowSchema = z.object({
  reportId: z.string(),
  kind: z.enum(['night', 'period', 'batch', 'scenario']),
  title: z.string(),
  dataDigest: z.string(),
  htmlDigest: z.string(),
  madeAtMs: z.number(),
  actor: z.string(),
  path: z.string(),
});

const paper = reportOptionsSchema.pick({ pageSize: true, marking: true });

export const reportMethods = {
  'reports.night': method(paper.extend({ aroundMs: z.number().optional() }), overviewRowSchema),
  'reports.period': method(
    paper
      .extend({
        sinceMs: z.number(),
        untilMs: z.number(),
        sector: z.string().optional(),
        compareSinceMs: z.number().optional(),
        compareUntilMs: z.number().optional(),
      })
      .refine(({ sinceMs, untilMs }) => sinceMs < untilMs, { error: 'the end must lie after the start' }),
    overviewRowSchema,
  ),
  /** What would change from one scenario to another. */
  'reports.scenario': method(paper.extend({ a: scenarioIdSchema, b: scenarioIdSchema }), overviewRowSchema),
  'reports.batch': method(
    reportOptionsSchema.extend({
      incidentIds: z.array(z.string()).min(1).max(500),
      title: z.string().trim().min(1).max(200).optional(),
    }),
    overviewRowSchema,
  ),
  'reports.incident': method(
    z
      .strictObject({ flightId: z.string().optional(), incidentId: z.string().optional() })
      .extend(reportOptionsSchema.shape)
      .refine(({ flightId, incidentId }) => (flightId === undefined) !== (incidentId === undefined), {
        error: 'name a flight or an incident',
      }),
    reportRowSchema,
  ),
  /** All of them, or those of one incident. */
  'reports.list': method(z.strictObject({ incidentId: z.string().optional() }), pageOf(reportRowSchema)),
  'reports.freshness': method(z.strictObject({ reportId: z.string() }), freshnessSchema),
  /** The person sent a page to a printer from its preview. */
  'reports.printed': method(z.strictObject({ reportId: z.string() }), nothing),
  'reports.pdf': method(
    z.strictObject({ reportId: z.string() }),
    z.object({
      /** Base64 of the PDF file. */
      pdf: z.string(),
      pdfDigest: z.string(),
      engine: z.string(),
      /** Suggested, without folders. */
      name: z.string(),
      /** The signed statement to be kept beside the file, JSON. */
      sidecar: z.string(),
    }),
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
