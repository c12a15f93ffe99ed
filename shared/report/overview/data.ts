import { z } from 'zod';
import { canonicalJson } from '../../canonical-json.ts';
import { textSchema } from '../data/text.ts';

const personSchema = z.strictObject({ name: z.string(), account: z.string() });

const figureSchema = z.strictObject({
  label: z.string(),
  value: z.string(),
  /** Of the period beside it; null where there is none. */
  compared: z.string().nullable(),
  /** What exactly is counted. */
  definition: z.string(),
});

const tableSchema = z.strictObject({
  title: z.string(),
  columns: z.array(z.strictObject({ label: z.string(), numeric: z.boolean() })),
  rows: z.array(z.array(textSchema)),
  /** Lengths of bars drawn beside the rows, one for each; null draws none. */
  bars: z.strictObject({ label: z.string(), values: z.array(z.number()) }).nullable(),
  /** Said when there is no row. */
  empty: z.string(),
  note: z.string().nullable(),
});

/** Everything a night's or a period's page says: words and numbers as printed. The page is a pure function of it. */
export const overviewReportSchema = z.strictObject({
  schema: z.literal('fenceline-overview/1'),
  kind: z.enum(['night', 'period']),
  title: z.string(),
  /** The span and the place, a line each. */
  lines: z.array(textSchema),
  synthetic: z.boolean(),
  marking: z.string().nullable(),
  preparedBy: personSchema,
  madeAtMs: z.number(),
  program: z.string(),
  pageSize: z.enum(['letter', 'a4']),
  figures: z.array(figureSchema),
  /** What stands in the second column of figures; null where nothing is compared. */
  comparedWith: z.string().nullable(),
  tables: z.array(tableSchema),
  lists: z.array(z.strictObject({ title: z.string(), items: z.array(textSchema), empty: z.string() })),
  definitions: z.array(z.string()),
  settingsVersion: z.string(),
  authorityAsOf: z.string(),
  referenceLine: z.string(),
});
export type OverviewReport = z.infer<typeof overviewReportSchema>;

/** What the printed digest is taken over: RFC 8785. */
export const overviewDigestInput = (report: OverviewReport): string => canonicalJson(report);
