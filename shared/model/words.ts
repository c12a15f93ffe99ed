import type { CoverageState, Eligibility, FlightClass, Grade, Side, Verdict } from './conclusion.ts';
import type { ReviewState } from './lists.ts';
import type { ScenarioGroup, ScenarioPeriod } from './scenario-lists.ts';

/**
 * The words people read, in one place, so that map, table, inspector, command line and page say the same. Every state is told
 * apart three ways: by label, by line pattern and by shape; colour is the fourth and never the only one.
 */

export const linePatterns = [
  'solid',
  'double',
  'long-dash',
  'dash',
  'dash-dot',
  'dash-dot-dot',
  'dot',
  'sparse-dot',
  'thin',
] as const;
export type LinePattern = (typeof linePatterns)[number];

export const shapes = [
  'disc',
  'ring',
  'square',
  'open-square',
  'triangle',
  'open-triangle',
  'diamond',
  'open-diamond',
  'cross',
  'bar',
] as const;
export type Shape = (typeof shapes)[number];

export interface Word {
  /** Fits a table cell. */
  readonly label: string;
  /** One sentence, fit to be printed beside the label. */
  readonly meaning: string;
  readonly pattern: LinePattern;
  readonly shape: Shape;
}

const word = (label: string, pattern: LinePattern, shape: Shape, meaning: string): Word => ({
  label,
  meaning,
  pattern,
  shape,
});

export const coverageWords: Readonly<Record<CoverageState, Word>> = {
  'not-us': word('not in the US', 'thin', 'bar', 'On the record the place is not in the United States.'),
  boundary: word(
    'boundary',
    'dash-dot',
    'diamond',
    'The position is too close to the border, or to the edge of an area, to say on which side it lies.',
  ),
  'no-authority': word(
    'no authority in force',
    'sparse-dot',
    'cross',
    'On the record 6 U.S.C. 124n was not in force on that day.',
  ),
  designated: word(
    'designated',
    'solid',
    'square',
    'Inside an area that was designated as a covered asset on that day, on the record.',
  ),
  pending: word(
    'pending',
    'long-dash',
    'open-square',
    'Inside an area whose designation was proposed but not in force on that day, on the record.',
  ),
  unknown: word(
    'designations not known',
    'dash-dot-dot',
    'open-diamond',
    'The list of designations is not stated to be complete for that sector and day, so absence from it proves nothing.',
  ),
  outside: word(
    'outside',
    'dash',
    'ring',
    'Outside every area designated on that day: no 124n covered-asset basis on record; other law not assessed.',
  ),
};

/** The first day on which a covered asset is one of several purposes of the statute: statute version v2025. */
export const otherPurposesSince = '2025-12-18';

/** *Outside* from `otherPurposesSince`: another reading, so it is drawn differently. */
export const outsideOtherPurposeWord: Word = word(
  'outside; another purpose may apply',
  'dot',
  'open-triangle',
  'Outside every area designated on that day: no 124n covered-asset basis on record; another purpose of 124n may apply; other law not assessed.',
);

/** For a moment without a time. */
export const noCoverageWord: Word = word(
  'no time',
  'double',
  'disc',
  'The record has no time, so designations and authority cannot be looked up.',
);

/**
 * The words for a coverage state.
 * @param day US Eastern calendar day of the moment (`easternDay`), or null when it has none.
 */
export function coverageWord(state: CoverageState | null, day: string | null): Word {
  if (state === null) return noCoverageWord;
  return state === 'outside' && day !== null && day >= otherPurposesSince
    ? outsideOtherPurposeWord
    : coverageWords[state];
}

export const verdictWords: Readonly<Record<Verdict, Word>> = {
  met: word('met', 'solid', 'disc', 'The record shows that the element was met.'),
  'not-met': word('not met', 'dash', 'cross', 'The record shows that the element was not met.'),
  unknown: word('unknown', 'dot', 'open-diamond', 'The record does not show whether the element was met.'),
};

export const resultWords: Readonly<Record<Eligibility['result'], Word>> = {
  eligible: word('eligible on the record', 'solid', 'disc', 'Every element is met on the record.'),
  'not-eligible': word('not eligible on the record', 'dash', 'cross', 'At least one element is not met on the record.'),
  undetermined: word(
    'undetermined',
    'dot',
    'open-diamond',
    'No element is known to fail, but at least one is not on the record.',
  ),
};

export const gradeWords: Readonly<Record<Grade, Word>> = {
  confirmed: word(
    'confirmed (computed)',
    'solid',
    'disc',
    'The computed probability of the episode is at least 0.95; no person has confirmed it by this.',
  ),
  probable: word(
    'probable (computed)',
    'long-dash',
    'ring',
    'The computed probability of the episode is at least 0.7, or an assumption keeps it below confirmed.',
  ),
  possible: word(
    'possible (computed)',
    'dot',
    'open-triangle',
    'The computed probability of the episode is at least 0.3.',
  ),
};

export const sideWords: Readonly<Record<Side, Word>> = {
  US: word('US', 'solid', 'square', 'In the United States with a probability of at least 0.95.'),
  MX: word('Mexico', 'dash', 'ring', 'In Mexico with a probability of at least 0.95.'),
  undetermined: word('undetermined', 'dot', 'open-diamond', 'Too close to the border, for its error, to say.'),
};

export const classWords: Readonly<Record<FlightClass, Word>> = {
  incursion: word('incursion', 'solid', 'triangle', 'Present on the US side, come from Mexico.'),
  'us-origin-unknown': word(
    'US side, origin unknown',
    'double',
    'square',
    'Present on the US side; nothing on the record shows where it came from.',
  ),
  outbound: word('outbound', 'long-dash', 'open-triangle', 'Went from the US side into Mexico.'),
  'us-only': word('US only', 'dash', 'open-square', 'Seen only on the US side, with an origin there.'),
  'border-approach': word('border approach', 'dash-dot', 'diamond', 'Stayed in Mexico but came close to the border.'),
  'mexico-only': word('Mexico only', 'thin', 'ring', 'Seen only in Mexico, away from the border.'),
  undetermined: word('undetermined', 'dot', 'open-diamond', 'The positions cannot say on which side it was.'),
};

/** What a comparison of scenarios counts by itself. */
export const scenarioGroupWords: Readonly<Record<ScenarioGroup, Word>> = {
  ...gradeWords,
  'origin-unknown': classWords['us-origin-unknown'],
  other: word(
    'other presence',
    'dash',
    'open-square',
    'Presences in the US of flights that are outbound, have an origin in the US, or are undetermined.',
  ),
};

export const scenarioPeriodWords: Readonly<Record<ScenarioPeriod, string>> = {
  before: `before ${otherPurposesSince}`,
  from: `from ${otherPurposesSince}`,
};

export const reviewWords: Readonly<Record<ReviewState, Pick<Word, 'label' | 'meaning'>>> = {
  new: { label: 'new', meaning: 'Nobody has reviewed it yet.' },
  changed: { label: 'changed since review', meaning: 'A person reviewed it; it is concluded otherwise since.' },
  'to-discuss': { label: 'to discuss', meaning: 'A person wants another opinion.' },
  accepted: { label: 'accepted', meaning: 'A person looked at it and agrees with what was computed.' },
  rejected: { label: 'rejected', meaning: 'A person looked at it and disagrees, with the reason.' },
  friendly: { label: 'friendly', meaning: 'A person says it was one of our own aircraft.' },
};
