import { describe, expect, test } from 'vitest';
import { type ConclusionContext, concludeGroup, findPossibleDuplicates, sensitivityOf } from '../../shared/conclude.ts';
import { buildCoverageJudge } from '../../shared/eligibility/coverage.ts';
import { DesignationIndex } from '../../shared/eligibility/designations.ts';
import { buildReferenceData } from '../../shared/geo/locate.ts';
import { eligibilitySchema, flightSchema } from '../../shared/model/conclusion.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { aSensor, groupOf, startMs } from '../helpers/detection-group.ts';
import { authorityTable, box, completeTucson } from './eligibility/support.ts';
import { readResource } from './geo/support.ts';

const reference = buildReferenceData({
  border: readResource('border.json'),
  borderError: readResource('border-error.json'),
  sectors: readResource('sectors.json'),
  portsOfEntry: readResource('ports-of-entry.json'),
});

/** South of the line at 110.5° W in Arizona, where it runs along 31° 20′: a designated box just north of it. */
const areaLng = -110.5;
const lineLat = 31.33315;
const records = {
  areas: [
    {
      id: 'valley',
      name: 'Valley',
      version: 1,
      geometry: box(areaLng - 0.05, lineLat - 0.01, areaLng + 0.05, lineLat + 0.05),
      edgeAccuracyM: 10,
      source: 'synthetic',
      synthetic: true,
    },
  ],
  designations: [
    {
      id: 'd1',
      areaId: 'valley',
      status: 'designated' as const,
      basis: '6 U.S.C. 124n(k)(3)(C)(i)(I)',
      sourceDocument: 'Synthetic memorandum',
      from: '2022-12-01',
      to: null,
    },
  ],
  completeness: [completeTucson],
  synthetic: true,
};
const context: ConclusionContext = {
  reference,
  authority: authorityTable,
  authorityVersion: { label: 'built in', digest: 'd' },
  judge: buildCoverageJudge({ ...records, authority: authorityTable, digest: 'records' }),
  designations: new DesignationIndex(records),
  settings: defaultSettings,
};

/** Due north across the real line and back, 20 m a second. */
const overTheLine = (lng: number) => {
  const group = groupOf(
    Array.from({ length: 100 }, (_, i) => ({ s: 2 * i, east: 0, north: i, sigmaM: 10, sensor: aSensor })),
  );
  const lat = Float64Array.from({ length: 100 }, (_, i) => lineLat - 0.009 + 0.00036 * (i < 50 ? i : 99 - i));
  // An evening of August 2024, when the authority was in force.
  const observedAtMs = group.columns.observedAtMs.map((timeMs) => timeMs - startMs + Date.UTC(2024, 7, 20, 3));
  return { ...group, columns: { ...group.columns, observedAtMs, lng: new Float64Array(100).fill(lng), lat } };
};

describe('a flight over the real line', () => {
  const [concluded] = concludeGroup(overTheLine(areaLng), context);
  const { flight, path, eligibilities, counted } = concluded!;

  test('has its place, sector and areas', () => {
    expect(counted).toBe(true);
    expect(flightSchema.parse(flight)).toEqual(flight);
    expect(flight).toMatchObject({
      class: 'incursion',
      grade: 'confirmed',
      sector: 'TCA',
      coverageState: 'designated',
      areaIds: ['valley'],
      rulesDigest: 'records',
      settingsVersion: defaultSettings.version,
    });
    expect(flight.crossings.map(({ direction }) => direction)).toEqual(['northbound', 'southbound']);
    for (const { position, borderKm } of flight.crossings) {
      const fix = reference.border.fix(position[0], position[1]);
      expect(Math.abs(fix!.distanceM)).toBeLessThan(0.02);
      expect(fix!.km).toBeCloseTo(borderKm, 3);
    }
    expect(flight.incursions[0]!.nearestPlace?.name).toMatch(/port of entry/);
    expect(path.count).toBe(100);
  });

  test('has a determination for every incursion, judged at its first sure position in the US', () => {
    expect(eligibilities).toHaveLength(1);
    const [eligibility] = eligibilities;
    expect(eligibilitySchema.parse(eligibility)).toEqual(eligibility);
    expect(eligibility).toMatchObject({ incursionId: flight.incursions[0]!.id, result: 'undetermined' });
    const [crossing] = flight.crossings;
    expect(eligibility!.atMs).toBe(crossing!.toMs - 1000 * defaultSettings.clockErrorS);
    const basis = eligibility!.elements.find(({ id }) => id === 'covered-asset-basis');
    expect(basis).toMatchObject({ verdict: 'met' });
  });

  test('does not hang on the gap limit', () => {
    expect(sensitivityOf(flight, overTheLine(areaLng), context, 'built-in').map(({ changes }) => changes)).toEqual([
      false,
      false,
    ]);
  });

  test('outside the designated box is in another state', () => {
    const [other] = concludeGroup(overTheLine(areaLng + 0.2), context);
    expect(other!.flight).toMatchObject({ coverageState: 'outside', areaIds: [] });
  });
});

test('an object that is no UAS is concluded, and not counted', () => {
  const group = overTheLine(areaLng);
  const [concluded] = concludeGroup({ ...group, identities: [{ sourceTrackKey: '1', evidence: 'not-uas' }] }, context);
  expect(concluded).toMatchObject({
    counted: false,
    eligibilities: [],
    flight: { incursions: [], class: 'undetermined' },
  });
});

test('possible duplicates are found from boxes where paths are not at hand', () => {
  const span = { firstMs: startMs, lastMs: startMs + 1000, bbox: [-106, 31, -106, 31] as const, sigmaM: 10 };
  const spans = [
    { ...span, id: 'b', objectKey: 'serial:A', sensorIds: ['one'] },
    { ...span, id: 'a', objectKey: 'track:x:1', sensorIds: ['two'] },
  ];
  expect(findPossibleDuplicates(spans)).toEqual([['a', 'b']]);
});
