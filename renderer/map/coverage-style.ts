import { type CoverageState, coverageStates } from '../../shared/model/lists.ts';
import { mapCode, mapCodeOfState, OUTSIDE_OTHER_PURPOSE_CODE } from '../../shared/model/map-code.ts';
import { coverageWords, noCoverageWord, outsideOtherPurposeWord, type Word } from '../../shared/model/words.ts';
import type { Palette } from './palette.ts';

/** How one kind of moment looks and is called. */
export interface CoverageStyle {
  readonly word: Word;
  /** Null: no time. */
  readonly state: CoverageState | null;
}

/** Coverage states in their order, then *outside* since other purposes exist, then *no time*. The index is a style code. */
export const coverageStyles: readonly CoverageStyle[] = [
  ...coverageStates.map((state) => ({ word: coverageWords[state], state })),
  { word: outsideOtherPurposeWord, state: 'outside' },
  { word: noCoverageWord, state: null },
];

/** Style codes from least to most telling: later ones are drawn over earlier ones, and the legend reads from the end. */
export const coverageDrawOrder: readonly number[] = (
  ['not-us', null, 'boundary', 'no-authority', 'unknown', 'designated', 'pending', 'outside'] as const
).flatMap((state) =>
  state === 'outside' ? [OUTSIDE_OTHER_PURPOSE_CODE, coverageStates.indexOf(state)] : [mapCodeOfState(state, 0)],
);

/** How telling each style code is: its place in `coverageDrawOrder`. */
export const coverageRank: Uint8Array = Uint8Array.from(coverageStyles, (_, code) => coverageDrawOrder.indexOf(code));

/** @param coverage code as in packed columns: index into `coverageStates`, 255 for none */
export const styleCode = mapCode;

export const styleOfState = (state: CoverageState | null, timeMs: number): CoverageStyle =>
  coverageStyles[mapCodeOfState(state, timeMs)]!;

export const styleColor = (style: CoverageStyle, palette: Palette): string =>
  style.state === null ? palette.noTime : palette.coverage[style.state];
