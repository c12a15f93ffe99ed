import type { FlightDraft } from '../model/flight-draft.ts';
import { sha256Hex } from '../sha256.ts';

/** Id of a conclusion from what it rests on: 24 hexadecimal digits. The text is ASCII: labels and other ids. */
export function idOfText(text: string): string {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return sha256Hex(bytes, 24);
}

/** Content id of the detection behind a position: 24 hexadecimal digits. */
export const detectionId = ({ points }: FlightDraft, i: number): string =>
  halfText(points.idHi[i]!) + halfText(points.idLo[i]!);

const HALF = 2 ** 24;

/** 48 bits as 12 digits; in two small integers, which are written much faster than one large double. */
const halfText = (half: number): string =>
  Math.floor(half / HALF)
    .toString(16)
    .padStart(6, '0') + (half % HALF).toString(16).padStart(6, '0');
