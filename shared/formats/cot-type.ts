import type { ObjectClass } from '../model/detection.ts';
import { looksLikeSerial } from './serial.ts';

/** What a Cursor-on-Target type code says about its object. */
export interface CotMeaning {
  /** Not a thing observed: a drawing, a message, a task. */
  readonly isObject: boolean;
  /** Absent when the code leaves open what flies there. */
  readonly objectClass?: ObjectClass;
  /** The sender's claim: f, h, u, n, p, s, j, k, a, o. */
  readonly affiliation?: string;
}

const CODE = /^[a-z](?:-[A-Za-z0-9.*]{1,8}){1,20}$/;
/** Listed drone types (node-CoT cot-types.xml): military fixed-wing and rotary, and civil with its lower-case q. */
const DRONE = /^a-.-A-(?:M-[FH]-Q|C-F-q)(?:-|$)/;

export const isCotType = (text: string): boolean => CODE.test(text);

/**
 * Meaning of a CoT type. Only the listed drone types say "UAS"; any other aircraft is left open, because senders use rotor-craft
 * codes for drones (DragonSync); what stands on the ground or at sea is not a UAS.
 */
export function readCotType(type: string): CotMeaning {
  const [kind, affiliation, dimension] = type.split('-');
  if (kind !== 'a') return { isObject: false };
  const claim = /^[fhunpsjkao]$/i.test(affiliation ?? '') ? { affiliation: affiliation!.toLowerCase() } : {};
  if (DRONE.test(type)) return { isObject: true, objectClass: 'uas', ...claim };
  if (dimension === 'A') return { isObject: true, ...claim };
  return { isObject: true, objectClass: 'other', ...claim };
}

const UIDS = [/^drone-(\S{6,20})$/, /^RID\.(\S{6,20})\.uas$/];

/** The serial that DragonSync and DroneCOT put into a uid (`drone-…`, `RID.….uas`); null when there is none. */
export function serialInUid(uid: string): string | null {
  for (const pattern of UIDS) {
    const serial = pattern.exec(uid)?.[1];
    if (serial !== undefined && looksLikeSerial(serial)) return serial;
  }
  return null;
}
