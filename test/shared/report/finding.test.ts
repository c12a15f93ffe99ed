import { describe, expect, test } from 'vitest';
import { utcText } from '../../../shared/format/times.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { buildIncidentReport } from '../../../shared/report/data/incident.ts';
import { printedText } from '../../../shared/report/data/text.ts';
import { flown, type InputChanges, reportInput, startMs, type Waypoint } from '../../helpers/report-builders.ts';

/** The finding as read: the sentence, then its standing. */
function findingOf(changes: InputChanges = {}): { sentence: string; standing: string; notes: string[] } {
  const { finding } = buildIncidentReport(reportInput(changes)).flights[0]!;
  return {
    sentence: printedText(finding.sentence),
    standing: printedText(finding.standing),
    notes: finding.notes.map(printedText),
  };
}

/** North over the line at 10 m/s, `depth` metres in, and back: on the line at 60 s and on the way back. */
const outAndBack = (depth = 400): Waypoint[] =>
  flown(
    [
      { s: 0, east: 0, north: -600, altitudeM: 80 },
      { s: 60 + depth / 10, east: 0, north: depth, altitudeM: 80 },
      { s: 120 + depth / 5, east: 0, north: -600, altitudeM: 80 },
    ],
    2,
  );
const inMexico = flown(
  [
    { s: 0, east: 0, north: -900, altitudeM: 50 },
    { s: 60, east: 300, north: -300, altitudeM: 50 },
  ],
  2,
);

