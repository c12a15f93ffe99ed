import { evaluateRecorded } from './recorded.ts';
import type { Rule } from './rule.ts';
import { powerCite } from './statute.ts';

/** 6 U.S.C. 124n(a): a credible threat, which the statute leaves to the Secretary or the Attorney General. Never computed. */
export const credibleThreat: Rule = {
  id: 'credible-threat',
  title: 'Credible threat determined',
  notMet: 'a credible threat is recorded as not found',
  cite: ({ authority: { statuteVersion } }) => [powerCite(statuteVersion)],
  evaluate: (input) =>
    evaluateRecorded(
      input,
      'credible-threat',
      'No determination of a credible threat is on the record: by whom, when, on what facts. It is never computed.',
    ),
};
