import { decidingRecords, evaluateRecorded } from './recorded.ts';
import { finding, type Rule } from './rule.ts';
import { definitionCite, powerCite } from './statute.ts';

/** 6 U.S.C. 124n(a) with (k)(6), since 2025-12-18 (l)(6)(A): whose personnel the authority covers. Recorded by a person. */
export const actingComponent: Rule = {
  id: 'acting-component',
  title: 'Acting component',
  notMet: 'the acting component is recorded as not covered',
  cite({ authority: { statuteVersion } }) {
    const paragraph = statuteVersion?.subsections.definitions === '(l)' ? '(6)(A)' : '(6)';
    return [powerCite(statuteVersion), definitionCite(statuteVersion, paragraph)];
  },
  evaluate(input) {
    const recorded = evaluateRecorded(
      input,
      'acting-component',
      'No one has recorded which component, with covered personnel, was there to act.',
    );
    const limbs = new Set(decidingRecords(input, 'acting-component').map((record) => record.limb ?? 'federal'));
    if (limbs.size < 2) return recorded;
    return finding(
      'unknown',
      `Records of the same instant name both a federal and a state or local component. ${recorded.sentence}`,
      {
        qualifier: 'contradicted',
        evidence: recorded.evidence,
      },
    );
  },
};
