import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlightDraft } from '../../../shared/model/flight-draft.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { buildFlights } from '../../../shared/tracks/build-flights.ts';
import type { SensorRef } from '../../../shared/tracks/detections.ts';
import { along, anIdentity, aSensor, at, groupOf, type Row, startMs } from '../../helpers/detection-group.ts';

const radar: SensorRef = { sensorId: 'RADAR-1', kind: 'radar' };
const aeroscope: SensorRef = { sensorId: 'AERO-1', kind: 'droneid' };
const flightsOf = (rows: readonly Row[], key?: string): readonly FlightDraft[] =>
  buildFlights(groupOf(rows, key), defaultSettings);
const onlyFlight = (rows: readonly Row[], key?: string): FlightDraft => {
  const drafts = flightsOf(rows, key);
  expect(drafts).toHaveLength(1);
  return drafts[0]!;
};
/** Everything a draft says but the local row numbers, which depend on the store. */
const said = ({ points: { detectionNo: _, ...points }, ...draft }: FlightDraft) => ({ ...draft, points });

describe('tracks of one sensor', () => {
  test('a silence of exactly the gap limit does not break a track, one more millisecond does', () => {
    expect(
      onlyFlight([
        ...along(
          [
            [0, 0, 0],
            [60, 60, 0],
          ],
          60,
        ),
      ]).tracks,
    ).toHaveLength(1);
    const broken = onlyFlight([
      { s: 0, east: 0, north: 0 },
      { s: 60.001, east: 60, north: 0 },
    ]);
    expect(broken.tracks.map(({ detections }) => detections)).toEqual([1, 1]);
  });

  test('AeroScope, which reports with gaps of minutes, has a limit of its own', () => {
    const rows = [0, 8, 250, 540].map((s) => ({ s, east: s, north: 0, sensor: aeroscope }));
    const { tracks } = onlyFlight(rows);
    expect(tracks).toMatchObject([{ sensorId: 'AERO-1', sensorKind: 'droneid', gapLimitS: 300, detections: 4 }]);
  });

  test('several detections of the same instant stay in the track', () => {
    const rows = [1, 2, 3].map((note) => ({ s: 0, east: 0, north: 0, note: `${note}` }));
    expect(onlyFlight(rows).tracks).toMatchObject([{ detections: 3 }]);
  });

  test('detections without a position belong to the track and not to the points', () => {
    const draft = onlyFlight([
      { s: 0 },
      ...along(
        [
          [5, 0, 0],
          [20, 100, 0],
        ],
        5,
      ),
      { s: 30 },
    ]);
    expect(draft).toMatchObject({ detections: 6, firstMs: startMs, lastMs: startMs + 30_000, points: { count: 4 } });
  });

  test("a position that is the sensor's own is not where the aircraft was", () => {
    const rows = along(
      [
        [0, 0, 0],
        [20, 100, 0],
      ],
      5,
    );
    const draft = onlyFlight([...rows, { s: 12, east: 900, north: 900, origin: 'sensor-substitute' }]);
    expect(draft).toMatchObject({
      detections: 6,
      points: { count: 5 },
      leftOut: { sensorSubstitute: 1, implausible: 0 },
    });
  });
});

