import { probabilityText } from '../format/numbers.ts';
import { finding, type Rule } from './rule.ts';
import { definitionCite } from './statute.ts';

/**
 * 6 U.S.C. 124n(k)(3)(B), since 2025-12-18 (l)(3)(B): located in the United States. Decided by the probability of the
 * incursion's presence there. A grade held below *confirmed* (an assumed position error, a single sure point) shows that the
 * probability is not to be trusted so far, so it leaves this unknown.
 */
export const placeInUs: Rule = {
  id: 'place-in-us',
  title: 'Place in the United States',
  notMet: 'not in the United States',
  cite: ({ authority: { statuteVersion } }) => [definitionCite(statuteVersion, '(3)(B)')],
  evaluate({ incursion }) {
    const { probability, grade, reasons } = incursion.presence;
    const computed = `computed probability of presence ${probabilityText(probability)}`;
    const evidence = [
      ...new Set([incursion.detectionIds.first, incursion.detectionIds.deepest, incursion.detectionIds.last]),
    ];
    const more = { evidence: evidence.map((id) => `detection:${id}`) };
    if (probability <= 0.05) {
      return finding('not-met', `On the record the place was not in the United States: ${computed}.`, more);
    }
    if (!(probability >= 0.95)) {
      return finding('unknown', `The record cannot say that the place was in the United States: ${computed}.`, more);
    }
    if (grade !== 'confirmed') {
      const why = reasons.length === 0 ? '' : ` ${reasons.join(' ')}`;
      return finding(
        'unknown',
        `The place was in the United States only if what is assumed holds: ${computed}, graded below confirmed (computed).${why}`,
        { ...more, qualifier: 'rests on an assumption' },
      );
    }
    return finding('met', `On the record the place was in the United States: ${computed}.`, more);
  },
};
