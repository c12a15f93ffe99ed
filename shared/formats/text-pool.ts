/** Entries, and the longest text that is kept: serials, names, sensor ids. A longer one is a remark, seen once. */
const SIZE = 1 << 16;
const LONGEST = 48;
/** Ids differ towards their end: only so many bytes there decide the entry. */
const HASHED = 12;

/**
 * Makes one string of equal byte runs: serials and sensor ids repeat on every row, and a new string each would cost more than
 * parsing. Direct-mapped by hash; what was in an entry before is forgotten.
 */
export class TextPool {
  private readonly texts: string[] = new Array(SIZE).fill('');
  private readonly lengths = new Uint8Array(SIZE);
  private readonly kept = new Uint8Array(SIZE * LONGEST);

  /** The text of ASCII bytes; null when one of them is not ASCII. */
  ascii(bytes: Uint8Array, start: number, end: number): string | null {
    const length = end - start;
    if (length > LONGEST) return isAscii(bytes, start, end) ? asciiText(bytes, start, end) : null;
    let hash = length;
    for (let at = length > HASHED ? end - HASHED : start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    const index = (hash ^ (hash >>> 16)) & (SIZE - 1);
    const base = index * LONGEST;
    if (this.lengths[index] === length) {
      let same = 0;
      while (same < length && this.kept[base + same] === bytes[start + same]) same++;
      if (same === length) return this.texts[index]!;
    }
    if (!isAscii(bytes, start, end)) return null;
    const text = asciiText(bytes, start, end);
    for (let at = 0; at < length; at++) this.kept[base + at] = bytes[start + at]!;
    this.lengths[index] = length;
    this.texts[index] = text;
    return text;
  }
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 127) return false;
  return true;
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 4096) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(end, at + 4096)) as unknown as number[]);
  }
  return text;
}
