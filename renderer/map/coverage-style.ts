import { type CoverageState, coverageStates } from '../../shared/model/lists.ts';
import {
  coverageWords,
  noCoverageWord,
  otherPurposesSince,
  outsideOtherPurposeWord,
  type Word,
} from '../../shared/model/words.ts';
import type { Palette } from './palette.ts';

/** How one kind of moment looks and is called. */
export interface CoverageStyle {
  readonly word: Word;
  /** Null: no time. */
  readonly state: CoverageState | null;
}

const OUTSIDE = coverageStates.indexOf('outside');
const OUTSIDE_OTHER_PURPOSE = coverageStates.length;
const NO_TIME = coverageStates.length + 1;

/** Coverage states in their order, then *outside* since other purposes exist, then *no time*. The index is a style code. */
export const coverageStyles: readonly CoverageStyle[] = [
  ...coverageStates.map((state) => ({ word: coverageWords[state], state })),
  { word: outsideOtherPurposeWord, state: 'outside' },
  { word: noCoverageWord, state: null },
];

/** Style codes from least to most telling: later ones are drawn over earlier ones, and the legend reads from the end. */
export const coverageDrawOrder: readonly number[] = (
  ['not-us', null, 'boundary', 'no-authority', 'unknown', 'designated', 'pending', 'outside'] as const
).flatMap((state) => (state === 'outside' ? [OUTSIDE_OTHER_PURPOSE, OUTSIDE] : [codeOf(state)]));

function codeOf(state: CoverageState | null): number {
  return state === null ? NO_TIME : coverageStates.indexOf(state);
}

/** Midnight in US Eastern time (standard time, UTC−5, in December) at the start of `otherPurposesSince`. */
const otherPurposesSinceMs = Date.parse(`${otherPurposesSince}T05:00:00Z`);

/** @param coverage code as in packed columns: index into `coverageStates`, 255 for none */
export function styleCode(coverage: number, timeMs: number): number {
  if (coverage === OUTSIDE && timeMs >= otherPurposesSinceMs) return OUTSIDE_OTHER_PURPOSE;
  return coverage < coverageStates.length ? coverage : NO_TIME;
}

export const styleOfState = (state: CoverageState | null, timeMs: number): CoverageStyle =>
  coverageStyles[styleCode(codeOf(state), timeMs)]!;

export const styleColor = (style: CoverageStyle, palette: Palette): string =>
  style.state === null ? palette.noTime : palette.coverage[style.state];
