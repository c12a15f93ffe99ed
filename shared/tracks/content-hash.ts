import { sha256Hex } from '../sha256.ts';
import type { DetectionColumns } from './detections.ts';

const ID_DIGITS = 24;
const HALF = 2 ** 24;

/**
 * Id of a set of detections: the first 96 bits of the SHA-256 over a label and the members' content ids in (time, content
 * id) order. The same detections give the same id on any machine, whatever was imported first and whatever the settings.
 */
export function idOfRows(label: string, columns: DetectionColumns, rows: readonly number[]): string {
  const bytes = new Uint8Array(label.length + 1 + 12 * rows.length);
  let at = writeLabel(bytes, label);
  for (const row of rows) {
    at = writeHalf(bytes, at, columns.idHi[row]!);
    at = writeHalf(bytes, at, columns.idLo[row]!);
  }
  return sha256Hex(bytes, ID_DIGITS);
}

/** Labels are ASCII; the zero byte keeps a label from running into what follows. */
function writeLabel(bytes: Uint8Array, label: string): number {
  for (let i = 0; i < label.length; i++) bytes[i] = label.charCodeAt(i);
  return label.length + 1;
}

/** 48 bits, big-endian. */
function writeHalf(bytes: Uint8Array, at: number, half: number): number {
  const high = Math.floor(half / HALF);
  const low = half % HALF;
  bytes[at] = high >>> 16;
  bytes[at + 1] = high >>> 8;
  bytes[at + 2] = high;
  bytes[at + 3] = low >>> 16;
  bytes[at + 4] = low >>> 8;
  bytes[at + 5] = low;
  return at + 6;
}
