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

function readRecord(folder: string, { id, fields, personal, sources }: StoredDetection): Reply<'detections.raw'> {
  return {
    detectionId: id,
    fields,
    hasPersonal: Object.keys(personal).length > 0,
    sources: sources.map(({ bytes, ...source }) => {
      const { sha256, byteStart, byteLength } = source;
      const fileStart = readEvidence(folder, sha256, 0, 2);
      const text = (start: number, end: number, trim = (bytes: Uint8Array): Uint8Array => bytes): string =>
        decodeLike(fileStart, trim(readEvidence(folder, sha256, start, Math.max(0, end - start))));
      const end = byteStart + byteLength;
      return {
        ...source,
        before: lastLines(
          text(Math.max(0, byteStart - AROUND_BYTES), byteStart, fromWholeCharacter),
          byteStart > AROUND_BYTES,
        ),
        text: text(byteStart, Math.min(end, byteStart + SHOWN_BYTES)),
        after: firstLines(text(end, Math.min(bytes, end + AROUND_BYTES), toWholeCharacter), end + AROUND_BYTES < bytes),
      };
    }),
  };
}

const CONTINUATION = 0b1000_0000;
const isContinuation = (byte: number | undefined): boolean =>
  byte !== undefined && (byte & 0b1100_0000) === CONTINUATION;

/** Without the rest of a UTF-8 character that the window cut: one stray byte would have all of it read as Windows-1252. */
function fromWholeCharacter(bytes: Uint8Array): Uint8Array {
  let from = 0;
  while (from < 3 && isContinuation(bytes[from])) from++;
  return bytes.subarray(from);
}

/** Without the beginning of a UTF-8 character that the window cut. */
function toWholeCharacter(bytes: Uint8Array): Uint8Array {
  let to = bytes.length;
  while (bytes.length - to < 3 && isContinuation(bytes[to - 1])) to--;
  const lead = bytes[to - 1] ?? 0;
  const length = lead >= 0b1111_0000 ? 4 : lead >= 0b1110_0000 ? 3 : lead >= 0b1100_0000 ? 2 : 1;
  return to - 1 + length > bytes.length ? bytes.subarray(0, to - 1) : bytes;
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
