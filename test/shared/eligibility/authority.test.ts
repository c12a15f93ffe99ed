import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookUpAuthority } from '../../../shared/eligibility/authority.ts';
import { type AuthorityTable, authorityTableSchema } from '../../../shared/eligibility/authority-table.ts';
import { authorityTable, readTable } from './support.ts';

const dayAfter = (day: string, days = 1) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const dayBetween = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from), max: Date.parse(to) }).map((ms) => new Date(ms).toISOString().slice(0, 10));

// The exact boundary days stand as cases in test/fixtures/rules/authority-in-force.
describe('every day of the table', () => {
  test('an undisputed day of a verified Act is met and cites that Act', () => {
    for (const interval of authorityTable.intervals) {
      if (interval.limb !== 'federal' || interval.lastUndisputedDay === null) continue;
      const last = [interval.lastUndisputedDay, interval.effectiveTo].sort()[0]!;
      for (let day = interval.from; day <= last && day <= authorityTable.asOf; day = dayAfter(day)) {
        if (authorityTable.gaps.some((gap) => gap.from <= day && day <= gap.to)) continue;
        const found = lookUpAuthority(authorityTable, day);
        expect(found, day).toMatchObject({ verdict: 'met', interval, evidence: [`authority:${interval.id}`] });
        expect(found.qualifier?.includes('source unverified') ?? false, day).toBe(!interval.verified);
        expect(found.citations.at(-1)).toBe(`${interval.publicLaw}, ${interval.act}`);
      }
    }
  });

  test('the lapse is 42 days, each not met', () => {
    let days = 0;
    for (let day = '2025-09-30'; day <= '2025-11-12'; day = dayAfter(day)) {
      if (lookUpAuthority(authorityTable, day).verdict === 'not-met') days++;
    }
    expect(days).toBe(42);
  });

  test('these days and no others up to the as-of date are unknown', () => {
    const unknown: string[] = [];
    for (let day = '2018-01-01'; day <= authorityTable.asOf; day = dayAfter(day)) {
      if (lookUpAuthority(authorityTable, day).verdict === 'unknown') unknown.push(day);
    }
    expect(unknown).toEqual([
      '2022-12-16',
      '2022-12-23',
      '2023-09-30',
      '2024-05-11',
      '2024-05-12',
      '2024-05-13',
      '2024-05-14',
      '2024-05-15',
      '2024-12-20',
      '2024-12-21',
      '2025-03-14',
      '2025-03-15',
      '2025-09-30',
    ]);
  });

  test('after the as-of date nothing is met and nothing is not met', () => {
    fc.assert(
      fc.property(
        dayBetween(dayAfter(authorityTable.asOf), '2099-12-31'),
        fc.constantFrom('federal', 'sltt'),
        (day, limb) => {
          expect(lookUpAuthority(authorityTable, day, limb as 'federal' | 'sltt')).toMatchObject({
            verdict: 'unknown',
            qualifier: `not verified since ${authorityTable.asOf}`,
          });
        },
      ),
    );
  });

  test('before the first Act it is not met', () => {
    fc.assert(
      fc.property(dayBetween('1990-01-01', '2018-10-04'), (day) => {
        expect(lookUpAuthority(authorityTable, day)).toMatchObject({ verdict: 'not-met', statuteVersion: null });
      }),
    );
  });

  test('State and local agencies have no authority under 124n before 2025-12-18, and only certified ones after', () => {
    expect(lookUpAuthority(authorityTable, '2025-12-17', 'sltt')).toMatchObject({ verdict: 'not-met', interval: null });
    expect(lookUpAuthority(authorityTable, '2025-12-18', 'sltt')).toMatchObject({
      verdict: 'met',
      qualifier: 'source unverified; certified agencies only; first day of the Act, its hour not in the table',
      evidence: ['authority:i17'],
    });
  });
});

