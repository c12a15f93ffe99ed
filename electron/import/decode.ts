const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');

/** Text of a record: UTF-8, or Windows-1252 when it is not. Never introduces U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

/** Text of a record from a file that starts with these bytes: a byte-order mark of UTF-16 decides, else `decodeText`. */
export function decodeLike(fileStart: Uint8Array, bytes: Uint8Array): string {
  if (fileStart[0] === 0xff && fileStart[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (fileStart[0] === 0xfe && fileStart[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return decodeText(bytes);
}
