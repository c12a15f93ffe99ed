import { base64ToBytes, bytesToBase64 } from '../base64.ts';

/**
 * Typed columns inside JSON replies: base64 of the array's bytes, little-endian (every machine Fenceline runs on is). JSON of
 * the numbers themselves would be several times larger and slower.
 */
export const encodeColumn = (column: Float64Array | Uint8Array | Uint32Array): string =>
  bytesToBase64(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));

export const decodeFloat64 = (text: string): Float64Array => new Float64Array(base64ToBytes(text).buffer);
export const decodeUint32 = (text: string): Uint32Array => new Uint32Array(base64ToBytes(text).buffer);
export const decodeUint8 = (text: string): Uint8Array => base64ToBytes(text);
