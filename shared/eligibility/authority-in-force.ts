import { finding, type Rule } from './rule.ts';

/** 6 U.S.C. 124n(i), since 2025-12-18 (j): the section terminates on a date that Congress has moved many times. */
export const authorityInForce: Rule = {
  id: 'authority-in-force',
  title: 'Authority in force',
  notMet: 'no 124n authority in force on that day',
  cite: ({ authority }) => authority.citations,
  evaluate: ({ authority }) =>
    finding(authority.verdict, authority.sentence, { qualifier: authority.qualifier, evidence: authority.evidence }),
};
