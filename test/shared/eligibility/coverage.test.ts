import { booleanPointInPolygon, multiPolygon, pointToPolygonDistance } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCoverageJudge, type CoverageRecords } from '../../../shared/eligibility/coverage.ts';
import { DesignationIndex } from '../../../shared/eligibility/designations.ts';
import type { Area, Designation } from '../../../shared/model/area.ts';
import { coverageStates } from '../../../shared/model/conclusion.ts';
import { NO_STATE } from '../../../shared/model/coverage.ts';
import { authorityTable, box, completeTucson, ridge, ridgeDesignated } from './support.ts';

const records = (change: Partial<CoverageRecords> = {}): CoverageRecords => ({
  areas: [ridge],
  designations: [ridgeDesignated],
  completeness: [completeTucson],
  synthetic: true,
  authority: authorityTable,
  digest: 'digest',
  ...change,
});

interface Asked {
  readonly place: readonly [lng: number, lat: number];
  readonly at: string | null;
  readonly pUs: number;
  readonly sigmaM: number;
  readonly sector: string | null;
}
const inside = [-109.95, 31.45] as const;
const outside = [-109.95, 31.6] as const;
/** About 111 m inside the southern edge. */
const nearEdge = [-109.95, 31.401] as const;
const plain: Asked = { place: inside, at: '2023-06-15T17:00:00Z', pUs: 0.99, sigmaM: 10, sector: 'TCA' };

function stateOf(asked: Partial<Asked>, change: Partial<CoverageRecords> = {}): string | null {
  const { place, at, pUs, sigmaM, sector } = { ...plain, ...asked };
  const judge = buildCoverageJudge(records(change));
  const code = judge.state(place[0], place[1], at === null ? null : Date.parse(at), pUs, sigmaM, sector);
  return code === NO_STATE ? null : coverageStates[code]!;
}

const pending: Designation = { ...ridgeDesignated, status: 'pending' };
const rescinded: Designation = { ...ridgeDesignated, status: 'rescinded' };
const lapse = '2025-10-15T17:00:00Z';
const twin: Area = { ...ridge, id: 'twin', name: 'Twin' };
const rescindedAtOnce: Designation[] = [ridgeDesignated, { ...rescinded, id: 'd2' }];

