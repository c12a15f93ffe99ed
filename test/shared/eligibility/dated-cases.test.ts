import { describe, expect, test } from 'vitest';
import { concludeGroup } from '../../../shared/conclude.ts';
import { lookUpAuthority } from '../../../shared/eligibility/authority.ts';
import { buildCoverageJudge } from '../../../shared/eligibility/coverage.ts';
import { DesignationIndex } from '../../../shared/eligibility/designations.ts';
import { determineEligibility } from '../../../shared/eligibility/determine.ts';
import { buildReferenceData } from '../../../shared/geo/locate.ts';
import type { Area, Designation } from '../../../shared/model/area.ts';
import { coverageStates, type Eligibility, type Verdict } from '../../../shared/model/conclusion.ts';
import { NO_STATE } from '../../../shared/model/coverage.ts';
import type { RecordableElementId, RecordedElement } from '../../../shared/model/recorded-element.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { aSensor, groupOf, startMs } from '../../helpers/detection-group.ts';
import { readResource } from '../geo/support.ts';
import { authorityTable, box, completeTucson, incursion, ridge, ridgeDesignated } from './support.ts';

// The dated cases of the issue, each told twice: by the coverage judge that colours the map, and by the determination. Written by
// hand from the authority table's dates and notes, not from what the program says.

/** What stands on both days of every interval, and why. US Eastern days; federal but for i17. */
const boundaryDays: readonly [id: string, from: Verdict, until: Verdict, why: string][] = [
  ['i01', 'met', 'met', 'the next Act was signed days before'],
  ['i02', 'met', 'unknown', 'the next Act was signed on that very day'],
  ['i03', 'met', 'unknown', 'the next Act was signed on that very day'],
  ['i04', 'met', 'met', 'the next Act was signed the day before'],
  ['i05', 'met', 'unknown', 'the next Act was signed on that very day'],
  ['i06', 'met', 'met', 'the next Act was signed two days before'],
  ['i07', 'met', 'met', 'the next Act was signed weeks before'],
  ['i08', 'met', 'met', 'the next Act was signed the day before'],
  ['i09', 'met', 'unknown', 'the possible gap g1 begins on it'],
  ['i10', 'unknown', 'unknown', 'whether that Act extended the section is not established'],
  ['i11', 'met', 'met', 'the next Act was signed days before'],
  ['i12', 'met', 'unknown', 'g2: the next Act followed the date in the text'],
  ['i13', 'unknown', 'unknown', 'g2 and g3'],
  ['i14', 'unknown', 'unknown', 'g3, and then the lapse'],
  ['i15', 'met', 'met', 'replaced by the next Act before its own date'],
];

describe('the first and the last day of every interval', () => {
  test.each(boundaryDays)('%s: %s, then %s: %s', (id, from, until) => {
    const row = authorityTable.intervals.find((one) => one.id === id)!;
    expect(lookUpAuthority(authorityTable, row.from).verdict).toBe(from);
    expect(lookUpAuthority(authorityTable, row.effectiveTo).verdict).toBe(until);
  });

  test('none is left out, and the two that run past the as-of date begin met and are not verified after it', () => {
    const open = authorityTable.intervals.filter(({ effectiveTo }) => effectiveTo > authorityTable.asOf);
    expect([...boundaryDays.map(([id]) => id), ...open.map(({ id }) => id)]).toEqual(
      authorityTable.intervals.map(({ id }) => id),
    );
    for (const { from, effectiveTo, limb } of open) {
      expect(lookUpAuthority(authorityTable, from, limb)).toMatchObject({ verdict: 'met' });
      expect(lookUpAuthority(authorityTable, effectiveTo, limb)).toMatchObject({
        verdict: 'unknown',
        qualifier: `not verified since ${authorityTable.asOf}`,
      });
    }
  });

  test('inside every interval that is established it is met, with “source unverified” exactly where the table says so', () => {
    for (const row of authorityTable.intervals.filter(({ lastUndisputedDay }) => lastUndisputedDay !== null)) {
      const middle = middleDay(row.from, row.effectiveTo < authorityTable.asOf ? row.effectiveTo : authorityTable.asOf);
      const found = lookUpAuthority(authorityTable, middle, row.limb);
      expect(found, row.id).toMatchObject({ verdict: 'met', interval: row });
      expect(found.qualifier?.includes('source unverified') ?? false, row.id).toBe(!row.verified);
    }
  });
});

