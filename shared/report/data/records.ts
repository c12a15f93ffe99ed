import { z } from 'zod';
import type { ReportDetection } from '../input.ts';

/** A record of an original file: index into the report's sources, and record number from 1. Printed "S1 #412". */
export const recordSchema = z.strictObject({
  source: z.number().int().nonnegative(),
  record: z.number().int().positive(),
});
export type RecordRef = z.infer<typeof recordSchema>;

/** A detection of the report with every record it was read from. */
export const detectionSchema = z.strictObject({ id: z.string(), records: z.array(recordSchema).min(1) });

export const recordsOf = (detection: ReportDetection): RecordRef[] =>
  detection.records.map(({ source, record }) => ({ source, record }));

/** `S1 #412`; a detection read from two files names both. */
export const recordText = (records: readonly RecordRef[]): string =>
  records.map(({ source, record }) => `${sourceTag(source)} #${record}`).join(', ');

/** How a source is called on the page: S1, S2… */
export const sourceTag = (source: number): string => `S${source + 1}`;
