import { describe, expect, test } from 'vitest';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { buildIncidentReport, incidentReportSchema, reportDigestInput } from '../../../shared/report/data/incident.ts';
import { printedText } from '../../../shared/report/data/text.ts';
import { areaAt, detectionId, flown, reportInput, roundTrip, startMs } from '../../helpers/report-builders.ts';

const report = buildIncidentReport(reportInput());
const second = (s: number) => startMs + s * 1000;

describe('the data of an incident summary', () => {
  test('fits its schema and survives JSON unchanged', () => {
    expect(incidentReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  test('the document: number, version, date-time group of the crossing, draft', () => {
    expect(report.document).toMatchObject({
      number: 'RGV-2026-0007',
      version: 1,
      supersedes: null,
      synthetic: false,
      draft: true,
      dateTimeGroup: '220328ZNOV26',
      dateTimeGroupOf: 'crossing northbound',
      eventAt: {
        utcMs: second(220),
        local: { date: '2026-11-21', clock: '21:28:20', zone: 'CST', offset: 'UTC\u221206:00' },
      },
    });
  });

  test('key figures', () => {
    expect(report.flights[0]!.keyFigures.map(({ label, text, notes }) => [label, text, ...notes])).toEqual([
      ['On the US side', '5 min 16 s (3 min 41 s observed)', 'detected there 03:28:24Z to 03:33:40Z'],
      ['Farthest into the US', '590 m ± 19 m (1,936 ft ± 62 ft)'],
      [
        'Detections, first to last',
        '174 over 13 min 0 s',
        '2026-11-22 03:24:40Z to 03:37:40Z',
        '2026-11-21 21:24:40 to 21:37:40 CST',
      ],
      ['Altitude', '60 m (197 ft) to 122 m (400 ft)', 'above take-off'],
    ]);
  });

  test('a crossing: its time and half window, and the two records it rests on', () => {
    expect(report.flights[0]!.crossings).toHaveLength(2);
    expect(report.flights[0]!.crossings[0]).toMatchObject({
      number: 1,
      direction: 'northbound',
      how: 'observed',
      plusMinusS: 6,
      borderKm: 199.9,
      position: [-109.89994, 31.3333],
      before: { detectionId: detectionId(54), distanceM: -28, records: [{ source: 0, record: 166 }] },
      after: { detectionId: detectionId(56), distanceM: 28, records: [{ source: 0, record: 168 }] },
    });
  });

  test('the detections that mark its turns, each with altitude and datum, signed distance and 95 % error', () => {
    expect(report.flights[0]!.timeline).toMatchObject({
      omitted: 0,
      moments: [
        {
          events: ['first position'],
          at: { utcMs: second(0) },
          distanceM: -950,
          errorM: 20,
          altitude: { metres: 60, datum: 'above take-off' },
          pUs: 0,
        },
        { events: ['before a gap of 1 min 35 s'], at: { utcMs: second(300) }, distanceM: 560, pUs: 1 },
        { events: ['deepest', 'after the gap'], at: { utcMs: second(395) }, distanceM: 590 },
        { events: ['last position'], at: { utcMs: second(780) }, distanceM: -1180 },
      ],
    });
  });

  test('the ± of a distance is 1.96 σ of detection and line together, rounded up', () => {
    // σ = √(8² + (10 / 1.645)²) = 10.05 m; × 1.96 = 19.7 m
    expect(report.flights[0]!.timeline.moments.map(({ errorM }) => errorM)).toEqual([20, 20, 20, 20]);
  });

  test('sources: full hash, the ranges of the records, what was not used', () => {
    expect(report.sources).toMatchObject([
      {
        file: 'AEROSCOPE_export_2026-11-22.csv',
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        detections: 174,
        ranges: [
          [112, 172],
          [213, 325],
        ],
        moreRanges: 0,
        fileRecords: 900,
        quarantined: 3,
      },
    ]);
  });

  test('a detection read from two files counts in both, once as a detection', () => {
    const input = reportInput();
    const one = input.flights[0]!;
    const detections = one.detections.map((detection, i) =>
      i === 0 ? { ...detection, records: [...detection.records, { source: 1, record: 4 }] } : detection,
    );
    const sources = [...input.sources, { ...input.sources[0]!, importId: 'import-2', file: 'again.csv' }];
    const both = buildIncidentReport({ ...input, flights: [{ ...one, detections }], sources });
    expect(both.sources.map((source) => source.detections)).toEqual([174, 1]);
    expect(both.detections).toHaveLength(174);
    expect(both.flights[0]!.timeline.moments[0]!.records).toEqual([
      { source: 0, record: 112 },
      { source: 1, record: 4 },
    ]);
  });

  test('local row numbers are nowhere in it', () => {
    expect(reportDigestInput(report)).not.toContain('1000000');
    const input = reportInput();
    input.flights[0]!.path.detectionNo.fill(7_777_777);
    expect(reportDigestInput(buildIncidentReport(input))).toBe(reportDigestInput(report));
  });

  test('its canonical text does not depend on the zone of the machine', () => {
    const own = process.env.TZ;
    try {
      for (const zone of ['Asia/Tokyo', 'Pacific/Honolulu']) {
        process.env.TZ = zone;
        expect(reportDigestInput(buildIncidentReport(reportInput()))).toBe(reportDigestInput(report));
      }
    } finally {
      if (own === undefined) delete process.env.TZ;
      else process.env.TZ = own;
    }
  });

  test('nothing of the input is changed', () => {
    const input = reportInput();
    const before = JSON.stringify(input.flights[0]!.flight);
    buildIncidentReport(deepFrozen(input));
    expect(JSON.stringify(input.flights[0]!.flight)).toBe(before);
  });

  test('a conclusion that rests on a detection that was not given is our bug, and stops the page', () => {
    const input = reportInput();
    const one = input.flights[0]!;
    const detections = one.detections.map((detection, i) => (i === 54 ? { ...detection, id: 'other' } : detection));
    const built = (given: typeof detections) => () =>
      buildIncidentReport({ ...input, flights: [{ ...one, detections: given }] });
    expect(built(detections)).toThrow(/which was not given/);
    expect(built(detections.slice(1))).toThrow(/The path has 174 points/);
  });
});

describe('the annex', () => {
  test('is there when chosen, and its existence is said when not', () => {
    expect(report.flights[0]!.annex).not.toBeNull();
    const without = buildIncidentReport(reportInput({ document: { annex: false } }));
    expect(without.flights[0]!.annex).toBeNull();
    expect(without.document.annexIncluded).toBe(false);
  });

  test('has every element of every incursion, and the seconds of each coverage state', () => {
    expect(report.flights[0]!.annex!.determinations).toHaveLength(1);
    expect(report.flights[0]!.annex!.determinations[0]!.elements.map(({ verdict }) => verdict)).toEqual([
      'met',
      'unknown',
      'met',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(report.flights[0]!.annex!.coverage.map(({ state, observedS }) => [state, observedS])).toEqual([
      ['not-us', 452],
      ['boundary', 8],
      ['unknown', 225],
    ]);
    expect(report.flights[0]!.annex!.runs.map(({ state, detections }) => [state, detections])).toEqual([
      ['not-us', 55],
      ['boundary', 1],
      ['unknown', 58],
      ['boundary', 1],
      ['not-us', 59],
    ]);
  });

  test('names an incursion that has no determination', () => {
    const missing = buildIncidentReport(reportInput({ one: { eligibilities: [] } }));
    expect(missing.flights[0]!.annex).toMatchObject({ determinations: [], missing: [1] });
  });

  test('areas out of sight and not entered are left out; one that was entered stays', () => {
    const near = areaAt('near', 'Near', [-200, 100, 200, 400], null);
    const far = areaAt('far', 'Far', [90_000, 0, 99_000, 9_000], null);
    const names = (flight: Partial<Flight>) =>
      buildIncidentReport(reportInput({ flight, input: { areas: [near, far] } })).areas.map(
        ({ tag, name, entered }) => [tag, name, entered],
      );
    expect(names({})).toEqual([['A1', 'Near', false]]);
    expect(names({ areaIds: ['far'] })).toEqual([
      ['A1', 'Near', false],
      ['A2', 'Far', true],
    ]);
  });
});

describe('limits of the data', () => {
  const limits = (changes: Parameters<typeof reportInput>[0]) =>
    buildIncidentReport(reportInput(changes)).limits.map(printedText);

  test('an assumed position error, an unverified clock, a gap, a line that is no survey, records not used', () => {
    const said = limits({ flight: { sigmaM: { origin: 'default', median: 30 } } }).join('\n');
    expect(said).toContain(
      'A standard deviation of 30 m was assumed, and the grade can be at most probable (computed).',
    );
    expect(said).toContain(
      `The clock of AEROSCOPE-7 was not verified; an error of ${defaultSettings.clockErrorS} s was assumed.`,
    );
    expect(said).toContain('1 gap without detections, the longest 1 min 35 s');
    expect(said).toContain('Reference line: This is a test line. Error here: 10 m (95 %).');
    expect(said).toContain('3 of the 900 records in S1 could not be used');
  });

  test('a verified clock is not called unverified', () => {
    const sensors = [
      {
        sensorId: 'AEROSCOPE-7',
        makeModel: null,
        serial: null,
        clock: { offsetS: -1, errorS: 0.5 },
        calibration: null,
        positions: [],
      },
    ];
    expect(limits({ input: { sensors } }).join('\n')).not.toContain('was not verified');
  });

  test('no altitude anywhere, an assumed zone, detections without a position', () => {
    const waypoints = roundTrip.map((point) => ({ ...point, altitudeM: null }));
    const input = reportInput();
    const said = limits({
      scene: { waypoints },
      flight: { detections: 180 },
      input: { sources: input.sources.map((source) => ({ ...source, assumedZone: 'UTC' })) },
    });
    expect(said).toContain('No altitude is recorded.');
    expect(said).toContain('Times in S1 state no zone; UTC was assumed.');
    expect(said).toContain('6 detections of the flight have no position: counted, not placed.');
  });

  test('synthetic data is called so first', () => {
    expect(limits({ document: { synthetic: true } })[0]).toContain('The data is synthetic');
    expect(buildIncidentReport(reportInput({ flight: { synthetic: true } })).document.synthetic).toBe(true);
  });
});

describe('sparse flights', () => {
  test('one position, no altitude', () => {
    const one = buildIncidentReport(
      reportInput({ scene: { waypoints: [{ s: 0, east: 0, north: -300, altitudeM: null }] } }),
    );
    expect(one.flights[0]!.profile).toBeNull();
    expect(one.map!.flights).toMatchObject([{ lines: [], start: null }]);
    expect(one.flights[0]!.timeline.moments).toMatchObject([
      { events: ['first position', 'last position'], altitude: null, distanceM: -300 },
    ]);
  });

  test('no position at all', () => {
    const none = buildIncidentReport(
      reportInput({ scene: { waypoints: [] }, flight: { class: 'undetermined', grade: null, detections: 5 } }),
    );
    expect(none).toMatchObject({ map: null, flights: [{ profile: null, place: null, timeline: { moments: [] } }] });
    expect(incidentReportSchema.parse(none)).toEqual(none);
  });

  test('beyond the reach of the line: no distance, no side, said so', () => {
    const waypoints = flown(
      [
        { s: 0, east: 0, north: 500_000, altitudeM: 50 },
        { s: 20, east: 90, north: 500_000, altitudeM: 50 },
      ],
      2,
    );
    const far = buildIncidentReport(
      reportInput({ scene: { waypoints }, flight: { class: 'undetermined', grade: null } }),
    );
    expect(far.flights[0]!.timeline.moments[0]).toMatchObject({ distanceM: null, errorM: null, pUs: null });
    expect(far.map!.border).toEqual([]);
    expect(far.limits.map(printedText).join('\n')).toContain('lie beyond the reach of the reference line');
  });

  test('a long, broken flight: the table is cut, and says how much is left out', () => {
    const waypoints = Array.from({ length: 80 }, (_, i) => ({ s: i * 100, east: i * 10, north: -400, altitudeM: 50 }));
    const { timeline } = buildIncidentReport(reportInput({ scene: { waypoints } })).flights[0]!;
    expect(timeline.moments).toHaveLength(24);
    expect(timeline.omitted).toBe(56);
    expect(timeline.moments.at(-1)!.events).toContain('last position');
  });
});

function deepFrozen<T>(value: T): T {
  if (
    typeof value === 'object' &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    Object.getPrototypeOf(value) !== null
  ) {
    const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
    if (plain) {
      for (const member of Object.values(value)) deepFrozen(member);
      Object.freeze(value);
    }
  }
  return value;
}
