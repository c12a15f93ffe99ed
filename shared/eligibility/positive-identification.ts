import { assertNever } from '../assert.ts';
import type { Evidence } from '../model/detection.ts';
import { evaluateRecorded } from './recorded.ts';
import type { Rule } from './rule.ts';

/**
 * Positive identification and friendly deconfliction: a determination input of the authority table, not a clause of the
 * statute. A protocol or serial says that the object is a UAS; it does not say whose, so it never meets this element.
 */
export const positiveIdentification: Rule = {
  id: 'positive-identification',
  title: 'Positive identification and friendly deconfliction',
  notMet: 'identification or deconfliction is recorded as not met',
  cite: () => ['49 U.S.C. 44801(12)', 'authority table, determination inputs'],
  evaluate(input) {
    const element = evaluateRecorded(
      input,
      'positive-identification',
      'No one has recorded that the object was positively identified and that friendly aircraft were ruled out.',
    );
    return { ...element, sentence: `${element.sentence} ${evidenceSentence(input.evidence)}` };
  },
};

function evidenceSentence(evidence: Evidence): string {
  switch (evidence) {
    case 'uas-identified':
      return 'The sensor record identifies a UAS, which is not deconfliction.';
    case 'uas-by-class':
      return 'A sensor classified the object as a UAS, which is neither identification nor deconfliction.';
    case 'unidentified':
      return 'The sensor record does not identify the object.';
    case 'manned':
      return 'The sensor record says manned aircraft.';
    case 'not-uas':
      return 'The sensor record says not a UAS.';
    case 'cooperative':
      return 'The sensor record is of cooperative traffic.';
    default:
      return assertNever(evidence);
  }
}
