/**
 * Values that mean "unknown" (ASTM F3411 as coded by opendroneid-core-c, Cursor on Target, SafeSky, AIS; formats.md section 3).
 * Every reader asks here, so that none survives as a number or a name.
 */

const WORDS: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '?',
  'n/a',
  'na',
  'nan',
  'nil',
  'null',
  '(null)',
  'none',
  'undefined',
  'unknown',
  'unknow',
  'not available',
  'not reported',
]);

const FIRST_LETTERS: ReadonlySet<number> = new Set([...'-?nNuU('].map((letter) => letter.charCodeAt(0)));

/** Whether a text stands for "no value". "unknow" is AeroScope's spelling. */
export const isSentinelWord = (text: string): boolean =>
  text === '' || (text.length <= 13 && FIRST_LETTERS.has(text.charCodeAt(0)) && WORDS.has(text.toLowerCase()));

const EMPTY_ID = /^[0:._-]+$/;

/** Serials, registrations and addresses of nothing but zeros: a field that was never filled. */
export const isEmptyId = (text: string): boolean => EMPTY_ID.test(text);

/** CoT 9999999 (XML) and 999999 (protobuf), SafeSky -9999, NaN-like int16 minimum; F3411 -1000 m is judged in metres. */
export const isAltitudeSentinel = (raw: number, metres: number): boolean =>
  raw >= 999_999 || raw === -9999 || raw === -32_768 || Math.abs(metres + 1000) < 0.01;

/** CoT `ce` and `le`; zero is not an accuracy anybody measured. */
export const isAccuracySentinel = (raw: number): boolean => raw >= 999_999 || raw === 0;

/** F3411: 361° (181 + 180 by the E/W bit). */
export const isDirectionSentinel = (raw: number): boolean => raw === 361;

/** F3411: 255 m/s unknown. Only where the source counts in m/s. */
export const isSpeedSentinel = (raw: number): boolean => raw === 255;

/** F3411: 63 m/s unknown. Only where the source counts in m/s. */
export const isVerticalSpeedSentinel = (raw: number): boolean => raw === 63;

/** 0/0 for "no fix" is told apart by the caller, because it is an issue of its own; AIS writes 91/181. */
export const isNoFix = (lat: number, lng: number): boolean => lat === 91 && lng === 181;