describe('a table can be edited, but not into nonsense', () => {
  const edited = (edit: (table: AuthorityTable) => void) => {
    const table = readTable() as AuthorityTable;
    edit(table);
    return authorityTableSchema.safeParse(table);
  };

  test('the table we ship is accepted', () => {
    expect(edited(() => undefined).success).toBe(true);
  });

  test.each<[string, Parameters<typeof edited>[0], string]>([
    [
      'an interval that ends before it begins',
      (t) => Object.assign(t.intervals[4]!, { effectiveTo: '2022-12-30' }),
      'intervals.4.effectiveTo',
    ],
    [
      'two federal intervals on one day',
      (t) => Object.assign(t.intervals[1]!, { from: '2022-10-05' }),
      'intervals.1.from',
    ],
    [
      'an interval that runs into a lapse',
      (t) => Object.assign(t.intervals[13]!, { to: '2025-10-02', effectiveTo: '2025-10-02' }),
      'intervals.13.from',
    ],
    [
      'an undisputed day after the termination',
      (t) => Object.assign(t.intervals[0]!, { lastUndisputedDay: '2022-10-06' }),
      'intervals.0.lastUndisputedDay',
    ],
    ['a gap that ends before it begins', (t) => Object.assign(t.gaps[3]!, { to: '2025-09-01' }), 'gaps.3.to'],
    ['a gap of an unknown kind', (t) => Object.assign(t.gaps[3]!, { kind: 'hole' }), 'gaps.3.kind'],
    ['a date with a time', (t) => Object.assign(t.intervals[0]!, { from: '2018-10-05T00:00:00Z' }), 'intervals.0.from'],
    ['an id used twice', (t) => Object.assign(t.intervals[1]!, { id: 'i01' }), 'intervals.1.id'],
    ['an Act without a source', (t) => Object.assign(t.intervals[1]!, { source: [] }), 'intervals.1.source'],
    [
      'a source that is not in the table',
      (t) => Object.assign(t.intervals[1]!, { source: ['hearsay'] }),
      'intervals.1.source',
    ],
    [
      'authority of nobody in particular',
      (t) => Object.assign(t.intervals[1]!, { agencyLimb: 'Somebody' }),
      'intervals.1.agencyLimb',
    ],
    [
      'two statute versions on one day',
      (t) => Object.assign(t.statuteVersions[1]!, { from: '2025-12-17' }),
      'statuteVersions.1.from',
    ],
    ['another schema', (t) => Object.assign(t, { schemaVersion: 2 }), 'schemaVersion'],
  ])('%s is refused, the field named', (_, edit, field) => {
    const result = edited(edit);
    expect(result.success).toBe(false);
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain(field);
  });

  test('a day that the table forgets is unknown, not lapsed', () => {
    const table = { ...authorityTable, gaps: [] };
    expect(lookUpAuthority(table, '2025-10-15')).toMatchObject({ verdict: 'unknown', qualifier: 'not in the table' });
  });

  test('a lapse that no one verified is unknown', () => {
    const gaps = authorityTable.gaps.map((gap) => ({ ...gap, verified: false }));
    expect(lookUpAuthority({ ...authorityTable, gaps }, '2025-10-15')).toMatchObject({
      verdict: 'unknown',
      qualifier: 'lapse, source unverified',
    });
  });

  test('an interval without an undisputed day gives unknown even where no gap is noted', () => {
    const gaps = authorityTable.gaps.filter((gap) => gap.id !== 'g1');
    const found = lookUpAuthority({ ...authorityTable, gaps }, '2024-05-13');
    expect(found).toMatchObject({ verdict: 'unknown', qualifier: 'disputed day' });
    expect(found.sentence).toContain('does not establish that Pub. L. 118-60 extended it');
  });

  test('a disputed day covered by a later Act is only as well sourced as that Act', () => {
    const intervals = authorityTable.intervals.map((row) => (row.id === 'i02' ? { ...row, verified: false } : row));
    expect(lookUpAuthority({ ...authorityTable, intervals }, '2022-10-05')).toMatchObject({
      verdict: 'met',
      qualifier: 'source unverified',
    });
  });

  test('a later Act covers a disputed day up to and with its own last undisputed day', () => {
    const withLast = (lastUndisputedDay: string) => {
      const intervals = authorityTable.intervals.map((row) => (row.id === 'i02' ? { ...row, lastUndisputedDay } : row));
      return lookUpAuthority({ ...authorityTable, intervals }, '2022-10-05').verdict;
    };
    expect([withLast('2022-10-05'), withLast('2022-10-04')]).toEqual(['met', 'unknown']);
  });

  test('gaps are of the federal authority', () => {
    const gaps = authorityTable.gaps.map((gap) => ({ ...gap, from: '2026-01-01', to: '2026-01-31' }));
    const table = { ...authorityTable, gaps };
    expect(lookUpAuthority(table, '2026-01-15').verdict).toBe('unknown');
    expect(lookUpAuthority(table, '2026-01-15', 'sltt').verdict).toBe('met');
  });

  test('the order of the rows does not matter', () => {
    const shuffled = fc.shuffledSubarray([...authorityTable.intervals], { minLength: authorityTable.intervals.length });
    fc.assert(
      fc.property(shuffled, dayBetween('2018-10-01', '2026-12-01'), (intervals, day) => {
        expect(lookUpAuthority({ ...authorityTable, intervals }, day)).toEqual(lookUpAuthority(authorityTable, day));
      }),
    );
  });
});
