import type { RecordedElement } from '../model/recorded-element.ts';
import { decidingRecords, evaluateRecorded } from './recorded.ts';
import { finding, type Rule, type RuleFinding } from './rule.ts';
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
    const deciding = decidingRecords(input, 'acting-component');
    const limbs = new Set(deciding.map((record) => record.limb ?? 'federal'));
    if (limbs.size < 2) return withCertification(recorded, deciding);
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

/**
 * 124n(a)(2) and (d)(2), since 2025-12-18: State, local, Tribal and territorial officers only when trained and certified. Asked of
 * the records that decide, so that a later record never lifts a *not met*.
 */
function withCertification(recorded: RuleFinding, deciding: readonly RecordedElement[]): RuleFinding {
  const { evidence } = recorded;
  const ofState = deciding.filter((record) => record.limb === 'sltt' && record.verdict === 'met');
  if (ofState.length > 0 && ofState.length === deciding.length && ofState.every((it) => it.certified === false)) {
    return finding(
      'not-met',
      `Only certified officers count; these are recorded as not certified. ${recorded.sentence}`,
      {
        qualifier: 'not certified',
        evidence,
      },
    );
  }
  if (recorded.verdict !== 'met' || ofState.every((record) => record.certified === true)) return recorded;
  return finding('unknown', `Only certified officers count; no certification is on the record. ${recorded.sentence}`, {
    qualifier: 'certification not on the record',
    evidence,
  });
}
