import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress, zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { type EvidenceIndex, FRAME_BYTES } from '../import/evidence-writer.ts';

/** Imported files as they were, in the workspace's `evidence/` folder, named by their SHA-256. */

const filePath = (folder: string, sha256: string): string => join(folder, 'evidence', `${sha256}.zst`);
const indexPath = (folder: string, sha256: string): string => join(folder, 'evidence', `${sha256}.json`);

/** A kept original that is no longer what was imported. The message is a sentence for the user. */
export class EvidenceDamaged extends Error {
  override readonly name = 'EvidenceDamaged';
  readonly sha256: string;
  readonly what: string;

  constructor(sha256: string, what: string) {
    super(`A kept original is damaged (SHA-256 ${sha256.slice(0, 12)}…): ${what}. Import the file again to repair it.`);
    this.sha256 = sha256;
    this.what = what;
  }
}

/**
 * Moves a finished file to its name, durably: when this returns, file, index and their names are on the drive. A file that is
 * already kept stays if it is whole, and is replaced otherwise. Safe to repeat.
 */
export async function keepEvidence(folder: string, temporary: string, index: EvidenceIndex): Promise<void> {
  const { sha256, bytes } = index;
  if (existsSync(filePath(folder, sha256)) && (await checkEvidence(folder, sha256, bytes)) === null) {
    rmSync(temporary, { force: true });
    return;
  }
  // Beside the file, so that one that was killed here is swept away with it.
  const temporaryIndex = `${temporary}.json`;
  try {
    writeFileSync(temporaryIndex, JSON.stringify(index), { mode: 0o600, flush: true });
    renameSync(temporaryIndex, indexPath(folder, sha256));
    renameSync(temporary, filePath(folder, sha256));
    syncFolder(join(folder, 'evidence'));
  } finally {
    rmSync(temporaryIndex, { force: true });
  }
}

/** A new name is on the drive only when its folder is. Windows has no such call and needs none: NTFS journals names. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

const indexSchema = z.strictObject({
  sha256: z.string(),
  bytes: z.int().nonnegative(),
  frameBytes: z.literal(FRAME_BYTES),
  frameEnds: z.array(z.int().positive()),
  frameDigests: z.array(z.string()),
});

/** @throws EvidenceDamaged when the index is missing, or does not fit the file it stands beside. */
function readIndex(folder: string, sha256: string): EvidenceIndex {
  const path = indexPath(folder, sha256);
  if (!existsSync(path)) throw new EvidenceDamaged(sha256, 'the index of the original is missing');
  let index: EvidenceIndex;
  try {
    index = indexSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new EvidenceDamaged(sha256, 'the index of the original cannot be read');
  }
  const frames = Math.ceil(index.bytes / FRAME_BYTES);
  if (
    index.sha256 !== sha256 ||
    index.frameEnds.length !== frames ||
    index.frameDigests.length !== frames ||
    index.frameEnds.some((end, frame) => end <= (index.frameEnds[frame - 1] ?? 0)) ||
    index.frameEnds.at(-1) !== statSync(filePath(folder, sha256)).size
  ) {
    throw new EvidenceDamaged(sha256, 'the index of the original does not fit it');
  }
  return index;
}

/** @throws EvidenceDamaged when the original is not there. */
function openOriginal(folder: string, sha256: string): number {
  const path = filePath(folder, sha256);
  if (!existsSync(path)) throw new EvidenceDamaged(sha256, 'the original is missing');
  return openSync(path, 'r');
}

/** The compressed bytes of one frame. */
function readPacked(file: number, { sha256, frameEnds }: EvidenceIndex, frame: number): Buffer {
  const from = frameEnds[frame - 1] ?? 0;
  const packed = Buffer.alloc(frameEnds[frame]! - from);
  for (let at = 0; at < packed.length; ) {
    const read = readSync(file, packed, at, packed.length - at, from + at);
    if (read === 0) throw new EvidenceDamaged(sha256, 'the original is cut short');
    at += read;
  }
  return packed;
}

/** The frame's bytes if they are still those that were kept. @throws EvidenceDamaged otherwise. */
function checkFrame(index: EvidenceIndex, frame: number, bytes: Buffer): Buffer {
  const { sha256, frameDigests } = index;
  const length = Math.min(FRAME_BYTES, index.bytes - frame * FRAME_BYTES);
  if (bytes.length !== length || hash('sha256', bytes) !== frameDigests[frame]) {
    throw new EvidenceDamaged(sha256, `frame ${frame + 1} of ${frameDigests.length} no longer has its SHA-256`);
  }
  return bytes;
}

const cannotUnpack = ({ sha256, frameDigests }: EvidenceIndex, frame: number): EvidenceDamaged =>
  new EvidenceDamaged(sha256, `frame ${frame + 1} of ${frameDigests.length} cannot be unpacked`);

const LIMIT = { maxOutputLength: FRAME_BYTES };

/**
 * Bytes [start, start + length) of an original, cut at its end. Reads, unpacks and checks only the frames that hold them.
 *
 * @throws EvidenceDamaged when these bytes are not there or no longer what was imported.
 */
export function readEvidence(folder: string, sha256: string, start: number, length: number): Buffer {
  const file = openOriginal(folder, sha256);
  try {
    const index = readIndex(folder, sha256);
    const end = Math.min(start + length, index.bytes);
    if (end <= start) return Buffer.alloc(0);
    const first = Math.floor(start / FRAME_BYTES);
    const last = Math.floor((end - 1) / FRAME_BYTES);
    const frames: Buffer[] = [];
    for (let frame = first; frame <= last; frame++) {
      const packed = readPacked(file, index, frame);
      let bytes: Buffer;
      try {
        bytes = zstdDecompressSync(packed, LIMIT);
      } catch {
        throw cannotUnpack(index, frame);
      }
      frames.push(checkFrame(index, frame, bytes));
    }
    const offset = first * FRAME_BYTES;
    return Buffer.concat(frames).subarray(start - offset, end - offset);
  } finally {
    closeSync(file);
  }
}

const decompress = promisify(zstdDecompress);

/** What is wrong with a kept original; null when every frame and the whole still have the digests they were kept with. */
export async function checkEvidence(folder: string, sha256: string, bytes: number): Promise<string | null> {
  let file: number | undefined;
  try {
    file = openOriginal(folder, sha256);
    const index = readIndex(folder, sha256);
    const whole = createHash('sha256');
    let found = 0;
    for (let frame = 0; frame < index.frameEnds.length; frame++) {
      const packed = readPacked(file, index, frame);
      const unpacked = await decompress(packed, LIMIT).catch(() => {
        throw cannotUnpack(index, frame);
      });
      whole.update(checkFrame(index, frame, unpacked));
      found += unpacked.length;
    }
    if (found !== bytes) return `the original has ${found} bytes instead of ${bytes}`;
    return whole.digest('hex') === sha256 ? null : 'the original no longer has its SHA-256';
  } catch (error) {
    if (error instanceof EvidenceDamaged) return error.what;
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Writes a kept original out again, frame by frame, each checked.
 *
 * @throws EvidenceDamaged when it is no longer what was imported.
 */
export async function restoreEvidence(folder: string, sha256: string, bytes: number, to: string): Promise<void> {
  const file = openSync(to, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes; at += FRAME_BYTES) {
      writeSync(file, readEvidence(folder, sha256, at, Math.min(FRAME_BYTES, bytes - at)));
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    closeSync(file);
  }
}
