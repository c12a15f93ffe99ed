/** Text and bytes without TextDecoder, which the shared code does not have. */

/** Whether the bytes from `start` to `end` are well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no surrogates). */
export function isUtf8(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
  let at = start;
  while (at < end) {
    const first = bytes[at]!;
    if (first < 0x80) {
      at++;
      continue;
    }
    const length = sequenceLength(first);
    if (length === 0 || at + length > end) return false;
    const second = bytes[at + 1]!;
    if ((second & 0xc0) !== 0x80) return false;
    if (first === 0xe0 && second < 0xa0) return false;
    if (first === 0xed && second > 0x9f) return false;
    if (first === 0xf0 && second < 0x90) return false;
    if (first === 0xf4 && second > 0x8f) return false;
    for (let more = at + 2; more < at + length; more++) if ((bytes[more]! & 0xc0) !== 0x80) return false;
    at += length;
  }
  return true;
}

function sequenceLength(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

/** One character per byte, code point = byte: for ASCII, and for finding positions in bytes through text tools. */
export function latin1Text(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  // In slices: an argument list has a limit of its own. `apply` takes the array as it is; a spread would walk it first.
  for (let at = start; at < end; at += 8192) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(end, at + 8192)) as unknown as number[]);
  }
  return text;
}

/** The text of well-formed UTF-8; null when the bytes are not UTF-8. */
export function utf8Text(bytes: Uint8Array, start = 0, end = bytes.length): string | null {
  if (!isUtf8(bytes, start, end)) return null;
  let text = '';
  let plainFrom = start;
  let at = start;
  while (at < end) {
    const first = bytes[at]!;
    if (first < 0x80) {
      at++;
      continue;
    }
    if (plainFrom < at) text += latin1Text(bytes, plainFrom, at);
    const length = sequenceLength(first);
    let point = first & (0xff >> (length + 1));
    for (let more = at + 1; more < at + length; more++) point = (point << 6) | (bytes[more]! & 0x3f);
    text += String.fromCodePoint(point);
    at += length;
    plainFrom = at;
  }
  return plainFrom < end ? text + latin1Text(bytes, plainFrom, end) : text;
}

/** UTF-8 bytes of a text. A lone surrogate becomes U+FFFD, as everywhere on the web. */
export function utf8Bytes(text: string): Uint8Array {
  let bytes = new Uint8Array(text.length + 16);
  let length = 0;
  for (const character of text) {
    if (length + 4 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2 + 4);
      larger.set(bytes);
      bytes = larger;
    }
    const given = character.codePointAt(0)!;
    const point = given >= 0xd800 && given <= 0xdfff ? 0xfffd : given;
    if (point < 0x80) {
      bytes[length++] = point;
    } else if (point < 0x800) {
      bytes[length++] = 0xc0 | (point >> 6);
      bytes[length++] = 0x80 | (point & 0x3f);
    } else if (point < 0x10000) {
      bytes[length++] = 0xe0 | (point >> 12);
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[length++] = 0x80 | (point & 0x3f);
    } else {
      bytes[length++] = 0xf0 | (point >> 18);
      bytes[length++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[length++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[length++] = 0x80 | (point & 0x3f);
    }
  }
  return bytes.slice(0, length);
}
