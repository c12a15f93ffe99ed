import { assertNever } from '../assert.ts';
import { probabilityText } from '../format/numbers.ts';
import type { Verdict } from '../model/conclusion.ts';
import { basisNotStated } from './designations.ts';
import { decidingRecords, evaluateRecorded } from './recorded.ts';
import { finding, type Rule, type RuleFinding, type RuleInput } from './rule.ts';
import { definitionCite, otherPurposes, powerCite } from './statute.ts';

/**
 * 6 U.S.C. 124n(k)(3), since 2025-12-18 (l)(3): a covered facility or asset; since then two other purposes stand beside it in
 * (a)(1), and which one is relied on must be recorded. Met by either; not met only when both are known to fail.
 */
export const coveredAssetBasis: Rule = {
  id: 'covered-asset-basis',
  title: 'Covered-asset basis or another statutory purpose',
  notMet: 'no 124n covered-asset basis on record',
  cite(input) {
    const { statuteVersion } = input.authority;
    const asset = definitionCite(statuteVersion, '(3)');
    const { designation } = input.standing;
    const basis = designation === null || designation.basis === basisNotStated ? [] : [designation.basis];
    return [asset, ...basis, ...(input.otherPurposePossible ? [powerCite(statuteVersion)] : [])];
  },
  evaluate(input) {
    const asset = evaluateAsset(input);
    if (!input.otherPurposePossible) return withoutPurpose(asset, input);
    const purpose = evaluatePurpose(input);
    if (asset.verdict === 'met') return asset;
    if (purpose.verdict === 'met') return { ...purpose, sentence: `${purpose.sentence} ${asset.sentence}` };
    const verdict: Verdict = asset.verdict === 'not-met' && purpose.verdict === 'not-met' ? 'not-met' : 'unknown';
    const qualifiers = [asset.qualifier, purpose.qualifier].filter((qualifier) => qualifier !== null);
    return finding(verdict, `${asset.sentence} ${purpose.sentence}`, {
      qualifier: qualifiers.length === 0 ? null : qualifiers.join('; '),
      evidence: [...asset.evidence, ...purpose.evidence],
    });
  },
};

/** A purpose recorded for a day on which the covered asset was the only one does not count, and the sentence says so. */
function withoutPurpose(asset: RuleFinding, input: RuleInput): RuleFinding {
  const named = input.recorded.some((record) => record.element === 'covered-asset-basis');
  if (!named) return asset;
  const sentence = `${asset.sentence} The purpose recorded does not count: on ${input.day} the statute had no other.`;
  return { ...asset, sentence };
}

const NO_BASIS = 'No 124n covered-asset basis on record; other law not assessed.';

/** The covered asset by itself. A list stated to be complete makes absence from it mean something; nothing else does. */
function evaluateAsset(input: RuleInput): RuleFinding {
  const { standing, day } = input;
  const { kind, area, designation, pInside, statement } = standing;
  const evidence = [
    ...(area === null ? [] : [`area:${area.id}@${area.version}`]),
    ...(designation === null ? [] : [`designation:${designation.id}`]),
    ...standing.withoutArea.map((it) => `designation:${it.id}`),
    ...(statement === null ? [] : [`completeness:${statement.sector}:${statement.from}:${statement.to}`]),
  ];
  const name = area?.name ?? '';
  const inside = pInside === null ? '' : `computed probability of being inside ${probabilityText(pInside)}`;
  const complete =
    statement === null
      ? null
      : `${statement.statedBy} has stated that the list is complete for ${statement.sector} from ${statement.from} to ${statement.to}.`;
  const more = { evidence };
  switch (kind) {
    case 'designated': {
      const since =
        designation === null
          ? ''
          : ` from ${designation.from}${designation.to === null ? '' : ` to ${designation.to}`}, by ${designation.sourceDocument}`;
      const reserves = [
        ...(area?.synthetic === true ? ['synthetic area'] : []),
        ...(designation?.basis === basisNotStated ? [basisNotStated] : []),
      ];
      return finding(
        'met',
        `On the record the place was in ${name}, designated as a covered asset${since}; ${inside}.`,
        {
          evidence,
          qualifier: reserves.length === 0 ? null : reserves.join('; '),
        },
      );
    }
    case 'edge':
      return finding(
        'unknown',
        `The position is too close to the edge of the designated area ${name} to say whether it was inside; ${inside}.`,
        more,
      );
    case 'pending':
    case 'pending-edge': {
      const where = `${kind === 'pending' ? 'The place was in' : 'The place was in or near'} ${name}, whose designation was proposed on ${day} and not in force; ${inside}.`;
      return complete === null
        ? finding('unknown', `${where} ${notKnown(input)}`, more)
        : finding('not-met', `${where} ${NO_BASIS} ${complete}`, more);
    }
    case 'not-known':
      return finding('unknown', notKnown(input), more);
    case 'outside':
      return finding('not-met', `The place was outside every area designated on ${day}. ${NO_BASIS} ${complete}`, more);
    default:
      return assertNever(kind);
  }
}

function notKnown({ sector, day, standing }: RuleInput): string {
  const homeless = standing.withoutArea.map((it) => it.id);
  if (homeless.length > 0) {
    return `Designations are not known for ${day}: the area of ${homeless.join(', ')} is not on record, so nobody can say what it covers.`;
  }
  if (sector === null) {
    return `Designations are not known: the place is in no known sector, so no statement of completeness covers it.`;
  }
  return `Designations are not known for ${sector} on ${day}: no named person has stated that the list is complete, so absence from it proves nothing.`;
}

/** Another purpose, named by a person in the statute's words. Exists only since 2025-12-18. */
function evaluatePurpose(input: RuleInput): RuleFinding {
  const recorded = evaluateRecorded(
    input,
    'covered-asset-basis',
    'Another statutory purpose may apply; none is named on the record.',
  );
  if (recorded.verdict !== 'met') return recorded;
  const named = new Set(decidingRecords(input, 'covered-asset-basis').map((record) => record.purpose ?? null));
  const [purpose] = named;
  const { statuteVersion } = input.authority;
  const known = statuteVersion === null ? [] : otherPurposes(statuteVersion);
  if (named.size === 1 && typeof purpose === 'string' && known.includes(purpose)) {
    return { ...recorded, sentence: `Purpose relied on: ${purpose}. ${recorded.sentence}` };
  }
  const choice = known.map((it) => `“${it}”`).join(' or ');
  return finding(
    'unknown',
    `The recorded purpose is not one of the statute's on that day (${choice}). ${recorded.sentence}`,
    {
      qualifier: 'purpose not recognised',
      evidence: recorded.evidence,
    },
  );
}
