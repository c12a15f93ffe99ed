import { describe, expect, test } from 'vitest';
import { classifyFlight } from '../../../shared/classify/classify-flight.ts';
import { flightSchema } from '../../../shared/model/conclusion.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { buildFlights } from '../../../shared/tracks/build-flights.ts';
import { classifyRows, onlyFlightOf } from '../../helpers/classify-rows.ts';
import { along, at, groupOf, type Row, startMs } from '../../helpers/detection-group.ts';
import { plainJudge, straightBorder } from '../../helpers/straight-border.ts';

/** North 800 m, over the line, 400 m in, and back, in 200 s; the line is crossed at 66.7 s and 133.3 s. */
const trip = (fromS = 0): [number, number, number][] => [
  [fromS, 0, -800],
  [fromS + 100, 500, 400],
  [fromS + 200, 1000, -800],
];
const seconds = (timeMs: number): number => (timeMs - startMs) / 1000;
const allReasons = (flight: { reasons: string[] }): string => flight.reasons.join(' ');

describe('an incursion', () => {
  const flight = onlyFlightOf(along(trip(), 4));

  test('has the shape that is stored and printed', () => {
    expect(flightSchema.parse(flight)).toEqual(flight);
  });

  test('is graded by the weaker of presence and origin, and described with its numbers', () => {
    expect(flight).toMatchObject({
      class: 'incursion',
      grade: 'confirmed',
      sector: 'TST',
      coverageState: 'outside',
      minDistanceM: -800,
      maxDistanceM: 400,
      sigmaM: { origin: 'record', median: 10 },
      positionOrigin: 'self-reported',
    });
    expect(flight.incursions).toMatchObject([
      {
        grade: 'confirmed',
        presence: { probability: 0.999, grade: 'confirmed' },
        origin: { probability: 0.999, grade: 'confirmed' },
        depthM: 352,
        observedS: 68,
        inferredS: 0,
        detections: 17,
      },
    ]);
    const [{ firstMs, lastMs }] = flight.incursions as [(typeof flight.incursions)[0]];
    expect([seconds(firstMs), seconds(lastMs)]).toEqual([68, 132]);
  });

  test('is entered and left by crossings with place, time and window', () => {
    const [north, south] = flight.crossings;
    expect(flight.crossings).toHaveLength(2);
    expect(north).toMatchObject({ direction: 'northbound', how: 'observed', sector: 'TST' });
    expect(south).toMatchObject({ direction: 'southbound', how: 'observed' });
    expect(seconds(north!.timeMs)).toBeCloseTo(66.667, 2);
    expect(seconds(south!.timeMs)).toBeCloseTo(133.333, 2);
    expect(north!.position[1]).toBeCloseTo(at(0, 0)[1], 7);
    expect(north!.borderKm).toBeCloseTo(500.333, 3);
    // Surely in Mexico at 64 s, surely in the US at 72 s, and 2 s of clock error on either side.
    expect([seconds(north!.fromMs), seconds(north!.toMs)]).toEqual([62, 74]);
  });

  test('splits the time of the whole flight into states', () => {
    const { observed, inferred } = flight.coverage;
    expect(Object.values(observed).reduce((sum, value) => sum + value, 0)).toBe(200);
    expect(inferred).toEqual({});
    expect(flight.incursions[0]!.coverage.observed).toEqual({ boundary: 8, outside: 60 });
  });

  test('says what it rests on, and never what we do not say', () => {
    const text = JSON.stringify(flight);
    expect(text).toContain('Positions are self-reported by the aircraft.');
    expect(text).toContain('median σ 10 m');
    expect(flight.reasons[0]).toBe('1 incursion, confirmed (computed): present on the US side, come from Mexico.');
    expect(text).not.toMatch(/illegal|smuggl|cartel|intention|nobody could act/i);
  });
});