const middleDay = (from: string, to: string): string =>
  new Date((Date.parse(from) + Date.parse(to)) / 2).toISOString().slice(0, 10);

interface Case {
  readonly about: string;
  /** UTC. */
  readonly at: string;
  readonly designations?: readonly Designation[];
  readonly complete?: boolean;
  readonly place?: readonly [lng: number, lat: number];
  readonly sigmaM?: number;
  /** Named in time besides everything else that a person records. */
  readonly purpose?: string;
  readonly state: string;
  readonly authority: Verdict;
  readonly basis: Verdict;
  /** With all else on record in time and met. */
  readonly result: Eligibility['result'];
  /** First citation of the basis: the definition by the text of that day. */
  readonly cites: string;
}

const pending: Designation = { ...ridgeDesignated, status: 'pending', from: '2018-01-01' };
const rescinded: Designation[] = [
  { ...ridgeDesignated, from: '2018-01-01' },
  { ...ridgeDesignated, id: 'd2', status: 'rescinded', from: '2023-06-01' },
];
const always: Designation = { ...ridgeDesignated, from: '2018-01-01' };
const outside = [-109.95, 31.6] as const;
const [before, k3, l3] = ['6 U.S.C. 124n', '6 U.S.C. 124n(k)(3)', '6 U.S.C. 124n(l)(3)'];

const cases: readonly Case[] = [
  {
    about: 'before 2018-10-05, in what would be designated',
    at: '2018-10-04T17:00:00Z',
    state: 'no-authority',
    authority: 'not-met',
    basis: 'met',
    result: 'not-eligible',
    cites: before,
  },
  {
    about: 'in force and verified, designated',
    at: '2023-03-15T17:00:00Z',
    state: 'designated',
    authority: 'met',
    basis: 'met',
    result: 'eligible',
    cites: k3,
  },
  {
    about: 'in force, the source unverified: met, with the reserve',
    at: '2022-12-20T17:00:00Z',
    state: 'designated',
    authority: 'met',
    basis: 'met',
    result: 'eligible',
    cites: k3,
  },
  {
    about: 'a disputed day, designated',
    at: '2023-09-30T17:00:00Z',
    state: 'designated',
    authority: 'unknown',
    basis: 'met',
    result: 'undetermined',
    cites: k3,
  },
  {
    about: 'the possible gap, designated',
    at: '2024-05-13T17:00:00Z',
    state: 'designated',
    authority: 'unknown',
    basis: 'met',
    result: 'undetermined',
    cites: k3,
  },
  {
    about: 'the lapse, first instant in Washington, designated',
    at: '2025-10-01T04:00:00Z',
    state: 'no-authority',
    authority: 'not-met',
    basis: 'met',
    result: 'not-eligible',
    cites: k3,
  },
  {
    about: 'the lapse, last instant in Washington, designated',
    at: '2025-11-12T04:59:59.999Z',
    state: 'no-authority',
    authority: 'not-met',
    basis: 'met',
    result: 'not-eligible',
    cites: k3,
  },
  {
    about: 'outside, the list complete, the day before the new text',
    at: '2025-12-18T04:59:59.999Z',
    place: outside,
    state: 'outside',
    authority: 'met',
    basis: 'not-met',
    result: 'not-eligible',
    cites: k3,
  },
  {
    about: 'outside, the list complete, the first instant of the new text, no purpose named',
    at: '2025-12-18T05:00:00Z',
    place: outside,
    state: 'outside',
    authority: 'met',
    basis: 'unknown',
    result: 'undetermined',
    cites: l3,
  },
  {
    about: 'outside under the new text, with a named purpose',
    at: '2026-02-01T17:00:00Z',
    place: outside,
    purpose: 'enforce the law',
    state: 'outside',
    authority: 'met',
    basis: 'met',
    result: 'eligible',
    cites: l3,
  },
  {
    about: 'designated under the new text needs no purpose',
    at: '2026-02-01T17:00:00Z',
    state: 'designated',
    authority: 'met',
    basis: 'met',
    result: 'eligible',
    cites: l3,
  },
  {
    about: 'after the table’s as-of date, with a named purpose',
    at: '2026-11-23T17:00:00Z',
    purpose: 'protect the public',
    state: 'designated',
    authority: 'unknown',
    basis: 'met',
    result: 'undetermined',
    cites: l3,
  },
  {
    about: 'pending, the list complete',
    at: '2023-03-15T17:00:00Z',
    designations: [pending],
    state: 'pending',
    authority: 'met',
    basis: 'not-met',
    result: 'not-eligible',
    cites: k3,
  },
  {
    about: 'pending, the list not stated complete',
    at: '2023-03-15T17:00:00Z',
    designations: [pending],
    complete: false,
    state: 'pending',
    authority: 'met',
    basis: 'unknown',
    result: 'undetermined',
    cites: k3,
  },
  {
    about: 'the day before it was rescinded',
    at: '2023-05-31T17:00:00Z',
    designations: rescinded,
    state: 'designated',
    authority: 'met',
    basis: 'met',
    result: 'eligible',
    cites: k3,
  },
  {
    about: 'the day it was rescinded, the list complete',
    at: '2023-06-01T17:00:00Z',
    designations: rescinded,
    state: 'outside',
    authority: 'met',
    basis: 'not-met',
    result: 'not-eligible',
    cites: k3,
  },
  {
    about: 'designations not known: absence proves nothing',
    at: '2023-03-15T17:00:00Z',
    designations: [],
    complete: false,
    state: 'unknown',
    authority: 'met',
    basis: 'unknown',
    result: 'undetermined',
    cites: k3,
  },
  {
    about: 'the position error larger than the distance to the edge, inside',
    at: '2023-03-15T17:00:00Z',
    place: [-109.95, 31.401],
    sigmaM: 150,
    state: 'boundary',
    authority: 'met',
    basis: 'unknown',
    result: 'undetermined',
    cites: k3,
  },
  {
    about: 'the position error larger than the distance to the edge, outside',
    at: '2023-03-15T17:00:00Z',
    place: [-109.95, 31.399],
    sigmaM: 150,
    state: 'boundary',
    authority: 'met',
    basis: 'unknown',
    result: 'undetermined',
    cites: k3,
  },
];

