import type { FileHead, FormatReader, ReadOptions } from '../../shared/formats/reader.ts';
import type { DetectionFields } from '../../shared/model/detection.ts';
import type { Issue, IssueCode } from '../../shared/model/issue.ts';
import type { RecordRef } from '../../shared/model/source.ts';

/** Everything a reader said about a file. */
export interface Collected {
  readonly detections: {
    readonly ref: RecordRef;
    readonly fields: DetectionFields;
    readonly issues: readonly Issue[];
  }[];
  readonly quarantined: { readonly ref: RecordRef; readonly issue: Issue; readonly raw: string }[];
  readonly skipped: { readonly ref: RecordRef; readonly reason: IssueCode }[];
}

/** 2026-11-22T12:00:00Z: "now" in the readers' tests. */
export const NOW_MS = Date.UTC(2026, 10, 22, 12);

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');

/** As the import decodes: UTF-8, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

export const readOptions = (more: Partial<ReadOptions> = {}): ReadOptions => ({
  decode: decodeText,
  sensorZone: null,
  mapping: null,
  nowMs: NOW_MS,
  fileName: 'input',
  ...more,
});

export const toBytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** Runs a reader over a whole file, handed over in chunks of the given sizes, again and again; in one piece by default. */
export function collect(
  reader: FormatReader,
  content: string | Uint8Array,
  more: Partial<ReadOptions> = {},
  chunkSizes: readonly number[] = [],
): Collected {
  const bytes = toBytes(content);
  const collected: Collected = { detections: [], quarantined: [], skipped: [] };
  const feed = reader.open(readOptions(more), {
    detection: (ref, fields, issues = []) =>
      collected.detections.push({ ref, fields: present(fields), issues: [...issues] }),
    quarantine: (ref, issue, raw) => collected.quarantined.push({ ref, issue, raw }),
    skip: (ref, reason) => collected.skipped.push({ ref, reason }),
  });
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = chunkSizes.length === 0 ? bytes.length : Math.max(1, chunkSizes[turn % chunkSizes.length]!);
    // A copy that is spoilt afterwards: a chunk is only valid during the call.
    const chunk = bytes.slice(at, at + size);
    feed.push(chunk);
    chunk.fill(0x7f);
    at += size;
  }
  feed.end();
  return collected;
}

/** The fields that have a value. */
function present(fields: DetectionFields): DetectionFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as DetectionFields;
}

export function headOf(content: string | Uint8Array, name = 'input'): FileHead {
  const all = toBytes(content);
  const bytes = all.slice(0, 65_536);
  return { name, bytes, text: decodeText(bytes).replace(/^\ufeff/, ''), complete: all.length <= 65_536 };
}
