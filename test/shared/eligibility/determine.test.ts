import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combine } from '../../../shared/eligibility/combine.ts';
import { DesignationIndex } from '../../../shared/eligibility/designations.ts';
import { determineEligibility, rules } from '../../../shared/eligibility/determine.ts';
import { easternDay } from '../../../shared/eligibility/eastern-day.ts';
import { eligibilitySchema, type Incursion, type Verdict, verdicts } from '../../../shared/model/conclusion.ts';
import { evidences } from '../../../shared/model/detection.ts';
import {
  attachments,
  type RecordedElement,
  recordableElementIds,
  recordedElementSchema,
} from '../../../shared/model/recorded-element.ts';
import { otherPurposesSince } from '../../../shared/model/words.ts';
import { authorityTable, completeTucson, incursion, ridge, ridgeDesignated } from './support.ts';

const rank: Record<Verdict, number> = { 'not-met': 0, unknown: 1, met: 2 };

/** Every combination of verdicts of the seven elements: 2,187. */
function* combinations(length = rules.length): Generator<Verdict[]> {
  if (length === 0) yield [];
  else for (const rest of combinations(length - 1)) for (const verdict of verdicts) yield [verdict, ...rest];
}

describe('the conjunction of the elements, over every combination', () => {
  test('eligible exactly when every element is met, not eligible exactly when one is not met', () => {
    let count = 0;
    for (const combination of combinations()) {
      const weakest = Math.min(...combination.map((verdict) => rank[verdict]));
      expect(combine(combination)).toBe(['not-eligible', 'undetermined', 'eligible'][weakest]);
      count++;
    }
    expect(count).toBe(3 ** 7);
  });

  test('taking away what an element rests on never makes a result eligible, and never makes one not eligible', () => {
    for (const combination of combinations()) {
      const before = combine(combination);
      for (const index of combination.keys()) {
        const after = combine(combination.with(index, 'unknown'));
        if (after !== before) expect(after).toBe('undetermined');
      }
    }
  });

  test('a result that an unknown leaves open could go either way', () => {
    for (const combination of combinations()) {
      if (combine(combination) !== 'undetermined') continue;
      const settled = (as: Verdict) => combine(combination.map((verdict) => (verdict === 'unknown' ? as : verdict)));
      expect([settled('met'), settled('not-met')]).toEqual(['eligible', 'not-eligible']);
    }
  });

  test('no elements is our bug, not an eligible incursion', () => {
    expect(() => combine([])).toThrow();
  });
});

/** A whole world to judge in, every part of which may be missing. */
const timeMs = fc.oneof(
  fc.integer({ min: Date.UTC(2018, 8, 1), max: Date.UTC(2027, 0, 31) }),
  fc.constantFrom(Date.UTC(2023, 5, 15, 17), Date.UTC(2026, 2, 1, 17), Date.UTC(2025, 9, 15, 17)),
);
const recordedAt = (momentMs: number): fc.Arbitrary<RecordedElement> =>
  fc
    .record({
      id: fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'),
      element: fc.constantFrom(...recordableElementIds),
      verdict: fc.constantFrom(...verdicts),
      by: fc.constant('Agent Example'),
      madeAtMs: fc.integer({ min: -5, max: 5 }).map((offset) => momentMs + offset),
      lagMs: fc.nat(10),
      facts: fc.constant('Example facts'),
      purpose: fc.option(fc.constantFrom('enforce the law', 'protect the public', 'other'), { nil: undefined }),
      limb: fc.option(fc.constantFrom('federal' as const, 'sltt' as const), { nil: undefined }),
      certified: fc.option(fc.boolean(), { nil: undefined }),
      attachment: fc.option(fc.constantFrom(...attachments), { nil: undefined }),
    })
    .map(({ lagMs, ...record }) => recordedElementSchema.parse({ ...record, enteredAtMs: record.madeAtMs + lagMs }));