describe('crossings', () => {
  test('a shuttle crosses once each way, each time', () => {
    const flight = onlyFlightOf(along([...trip(0), ...trip(200).slice(1), ...trip(400).slice(1)], 4));
    expect(flight.crossings.map(({ direction }) => direction)).toEqual([
      'northbound',
      'southbound',
      'northbound',
      'southbound',
      'northbound',
      'southbound',
    ]);
    expect(flight.incursions).toHaveLength(3);
    expect(new Set(flight.incursions.map(({ id }) => id)).size).toBe(3);
  });

  test('grazing the line within its error is none, though presence stays possible', () => {
    const upTo = (north: number) =>
      onlyFlightOf(
        along(
          [
            [0, 0, -800],
            [100, 500, north],
            [200, 1000, -800],
          ],
          4,
        ),
      );
    expect(upTo(2)).toMatchObject({ class: 'incursion', grade: 'possible', crossings: [] });
    expect(upTo(-8)).toMatchObject({ class: 'border-approach', grade: null, crossings: [], incursions: [] });
  });

  test('a change of side within a gap is inferred, between the positions on either side of it', () => {
    const flight = onlyFlightOf(along(trip(), 4).filter(({ s }) => s <= 40 || s >= 104));
    const [north] = flight.crossings;
    expect(north).toMatchObject({ direction: 'northbound', how: 'inferred' });
    expect([seconds(north!.fromMs), seconds(north!.toMs)]).toEqual([38, 106]);
    expect(flight.incursions[0]).toMatchObject({ inferredS: 32, grade: 'confirmed' });
  });

  test('a gap of exactly the limit is still observed', () => {
    const flight = onlyFlightOf(along(trip(), 4).filter(({ s }) => s <= 40 || s >= 100));
    expect(flight.crossings[0]).toMatchObject({ how: 'observed' });
    expect(flight.incursions[0]).toMatchObject({ inferredS: 0 });
  });

  test('a flight that starts on the line has no northbound crossing, one that ends on it no southbound', () => {
    const from = onlyFlightOf(
      along(
        [
          [0, 0, 0],
          [100, 0, 800],
        ],
        4,
      ),
    );
    expect(from).toMatchObject({ class: 'us-origin-unknown', crossings: [], incursions: [] });
    const to = onlyFlightOf(
      along(
        [
          [0, 0, -800],
          [60, 0, 400],
          [100, 0, 0],
        ],
        4,
      ),
    );
    expect(to.crossings.map(({ direction }) => direction)).toEqual(['northbound']);
  });

  test('standing on the line says nothing, however long', () => {
    const flight = onlyFlightOf(
      along(
        [
          [0, 0, 0],
          [1200, 0, 0],
        ],
        4,
      ),
    );
    expect(flight).toMatchObject({ class: 'undetermined', coverageState: 'boundary', crossings: [], incursions: [] });
    expect(allReasons(flight)).toContain('too close to the reference line');
  });

  test('reports repeated at the same instant change nothing but the count', () => {
    const rows = along(trip(), 4);
    const doubled = [...rows, ...rows.map((row) => ({ ...row, note: 'again' }))];
    const [once, twice] = [onlyFlightOf(rows), onlyFlightOf(doubled)];
    expect(twice.crossings.map(({ timeMs, position }) => [timeMs, position])).toEqual(
      once.crossings.map(({ timeMs, position }) => [timeMs, position]),
    );
    expect(twice.incursions[0]).toMatchObject({ depthM: 352, observedS: 68, detections: 34 });
  });
});

