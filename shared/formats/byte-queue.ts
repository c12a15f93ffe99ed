/** Bytes of a file that are still needed, in one growing buffer that remembers where in the file it stands. */
export class ByteQueue {
  /** Valid from 0 to `length`. Replaced when it must grow: read it anew after `append`. */
  bytes: Uint8Array = new Uint8Array(1 << 16);
  length = 0;
  /** Offset in the file of the first byte kept. */
  fileOffset = 0;

  append(chunk: Uint8Array): void {
    const needed = this.length + chunk.length;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(chunk, this.length);
    this.length = needed;
  }

  /** Forgets the first `count` bytes. */
  drop(count: number): void {
    if (count === 0) return;
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
    this.fileOffset += count;
  }
}
