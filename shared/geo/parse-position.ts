import type { Position } from '../model/position.ts';
import { fail, ok, type Result } from '../result.ts';
import { fromMgrs } from './mgrs.ts';

export interface ReadPosition {
  readonly position: Position;
  readonly form: 'decimal' | 'degrees-minutes-seconds' | 'mgrs';
  /** Side of the grid square that was named, metres; its middle is taken. Null when a point was. */
  readonly squareM: number | null;
}

class Refusal extends Error {}

/**
 * A place as a person writes or pastes it, WGS 84:
 *
 * - decimal degrees: `31.4, -110.9`, `31.4N 110.9W`, `W110.9 N31.4`; without letters latitude first
 * - degrees, minutes, seconds: `31°24'00"N 110°54'00"W`, `N31 24.5 W110 54.2`; the last part may have decimals
 * - MGRS: `12R WV 09506 73937`, a square of at most 1 km
 *
 * What can be read in two ways is refused with 'bad-request' and a sentence that says how to write it: decimal commas, two
 * latitudes, numbers in threes without letters or marks, longitude first without letters.
 */
export function parsePosition(text: string): Result<ReadPosition> {
  try {
    return ok(read(text));
  } catch (error) {
    if (error instanceof Refusal) return fail('bad-request', error.message);
    throw error;
  }
}

const howTo = 'Write 31.4, -110.9 or 31°24\'00"N 110°54\'00"W or an MGRS reference.';
/** Nothing longer is a place. */
const longest = 100;

function read(text: string): ReadPosition {
  const written = text.trim().toUpperCase();
  if (written === '') throw new Refusal(`Nothing is written. ${howTo}`);
  if (written.length > longest) throw new Refusal(`That is too long for a place. ${howTo}`);
  const grid = /^(\d{1,2}[C-HJ-NP-X])[\s]*([A-HJ-NP-Z]{2})[\s]*([\d\s]*)$/.exec(written);
  if (grid !== null) return readMgrs(grid[1]! + grid[2]!, grid[3]!.trim());
  const [one, other] = inTwo(tokensOf(written));
  const parts = [readHalf(one), readHalf(other)] as const;
  const position = positionOf(parts[0], parts[1]);
  const isPlain = parts.every(({ count }) => count === 1);
  return { position, form: isPlain ? 'decimal' : 'degrees-minutes-seconds', squareM: null };
}

function readMgrs(square: string, written: string): ReadPosition {
  const groups = written.split(/\s+/);
  const digits = groups.join('');
  if (
    digits.length % 2 !== 0 ||
    (groups.length > 1 && (groups.length !== 2 || groups[0]!.length !== groups[1]!.length))
  ) {
    throw new Refusal('The digits of an MGRS reference come in pairs: as many for the easting as for the northing.');
  }
  if (digits.length < 4) throw new Refusal('That MGRS square is larger than 1 km; give at least four digits.');
  if (digits.length > 10) throw new Refusal('An MGRS reference has at most ten digits.');
  const position = fromMgrs(square + digits);
  if (position === null) throw new Refusal(`There is no MGRS square ${square}.`);
  return { position, form: 'mgrs', squareM: 10 ** (5 - digits.length / 2) };
}

type Token =
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  | { readonly kind: 'letter'; readonly letter: string }
  /** 0 degrees, 1 minutes, 2 seconds. */
  | { readonly kind: 'mark'; readonly rank: number }
  | { readonly kind: 'separator' };