describe('presence', () => {
  test('one position over there, however far, is at most probable', () => {
    const rows = along(
      [
        [0, 0, -400],
        [60, 0, -200],
      ],
      10,
    ).concat({ s: 70, east: 0, north: 300, sigmaM: 10 });
    const [incursion] = onlyFlightOf(rows).incursions;
    expect(incursion!.presence).toMatchObject({ probability: 0.999, grade: 'probable' });
    expect(incursion).toMatchObject({ grade: 'probable', depthM: null, depthSigmaM: null });
    expect(incursion!.presence.reasons.join(' ')).toContain('no two positions at least 10 s apart');
  });

  test('two positions are independent from the correlation time on', () => {
    const late = (secondS: number): Row[] => [
      ...along(
        [
          [0, 0, -400],
          [60, 0, -300],
        ],
        10,
      ),
      { s: 70, east: 0, north: 300, sigmaM: 10 },
      { s: secondS, east: 0, north: 300, sigmaM: 10 },
    ];
    expect(onlyFlightOf(late(79.999)).grade).toBe('probable');
    expect(onlyFlightOf(late(80)).grade).toBe('confirmed');
  });

  test('an assumed accuracy caps the grade, and says so', () => {
    const { incursions, sigmaM, reasons } = onlyFlightOf(along(trip(), 4, {}));
    expect(incursions[0]).toMatchObject({ grade: 'probable', presence: { probability: 0.999, grade: 'probable' } });
    expect(incursions[0]!.presence.reasons.join(' ')).toContain(
      'No accuracy is stated by the source; σ 30 m was assumed, which caps the grade at probable.',
    );
    expect(sigmaM).toEqual({ origin: 'default', median: 30 });
    expect(reasons).toContain('No accuracy is stated by the source; σ 30 m was assumed.');
  });

  test('stated accuracies decide where they suffice, whatever else was assumed', () => {
    const rows = along(trip(), 4).map(({ sigmaM: _, ...row }, i) => (i % 2 === 0 ? { ...row, sigmaM: 10 } : row));
    expect(onlyFlightOf(rows).grade).toBe('confirmed');
  });

  test('hovering one σ inside for twenty minutes is known by the mean, which no single position shows', () => {
    const rows = along(
      [
        [0, 0, -800],
        [60, 0, 30],
        [1260, 0, 30],
        [1320, 0, -800],
      ],
      4,
      { sigmaM: 20 },
    );
    const { incursions } = onlyFlightOf(rows);
    expect(incursions).toHaveLength(1);
    expect(incursions[0]!.presence.reasons[0]).toContain('Decided by the mean of');
    expect(incursions[0]!.presence.probability).toBeGreaterThan(0.95);
  });

  test('where the line itself is uncertain, presence is as well', () => {
    const sure = onlyFlightOf(along(trip(), 4), { reference: straightBorder(50) });
    const unsure = onlyFlightOf(along(trip(), 4), { reference: straightBorder(500) });
    expect(sure.grade).toBe('confirmed');
    expect(unsure.incursions[0]!.presence.grade).toBe('probable');
    expect(unsure.crossings).toEqual([]);
  });
});

describe('origin', () => {
  const inUs = along(
    [
      [0, 0, 100],
      [200, 1000, 900],
    ],
    4,
  );

  test('without any sign of it the flight is on the US side, origin unknown', () => {
    const flight = onlyFlightOf(inUs);
    expect(flight).toMatchObject({ class: 'us-origin-unknown', grade: null, incursions: [], coverageState: 'outside' });
    expect(allReasons(flight)).toContain('Nothing in the record shows where it came from.');
  });

  test('a launch position in Mexico gives an incursion that is at most probable', () => {
    const flight = onlyFlightOf(inUs.map((row) => ({ ...row, home: at(0, -500) })));
    expect(flight).toMatchObject({ class: 'incursion', grade: 'probable' });
    expect(flight.incursions[0]!.origin).toMatchObject({ probability: 1, grade: 'probable' });
    expect(flight.incursions[0]!.origin.reasons[0]).toContain('500 m on the Mexican side');
    expect(flight.incursions[0]!.origin.reasons[0]).toContain('self-reported');
  });

  test('a launch position in the US makes it US only', () => {
    const flight = onlyFlightOf(inUs.map((row) => ({ ...row, home: at(0, 300) })));
    expect(flight).toMatchObject({ class: 'us-only', grade: null, incursions: [] });
  });

  test('an operator in Mexico outweighs a launch position in the US', () => {
    const flight = onlyFlightOf(inUs.map((row) => ({ ...row, home: at(0, 300), operator: at(0, -300) })));
    expect(flight).toMatchObject({ class: 'incursion', grade: 'probable' });
    expect(flight.incursions[0]!.origin.reasons[0]).toContain('operator position');
  });

  test('a flight from the US into Mexico is outbound, and its return an incursion', () => {
    const out = along(
      [
        [0, 0, 800],
        [100, 0, -800],
      ],
      4,
    );
    expect(onlyFlightOf(out)).toMatchObject({ class: 'outbound', grade: null, incursions: [] });
    const back = along(
      [
        [0, 0, 800],
        [100, 0, -800],
        [200, 0, 800],
      ],
      4,
    );
    expect(onlyFlightOf(back)).toMatchObject({ class: 'incursion', grade: 'confirmed' });
    expect(onlyFlightOf(back).incursions).toHaveLength(1);
    expect(onlyFlightOf(back).reasons[1]).toContain(
      '1 further presence on the US side without an origin in the record',
    );
  });

  test('a launch position explains the first presence only', () => {
    const home = { sigmaM: 10, home: at(0, -500) };
    const seen = [
      ...along(
        [
          [0, 0, 300],
          [100, 0, 300],
        ],
        4,
        home,
      ),
      ...along(
        [
          [400, 0, 300],
          [500, 0, 300],
        ],
        4,
        home,
      ),
    ];
    expect(onlyFlightOf(seen).incursions).toHaveLength(1);
  });
});

