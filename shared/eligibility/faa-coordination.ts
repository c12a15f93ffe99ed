import { evaluateRecorded } from './recorded.ts';
import type { Rule } from './rule.ts';

/** 6 U.S.C. 124n(b)(4) and (d)(2), since 2025-12-18 (d)(3): coordination with the Federal Aviation Administration. Recorded. */
export const faaCoordination: Rule = {
  id: 'faa-coordination',
  title: 'FAA coordination',
  notMet: 'FAA coordination is recorded as not met',
  cite: ({ authority: { statuteVersion } }) => [
    '6 U.S.C. 124n(b)(4)',
    statuteVersion?.subsections.definitions === '(l)' ? '6 U.S.C. 124n(d)(3)' : '6 U.S.C. 124n(d)(2)',
  ],
  evaluate: (input) =>
    evaluateRecorded(
      input,
      'faa-coordination',
      'No coordination with the Federal Aviation Administration is on the record: reference and time.',
    ),
};