describe('dated cases', () => {
  test.each(cases.map((one) => [one.about, one] as const))('%s', (_, one) => {
    const timeMs = Date.parse(one.at);
    const [lng, lat] = one.place ?? [-109.95, 31.45];
    const sigmaM = one.sigmaM ?? 10;
    const records = {
      areas: [ridge],
      designations: one.designations ?? [always],
      completeness: one.complete === false ? [] : [{ ...completeTucson, from: '2018-01-01' }],
      synthetic: true,
    };
    const judge = buildCoverageJudge({ ...records, authority: authorityTable, digest: 'd' });
    const code = judge.state(lng, lat, timeMs, 0.99, sigmaM, 'TCA');
    expect(code === NO_STATE ? null : coverageStates[code]).toBe(one.state);

    const found = determineEligibility(
      incursion,
      { timeMs, lng, lat, sigmaM, sector: 'TCA' },
      {
        authority: authorityTable,
        authorityVersion: { label: 'built in', digest: 'd' },
        designations: new DesignationIndex(records),
        evidence: 'uas-identified',
        recorded: recordedBefore(timeMs, one.purpose),
      },
    );
    const verdictOf = (id: string) => found.elements.find((element) => element.id === id)!;
    expect(verdictOf('authority-in-force').verdict).toBe(one.authority);
    expect(verdictOf('covered-asset-basis').verdict).toBe(one.basis);
    expect(verdictOf('covered-asset-basis').citations[0]).toBe(one.cites);
    expect(found.result).toBe(one.result);
  });
});