const world = timeMs.chain((momentMs) =>
  fc.record({
    momentMs: fc.constant(momentMs),
    recorded: fc.array(recordedAt(momentMs), { maxLength: 12 }),
    complete: fc.boolean(),
    status: fc.constantFrom('designated', 'pending', 'rescinded', null),
    synthetic: fc.boolean(),
    lng: fc.constantFrom(-109.95, -109.9005, -109.8),
    sigmaM: fc.constantFrom(0, 10, 500),
    sector: fc.constantFrom('TCA', 'YUM', null),
    presence: fc.constantFrom<Incursion['presence']>(
      { probability: 0.99, grade: 'confirmed', reasons: [] },
      { probability: 0.99, grade: 'probable', reasons: [] },
      { probability: 0.5, grade: 'possible', reasons: [] },
      { probability: 0.01, grade: null, reasons: [] },
    ),
    evidence: fc.constantFrom(...evidences),
  }),
);
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const mayDecide = ({ madeAtMs, attachment }: RecordedElement, momentMs: number): boolean =>
  madeAtMs <= momentMs && attachment !== 'earlier-state';

const judge = (it: World) =>
  determineEligibility(
    { ...incursion, presence: it.presence },
    { timeMs: it.momentMs, lng: it.lng, lat: 31.45, sigmaM: it.sigmaM, sector: it.sector },
    {
      authority: authorityTable,
      authorityVersion: { label: 'built in', digest: 'd' },
      designations: new DesignationIndex({
        areas: [ridge],
        designations: it.status === null ? [] : [{ ...ridgeDesignated, status: it.status }],
        completeness: it.complete ? [completeTucson] : [],
        synthetic: it.synthetic,
      }),
      evidence: it.evidence,
      recorded: it.recorded,
    },
  );

/** Everything on the record that speaks for eligibility. */
const best: World = {
  momentMs: Date.UTC(2023, 5, 15, 17),
  recorded: (['acting-component', 'credible-threat', 'positive-identification', 'faa-coordination'] as const).map(
    (element): RecordedElement => ({
      id: element,
      element,
      verdict: 'met',
      by: 'Agent Example',
      madeAtMs: Date.UTC(2023, 5, 15, 16),
      enteredAtMs: Date.UTC(2023, 5, 15, 16, 30),
      facts: 'Example facts.',
    }),
  ),
  complete: true,
  status: 'designated',
  synthetic: true,
  lng: -109.95,
  sigmaM: 10,
  sector: 'TCA',
  presence: { probability: 0.99, grade: 'confirmed', reasons: [] },
  evidence: 'uas-identified',
};

describe('a determination', () => {
  test('with everything on the record in time is eligible on the record, with its reserves', () => {
    expect(judge(best)).toMatchObject({
      incursionId: 'incursion-1',
      atMs: best.momentMs,
      day: '2023-06-15',
      statuteVersion: 'v2018',
      authorityTableAsOf: '2026-11-22',
      result: 'eligible',
      sentence:
        'Eligible on the record: every element is met. With reserve: covered-asset basis or another statutory purpose: synthetic area.',
    });
  });

  test('with nothing recorded names what is missing', () => {
    expect(judge({ ...best, recorded: [] })).toMatchObject({
      result: 'undetermined',
      sentence:
        'Undetermined on the record; not known: acting component; credible threat determined; positive identification and friendly deconfliction; FAA coordination.',
    });
  });

  test('names every element that is not met, and nothing that is only unknown', () => {
    expect(judge({ ...best, recorded: [], lng: -109.8, momentMs: Date.UTC(2025, 9, 15, 17) })).toMatchObject({
      result: 'not-eligible',
      sentence:
        'Not eligible on the record: no 124n authority in force on that day; no 124n covered-asset basis on record; other law not assessed.',
    });
  });

  test('any one of the recorded elements missing leaves it undetermined, never eligible nor not eligible', () => {
    for (const record of best.recorded) {
      const { result, elements } = judge({ ...best, recorded: best.recorded.filter((it) => it !== record) });
      expect(result, record.element).toBe('undetermined');
      expect(elements.filter((it) => it.verdict === 'unknown').map((it) => it.id)).toEqual([record.element]);
    }
  });

  test('any one of the recorded elements made after the moment leaves it undetermined', () => {
    for (const record of best.recorded) {
      const late = { ...record, madeAtMs: best.momentMs + 1, enteredAtMs: best.momentMs + 1 };
      const recorded = best.recorded.map((it) => (it === record ? late : it));
      expect(judge({ ...best, recorded }).result, record.element).toBe('undetermined');
    }
  });
});

