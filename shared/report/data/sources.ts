import { z } from 'zod';
import { numberText } from '../../format/numbers.ts';
import type { StoredAcquisition } from '../../model/acquisition.ts';
import type { ReportContext } from './context.ts';
import { type Figure, spansOf } from './figures.ts';
import { instantSchema } from './instant.ts';

/** Ranges beyond this many are summed up; every record is listed in the report's detections. */
const mostRanges = 4;

/** An original file from which detections were read. */
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
  /** `AeroScope Roma, version 2`: the sensor profile it was read by; null: none. */
  profile: z.string().nullable(),
  /** How the file came into our hands, as last noted; null: nothing was noted. */
  acquisition: z.string().nullable(),
  /** Detections of these flights read from this file. */
  detections: z.number(),
  /** Record numbers they stand in, first and last of each run; none when only detections without a position, not listed, came from it. */
  ranges: z.array(z.tuple([z.number(), z.number()])),
  moreRanges: z.number(),
  lastRecord: z.number().nullable(),
});
export type SourceRow = z.infer<typeof sourceRowSchema>;

export function sourceRows(contexts: readonly ReportContext[], figures: Figure[]): SourceRow[] {
  const { input, instant } = contexts[0]!;
  const detections = contexts.flatMap((context) => context.detections);
  return input.sources.map((source, index) => {
    const indices: number[] = [];
    const records: number[] = [];
    detections.forEach((detection, at) => {
      const here = detection.records.filter((ref) => ref.source === index);
      if (here.length > 0) indices.push(at);
      for (const { record } of here) records.push(record);
    });
    const ranges = spansOf([...new Set(records)].sort((a, b) => a - b));
    const path = `sources.${index + 1}`;
    figures.push({
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
      importedAt: instant(source.importedAtMs),
      actor: source.actor,
      fileRecords: source.records,
      quarantined: source.quarantined,
      skipped: source.skipped,
      assumedZone: source.assumedZone,
      profile: source.profile === null ? null : `${source.profile.name}, version ${source.profile.version}`,
      acquisition: source.acquisition === null ? null : acquisitionText(source.acquisition),
      detections: indices.length,
      ranges: ranges.slice(0, mostRanges),
      moreRanges: Math.max(0, ranges.length - mostRanges),
      lastRecord: ranges.at(-1)?.[1] ?? null,
    };
  });
}

/** `received from J. Doe, by A. Example, on 2026-11-22; on USB stick, No. 4711`: whatever of it was noted. */
function acquisitionText({ receivedFrom, receivedBy, receivedAt, medium, mediumSerial }: StoredAcquisition): string {
  const parts: readonly [string, string | null][] = [
    ['received from', receivedFrom],
    ['by', receivedBy],
    ['at', receivedAt],
    ['on', medium],
    ['No.', mediumSerial],
  ];
  return parts.flatMap(([word, value]) => (value === null ? [] : [`${word} ${value}`])).join(', ');
}