describe('gaps', () => {
  const inside: [number, number, number][] = [
    [0, 0, -800],
    [100, 0, 900],
    [500, 0, 900],
    [600, 0, -800],
  ];

  test('a presence seen again after a gap, with nothing that shows Mexico between, is one incursion', () => {
    const flight = onlyFlightOf(along(inside, 4).filter(({ s }) => s <= 200 || s >= 400));
    expect(flight.tracks).toHaveLength(2);
    expect(flight.incursions).toHaveLength(1);
    const [incursion] = flight.incursions;
    expect(incursion).toMatchObject({ grade: 'confirmed', inferredS: 200 });
    expect(incursion!.presence.reasons.join(' ')).toContain(
      'not seen during 1 gap over the gap limit, 3 min 20 s together, the longest from 03:03:20Z; that time is counted as inferred. It may have left and come back meanwhile; as nothing shows that, it is counted as one incursion.',
    );
  });

  test('a presence before and after sure positions in Mexico is two', () => {
    const flight = onlyFlightOf(along([...trip(0), ...trip(200).slice(1)], 4));
    expect(flight.incursions).toHaveLength(2);
  });

  test('an incursion whose end was not seen ends where it was last seen', () => {
    const flight = onlyFlightOf(along(inside, 4).filter(({ s }) => s <= 200 || s >= 580));
    expect(flight.incursions).toHaveLength(1);
    expect(seconds(flight.incursions[0]!.lastMs)).toBe(200);
    expect(flight.incursions[0]!.inferredS).toBe(190);
    expect(flight.crossings.map(({ how }) => how)).toEqual(['observed', 'inferred']);
  });
});

describe('flights that stay in Mexico', () => {
  const upTo = (northM: number) =>
    onlyFlightOf(
      along(
        [
          [0, 0, -3000],
          [200, 500, northM],
          [400, 1000, -3000],
        ],
        4,
      ),
      { reference: straightBorder(0.001) },
    );

  test('approach the border from exactly the set distance on', () => {
    expect(upTo(-999.5).class).toBe('border-approach');
    expect(upTo(-1001).class).toBe('mexico-only');
    expect(upTo(-1001)).toMatchObject({ coverageState: 'not-us', grade: null });
  });

  test('however long they follow the line within its error, raw positions across it are no incursion', () => {
    // Alternating readings 18 m either side of a mean 12 m inside Mexico: one in two lies across the line.
    const rows = along(
      [
        [0, 0, -12],
        [1200, 6000, -12],
      ],
      2,
      { sigmaM: 15 },
    ).map((row, i) => ({
      ...row,
      north: row.north! + (i % 2 === 0 ? 18 : -18),
    }));
    const flight = onlyFlightOf([{ s: -60, east: 0, north: -700, sigmaM: 15 }, ...rows]);
    expect(flight).toMatchObject({ class: 'border-approach', incursions: [], crossings: [] });
  });
});

describe('what cannot be said', () => {
  test('an aircraft of which no position lies in the US is no incursion, however near it came', () => {
    const upTo = (north: number) =>
      onlyFlightOf([
        { s: 0, east: 0, north: -500, sigmaM: 10 },
        { s: 60, east: 0, north, sigmaM: 10 },
        { s: 120, east: 0, north: -500, sigmaM: 10 },
      ]);
    expect(upTo(-0.5)).toMatchObject({ class: 'border-approach', incursions: [] });
    expect(upTo(0.5)).toMatchObject({ class: 'incursion', grade: 'possible' });
  });

  test('without a position nothing is', () => {
    const flight = onlyFlightOf([{ s: 0 }, { s: 5 }]);
    expect(flight).toMatchObject({
      class: 'undetermined',
      coverageState: null,
      bbox: null,
      positions: 0,
      detections: 2,
      minDistanceM: null,
      borderKm: null,
      sector: null,
    });
    expect(flightSchema.parse(flight)).toEqual(flight);
  });

  test('outside the theatre nothing is said about the side', () => {
    const flight = onlyFlightOf(
      along(
        [
          [0, 0, 500_000],
          [60, 0, 500_100],
        ],
        4,
      ),
    );
    expect(flight).toMatchObject({
      class: 'undetermined',
      coverageState: null,
      minDistanceM: null,
      coverage: { observed: {}, inferred: {} },
    });
    expect(allReasons(flight)).toContain('outside the theatre');
  });

  test('an object that is no UAS by evidence has a path and no incursions', () => {
    const rows = along(trip(), 4).map((row) => ({
      ...row,
      identity: { sourceTrackKey: '9', evidence: 'unidentified' as const },
    }));
    const flight = onlyFlightOf(rows, { key: 'track:x:9' });
    expect(flight).toMatchObject({ class: 'undetermined', grade: null, incursions: [] });
    expect(flight.crossings).toHaveLength(2);
  });
});