describe('the coverage state of a moment is the first that holds', () => {
  test.each<[string, string | null, Partial<Asked>, Partial<CoverageRecords>]>([
    ['no time, whatever else', null, { at: null, pUs: 0.01 }, {}],
    ['P(US) exactly 0.05', 'not-us', { pUs: 0.05 }, {}],
    ['not in the US, in the lapse, in a designated area', 'not-us', { pUs: 0.05, at: lapse }, {}],
    ['P(US) just above 0.05', 'boundary', { pUs: 0.0500001 }, {}],
    ['P(US) just below 0.95', 'boundary', { pUs: 0.9499999 }, {}],
    ['side undetermined, in the lapse', 'boundary', { pUs: 0.5, at: lapse }, {}],
    ['P(US) not known', 'boundary', { pUs: Number.NaN }, {}],
    ['P(US) exactly 0.95', 'designated', { pUs: 0.95 }, {}],
    ['in the lapse, in a designated area', 'no-authority', { at: lapse }, {}],
    ['in the lapse, at the edge of a designated area', 'no-authority', { at: lapse, place: nearEdge, sigmaM: 500 }, {}],
    ['in the lapse, designations not known', 'no-authority', { at: lapse }, { designations: [], completeness: [] }],
    ['before the section was enacted', 'no-authority', { at: '2018-10-05T03:59:59.999Z' }, {}],
    ['last instant before the lapse, a disputed day', 'designated', { at: '2025-10-01T03:59:59.999Z' }, {}],
    ['first instant of the lapse', 'no-authority', { at: '2025-10-01T04:00:00Z' }, {}],
    ['last instant of the lapse', 'no-authority', { at: '2025-11-12T04:59:59.999Z' }, {}],
    ['first instant after the lapse', 'designated', { at: '2025-11-12T05:00:00Z' }, {}],
    ['authority not known: a possible gap, designated', 'designated', { at: '2024-05-13T17:00:00Z' }, {}],
    [
      'authority not known: after the as-of date, outside',
      'outside',
      { at: '2026-12-01T17:00:00Z', place: outside },
      {},
    ],
    ['designated, list not stated complete', 'designated', {}, { completeness: [] }],
    ['designated, no sector', 'designated', { sector: null }, {}],
    [
      'designated and pending in the same place',
      'designated',
      {},
      { areas: [ridge, twin], designations: [{ ...pending, id: 'd0', areaId: 'twin' }, ridgeDesignated] },
    ],
    ['edge of a designated area undecided', 'boundary', { place: nearEdge, sigmaM: 200 }, {}],
    [
      'edge undecided because the edge itself is not known well',
      'boundary',
      { place: nearEdge, sigmaM: 0 },
      { areas: [{ ...ridge, edgeAccuracyM: 500 }] },
    ],
    ['edge decided inside', 'designated', { place: nearEdge, sigmaM: 10 }, {}],
    [
      'exactly on an edge without any error',
      'boundary',
      { place: [-109.95, 31.4], sigmaM: 0 },
      { areas: [{ ...ridge, edgeAccuracyM: 0 }] },
    ],
    [
      'a hair inside an edge without any error',
      'designated',
      { place: [-109.95, 31.4000001], sigmaM: 0 },
      { areas: [{ ...ridge, edgeAccuracyM: 0 }] },
    ],
    ['deep inside without any error', 'designated', { sigmaM: 0 }, { areas: [{ ...ridge, edgeAccuracyM: 0 }] }],
    ['outside but with an error larger than the distance', 'boundary', { place: [-109.95, 31.399], sigmaM: 200 }, {}],
    [
      'edge of a designated area, inside a pending one',
      'boundary',
      { place: nearEdge, sigmaM: 200 },
      {
        areas: [ridge, { ...twin, geometry: box(-110.5, 31, -109, 32) }],
        designations: [ridgeDesignated, { ...pending, id: 'd2', areaId: 'twin' }],
      },
    ],
    ['pending', 'pending', {}, { designations: [pending] }],
    ['pending, list not stated complete', 'pending', {}, { designations: [pending], completeness: [] }],
    ['edge of a pending area undecided', 'boundary', { place: nearEdge, sigmaM: 200 }, { designations: [pending] }],
    ['an error of 20 km in an area of 10', 'boundary', { sigmaM: 20_000 }, {}],
    ['rescinded', 'outside', {}, { designations: [rescinded] }],
    ['rescinded, list not stated complete', 'unknown', {}, { designations: [rescinded], completeness: [] }],
    [
      'rescinded that day while the designation was left open',
      'outside',
      {},
      { designations: [ridgeDesignated, { ...rescinded, id: 'd2', from: '2023-06-15' }] },
    ],
    ['designated and rescinded on one day', 'outside', {}, { designations: rescindedAtOnce }],
    ['designated before it was valid', 'outside', { at: '2022-12-01T04:59:59.999Z' }, {}],
    ['designated from its first instant', 'designated', { at: '2022-12-01T05:00:00Z' }, {}],
    [
      'designated to its last instant',
      'designated',
      { at: '2023-06-16T03:59:59.999Z' },
      { designations: [{ ...ridgeDesignated, to: '2023-06-15' }] },
    ],
    [
      'no longer designated',
      'outside',
      { at: '2023-06-16T04:00:00Z' },
      { designations: [{ ...ridgeDesignated, to: '2023-06-15' }] },
    ],
    ['in an area that no record designates', 'outside', {}, { designations: [] }],
    ['outside, list stated complete', 'outside', { place: outside }, {}],
    ['outside, list not stated complete', 'unknown', { place: outside }, { completeness: [] }],
    ['outside, statement of another sector', 'unknown', { place: outside, sector: 'YUM' }, {}],
    ['outside, no sector', 'unknown', { place: outside, sector: null }, {}],
    [
      'outside, statement of another day',
      'unknown',
      { place: outside },
      { completeness: [{ ...completeTucson, to: '2023-06-14' }] },
    ],
    [
      'outside, a designation whose area is not on record',
      'unknown',
      { place: outside },
      { designations: [{ ...ridgeDesignated, areaId: 'elsewhere' }] },
    ],
    ['in a synthetic area, real flights', 'outside', {}, { synthetic: false }],
    ['in a real area, real flights', 'designated', {}, { synthetic: false, areas: [{ ...ridge, synthetic: false }] }],
    ['no areas at all', 'unknown', {}, { areas: [], designations: [], completeness: [] }],
    [
      'an older version of the area that held the place',
      'outside',
      {},
      { areas: [{ ...ridge, version: 2, geometry: box(-111, 31.4, -110.9, 31.5) }, ridge] },
    ],
  ])('%s: %s', (_, state, asked, change) => {
    expect(stateOf(asked, change)).toBe(state);
  });
});

test('the judge carries the digest of what it judges by', () => {
  expect(buildCoverageJudge(records()).digest).toBe('digest');
});

describe('the areas a place is in', () => {
  const at = Date.parse('2023-06-15T17:00:00Z');
  const judge = (change: Partial<CoverageRecords>) => buildCoverageJudge(records({ areas: [twin, ridge], ...change }));

  test('any status counts, in order of id, and areas that no designation mentions', () => {
    expect(judge({ designations: [rescinded] }).areasAt(...inside, at, 10)).toEqual(['ridge', 'twin']);
  });

  test('an area whose records are all of other days is not there', () => {
    expect(judge({ designations: [{ ...pending, to: '2023-06-14' }] }).areasAt(...inside, at, 10)).toEqual(['twin']);
  });

  test('the edge counts, however large the error; a place outside does not, however large the error', () => {
    expect(judge({}).areasAt(-109.95, 31.4, at, 500)).toEqual(['ridge', 'twin']);
    expect(judge({}).areasAt(-109.95, 31.3999, at, 500)).toEqual([]);
  });
});

