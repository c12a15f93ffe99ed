import type { Random } from './random.ts';

export interface Airframe {
  readonly make: string | null;
  readonly model: string | null;
  readonly weight: number;
  readonly cruiseMps: readonly [from: number, to: number];
}

const airframes: readonly Airframe[] = [
  { make: 'DJI', model: 'Mavic 3', weight: 6, cruiseMps: [11, 17] },
  { make: 'DJI', model: 'Mini 4 Pro', weight: 4, cruiseMps: [8, 13] },
  { make: 'DJI', model: 'Air 3', weight: 3, cruiseMps: [10, 16] },
  { make: 'DJI', model: 'Matrice 300 RTK', weight: 3, cruiseMps: [12, 18] },
  { make: 'Autel', model: 'EVO II', weight: 2, cruiseMps: [10, 16] },
  /** Built from parts: nothing it sends says what it is. */
  { make: null, model: null, weight: 2, cruiseMps: [9, 16] },
];

/** One aircraft of the simulated fleet. */
export interface Aircraft {
  readonly airframe: Airframe;
  /** ANSI/CTA-2063-A in form. */
  readonly serial: string;
  /** Whether it broadcasts Remote ID; many that should do not. */
  readonly broadcasts: boolean;
}

/** Digits and capitals of ANSI/CTA-2063-A: no I and no O. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * Aircraft `no` of a seed. Serials are valid in form and plainly no real aircraft's: manufacturer code (DJI's own where the
 * protocol of its sensors needs it, else the made-up `SYN0`), length 15 (`F`), `EXAMPLE`, and eight characters.
 */
export function drawAircraft(random: Random, seed: number, no: number, needs: 'dji' | 'broadcasting' | null): Aircraft {
  const eligible = airframes.filter(({ make }) => needs === null || (needs === 'dji' ? make === 'DJI' : make !== null));
  const airframe = random.weighted(eligible);
  const code = airframe.make === 'DJI' ? '1581' : 'SYN0';
  return {
    airframe,
    serial: `${code}FEXAMPLE${inAlphabet(seed, 4)}${inAlphabet(no, 4)}`,
    broadcasts: airframe.make !== null && (random.chance(0.55) || needs === 'broadcasting'),
  };
}

/** The last `length` digits of a number written with the alphabet. */
function inAlphabet(number: number, length: number): string {
  let left = number;
  let text = '';
  for (let i = 0; i < length; i++) {
    text = ALPHABET[left % ALPHABET.length]! + text;
    left = Math.floor(left / ALPHABET.length);
  }
  return text;
}

/** As DJI's own protocol sends it: without the manufacturer code. */
export const droneIdSerial = (serial: string): string => serial.slice(4);