describe('the finding in one sentence', () => {
  test('an incursion: crossing, time and its error, place, time on the US side, and whether anybody reviewed it', () => {
    expect(findingOf({ scene: { waypoints: outAndBack() } })).toEqual({
      sentence:
        'Records of AEROSCOPE-7 show an unmanned aircraft (serial 1581F5BKD233500A1B2C, as self-reported) crossing the reference line northbound at 2026-11-22 03:25:40Z ± 4 s near Roma (4,213 m, 2.62 mi, to its ESE) and on the US side for 1 min 16 s (1 min 16 s observed).',
      standing: 'Grade: confirmed (computed), not reviewed by a person.',
      notes: [],
    });
  });

  test('says no more than the grade', () => {
    const graded = (grade: NonNullable<Flight['grade']>) =>
      findingOf({ scene: { waypoints: outAndBack() }, flight: { grade } }).sentence.split(' an unmanned')[0];
    expect(graded('confirmed')).toBe('Records of AEROSCOPE-7 show');
    expect(graded('probable')).toBe('Records of AEROSCOPE-7 probably show');
    expect(graded('possible')).toBe('Records of AEROSCOPE-7 may show');
  });

  test('says no more than the evidence: a class given by the sensor, a track key that names no aircraft', () => {
    const { sentence } = findingOf({
      scene: { waypoints: outAndBack() },
      flight: { evidence: 'uas-by-class' },
      one: { identities: [{ sourceTrackKey: '4711' }] },
    });
    expect(sentence).toContain(
      "show an object that the sensor classed as an unmanned aircraft (the sensor's track key 4711; no identity of the aircraft recorded) crossing",
    );
    expect(findingOf({ one: { identities: [] } }).sentence).toContain('(no identity recorded)');
  });

  test('two serials of one flight are both named, as recorded', () => {
    const identities = [{ uasSerial: 'F5BKD233500A1B2C' }, { uasSerial: '1581F5BKD233500A1B2C' }];
    expect(findingOf({ one: { identities } }).sentence).toContain(
      '(serial F5BKD233500A1B2C and 1581F5BKD233500A1B2C, as self-reported)',
    );
  });

  test('a crossing inside a gap is called inferred', () => {
    const waypoints = outAndBack().filter(({ s }) => s < 20 || s > 90);
    expect(findingOf({ scene: { waypoints } }).sentence).toContain(
      'crossing the reference line northbound (inferred across a gap) at',
    );
  });

  test('without a crossing northbound the origin is not told as one', () => {
    const waypoints = outAndBack().filter(({ s }) => s >= 70);
    const { sentence } = findingOf({ scene: { waypoints } });
    expect(sentence).toContain('on the US side of the reference line near Roma');
    expect(sentence).toContain('no crossing northbound is in the records');
    expect(sentence).not.toContain('crossing the reference line northbound');
  });

  test('several incursions: one is told, all are announced, grades are counted and never added up', () => {
    const again = outAndBack(300).map((point) => ({ ...point, s: point.s + 300 }));
    const found = findingOf({
      scene: {
        waypoints: [
          ...outAndBack(),
          ...flown(
            [
              { s: 202, east: 0, north: -600, altitudeM: 80 },
              { s: 299, east: 0, north: -600, altitudeM: 80 },
            ],
            2,
          ),
          ...again,
        ],
      },
    });
    expect(found.sentence).toContain('and on the US side for 1 min 16 s');
    expect(found.notes).toEqual([
      'The flight has 2 incursions: 2 confirmed (computed). The sentence above tells the longest of the highest grade; each is listed below.',
    ]);
  });

  test('flights that may be the same are counted as a range', () => {
    expect(findingOf({ flight: { mayBeSameAs: ['a', 'b'] } }).notes).toEqual([
      '2 other flights of other sensors, overlapping in time and place and without a common identity, may be this one. Counted together they are between 1 and 3 flights.',
    ]);
  });

  test('US side, origin unknown: not an incursion, and says so', () => {
    const waypoints = flown(
      [
        { s: 0, east: 0, north: 400, altitudeM: 50 },
        { s: 90, east: 0, north: 700, altitudeM: 50 },
      ],
      2,
    );
    expect(
      findingOf({
        scene: { waypoints },
        flight: {
          class: 'us-origin-unknown',
          grade: null,
          incursions: [],
          coverage: { observed: { unknown: 90 }, inferred: { outside: 30 } },
        },
      }),
    ).toMatchObject({
      sentence:
        'Records of AEROSCOPE-7 show an unmanned aircraft (serial 1581F5BKD233500A1B2C, as self-reported) on the US side of the reference line near Roma (4,213 m, 2.62 mi, to its ESE) for 2 min 0 s (1 min 30 s observed), from 2026-11-22 03:24:40Z to 03:26:10Z; no record shows where it came from (origin unknown, not counted as an incursion).',
      standing: 'Class: US side, origin unknown (computed), not reviewed by a person.',
    });
  });

  test('US only, and outbound', () => {
    const waypoints = outAndBack().filter(({ s }) => s >= 70);
    const without: Partial<Flight> = { incursions: [], grade: null };
    expect(findingOf({ scene: { waypoints }, flight: { ...without, class: 'outbound' } }).sentence).toMatch(
      /crossing the reference line southbound at 2026-11-22 03:27:00Z ± 4 s near Roma .* after being on the US side; no record shows it coming from Mexico\.$/,
    );
    expect(
      findingOf({ flight: { ...without, class: 'us-only', crossings: [] }, one: { crossingPlaces: [] } }).sentence,
    ).toMatch(/on the US side of the reference line only, near Roma .*; no record shows it in Mexico\.$/);
  });

  test('border approach and Mexico only: how near it came, with its error', () => {
    const approach = findingOf({ scene: { waypoints: inMexico } });
    expect(approach.sentence).toContain(
      'on the Mexican side of the reference line near Roma (4,213 m, 2.62 mi, to its ESE), coming within 300 m ± 20 m (984 ft ± 66 ft) of it, at 2026-11-22 03:25:40Z; no presence on the US side is shown.',
    );
    expect(approach.standing).toBe('Class: border approach (computed), not reviewed by a person.');
    const mexico = findingOf({ scene: { waypoints: inMexico }, flight: { class: 'mexico-only' } });
    expect(mexico.sentence).toContain('no nearer than 300 m ± 20 m (984 ft ± 66 ft) of it');
  });

  test('a best estimate beyond the line that proves nothing is not told as presence', () => {
    const waypoints = flown(
      [
        { s: 0, east: 0, north: -300, altitudeM: 50 },
        { s: 31, east: 0, north: 5, altitudeM: 50 },
      ],
      2,
    );
    expect(findingOf({ scene: { waypoints } }).sentence).toContain(
      'by best estimate up to 5 m ± 20 m (16 ft ± 66 ft) beyond it, at 2026-11-22 03:25:11Z, which is not enough to show presence on the US side.',
    );
  });

  test('undetermined', () => {
    expect(findingOf({ flight: { class: 'undetermined', grade: null, incursions: [] } }).sentence).toMatch(
      /; the records do not settle on which side of the reference line it was \(undetermined\)\.$/,
    );
  });

  test('a reviewer is named as entered, and the grade stays computed', () => {
    const reviewedBy = { name: 'B. Second', account: 'bsecond', atMs: startMs };
    expect(findingOf({ document: { reviewedBy } }).standing).toBe(
      'Grade: confirmed (computed), reviewed by B. Second (name as entered).',
    );
  });

  test('every number of the sentence is that of the conclusion', () => {
    const input = reportInput();
    const [incursion] = input.flights[0]!.flight.incursions;
    const entry = input.flights[0]!.flight.crossings.find(({ direction }) => direction === 'northbound')!;
    const sentence = printedText(buildIncidentReport(input).flights[0]!.finding.sentence);
    const numbers = [
      ...sentence
        .replace('AEROSCOPE-7', '')
        .replace('1581F5BKD233500A1B2C', '')
        .matchAll(/[\d:,.]*\d/g),
    ].map(([number]) => number);
    const halfWindowS = Math.ceil(Math.max(entry.timeMs - entry.fromMs, entry.toMs - entry.timeMs) / 1000);
    const [date, clock] = utcText(entry.timeMs).split(' ');
    const parts = (seconds: number) => [String(Math.floor(seconds / 60)), String(seconds % 60)];
    expect(numbers).toEqual([
      ...date!.split('-'),
      clock!.replace('Z', ''),
      String(halfWindowS),
      '4,213',
      '2.62',
      ...parts(Math.round(incursion!.observedS) + Math.round(incursion!.inferredS)),
      ...parts(Math.round(incursion!.observedS)),
    ]);
  });
});

test('a town a continent away is not called near', () => {
  const waypoints = flown(
    [
      { s: 0, east: 0, north: 500_000, altitudeM: 50 },
      { s: 20, east: 90, north: 500_000, altitudeM: 50 },
    ],
    2,
  );
  const place = {
    ...reportInput().flights[0]!.place!,
    nearest: { name: 'Coalgate', distanceM: 7_786_990, bearingDeg: 40 },
    borderKm: null,
    lat: 35.8,
    lng: -109.9,
  };
  const report = buildIncidentReport(
    reportInput({
      scene: { waypoints },
      flight: { class: 'undetermined', grade: null, borderKm: null },
      one: { place },
    }),
  );
  expect(printedText(report.flights[0]!.finding.sentence)).toContain('at 35.80000, \u2212109.90000, from');
  expect(report.flights[0]!.place!.nearest).toBeNull();
  expect(report.map!.here).toBeNull();
});
