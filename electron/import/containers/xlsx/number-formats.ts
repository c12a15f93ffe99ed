/** What a cell's number format makes of its number. */
export type NumberMeaning = 'number' | 'date' | 'time' | 'date-time';

/** The formats that have no code in the file: ECMA-376 part 1, 18.8.30, with those of East Asian locales. */
const builtIn: ReadonlyMap<number, NumberMeaning> = new Map([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, 'time'] as const),
  [22, 'date-time'],
]);

/** What stands in a format code as itself: quoted text, escaped and padding characters, colours, conditions, locales. */
const LITERAL = /"[^"]*"|\\.|_.|\*./g;
const BRACKETED = /\[[^\]]*\]/g;
/** Hours, minutes or seconds that go on counting: a duration, not a time of day. */
const ELAPSED = /\[(h+|m+|s+)\]/i;

/** What programs write; more would only be there to be searched for long. */
const LONGEST_CODE = 255;

/** @param code of a format that the workbook defines; undefined for a built-in one */
export function meaningOfFormat(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) return builtIn.get(id) ?? 'number';
  // Of positive numbers, which dates are; negative ones, zero and text have parts of their own.
  const [positive = ''] = code.slice(0, LONGEST_CODE).replace(LITERAL, '').split(';');
  if (ELAPSED.test(positive)) return 'number';
  const letters = positive
    .replace(BRACKETED, '')
    .replace(/general/i, '')
    .toLowerCase();
  if (/[0#?]/.test(letters) && !/[ydhs]/.test(letters)) return 'number';
  const hasDate = /[yd]/.test(letters) || (letters.includes('m') && !/[hs]/.test(letters));
  const hasTime = /[hs]/.test(letters);
  if (hasDate) return hasTime ? 'date-time' : 'date';
  return hasTime ? 'time' : 'number';
}