// Turf measures on a sphere, up to 0.4 % off here: places whose answer lies that near a limit are left out.
test('the state agrees with Turf and an error function of our own reading, for random areas and places', () => {
  const coordinate = (low: number, high: number) =>
    fc.integer({ min: low * 1e5, max: high * 1e5 }).map((it) => it / 1e5);
  const boxes = fc.array(
    fc.tuple(
      coordinate(-110, -109.9),
      coordinate(31.4, 31.5),
      fc.integer({ min: 200, max: 9000 }),
      fc.integer({ min: 200, max: 9000 }),
    ),
    { minLength: 1, maxLength: 6 },
  );
  const phi = (z: number) => {
    // Simpson's rule on the density from 0 to z.
    const steps = 400;
    const h = z / steps;
    let sum = 0;
    for (let i = 0; i <= steps; i++)
      sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(-((i * h) ** 2) / 2);
    return 0.5 + (sum * h) / 3 / Math.sqrt(2 * Math.PI);
  };
  let decided = 0;
  fc.assert(
    fc.property(
      boxes,
      fc.array(fc.constantFrom('designated', 'pending', 'rescinded'), { minLength: 6, maxLength: 6 }),
      fc.tuple(coordinate(-110, -109.9), coordinate(31.4, 31.5)),
      fc.constantFrom(1, 20, 300, 2000),
      (corners, statuses, [lng, lat], sigmaM) => {
        const areas = corners.map(
          ([west, south, w, h], i): Area => ({
            ...ridge,
            id: `a${i}`,
            geometry: box(west, south, west + w / 1e5, south + h / 1e5),
          }),
        );
        const designations = areas.map(
          (area, i): Designation => ({
            ...ridgeDesignated,
            id: `d${i}`,
            areaId: area.id,
            status: statuses[i] as Designation['status'],
          }),
        );
        let near = false;
        const best = { designated: 0, pending: 0, rescinded: 0 };
        areas.forEach((area, i) => {
          const polygon = multiPolygon(area.geometry);
          const distanceM = Math.abs(pointToPolygonDistance([lng, lat], polygon, { units: 'meters' }));
          const z =
            ((booleanPointInPolygon([lng, lat], polygon) ? 1 : -1) * distanceM) / Math.hypot(sigmaM, 50 / 1.645);
          if (Math.abs(Math.abs(z) - 1.645) < 0.02) near = true;
          const status = statuses[i] as keyof typeof best;
          best[status] = Math.max(best[status], phi(Math.max(-8, Math.min(8, z))));
        });
        fc.pre(!near);
        decided++;
        const expected =
          best.designated >= 0.95
            ? 'designated'
            : best.designated > 0.05
              ? 'boundary'
              : best.pending >= 0.95
                ? 'pending'
                : best.pending > 0.05
                  ? 'boundary'
                  : 'outside';
        expect(stateOf({ place: [lng, lat], sigmaM }, { areas, designations })).toBe(expected);
      },
    ),
    { numRuns: 2000 },
  );
  expect(decided).toBeGreaterThan(1500);
});

test('the standing with its records says the same as the state, whatever the order of the records', () => {
  const areas = [
    ridge,
    { ...twin, edgeAccuracyM: 900 },
    { ...ridge, edgeAccuracyM: 900, id: 'small', geometry: box(-109.96, 31.44, -109.94, 31.46) },
  ];
  const designations = areas.map(
    (area, i): Designation => ({
      ...ridgeDesignated,
      id: `d${i}`,
      areaId: area.id,
      status: i === 2 ? 'designated' : 'pending',
    }),
  );
  const order = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  fc.assert(
    fc.property(
      order(areas),
      order(designations),
      fc.double({ min: -110.01, max: -109.89, noNaN: true }),
      fc.constantFrom(0, 30, 800),
      (shuffledAreas, shuffled, lng, sigmaM) => {
        const standing = (a: readonly Area[], d: readonly Designation[]) =>
          new DesignationIndex({ areas: a, designations: d, completeness: [completeTucson], synthetic: true })
            .on('2023-06-15')
            .standing(lng, 31.45, sigmaM, 'TCA');
        const one = standing(areas, designations);
        expect(standing(shuffledAreas, shuffled)).toEqual(one);
        const state = {
          designated: 'designated',
          edge: 'boundary',
          pending: 'pending',
          'pending-edge': 'boundary',
          'not-known': 'unknown',
          outside: 'outside',
        }[one.kind];
        expect(stateOf({ place: [lng, 31.45], sigmaM }, { areas, designations })).toBe(state);
        if (one.pInside !== null) expect(one.pInside >= 0.95).toBe(one.kind === 'designated' || one.kind === 'pending');
      },
    ),
  );
});
