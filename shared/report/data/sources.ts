import { z } from 'zod';
import { numberText } from '../../format/numbers.ts';
import type { ReportContext } from './context.ts';
import { spansOf } from './figures.ts';
import { instantSchema } from './instant.ts';

/** Ranges beyond this many are summed up; every record is listed in the report's detections. */
const mostRanges = 4;

/** An original file from which detections of the flight were read. */
export const sourceRowSchema = z.strictObject({
  path: z.string(),
  importId: z.string(),
  file: z.string(),
  sha256: z.string(),
  /** Of the member that was read, when the file is a container. */
  memberSha256: z.string().nullable(),
  bytes: z.number(),
  formatLabel: z.string(),
  reader: z.string(),
  importedAt: instantSchema,
  actor: z.string(),
  /** Of the whole file, all objects. */
  fileRecords: z.number(),
  quarantined: z.number(),
  skipped: z.number(),
  assumedZone: z.string().nullable(),
  /** Detections of this flight read from this file. */
  detections: z.number(),
  /** Record numbers they stand in, first and last of each run; none when only detections without a position, not listed, came from it. */
  ranges: z.array(z.tuple([z.number(), z.number()])),
  moreRanges: z.number(),
  lastRecord: z.number().nullable(),
});
export type SourceRow = z.infer<typeof sourceRowSchema>;

export function sourceRows(context: ReportContext): SourceRow[] {
  return context.input.sources.map((source, index) => {
    const indices: number[] = [];
    const records: number[] = [];
    context.detections.forEach((detection, at) => {
      const here = detection.records.filter((ref) => ref.source === index);
      if (here.length > 0) indices.push(at);
      for (const { record } of here) records.push(record);
    });
    const ranges = spansOf([...new Set(records)].sort((a, b) => a - b));
    const path = `sources.${index + 1}`;
    context.add({
      path,
      label: `Detections read from ${source.file}`,
      printed: numberText(indices.length),
      rows: spansOf(indices),
    });
    return {
      path,
      importId: source.importId,
      file: source.file,
      sha256: source.sha256,
      memberSha256: source.memberSha256,
      bytes: source.bytes,
      formatLabel: source.formatLabel,
      reader: `${source.readerId} version ${source.readerVersion}`,
      importedAt: context.instant(source.importedAtMs),
      actor: source.actor,
      fileRecords: source.records,
      quarantined: source.quarantined,
      skipped: source.skipped,
      assumedZone: source.assumedZone,
      detections: indices.length,
      ranges: ranges.slice(0, mostRanges),
      moreRanges: Math.max(0, ranges.length - mostRanges),
      lastRecord: ranges.at(-1)?.[1] ?? null,
    };
  });
}