const marks = [/[°º˚]/, /['′’‘]/, /["″”“]/];
const token = /\s*(?:([+-]?\d+(?:\.\d+)?)|([NSEW])|([°º˚]|''|′′|["″”“]|['′’‘])|([,;/]))\s*/y;

function tokensOf(written: string): readonly Token[] {
  const plain = written.replace(/[−–‐‑]/g, '-');
  if (/\d,\d/.test(plain) && /(^|[^\d.])\d+,\d/.test(plain)) {
    throw new Refusal(
      'A comma between two digits may be a decimal comma. Write decimals with a point and a blank after the comma.',
    );
  }
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < plain.length) {
    const from = token.lastIndex;
    const found = token.exec(plain);
    if (found === null) throw new Refusal(`“${plain.slice(from).trim().slice(0, 12)}” is not understood. ${howTo}`);
    const [, number, letter, mark, separator] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, value: Number(number) });
    else if (letter !== undefined) tokens.push({ kind: 'letter', letter });
    else if (mark !== undefined)
      tokens.push({ kind: 'mark', rank: mark.length === 2 ? 2 : marks.findIndex((one) => one.test(mark)) });
    else if (separator !== undefined) tokens.push({ kind: 'separator' });
  }
  return tokens;
}

/** The tokens of the two angles: by their letters, else by the separator, else by degree marks, else two numbers. */
function inTwo(tokens: readonly Token[]): readonly [readonly Token[], readonly Token[]] {
  const cut = (at: number): readonly [readonly Token[], readonly Token[]] => {
    const isSeparator = ({ kind }: Token): boolean => kind === 'separator';
    const halves = [tokens.slice(0, at), tokens.slice(at)] as const;
    const stray = tokens.findIndex((one, i) => isSeparator(one) && i !== at && i !== at - 1);
    if (stray >= 0) throw new Refusal(`There is a comma too many. ${howTo}`);
    return [halves[0].filter((one) => !isSeparator(one)), halves[1].filter((one) => !isSeparator(one))];
  };
  const placesOf = (is: (one: Token) => boolean): readonly number[] => tokens.flatMap((one, i) => (is(one) ? [i] : []));
  const letters = placesOf(({ kind }) => kind === 'letter');
  if (letters.length > 0) {
    if (letters.length !== 2) throw new Refusal('Give both letters, one of N and S and one of E and W, or none.');
    // In front of the numbers or behind them.
    return cut(letters[0] === 0 ? letters[1]! : letters[0]! + 1);
  }
  const separators = placesOf(({ kind }) => kind === 'separator');
  if (separators.length > 0) return cut(separators[0]!);
  const degrees = placesOf((one) => one.kind === 'mark' && one.rank === 0);
  if (degrees.length === 2) return cut(degrees[1]! - 1);
  const numbers = placesOf(({ kind }) => kind === 'number');
  if (numbers.length === 2) return cut(numbers[1]!);
  if (numbers.length < 2) throw new Refusal(`Two numbers are needed. ${howTo}`);
  throw new Refusal('These numbers can be read in several ways. Add the letters N or S and E or W.');
}

interface Half {
  readonly degrees: number;
  readonly letter: string | null;
  /** How many numbers it had: 1 decimal degrees, 2 with minutes, 3 with seconds. */
  readonly count: number;
}

function readHalf(tokens: readonly Token[]): Half {
  const letter = tokens.flatMap((one) => (one.kind === 'letter' ? [one.letter] : []))[0] ?? null;
  const rest = tokens.filter(({ kind }) => kind !== 'letter');
  const numbers: { readonly text: string; readonly value: number }[] = [];
  for (const one of rest) {
    if (one.kind === 'number') numbers.push(one);
    // A mark stands behind the number it is of.
    else if (one.kind === 'mark' && one.rank !== numbers.length - 1) {
      throw new Refusal(`Degrees, minutes and seconds are out of order. ${howTo}`);
    }
  }
  const [degrees, minutes, seconds] = numbers;
  if (degrees === undefined) throw new Refusal(`Two numbers are needed. ${howTo}`);
  if (numbers.length > 3) throw new Refusal(`An angle has at most degrees, minutes and seconds. ${howTo}`);
  if (letter === null && numbers.length > 1 && !rest.some(({ kind }) => kind === 'mark')) {
    throw new Refusal('These numbers can be read in several ways. Add the letters N or S and E or W.');
  }
  if (letter !== null && /^[+-]/.test(degrees.text)) throw new Refusal('Give a sign or a letter, not both.');
  if (numbers.slice(0, -1).some(({ text }) => text.includes('.'))) {
    throw new Refusal('Only the last of degrees, minutes and seconds may have decimals.');
  }
  for (const part of [minutes, seconds]) {
    if (part !== undefined && (/^[+-]/.test(part.text) || part.value >= 60)) {
      throw new Refusal(`Minutes and seconds lie between 0 and 60, not at ${part.text}.`);
    }
  }
  const size = Math.abs(degrees.value) + (minutes?.value ?? 0) / 60 + (seconds?.value ?? 0) / 3600;
  const isNegative = degrees.text.startsWith('-') || letter === 'S' || letter === 'W';
  return { degrees: isNegative ? -size : size, letter, count: numbers.length };
}

function positionOf(one: Half, other: Half): Position {
  const isLat = ({ letter }: Half): boolean => letter === 'N' || letter === 'S';
  if (one.letter !== null && isLat(one) === isLat(other)) {
    throw new Refusal('Both numbers have a letter of the same kind. One is N or S, the other E or W.');
  }
  const isLngFirst = one.letter !== null && !isLat(one);
  const [lat, lng] = isLngFirst ? [other.degrees, one.degrees] : [one.degrees, other.degrees];
  if (Math.abs(lat) > 90) {
    const swapped = Math.abs(lat) <= 180 && Math.abs(lng) <= 90 && one.letter === null;
    throw new Refusal(
      `The latitude ${lat} is outside -90 to 90.${swapped ? ' Latitude comes first; or add the letters N or S and E or W.' : ''}`,
    );
  }
  if (Math.abs(lng) > 180) throw new Refusal(`The longitude ${lng} is outside -180 to 180.`);
  return [lng, lat];
}
