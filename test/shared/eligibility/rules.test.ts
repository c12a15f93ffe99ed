import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DesignationIndex } from '../../../shared/eligibility/designations.ts';
import { determineEligibility, rules } from '../../../shared/eligibility/determine.ts';
import type { Completeness, Designation } from '../../../shared/model/area.ts';
import { type GradedElement, verdicts } from '../../../shared/model/conclusion.ts';
import type { Evidence } from '../../../shared/model/detection.ts';
import { type RecordedElement, recordedElementSchema } from '../../../shared/model/recorded-element.ts';
import { authorityTable, completeTucson, incursion, ridge, ridgeDesignated } from './support.ts';

/** A case in `test/fixtures/rules/RULE/VERDICT/*.json`: what differs from the base of `support.ts`. Times are ISO 8601. */
interface RuleCase {
  readonly about: string;
  readonly at: string;
  readonly place?: { readonly lat: number; readonly lng: number };
  readonly sector?: string | null;
  readonly sigmaM?: number;
  readonly presence?: GradedElement;
  readonly evidence?: Evidence;
  readonly designations?: readonly Designation[];
  readonly completeness?: readonly Completeness[];
  readonly syntheticFlights?: boolean;
  readonly recorded?: readonly (Omit<RecordedElement, 'madeAtMs' | 'enteredAtMs'> & {
    madeAt: string;
    enteredAt: string;
  })[];
  readonly expect: {
    readonly day?: string;
    readonly qualifier?: string | null;
    readonly evidence?: readonly string[];
    readonly citations?: readonly string[];
    readonly statuteVersion?: string;
    /** Part of the sentence. */
    readonly says?: string;
    readonly result?: string;
    readonly resultSays?: string;
  };
}

const folder = join(import.meta.dirname, '../../fixtures/rules');

function determine(ruleCase: RuleCase) {
  const designations = new DesignationIndex({
    areas: [ridge],
    designations: ruleCase.designations ?? [ridgeDesignated],
    completeness: ruleCase.completeness ?? [completeTucson],
    synthetic: ruleCase.syntheticFlights ?? true,
  });
  const recorded = (ruleCase.recorded ?? []).map(({ madeAt, enteredAt, ...record }) =>
    recordedElementSchema.parse({ ...record, madeAtMs: Date.parse(madeAt), enteredAtMs: Date.parse(enteredAt) }),
  );
  const place = ruleCase.place ?? { lat: 31.45, lng: -109.95 };
  return determineEligibility(
    { ...incursion, presence: ruleCase.presence ?? incursion.presence },
    {
      timeMs: Date.parse(ruleCase.at),
      ...place,
      sigmaM: ruleCase.sigmaM ?? 10,
      sector: ruleCase.sector === undefined ? 'TCA' : ruleCase.sector,
    },
    {
      authority: authorityTable,
      authorityVersion: { label: 'built in', digest: 'd' },
      designations,
      evidence: ruleCase.evidence ?? 'uas-identified',
      recorded,
    },
  );
}

test('every rule has cases for every verdict, and every folder is a rule', () => {
  expect(readdirSync(folder).sort()).toEqual(rules.map((rule) => rule.id).sort());
  for (const rule of rules) {
    expect(readdirSync(join(folder, rule.id)).sort(), rule.id).toEqual([...verdicts].sort());
  }
});

describe.each(rules.map((rule) => rule.id))('%s', (id) => {
  describe.each(verdicts)('%s', (verdict) => {
    const cases = readdirSync(join(folder, id, verdict)).filter((name) => name.endsWith('.json'));
    test.each(cases)('%s', (name) => {
      const ruleCase = JSON.parse(readFileSync(join(folder, id, verdict, name), 'utf8')) as RuleCase;
      const eligibility = determine(ruleCase);
      const element = eligibility.elements.find((it) => it.id === id)!;
      const { says, day, statuteVersion, result, resultSays, ...exact } = ruleCase.expect;
      expect(element, ruleCase.about).toMatchObject({ verdict, ...exact });
      if (says !== undefined) expect(element.sentence).toContain(says);
      if (day !== undefined) expect(eligibility.day).toBe(day);
      if (statuteVersion !== undefined) expect(eligibility.statuteVersion).toBe(statuteVersion);
      if (result !== undefined) expect(eligibility.result).toBe(result);
      if (resultSays !== undefined) expect(eligibility.sentence).toBe(resultSays);
    });
  });
});
