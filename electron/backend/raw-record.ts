import type { Reply } from '../../shared/contract/contract.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { decodeLike } from '../import/decode.ts';
import { EvidenceDamaged, readEvidence } from '../store/evidence.ts';
import type { StoredDetection } from '../store/queries/detections.ts';

/** Bytes shown before and after a record, so that a reader sees where in the file it stands. */
const AROUND_BYTES = 600; // even, so that a UTF-16 character is not cut
/** A record longer than this is shown cut. */
const SHOWN_BYTES = 64 * 1024;

/** The raw rows behind a detection, read back from the kept originals. Failure `workspace-damaged`: an original is no longer whole. */
export function rawRecordOf(folder: string, detection: StoredDetection): Result<Reply<'detections.raw'>> {
  try {
    return ok(readRecord(folder, detection));
  } catch (error) {
    if (error instanceof EvidenceDamaged) return fail('workspace-damaged', error.message);
    throw error;
  }
}

function readRecord(folder: string, { id, fields, sources }: StoredDetection): Reply<'detections.raw'> {
  return {
    detectionId: id,
    fields,
    sources: sources.map(({ bytes, ...source }) => {
      const { sha256, byteStart, byteLength } = source;
      const fileStart = readEvidence(folder, sha256, 0, 2);
      const text = (start: number, end: number): string =>
        decodeLike(fileStart, readEvidence(folder, sha256, start, Math.max(0, end - start)));
      const end = byteStart + byteLength;
      return {
        ...source,
        before: lastLines(text(Math.max(0, byteStart - AROUND_BYTES), byteStart), byteStart > AROUND_BYTES),
        text: text(byteStart, Math.min(end, byteStart + SHOWN_BYTES)),
        after: firstLines(text(end, Math.min(bytes, end + AROUND_BYTES)), end + AROUND_BYTES < bytes),
      };
    }),
  };
}

/** Up to two whole lines: a window cut in the middle of a line would show half of it. */
const lastLines = (text: string, cut: boolean): string => {
  const lines = text.split('\n');
  if (cut) lines.shift();
  return lines.slice(-3).join('\n');
};

const firstLines = (text: string, cut: boolean): string => {
  const lines = text.split('\n');
  if (cut) lines.pop();
  return lines.slice(0, 3).join('\n');
};