describe('over every combination of what the record may hold, each element met, not met or missing', () => {
  const days = {
    met: Date.UTC(2023, 5, 15, 17),
    'not-met': Date.UTC(2025, 9, 15, 17),
    unknown: Date.UTC(2024, 4, 13, 17),
  };
  const presences: Readonly<Record<Verdict, Incursion['presence']>> = {
    met: { probability: 0.99, grade: 'confirmed', reasons: [] },
    'not-met': { probability: 0.01, grade: null, reasons: [] },
    unknown: { probability: 0.5, grade: 'possible', reasons: [] },
  };
  const basis: Readonly<Record<Verdict, Partial<World>>> = {
    met: {},
    'not-met': { lng: -109.8 },
    unknown: { lng: -109.8, complete: false },
  };
  const worldOf = (combination: readonly Verdict[]): World => {
    const wanted = new Map(rules.map(({ id }, place) => [id, combination[place]!]));
    const momentMs = days[wanted.get('authority-in-force')!];
    return {
      ...best,
      ...basis[wanted.get('covered-asset-basis')!],
      momentMs,
      presence: presences[wanted.get('place-in-us')!],
      // A missing input is a record that is not there, not one that says “unknown”.
      recorded: best.recorded.flatMap((record): RecordedElement[] => {
        const verdict = wanted.get(record.element)!;
        const madeAtMs = momentMs - 60_000;
        return verdict === 'unknown' ? [] : [{ ...record, verdict, madeAtMs, enteredAtMs: madeAtMs }];
      }),
    };
  };

  test('eligible exactly with all of them, not eligible exactly where one fails, and undetermined wherever one is missing and none fails', () => {
    let count = 0;
    for (const combination of combinations()) {
      const { result, elements } = judge(worldOf(combination));
      expect(elements.map(({ verdict }) => verdict)).toEqual(combination);
      const expected = combination.includes('not-met')
        ? 'not-eligible'
        : combination.includes('unknown')
          ? 'undetermined'
          : 'eligible';
      expect(result).toBe(expected);
      count++;
    }
    expect(count).toBe(3 ** 7);
  });
});

