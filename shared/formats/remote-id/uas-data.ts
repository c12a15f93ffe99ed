import { latin1Text, utf8Text } from '../../bytes.ts';
import type { BasicId, RemoteIdLocation, RemoteIdSystem } from './message.ts';

/** Length of the structure with 16 pages of authentication. */
export const UAS_DATA_BYTES = 921;

/** Offsets in the structure (measured on real files; formats.md 4.5). */
const BASIC_IDS = [0, 32];
const ID_BYTES = 20;
const LOCATION = 64;
const SELF_ID = 776;
const SELF_ID_BYTES = 23;
const SYSTEM = 808;
const OPERATOR_ID = 864;
const VALID = 892;
const VALID_LOCATION = VALID + 2;
const VALID_SELF_ID = VALID + 19;
const VALID_SYSTEM = VALID + 20;
const VALID_OPERATOR_ID = VALID + 21;

/** The messages in one `ODID_UAS_Data`; null or empty where the structure says that it holds none. */
export interface UasData {
  readonly ids: readonly BasicId[];
  readonly location: RemoteIdLocation | null;
  readonly system: RemoteIdSystem | null;
  readonly selfId: string;
  readonly operatorId: string;
}

/**
 * Reads the C structure of opendroneid-core-c (`libopendroneid/opendroneid.h`), little-endian with natural alignment. Its
 * layout changes with the library: any other length than ours is null, never a guess.
 */
export function readUasData(bytes: Uint8Array): UasData | null {
  if (bytes.length !== UAS_DATA_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u32 = (at: number): number => view.getUint32(at, true);
  const f32 = (at: number): number => view.getFloat32(at, true);
  const f64 = (at: number): number => view.getFloat64(at, true);
  const at = LOCATION;
  return {
    ids: BASIC_IDS.flatMap((start, index) => {
      const id = textAt(bytes, start + 8, ID_BYTES);
      return bytes[VALID + index] === 1 && id !== '' ? [{ uaType: u32(start), idType: u32(start + 4), id }] : [];
    }),
    location:
      bytes[VALID_LOCATION] === 1
        ? {
            status: u32(at),
            courseDeg: f32(at + 4),
            speedMps: f32(at + 8),
            vspeedMps: f32(at + 12),
            lat: f64(at + 16),
            lng: f64(at + 24),
            altBaroM: f32(at + 32),
            altHaeM: f32(at + 36),
            heightType: u32(at + 40),
            heightM: f32(at + 44),
            horizontalAccuracy: u32(at + 48),
            verticalAccuracy: u32(at + 52),
            speedAccuracy: u32(at + 60),
            timeAccuracy: u32(at + 64),
            timestampS: Math.round(f32(at + 68) * 10) / 10,
          }
        : null,
    system:
      bytes[VALID_SYSTEM] === 1
        ? { locationType: u32(SYSTEM), lat: f64(SYSTEM + 8), lng: f64(SYSTEM + 16), altHaeM: f32(SYSTEM + 44) }
        : null,
    selfId: bytes[VALID_SELF_ID] === 1 ? textAt(bytes, SELF_ID + 4, SELF_ID_BYTES) : '',
    operatorId: bytes[VALID_OPERATOR_ID] === 1 ? textAt(bytes, OPERATOR_ID + 4, ID_BYTES) : '',
  };
}

const UNPRINTABLE = /[^\x20-\x7e\u00a0-\uffff]/;

/** Text up to the first NUL; an id that is no text (a session's) as hexadecimal digits. */
export function textAt(bytes: Uint8Array, start: number, most: number): string {
  const field = bytes.subarray(start, start + most);
  const end = field.indexOf(0);
  const used = end < 0 ? field : field.subarray(0, end);
  const text = utf8Text(used) ?? latin1Text(used);
  if (!UNPRINTABLE.test(text)) return text.trim();
  let last = field.length;
  while (last > 0 && field[last - 1] === 0) last--;
  return Array.from(field.subarray(0, last), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
