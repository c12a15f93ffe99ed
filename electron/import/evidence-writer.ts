import { createHash, hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';

const compress = promisify(zstdCompress);

/** Uncompressed bytes per zstd frame: what one raw row costs to read back. */
export const FRAME_BYTES = 1024 * 1024;

/** Frames compressed at the same time in the thread pool. */
const IN_FLIGHT = 3;

export interface EvidenceIndex {
  readonly sha256: string;
  readonly bytes: number;
  readonly frameBytes: number;
  /** End offset of every frame in the compressed file. */
  readonly frameEnds: readonly number[];
  /** SHA-256 of every frame's uncompressed bytes, so that a part can be checked without the rest. */
  readonly frameDigests: readonly string[];
}

/**
 * Keeps the original, compressed as independent zstd frames of `FRAME_BYTES` each (so any byte range can be read back without the
 * rest, and plain `zstd -d` restores the file), and takes its SHA-256 on the way.
 */
export class EvidenceWriter {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #bytes = 0;
  #offset = 0;
  readonly #frameEnds: number[] = [];
  readonly #frameDigests: string[] = [];
  readonly #compressing: Promise<Buffer>[] = [];

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @param chunk is kept until compressed: the caller must not reuse it. */
  async write(chunk: Buffer): Promise<void> {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    for (let rest = chunk; rest.length > 0; ) {
      const part = rest.subarray(0, FRAME_BYTES - this.#pendingBytes);
      this.#pending.push(part);
      this.#pendingBytes += part.length;
      rest = rest.subarray(part.length);
      if (this.#pendingBytes === FRAME_BYTES) await this.#endFrame();
    }
  }

  async end(): Promise<EvidenceIndex> {
    if (this.#pendingBytes > 0) await this.#endFrame();
    while (this.#compressing.length > 0) await this.#writeOldest();
    await this.#file.sync();
    return {
      sha256: this.#hash.digest('hex'),
      bytes: this.#bytes,
      frameBytes: FRAME_BYTES,
      frameEnds: this.#frameEnds,
      frameDigests: this.#frameDigests,
    };
  }

  async #endFrame(): Promise<void> {
    const frame = this.#pending.length === 1 ? this.#pending[0]! : Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#frameDigests.push(hash('sha256', frame));
    this.#compressing.push(compress(frame, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }));
    if (this.#compressing.length > IN_FLIGHT) await this.#writeOldest();
  }

  async #writeOldest(): Promise<void> {
    const frame = await this.#compressing.shift()!;
    // Unlike `write`, it does not stop half-way.
    await this.#file.writeFile(frame);
    this.#offset += frame.length;
    this.#frameEnds.push(this.#offset);
  }
}