describe('several sensors', () => {
  const aeroscope = { sensorId: 'AERO-1', kind: 'droneid' as const, format: 'aeroscope-csv' };
  const radar = { sensorId: 'RADAR-1', kind: 'radar' as const, format: 'generic-csv' };

  test('clocks that differ do not make a crossing three', () => {
    const rows = along(trip(), 4);
    const late = rows.map((row) => ({ ...row, s: row.s + 3, sensor: radar, origin: 'measured' as const }));
    const flight = onlyFlightOf([...rows, ...late]);
    expect(flight.crossings.map(({ direction }) => direction)).toEqual(['northbound', 'southbound']);
    expect(flight).toMatchObject({ positionOrigin: 'mixed', grade: 'confirmed' });
    expect(flight.incursions).toHaveLength(1);
  });

  test('what one sensor saw in Mexico stands, though another saw the US before and after', () => {
    const rows = along([...trip(0), ...trip(200).slice(1)], 4);
    const patchy = rows
      .filter(({ s }) => s < 130 || s > 270)
      .map((row) => ({ ...row, s: row.s + 1, sensor: aeroscope }));
    const flight = onlyFlightOf([...rows, ...patchy]);
    expect(flight.incursions).toHaveLength(2);
    expect(flight.crossings).toHaveLength(4);
  });

  test('two sensors 300 m apart that state no accuracy make no crossings that nothing could fly', () => {
    for (const everyS of [2, 8, 15, 25, 40]) {
      const way = (north: number): Parameters<typeof along>[0] => [
        [0, 0, north],
        [600, 3000, north],
      ];
      const south = along(way(-150), everyS, {});
      const north = along(way(150), everyS, { sensor: radar }).map((row) => ({ ...row, s: row.s + 1 }));
      const flight = onlyFlightOf([...south, ...north]);
      // Seen by turns a second apart: at most what the first and the last report leave open.
      expect(flight.crossings.length, `every ${everyS} s`).toBeLessThanOrEqual(1);
      expect(allReasons(flight)).toContain('two sensors surely disagree about the side');
    }
  });

  test('a displaced sensor makes the side undetermined, not a shuttle', () => {
    const rows = along(
      [
        [0, 0, -100],
        [400, 2000, -100],
      ],
      8,
    );
    const displaced = along(
      [
        [4, 0, 100],
        [404, 2000, 100],
      ],
      8,
      { sigmaM: 10, sensor: radar },
    );
    const flight = onlyFlightOf([...rows, ...displaced]);
    expect(flight.crossings.length).toBeLessThanOrEqual(1);
    expect(allReasons(flight)).toContain('two sensors surely disagree about the side');
  });
});

describe('what conclusions rest on', () => {
  test('the moment an incursion is judged at is its first sure position in the US', () => {
    const [
      {
        judged: { moments },
      },
    ] = classifyRows(along(trip(), 4)) as [ReturnType<typeof classifyRows>[0]];
    expect(moments).toMatchObject([{ timeMs: startMs + 72_000, sigmaM: 10, sector: 'TST' }]);
  });

  test('ids depend on the detections, not on store numbers', () => {
    const group = groupOf(along(trip(), 4));
    const renumbered = {
      ...group,
      columns: { ...group.columns, detectionNo: group.columns.detectionNo.map((no) => 7000 - no) },
    };
    const flightsOf = (from: typeof group) =>
      buildFlights(from, defaultSettings).map(
        (draft) => classifyFlight(draft, straightBorder(), plainJudge, defaultSettings).flight,
      );
    expect(flightsOf(renumbered)).toEqual(flightsOf(group));
  });
});
