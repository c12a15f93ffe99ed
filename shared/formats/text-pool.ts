const SIZE = 4096;

/** Makes one string of equal byte runs: serials and sensor ids repeat on every row, and a new string each would cost more than parsing. */
export class TextPool {
  private readonly entries: (string | undefined)[] = new Array(SIZE).fill(undefined);

  /** The text of ASCII bytes; null when one of them is not ASCII. */
  ascii(bytes: Uint8Array, start: number, end: number): string | null {
    let hash = end - start;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte > 127) return null;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    const index = (hash ^ (hash >>> 15)) & (SIZE - 1);
    const known = this.entries[index];
    if (known !== undefined && isSame(known, bytes, start, end)) return known;
    const text = asciiText(bytes, start, end);
    // A long text is a remark, seen once.
    if (text.length <= 64) this.entries[index] = text;
    return text;
  }
}

function isSame(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let at = start; at < end; at++) if (text.charCodeAt(at - start) !== bytes[at]) return false;
  return true;
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4096)));
  }
  return text;
}
