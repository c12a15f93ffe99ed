import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import type { EvidenceIndex } from '../import/evidence-writer.ts';

/** Imported files as they were, in the workspace's `evidence/` folder, named by their SHA-256. */

const filePath = (folder: string, sha256: string): string => join(folder, 'evidence', `${sha256}.zst`);
const indexPath = (folder: string, sha256: string): string => join(folder, 'evidence', `${sha256}.json`);

/** Moves a finished file to its name. Safe to repeat; a file that is already kept stays as it is. */
export function keepEvidence(folder: string, temporary: string, index: EvidenceIndex): void {
  if (existsSync(filePath(folder, index.sha256)) && existsSync(indexPath(folder, index.sha256))) {
    rmSync(temporary, { force: true });
    return;
  }
  writeFileSync(indexPath(folder, index.sha256), JSON.stringify(index), { mode: 0o600 });
  renameSync(temporary, filePath(folder, index.sha256));
}

export function dropEvidence(folder: string, sha256: string): void {
  rmSync(filePath(folder, sha256), { force: true });
  rmSync(indexPath(folder, sha256), { force: true });
}

/**
 * Bytes [start, start + length) of an original, cut at its end. Reads and unpacks only the frames that hold them.
 *
 * @throws when the evidence is missing or does not unpack: `verify` says which.
 */
export function readEvidence(folder: string, sha256: string, start: number, length: number): Buffer {
  const index = JSON.parse(readFileSync(indexPath(folder, sha256), 'utf8')) as EvidenceIndex;
  const end = Math.min(start + length, index.bytes);
  if (end <= start) return Buffer.alloc(0);
  const first = Math.floor(start / index.frameBytes);
  const last = Math.floor((end - 1) / index.frameBytes);
  const file = openSync(filePath(folder, sha256), 'r');
  try {
    const frames: Buffer[] = [];
    for (let frame = first; frame <= last; frame++) {
      const from = frame === 0 ? 0 : index.frameEnds[frame - 1]!;
      const packed = Buffer.alloc(index.frameEnds[frame]! - from);
      readSync(file, packed, 0, packed.length, from);
      frames.push(zstdDecompressSync(packed));
    }
    const offset = first * index.frameBytes;
    return Buffer.concat(frames).subarray(start - offset, end - offset);
  } finally {
    closeSync(file);
  }
}

/** What is wrong with a kept original; null when its bytes still have the digest it is named by. */
export async function checkEvidence(folder: string, sha256: string, bytes: number): Promise<string | null> {
  const path = filePath(folder, sha256);
  if (!existsSync(path)) return 'the original is missing';
  if (statSync(path).size === 0) return 'the original is empty';
  if (!existsSync(indexPath(folder, sha256))) return 'the index of the original is missing';
  const hash = createHash('sha256');
  let found = 0;
  try {
    for await (const chunk of createReadStream(path).pipe(createZstdDecompress())) {
      hash.update(chunk as Buffer);
      found += (chunk as Buffer).length;
    }
    const index = JSON.parse(readFileSync(indexPath(folder, sha256), 'utf8')) as EvidenceIndex;
    if (index.sha256 !== sha256 || index.bytes !== bytes || index.frameEnds.at(-1) !== statSync(path).size) {
      return 'the index of the original does not fit it';
    }
  } catch {
    return 'the original cannot be unpacked';
  }
  if (found !== bytes) return `the original has ${found} bytes instead of ${bytes}`;
  return hash.digest('hex') === sha256 ? null : 'the original no longer has its SHA-256';
}
