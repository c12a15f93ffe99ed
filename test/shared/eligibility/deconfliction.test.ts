import { distance } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CooperativeTrack, comparedWithinS, deconflict } from '../../../shared/eligibility/deconfliction.ts';
import { type AltitudeDatum, altitudeDatums, type FlightPath } from '../../../shared/model/conclusion.ts';
import { deconflictionSchema } from '../../../shared/model/deconfliction.ts';

interface Point {
  readonly s: number;
  readonly lng: number;
  readonly lat: number;
  readonly altM?: number;
  readonly datum?: AltitudeDatum;
}
const START_MS = Date.UTC(2026, 7, 2, 4);

function pathOf(points: readonly Point[]): FlightPath {
  const count = points.length;
  const column = (of: (point: Point) => number) => Float64Array.from(points, of);
  return {
    count,
    timeMs: column(({ s }) => START_MS + s * 1000),
    lng: column(({ lng }) => lng),
    lat: column(({ lat }) => lat),
    altitudeM: column(({ altM }) => altM ?? Number.NaN),
    altitudeDatum: Uint8Array.from(points, ({ datum }) => altitudeDatums.indexOf(datum ?? 'none')),
    sigmaM: new Float64Array(count).fill(10),
    sigmaOrigin: new Uint8Array(count),
    distanceM: new Float64Array(count),
    pUs: new Float64Array(count),
    coverage: new Uint8Array(count),
    track: new Uint8Array(count),
    detectionNo: Float64Array.from(points, (_, i) => i + 1),
  };
}

function trackOf(id: string, points: readonly Point[], more: Partial<CooperativeTrack> = {}): CooperativeTrack {
  const lngs = points.map(({ lng }) => lng);
  const lats = points.map(({ lat }) => lat);
  return {
    flightId: id,
    objectName: `N${id}`,
    kind: 'broadcast',
    sameIdentity: false,
    bbox: [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)],
    path: () => pathOf(points),
    ...more,
  };
}

const flight = pathOf([
  { s: 0, lng: -106.45, lat: 31.74, altM: 1250, datum: 'MSL' },
  { s: 10, lng: -106.449, lat: 31.741, altM: 1260, datum: 'MSL' },
]);