describe('flights of one identity', () => {
  test('tracks ten minutes apart are one flight when the aircraft could have flown between them at 40 m/s', () => {
    const second = (atS: number, eastM: number): Row[] =>
      along(
        [
          [atS, eastM, 0],
          [atS + 60, eastM, 0],
        ],
        10,
      );
    const first = along(
      [
        [0, 0, 0],
        [60, 0, 0],
      ],
      10,
    );
    expect(flightsOf([...first, ...second(660, 20_000)])).toHaveLength(1);
    expect(flightsOf([...first, ...second(660.001, 20_000)])).toHaveLength(2);
    expect(flightsOf([...first, ...second(660, 25_000)])).toHaveLength(2);
  });

  test('two sensors that saw the same aircraft make one flight of two tracks', () => {
    const rows = along(
      [
        [0, 0, 0],
        [300, 3000, 0],
      ],
      10,
    );
    const draft = onlyFlight([...rows, ...rows.map((row) => ({ ...row, s: row.s + 3, sensor: radar }))]);
    expect(draft.tracks.map(({ sensorId }) => sensorId)).toEqual(['RID-1', 'RADAR-1']);
    expect([...draft.points.track.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
  });

  test('a single wild position stays with the aircraft but not in its path', () => {
    const rows = along(
      [
        [0, 0, 0],
        [100, 1000, 0],
      ],
      10,
    );
    const draft = onlyFlight([...rows, { s: 45, east: 0, north: 30_000, sigmaM: 10 }]);
    expect(draft).toMatchObject({ detections: 12, points: { count: 11 }, leftOut: { implausible: 1 } });
    expect(Math.max(...draft.points.lat)).toBeCloseTo(at(0, 0)[1], 6);
  });

  test('a wild first position is recognised as well', () => {
    const rows = along(
      [
        [10, 0, 0],
        [100, 1000, 0],
      ],
      10,
    );
    const draft = onlyFlight([{ s: 0, east: 0, north: 30_000, sigmaM: 10 }, ...rows]);
    expect(draft).toMatchObject({ detections: 11, points: { count: 10 }, leftOut: { implausible: 1 } });
  });

  test('one identity in two places at once is two flights, and says so', () => {
    const here = along(
      [
        [0, 0, 0],
        [100, 1000, 0],
      ],
      10,
    );
    const there = along(
      [
        [5, 0, 30_000],
        [105, 1000, 30_000],
      ],
      10,
    );
    const drafts = flightsOf([...here, ...there]);
    expect(drafts.map(({ points }) => points.count)).toEqual([11, 11]);
    for (const { notes } of drafts) expect(notes.join()).toContain('could not have reached at 100 m/s');
  });

  test('two lone positions that exclude each other are two flights: nothing says which is wild', () => {
    const drafts = flightsOf([
      { s: 0, east: 0, north: 0, sigmaM: 10 },
      { s: 10, east: 0, north: 30_000, sigmaM: 10 },
    ]);
    expect(drafts.map(({ points }) => points.count)).toEqual([1, 1]);
  });

  test('launch and operator positions come from the earliest detection that states one', () => {
    const rows: Row[] = [
      { s: 0, east: 0, north: 0 },
      { s: 5, east: 0, north: 0, home: at(0, -50) },
      { s: 10, east: 0, north: 0, home: at(0, -90), operator: at(5, -60) },
    ];
    expect(onlyFlight(rows).statedPlaces).toMatchObject([
      { kind: 'launch or home', position: at(0, -50) },
      { kind: 'operator', position: at(5, -60) },
    ]);
  });

  test('an own log of the same serial is kept apart and counts as nothing', () => {
    const rows = along(
      [
        [0, 0, 0],
        [100, 1000, 0],
      ],
      10,
    );
    const log: SensorRef = { sensorId: 'LOG', kind: 'own-log' };
    const own = rows.map((row) => ({
      ...row,
      sensor: log,
      identity: { ...anIdentity, evidence: 'cooperative' as const },
    }));
    expect(
      flightsOf([...rows, ...own])
        .map(({ kind, evidence }) => [kind, evidence])
        .sort(),
    ).toEqual([
      ['flight', 'uas-identified'],
      ['track-only', 'cooperative'],
    ]);
  });
});

describe('evidence of an object', () => {
  const withClasses = (...evidences: ('unidentified' | 'uas-by-class' | 'manned' | 'not-uas')[]): FlightDraft =>
    onlyFlight(
      evidences.map((evidence, i) => ({
        s: i * 5,
        east: i * 50,
        north: 0,
        sensor: radar,
        identity: { sourceTrackKey: '17', evidence },
      })),
      'track:RADAR-1:17',
    );

  test('a track that is classed as UAS once is one, from its first detection', () => {
    expect(withClasses('unidentified', 'unidentified', 'uas-by-class')).toMatchObject({
      kind: 'flight',
      evidence: 'uas-by-class',
      objectName: 'track 17',
    });
  });

  test('contradictory classes decide by number, a tie for UAS, and are told', () => {
    const tie = withClasses('uas-by-class', 'not-uas');
    expect(tie.evidence).toBe('uas-by-class');
    expect(tie.notes).toEqual(['The class it was given changes: UAS in 1, manned in 0, not a UAS in 1 detections.']);
    expect(withClasses('uas-by-class', 'not-uas', 'not-uas')).toMatchObject({
      kind: 'track-only',
      evidence: 'not-uas',
    });
  });

  test('an unidentified object makes no flight', () => {
    expect(withClasses('unidentified', 'unidentified')).toMatchObject({ kind: 'track-only', evidence: 'unidentified' });
  });
});

describe('nameless detections', () => {
  const nameless = (rows: readonly Row[]) =>
    flightsOf(
      rows.map((row) => ({
        ...row,
        sensor: radar,
        identity: { objectClass: 'uas' as const, evidence: 'uas-by-class' as const },
      })),
      'motion:radar',
    );

  test('two objects far apart are two, however their plots interleave', () => {
    const drafts = nameless([
      ...along(
        [
          [0, 0, 0],
          [100, 1000, 0],
        ],
        2,
      ),
      ...along(
        [
          [1, 0, 9000],
          [101, 1000, 9000],
        ],
        2,
      ),
    ]);
    expect(drafts.map(({ points }) => points.count)).toEqual([51, 51]);
  });

  test('two plots of one instant are two objects, unless they are at the very same place', () => {
    expect(
      nameless([
        { s: 0, east: 0, north: 0 },
        { s: 0, east: 5, north: 0 },
      ]),
    ).toHaveLength(2);
    expect(
      nameless([
        { s: 0, east: 0, north: 0, note: 'a' },
        { s: 0, east: 0, north: 0, note: 'b' },
      ]),
    ).toHaveLength(1);
  });

  test('objects that cross keep their course by their velocity', () => {
    const drafts = nameless([
      ...along(
        [
          [0, 0, 0],
          [200, 2000, 2000],
        ],
        2,
      ),
      ...along(
        [
          [0, 0, 2000],
          [200, 2000, 0],
        ],
        2,
      ),
    ]);
    const ends = drafts.map(({ points }) => Math.sign(points.lat.at(-1)! - points.lat[0]!));
    expect(ends.sort()).toEqual([-1, 1]);
  });

  test('a jump beyond 40 m/s begins another object', () => {
    const rows = [
      { s: 0, east: 0, north: 0, sigmaM: 1 },
      { s: 9, east: 400, north: 0, sigmaM: 1 },
      { s: 18, east: 900, north: 0, sigmaM: 1 },
    ];
    expect(nameless(rows).map(({ points }) => points.count)).toEqual([2, 1]);
  });

  test('without names, a silence over the gap limit is never stitched', () => {
    expect(
      nameless([
        { s: 0, east: 0, north: 0 },
        { s: 61, east: 0, north: 0 },
      ]),
    ).toHaveLength(2);
  });
});

describe('whatever the data', () => {
  const rowArbitrary: fc.Arbitrary<Row> = fc.record(
    {
      s: fc.integer({ min: 0, max: 3000 }),
      east: fc.integer({ min: -5000, max: 5000 }),
      north: fc.integer({ min: -5000, max: 5000 }),
      sigmaM: fc.constantFrom(3, 10, 50),
      sensor: fc.constantFrom(aSensor, radar, aeroscope),
      note: fc.constantFrom('a', 'b'),
    },
    { requiredKeys: ['s', 'sensor'] },
  );
  const rowsArbitrary = fc.uniqueArray(rowArbitrary, {
    minLength: 1,
    maxLength: 60,
    selector: (row) => JSON.stringify(row),
  });
  const keys = fc.constantFrom('serial:1581F45TB21000000001', 'motion:x');

  test('the order of import changes nothing', () => {
    fc.assert(
      fc.property(
        rowsArbitrary.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        keys,
        ([rows, shuffled], key) => {
          expect(flightsOf(shuffled, key).map(said)).toEqual(flightsOf(rows, key).map(said));
        },
      ),
    );
  });

  test('every detection is in exactly one flight and one of its tracks', () => {
    fc.assert(
      fc.property(rowsArbitrary, keys, (rows, key) => {
        const drafts = flightsOf(rows, key);
        const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
        expect(sum(drafts.map(({ detections }) => detections))).toBe(rows.length);
        for (const { detections, tracks, points, leftOut } of drafts) {
          expect(sum(tracks.map((track) => track.detections))).toBe(detections);
          expect(points.count + leftOut.implausible + leftOut.sensorSubstitute).toBeLessThanOrEqual(detections);
        }
        expect(new Set(drafts.map(({ id }) => id)).size).toBe(drafts.length);
      }),
    );
  });

  test('shifting all times shifts all times and changes nothing else', () => {
    fc.assert(
      fc.property(rowsArbitrary, keys, fc.integer({ min: -1e6, max: 1e6 }), (rows, key, shiftS) => {
        const group = groupOf(rows, key);
        const moved = group.columns.observedAtMs.map((timeMs) => timeMs + shiftS * 1000);
        const shifted = { ...group, columns: { ...group.columns, observedAtMs: moved } };
        const shiftMs = shiftS * 1000;
        const expected = buildFlights(group, defaultSettings).map((draft) => ({
          ...draft,
          firstMs: draft.firstMs + shiftMs,
          lastMs: draft.lastMs + shiftMs,
          tracks: draft.tracks.map((track) => ({
            ...track,
            firstMs: track.firstMs + shiftMs,
            lastMs: track.lastMs + shiftMs,
          })),
          points: { ...draft.points, timeMs: draft.points.timeMs.map((timeMs) => timeMs + shiftMs) },
        }));
        expect(buildFlights(shifted, defaultSettings)).toEqual(expected);
      }),
    );
  });

  test('nothing given is changed', () => {
    fc.assert(
      fc.property(rowsArbitrary, keys, (rows, key) => {
        const group = groupOf(rows, key);
        const before = structuredClone(group);
        buildFlights(group, defaultSettings);
        expect(group).toEqual(before);
      }),
    );
  });
});
