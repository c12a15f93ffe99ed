import type { IdentityFields, MeasureFields, PersonalFields, SensorFields } from './detection.ts';
import { identityColumns, measureColumns, personalColumns, sensorColumns } from './fields.ts';

/**
 * What a detection's content id is taken over: everything the source stated, and nothing that our readers concluded. So the same
 * report gives the same id from any file, on any machine, and after any reader's conclusions have changed.
 */
const concluded = new Set<string>(['flags', 'timeBasis', 'evidence']);

const isStated = Uint8Array.from(measureColumns, ({ name }) => (concluded.has(name) ? 0 : 1));
const PERSONAL_TAG = 128;

/** Text form of who and by whom: the same texts give the same string, absent fields leave no trace. */
export function subjectContent(identity: IdentityFields, sensor: SensorFields): string {
  const parts: string[] = [];
  for (const { name } of identityColumns) {
    if (concluded.has(name)) continue;
    const value = identity[name];
    if (value !== undefined) parts.push(`${name}=${value}`);
  }
  for (const { name } of sensorColumns) {
    const value = sensor[name];
    if (value !== undefined) parts.push(`${name}=${value}`);
  }
  return parts.join('\u0000');
}

/** Longest encoding of a detection without its personal texts, in bytes. */
export const CONTENT_FIXED_BYTES = 16 + (measureColumns.length + personalColumns.length) * 9;

/**
 * Writes the bytes a content id is the digest of: the subject's digest (16 bytes), then tag and big-endian double for every stated
 * measure, then the personal fields (texts as tag, length and UTF-16 units), in the order of `fields.ts`.
 *
 * @param subjectDigests holds the subject's digest from `digestAt` on
 * @param measures stored number of every measure column (a closed list's index), NaN when absent
 * @returns number of bytes written
 */
export function encodeContent(
  into: DataView,
  subjectDigests: Uint8Array,
  digestAt: number,
  measures: Float64Array,
  personal: PersonalFields | undefined,
): number {
  for (let i = 0; i < 16; i++) into.setUint8(i, subjectDigests[digestAt + i]!);
  let at = 16;
  for (let index = 0; index < isStated.length; index++) {
    const value = measures[index]!;
    if (isStated[index] === 0 || Number.isNaN(value)) continue;
    into.setUint8(at, index);
    into.setFloat64(at + 1, value + 0); // -0 and 0 are one number
    at += 9;
  }
  if (personal === undefined) return at;
  personalColumns.forEach(({ name }, index) => {
    const value = personal[name];
    if (value === undefined) return;
    into.setUint8(at, PERSONAL_TAG + index);
    if (typeof value === 'number') {
      into.setFloat64(at + 1, value + 0);
      at += 9;
      return;
    }
    into.setUint32(at + 1, value.length);
    at += 5;
    for (let i = 0; i < value.length; i++, at += 2) into.setUint16(at, value.charCodeAt(i));
  });
  return at;
}

/** Bytes that `encodeContent` may need. */
export function contentBytes(personal: PersonalFields | undefined): number {
  if (personal === undefined) return CONTENT_FIXED_BYTES;
  return CONTENT_FIXED_BYTES + 2 * ((personal.operatorId?.length ?? 0) + (personal.remarks?.length ?? 0));
}

export type MeasureName = keyof MeasureFields;
