import fc from 'fast-check';
import { expect, test } from 'vitest';
import { probabilityOf } from '../../../shared/classify/best-of-looks.ts';
import type { Reference } from '../../../shared/classify/reference.ts';
import { lineSensitivity } from '../../../shared/classify/sensitivity.ts';
import { SideEvidence, type Toward } from '../../../shared/classify/side-evidence.ts';
import { sight } from '../../../shared/classify/sightings.ts';
import { windowsNearLine } from '../../../shared/classify/windows.ts';
import type { LoadedLine, ReferenceLine } from '../../../shared/geo/lines/loaded-line.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { buildFlights } from '../../../shared/tracks/build-flights.ts';
import { classifyRows, onlyFlightOf } from '../../helpers/classify-rows.ts';
import { along, groupOf, type Row } from '../../helpers/detection-group.ts';
import { straightBorder } from '../../helpers/straight-border.ts';

/** The straight border moved north by so many metres. */
function movedLine(northM: number, errorM: number): LoadedLine {
  const { border } = straightBorder(errorM);
  const line: ReferenceLine = {
    fix(lng, lat) {
      const fix = border.fix(lng, lat);
      return fix && { ...fix, distanceM: fix.distanceM - northM };
    },
    fixAll(lng, lat, out) {
      border.fixAll(lng, lat, out);
      for (let i = 0; i < lng.length; i++) out.distanceM[i]! -= northM;
    },
    crossingOf: border.crossingOf,
  };
  return { id: `north-${northM}`, name: `moved ${northM} m`, source: 'test', errorM, digest: '', line };
}

const withLines = (...lines: LoadedLine[]): Reference => ({ ...straightBorder(), lines });
const withoutRecord = ({ reasons, ...flight }: Flight) => ({
  ...flight,
  reasons: reasons.filter((reason) => !reason.startsWith('Sides were judged by')),
});

const trip = (northM: number): Row[] =>
  along(
    [
      [0, 0, -800],
      [100, 500, northM],
      [200, 1000, -800],
    ],
    4,
  );

test('the same line loaded changes nothing in a flight but the sentence that names it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 1, max: 60 })), {
        minLength: 1,
        maxLength: 40,
      }),
      (steps) => {
        const rows = steps.map(([north, sigmaM], i) => ({ s: 5 * i, east: 10 * i, north, sigmaM }));
        const [before] = classifyRows(rows);
        const [after] = classifyRows(rows, { reference: withLines(movedLine(0, 5)) });
        expect(withoutRecord(after!.flight)).toEqual(before!.flight);
        expect(after!.path).toEqual(before!.path);
        expect(after!.flight.reasons.join(' ')).toContain('None of its positions lies between them.');
      },
    ),
  );
});

test('positions between the lines are undetermined, their coverage boundary', () => {
  const [classified] = classifyRows(trip(400), { reference: withLines(movedLine(250, 5)) });
  const { path } = classified!;
  let between = 0;
  for (let i = 0; i < path.count; i++) {
    const distance = path.distanceM[i]!;
    if (distance > 0 && distance < 250) {
      between++;
      expect(path.pUs[i]).toBe(0.5);
      expect(path.coverage[i]).toBe(1);
    } else {
      expect(path.pUs[i]! > 0.5).toBe(distance > 0);
    }
  }
  expect(between).toBeGreaterThan(5);
  const { reasons } = classified!.flight;
  expect(reasons.join(' ')).toContain(
    `Sides were judged by the built-in reference line and by “moved 250 m” (test; 95 % error 5 m): where the lines disagree the side is undetermined. ${between} positions lie between them.`,
  );
});

test('an aircraft that comes over one line only is no incursion; over both it is one, as deep as the farther line says', () => {
  const reference = withLines(movedLine(500, 5));
  expect(onlyFlightOf(trip(400))).toMatchObject({ class: 'incursion', grade: 'confirmed' });
  expect(onlyFlightOf(trip(400), { reference })).toMatchObject({ class: 'border-approach', incursions: [] });
  const deep = onlyFlightOf(trip(900), { reference });
  expect(deep).toMatchObject({ class: 'incursion', grade: 'confirmed' });
  const [before] = onlyFlightOf(trip(900)).incursions;
  expect(before!.depthM! - deep.incursions[0]!.depthM!).toBeCloseTo(500, 0);
  expect(deep.incursions[0]!.observedS).toBeLessThan(before!.observedS);
  expect(deep.maxDistanceM).toBe(onlyFlightOf(trip(900)).maxDistanceM);
});

test('hovering between the lines, however long, shows neither side', () => {
  const rows = along(
    [
      [0, 0, 100],
      [1800, 0, 100],
    ],
    2,
  );
  expect(onlyFlightOf(rows)).toMatchObject({ class: 'us-origin-unknown' });
  expect(onlyFlightOf(rows, { reference: withLines(movedLine(200, 5)) })).toMatchObject({
    class: 'undetermined',
    grade: null,
  });
});

test('no position or window shows a side more strongly than by the line least in favour of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -200, max: 200 }),
      fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 5, maxLength: 60 }),
      (moved, norths) => {
        const rows = norths.map((north, i) => ({ s: 10 * i, east: 10 * i, north, sigmaM: 15 }));
        const [draft] = buildFlights(groupOf(rows), defaultSettings);
        const line = movedLine(moved, 5);
        const strongest = (reference: Reference, toward: Toward): number => {
          const sightings = sight(draft!, reference, defaultSettings);
          const evidence = new SideEvidence(sightings, windowsNearLine(sightings, defaultSettings), toward);
          const found = evidence.strongest(0, sightings.count - 1, new Uint8Array(sightings.count), false);
          return found === null ? 0 : probabilityOf(found.score);
        };
        for (const toward of [1, -1] as const) {
          const builtIn = strongest(straightBorder(), toward);
          const other = strongest({ ...straightBorder(), border: line.line }, toward);
          expect(strongest(withLines(line), toward)).toBeLessThanOrEqual(Math.min(builtIn, other));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('the result by each line alone stands beside the one by all', () => {
  const reference = withLines(movedLine(500, 5));
  const flight = onlyFlightOf(trip(400), { reference });
  const found = lineSensitivity(flight, 'OSM', reference, (other) => [onlyFlightOf(trip(400), { reference: other })]);
  expect(found).toMatchObject([
    {
      label: 'by the built-in line (OSM) alone',
      changes: true,
      sentence: 'The result would be: 1 flight, incursion, confirmed (computed), 1 incursion.',
    },
    { label: 'by the line “moved 500 m” alone', changes: false },
  ]);
  expect(lineSensitivity(flight, 'OSM', straightBorder(), () => [flight])).toEqual([]);
});