describe('the nearest cooperative aircraft', () => {
  test('none loaded means unknown, and says so', () => {
    expect(deconflict(flight, [])).toEqual({
      state: 'none-loaded',
      tracks: 0,
      ownLogs: 0,
      nearest: null,
      sentence: 'No cooperative traffic of this time is loaded, so whether a friendly aircraft was near is unknown.',
    });
  });

  test('is told with its distance, height difference on one datum, and seconds apart', () => {
    const near = trackOf('1', [{ s: 12, lng: -106.44, lat: 31.741, altM: 1300, datum: 'MSL' }]);
    const found = deconflict(flight, [near]);
    expect(deconflictionSchema.parse(found)).toEqual(found);
    expect(found.nearest).toMatchObject({ index: 1, otherIndex: 0, secondsApart: 2, heightDifferenceM: 40 });
    expect(found.sentence).toBe(
      '1 cooperative track of this time is loaded. Nearest: N1, aircraft that announces itself, 853 m (2,799 ft) to the E of the flight at 2026-08-02 04:00:10Z, reported 2.0 s later; 40 m (131 ft) above it, both MSL. Traffic that does not announce itself, or was not received, is not in it.',
    );
  });

  test.each<[string, Partial<Point>, string]>([
    ['another datum', { altM: 1300, datum: 'HAE' }, '(flight 1,260 m (4,134 ft) MSL, other 1,300 m (4,265 ft) HAE)'],
    ['no height', {}, '(flight 1,260 m (4,134 ft) MSL, other not recorded)'],
    ['a height above take-off', { altM: 60, datum: 'above take-off' }, 'other 60 m (197 ft) above take-off)'],
  ])('%s: no difference is made', (_, height, says) => {
    const found = deconflict(flight, [trackOf('1', [{ s: 10, lng: -106.44, lat: 31.741, ...height }])]);
    expect(found.nearest?.heightDifferenceM).toBeNull();
    expect(found.sentence).toContain(`height difference unknown`);
    expect(found.sentence).toContain(says);
  });

  test('heights above two take-off points are never compared, though they are of one kind', () => {
    const low = pathOf([{ s: 0, lng: -106.45, lat: 31.74, altM: 50, datum: 'above take-off' }]);
    const other = trackOf('1', [{ s: 0, lng: -106.45, lat: 31.74, altM: 50, datum: 'above take-off' }]);
    expect(deconflict(low, [other]).nearest).toMatchObject({ distanceM: 0, heightDifferenceM: null });
  });

  test('an own drone is told from an aircraft, and the same identity is said', () => {
    const own = trackOf('1', [{ s: 0, lng: -106.45, lat: 31.74 }], { kind: 'own-log', sameIdentity: true });
    const found = deconflict(flight, [own]);
    expect(found.ownLogs).toBe(1);
    expect(found.sentence).toContain('own drone by its log, 0 m (0 ft)');
    expect(found.sentence).toContain('reported at the same instant');
    expect(found.sentence).toContain('It states the same identity as this flight.');
  });

  test('positions more than 30 s apart are not compared, and nothing is said of what was near', () => {
    const at = (s: number) => deconflict(flight, [trackOf('1', [{ s, lng: -106.45, lat: 31.74 }])]);
    expect(at(10 + comparedWithinS).state).toBe('found');
    expect(at(10 + comparedWithinS + 0.001)).toMatchObject({ state: 'none-at-the-time', nearest: null });
    expect(at(41).sentence).toContain('so whether a friendly aircraft was near is unknown');
  });

  test('a flight without positions is compared with nothing', () => {
    expect(deconflict(pathOf([]), [trackOf('1', [{ s: 0, lng: 0, lat: 0 }])])).toMatchObject({
      state: 'none-loaded',
      nearest: null,
    });
  });
});

const point = fc.record({
  s: fc.integer({ min: 0, max: 200 }),
  lng: fc.double({ min: -107, max: -106, noNaN: true }),
  lat: fc.double({ min: 31, max: 32, noNaN: true }),
});
const points = (most: number) =>
  fc.array(point, { minLength: 1, maxLength: most }).map((all) => all.toSorted((a, b) => a.s - b.s));

test('over many tracks it is the least distance at which each flight position has its nearest in time', () => {
  fc.assert(
    fc.property(points(8), fc.array(points(8), { minLength: 1, maxLength: 6 }), (own, others) => {
      const found = deconflict(
        pathOf(own),
        others.map((track, i) => trackOf(String(i), track)),
      );
      // Oracle: every pair, no boxes, Turf's sphere.
      let leastM = Number.POSITIVE_INFINITY;
      for (const track of others) {
        for (const here of own) {
          const gap = Math.min(...track.map(({ s }) => Math.abs(s - here.s)));
          if (gap > comparedWithinS) continue;
          for (const there of track.filter(({ s }) => Math.abs(s - here.s) === gap)) {
            leastM = Math.min(leastM, distance([here.lng, here.lat], [there.lng, there.lat], { units: 'meters' }));
          }
        }
      }
      if (leastM === Number.POSITIVE_INFINITY) expect(found.nearest).toBeNull();
      // Of two positions equally near in time only one is compared: never nearer than the oracle, whose sphere is 0.6 % off.
      else expect(found.nearest!.distanceM).toBeGreaterThanOrEqual(leastM * 0.994 - 1);
      const isUnique = others.every((track) => new Set(track.map(({ s }) => s)).size === track.length);
      const isTied = others.some((track) =>
        own.some((here) =>
          track.some((a) => track.some((b) => a.s < here.s && b.s > here.s && here.s - a.s === b.s - here.s)),
        ),
      );
      if (found.nearest !== null && isUnique && !isTied) {
        expect(found.nearest.distanceM).toBeLessThanOrEqual(leastM * 1.006 + 1);
      }
    }),
    { numRuns: 500 },
  );
});
