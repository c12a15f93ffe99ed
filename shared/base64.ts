const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = '='.charCodeAt(0);

const encodeTable = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const decodeTable = new Int16Array(128).fill(-1);
for (let value = 0; value < 64; value++) decodeTable[encodeTable[value]!] = value;

/** Characters turned into one string at a time: more would overflow the call stack of `fromCharCode`. */
const SLICE = 8192;

/** Base64 (RFC 4648 section 4, padded). The runtimes' own are not in every shell we run on. */
export function bytesToBase64(bytes: Uint8Array): string {
  const length = Math.ceil(bytes.length / 3) * 4;
  const out = new Uint8Array(length);
  let to = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const a = bytes[from]!;
    const b = from + 1 < bytes.length ? bytes[from + 1]! : 0;
    const c = from + 2 < bytes.length ? bytes[from + 2]! : 0;
    out[to++] = encodeTable[a >> 2]!;
    out[to++] = encodeTable[((a & 3) << 4) | (b >> 4)]!;
    out[to++] = from + 1 < bytes.length ? encodeTable[((b & 15) << 2) | (c >> 6)]! : PAD;
    out[to++] = from + 2 < bytes.length ? encodeTable[c & 63]! : PAD;
  }
  let text = '';
  for (let at = 0; at < length; at += SLICE) {
    text += String.fromCharCode.apply(null, out.subarray(at, at + SLICE) as unknown as number[]);
  }
  return text;
}

/** @throws when the text is not padded base64. */
export function base64ToBytes(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new Error('Not base64: its length is not a multiple of 4.');
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  let to = 0;
  for (let from = 0; from < text.length; from += 4) {
    let word = 0;
    for (let i = 0; i < 4; i++) {
      const code = text.charCodeAt(from + i);
      const isPadding = code === PAD && from + i >= text.length - padding;
      const value = isPadding ? 0 : code < 128 ? decodeTable[code]! : -1;
      if (value < 0) throw new Error(`Not base64: character ${from + i + 1}.`);
      word = (word << 6) | value;
    }
    if (to < out.length) out[to++] = (word >> 16) & 255;
    if (to < out.length) out[to++] = (word >> 8) & 255;
    if (to < out.length) out[to++] = word & 255;
  }
  return out;
}