function recordedBefore(timeMs: number, purpose: string | undefined): RecordedElement[] {
  const elements: RecordableElementId[] = [
    'acting-component',
    'credible-threat',
    'positive-identification',
    'faa-coordination',
    ...(purpose === undefined ? [] : (['covered-asset-basis'] as const)),
  ];
  return elements.map((element) => ({
    id: element,
    element,
    verdict: 'met',
    by: 'Agent Example',
    madeAtMs: timeMs - 60_000,
    enteredAtMs: timeMs - 30_000,
    facts: 'Example facts.',
    ...(element === 'covered-asset-basis' ? { purpose } : {}),
  }));
}

describe('a flight that starts outside, crosses an area’s edge and leaves', () => {
  const reference = buildReferenceData({
    border: readResource('border.json'),
    borderError: readResource('border-error.json'),
    sectors: readResource('sectors.json'),
    portsOfEntry: readResource('ports-of-entry.json'),
  });
  const [lng, lineLat] = [-110.5, 31.33315];
  /** From 2.2 km to 4.4 km north of the line. */
  const area: Area = {
    ...ridge,
    edgeAccuracyM: 10,
    geometry: box(lng - 0.05, lineLat + 0.02, lng + 0.05, lineLat + 0.04),
  };
  const records = { areas: [area], designations: [always], completeness: [completeTucson], synthetic: true };

  /** From 1.1 km south of the line to 5.5 km north of it and back, 20 m a second. */
  function flown(sigmaM: number, at = Date.UTC(2024, 7, 20, 3)) {
    const steps = 340;
    const rows = Array.from({ length: steps }, (_, i) => ({ s: 2 * i, east: 0, north: i, sigmaM, sensor: aSensor }));
    const group = groupOf(rows);
    const lat = Float64Array.from(rows, (_, i) => lineLat - 0.01 + 0.00036 * (i < steps / 2 ? i : steps - 1 - i));
    const observedAtMs = group.columns.observedAtMs.map((timeMs) => timeMs - startMs + at);
    const columns = { ...group.columns, observedAtMs, lng: new Float64Array(steps).fill(lng), lat };
    const [concluded] = concludeGroup(
      { ...group, columns },
      {
        reference,
        authority: authorityTable,
        authorityVersion: { label: 'built in', digest: 'd' },
        judge: buildCoverageJudge({ ...records, authority: authorityTable, digest: 'd' }),
        designations: new DesignationIndex(records),
        settings: defaultSettings,
      },
    );
    return concluded!;
  }

  const runsOf = (coverage: Uint8Array): string[] => {
    const states = Array.from(coverage, (code) => coverageStates[code]!);
    return states.filter((state, i) => state !== states[i - 1]);
  };

  test('is told along its way, with the seconds of each state adding up to the flight', () => {
    const { flight, path, eligibilities } = flown(10);
    const out = ['not-us', 'boundary', 'outside', 'boundary', 'designated', 'boundary', 'outside'];
    expect(runsOf(path.coverage)).toEqual([...out, ...out.toReversed().slice(1)]);
    const { observed, inferred } = flight.coverage;
    const total = Object.values(observed).reduce((sum, seconds) => sum + seconds, 0);
    expect(total).toBeCloseTo((flight.lastMs - flight.firstMs) / 1000, 6);
    expect(Object.values(inferred).every((seconds) => seconds === 0)).toBe(true);
    // 2.2 km at 20 m/s, there and back.
    expect(observed.designated).toBeGreaterThan(200);
    expect(observed.designated).toBeLessThan(225);
    expect(flight.areaIds).toEqual(['ridge']);
    // Judged where it was first surely in the US: there it was outside, and the list is complete.
    expect(eligibilities[0]!.elements.find(({ id }) => id === 'covered-asset-basis')!.verdict).toBe('not-met');
    expect(eligibilities[0]!.result).toBe('not-eligible');
  });

  test('with an error larger than the distance to any edge it is never said to be inside nor outside', () => {
    const { path } = flown(1500);
    const states = new Set(runsOf(path.coverage));
    expect(states.has('designated')).toBe(false);
    expect(states.has('boundary')).toBe(true);
  });

  test('in the lapse no place of it had authority', () => {
    const { path } = flown(10, Date.UTC(2025, 9, 15, 3));
    expect(runsOf(path.coverage)).toEqual(['not-us', 'boundary', 'no-authority', 'boundary', 'not-us']);
  });
});