describe('whatever is on the record', () => {
  test('the result is the conjunction of seven elements, each cited and with a sentence', () => {
    fc.assert(
      fc.property(world, (it) => {
        const eligibility = judge(it);
        expect(eligibilitySchema.parse(eligibility)).toEqual(eligibility);
        expect(eligibility.elements.map((element) => element.id)).toEqual(rules.map((rule) => rule.id));
        expect(eligibility.result).toBe(combine(eligibility.elements.map((element) => element.verdict)));
        for (const element of eligibility.elements) {
          expect(element.citations.length).toBeGreaterThan(0);
          expect(element.sentence).toMatch(/^\S.*[.!?]$/s);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('an element that needs a person is unknown until one has recorded it in time', () => {
    fc.assert(
      fc.property(world, (it) => {
        const { elements } = judge(it);
        for (const { id, verdict } of elements) {
          if (id === 'authority-in-force' || id === 'place-in-us' || id === 'covered-asset-basis') continue;
          const timely = it.recorded.filter((record) => record.element === id && mayDecide(record, it.momentMs));
          const uncertified = timely.some((record) => record.limb === 'sltt' && record.certified === false);
          if (id === 'acting-component' && verdict === 'not-met' && uncertified) continue;
          if (!timely.some((record) => record.verdict === verdict)) expect(verdict).toBe('unknown');
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('without any record of a person it is never eligible, and not eligible only for what is computed', () => {
    fc.assert(
      fc.property(world, (it) => {
        const withoutRecords = judge({ ...it, recorded: [] });
        expect(withoutRecords.result).not.toBe('eligible');
        const computed = (id: string) => withoutRecords.elements.find((element) => element.id === id)?.verdict;
        if (withoutRecords.result === 'not-eligible') {
          expect(['authority-in-force', 'place-in-us', 'covered-asset-basis'].map(computed)).toContain('not-met');
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('records made after the moment, or for an earlier state, never make it eligible and never make it not eligible', () => {
    fc.assert(
      fc.property(world, (it) => {
        const timely = it.recorded.filter((record) => mayDecide(record, it.momentMs));
        const before = judge({ ...it, recorded: timely }).result;
        const after = judge(it).result;
        if (after !== before) expect([before, after]).toEqual(['eligible', 'undetermined']);
      }),
      { numRuns: 2000 },
    );
  });

  test('without a statement of completeness a missing designation never makes it not eligible for lack of a basis', () => {
    fc.assert(
      fc.property(world, (it) => {
        const { elements } = judge({ ...it, complete: false });
        expect(elements.find((element) => element.id === 'covered-asset-basis')?.verdict).not.toBe('not-met');
      }),
      { numRuns: 1000 },
    );
  });

  test('from 2025-12-18 lack of a covered asset alone never makes it not eligible', () => {
    fc.assert(
      fc.property(world, (it) => {
        const recorded = it.recorded.filter((record) => record.element !== 'covered-asset-basis');
        const { elements } = judge({ ...it, recorded });
        const basis = elements.find((element) => element.id === 'covered-asset-basis')!;
        if (easternDay(it.momentMs) >= otherPurposesSince) expect(basis.verdict).not.toBe('not-met');
        expect(basis.citations[0]).toBe(
          easternDay(it.momentMs) >= otherPurposesSince
            ? '6 U.S.C. 124n(l)(3)'
            : easternDay(it.momentMs) >= '2018-10-05'
              ? '6 U.S.C. 124n(k)(3)'
              : '6 U.S.C. 124n',
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('a synthetic area never decides a real flight', () => {
    fc.assert(
      fc.property(world, (it) => {
        const { elements } = judge({ ...it, synthetic: false, recorded: [] });
        expect(elements.find((element) => element.id === 'covered-asset-basis')?.verdict).not.toBe('met');
      }),
    );
  });

  test('the order of the records does not matter', () => {
    fc.assert(
      fc.property(world, (it) => {
        const unique = [...new Map(it.recorded.map((record) => [record.id, record])).values()];
        expect(judge({ ...it, recorded: unique.toReversed() })).toEqual(judge({ ...it, recorded: unique }));
      }),
    );
  });

  test('it never says what the record does not', () => {
    const never = /nobody could act|illegal|smuggl|cartel|intentional|you may|must act|shall act|authori[sz]ed to/i;
    fc.assert(
      fc.property(world, (it) => {
        const { sentence, elements } = judge(it);
        for (const text of [sentence, ...elements.flatMap((element) => [element.sentence, element.qualifier ?? ''])]) {
          expect(text).not.toMatch(never);
        }
        expect(sentence).toContain('on the record');
        if (sentence.startsWith('Not eligible')) expect(sentence).toContain('other law not assessed');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a record of a determination', () => {
  const record = {
    id: 'r1',
    element: 'credible-threat',
    verdict: 'met',
    by: 'Agent Example',
    madeAtMs: 10,
    enteredAtMs: 10,
    facts: 'Example facts.',
  };
  test.each([
    ['says who', { by: ' ' }, 'by'],
    ['says on what facts', { facts: '' }, 'facts'],
    ['is not entered before it was made', { enteredAtMs: 9 }, 'enteredAtMs'],
    ['never replaces what is computed: authority', { element: 'authority-in-force' }, 'element'],
    ['never replaces what is computed: place', { element: 'place-in-us' }, 'element'],
  ])('%s', (_, change, field) => {
    expect(recordedElementSchema.safeParse(record).success).toBe(true);
    const result = recordedElementSchema.safeParse({ ...record, ...change });
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([field]);
  });
});
