import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceM } from '../../../shared/geo/geodesic.ts';
import type { Bbox, Position } from '../../../shared/model/position.ts';
import { clippedLine } from '../../../shared/report/data/clip.ts';
import { countryLabels } from '../../../shared/report/data/country-labels.ts';
import { buildIncidentReport } from '../../../shared/report/data/incident.ts';
import { mapAspect } from '../../../shared/report/data/map-frame.ts';
import { distanceToSegment, thinned } from '../../../shared/report/data/thin.ts';
import { multiples, niceStep } from '../../../shared/report/page/map/graticule.ts';
import { around, Placer } from '../../../shared/report/page/map/placer.ts';
import { projectionOf } from '../../../shared/report/page/map/projection.ts';
import { builtInBorder, flown, reportInput, riverScene, roundTrip } from '../../helpers/report-builders.ts';

const coordinate = fc.double({ min: -10, max: 10, noNaN: true });
const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 60 });

describe('lines drawn with fewer points', () => {
  test('no point left out lies farther from the drawn line than the tolerance', () => {
    fc.assert(
      fc.property(points, fc.double({ min: 0.01, max: 5, noNaN: true }), (line, tolerance) => {
        const kept = thinned(line, tolerance);
        expect([kept[0], kept.at(-1)]).toEqual([0, line.length - 1]);
        for (let i = 0; i < line.length; i++) {
          const after = kept.findIndex((index) => index >= i);
          const to = kept[after]!;
          const from = to === i ? i : kept[after - 1]!;
          expect(distanceToSegment(line[i]!, line[from]!, line[to]!)).toBeLessThanOrEqual(tolerance + 1e-9);
        }
      }),
    );
  });
});

describe('lines cut to the map', () => {
  const box: Bbox = [-3, -2, 3, 2];
  const inside = ([x, y]: Position) => x >= -3 - 1e-9 && x <= 3 + 1e-9 && y >= -2 - 1e-9 && y <= 2 + 1e-9;

  test('what is left lies inside, and nothing inside is lost', () => {
    fc.assert(
      fc.property(points, (line) => {
        const pieces = clippedLine(line, box);
        for (const piece of pieces) for (const point of piece) expect(inside(point)).toBe(true);
        const drawn = pieces.flat();
        for (const point of line.filter((one) => inside(one))) {
          expect(drawn.some((other) => Math.hypot(other[0] - point[0], other[1] - point[1]) < 1e-9)).toBe(true);
        }
      }),
    );
  });

  test('a line that leaves and comes back is two pieces', () => {
    const line: Position[] = [
      [-5, 0],
      [0, 0],
      [0, 5],
      [1, 5],
      [1, 0],
    ];
    expect(clippedLine(line, box)).toEqual([
      [
        [-3, 0],
        [0, 0],
        [0, 2],
      ],
      [
        [1, 2],
        [1, 0],
      ],
    ]);
  });
});

describe('the map', () => {
  const report = buildIncidentReport(reportInput({ scene: riverScene(roundTrip) }));
  const map = report.map!;
  const drawn = map.flights[0]!;

  test('holds the whole flight, its crossings and the line, in the shape it is drawn in', () => {
    const [west, south, east, north] = map.bounds;
    const shown = [...drawn.lines.flatMap((line) => line.points), ...map.crossings.map(({ position }) => position)];
    for (const [lng, lat] of shown) {
      expect(lng > west && lng < east && lat > south && lat < north).toBe(true);
    }
    expect(map.border.length).toBeGreaterThan(0);
    const { width, height } = projectionOf(map.bounds, 340);
    expect(width / height).toBeCloseTo(mapAspect, 2);
  });

  test('is true to scale: drawn lengths against geodesics', () => {
    const { point, metresPerUnit } = projectionOf(map.bounds, 340);
    const [a, b] = [drawn.start!, drawn.deepest!];
    const [[ax, ay], [bx, by]] = [point(a), point(b)];
    expect(Math.hypot(bx - ax, by - ay) * metresPerUnit).toBeCloseTo(distanceM(a, b), -1);
  });

  test('draws the gap apart from what was flown', () => {
    expect(drawn.lines.map(({ kind }) => kind)).toEqual(['flown', 'gap', 'flown']);
    const [before, gap, after] = drawn.lines;
    expect(gap!.points).toEqual([before!.points.at(-1), after!.points[0]]);
  });

  test('two sensors that see the flight at once are two lines, not a zigzag', () => {
    const waypoints = flown(
      [
        { s: 0, east: 0, north: -500, altitudeM: 50 },
        { s: 100, east: 0, north: 500, altitudeM: 50 },
      ],
      2,
    ).map((point, i) => ({ ...point, east: i % 2 === 0 ? 0 : 40 }));
    const two = buildIncidentReport(reportInput({ scene: { waypoints, tracks: 2, trackOf: (i) => i % 2 } }));
    expect(two.map!.flights[0]!.lines.map(({ kind, points }) => [kind, points.length])).toEqual([
      ['flown', 2],
      ['flown', 2],
    ]);
    expect(two.sensors.map(({ sensorId, positions }) => [sensorId, positions])).toEqual([
      ['AEROSCOPE-7', 26],
      ['AEROSCOPE-8', 25],
    ]);
  });

  test('a track that takes over from another is joined to it', () => {
    const waypoints = flown(
      [
        { s: 0, east: 0, north: -500, altitudeM: 50 },
        { s: 100, east: 0, north: 500, altitudeM: 50 },
      ],
      10,
    );
    const report = buildIncidentReport(
      reportInput({ scene: { waypoints, tracks: 2, trackOf: (i) => (i < 5 ? 0 : 1) } }),
    );
    const [first, second] = report.map!.flights[0]!.lines;
    expect(second!.points[0]).toEqual(first!.points.at(-1));
  });

  test('along the whole border the name of a country is never on the other side of the line', () => {
    const border = builtInBorder();
    for (let km = 60; km < border.lengthKm - 60; km += 37) {
      const [lng, lat] = border.positionOfKm(km);
      const bounds: Bbox = [lng - 0.02, lat - 0.013, lng + 0.02, lat + 0.013];
      const { us, mx } = countryLabels(bounds, border, [[lng, lat]]);
      if (us !== null) expect(border.fix(us.position[0], us.position[1])!.distanceM, `km ${km}`).toBeGreaterThan(0);
      if (mx !== null) expect(border.fix(mx.position[0], mx.position[1])!.distanceM, `km ${km}`).toBeLessThan(0);
      expect(us !== null || mx !== null).toBe(true);
    }
  });
});

describe('room for labels', () => {
  test('labels never overlap and never leave the frame', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 340, noNaN: true }), fc.double({ min: 0, max: 260, noNaN: true })), {
          maxLength: 40,
        }),
        (spots) => {
          const placer = new Placer(340, 260);
          const boxes = spots.flatMap((spot) => {
            const placed = placer.placeOverLines(around(spot, 30, 9, 4), 30, 9);
            return placed === null ? [] : [placed.centre];
          });
          boxes.forEach(([x, y], i) => {
            expect(x - 15 >= 0 && x + 15 <= 340 && y - 4.5 >= 0 && y + 4.5 <= 260).toBe(true);
            for (const [ox, oy] of boxes.slice(0, i))
              expect(Math.abs(x - ox) >= 30 - 1e-9 || Math.abs(y - oy) >= 9 - 1e-9).toBe(true);
          });
        },
      ),
    );
  });
});

test('steps of axes are 1, 2 or 5 times a power of ten, the next above what is asked', () => {
  expect([0.0013, 0.002, 0.3, 7, 10, 2300].map(niceStep)).toEqual([0.002, 0.002, 0.5, 10, 10, 5000]);
  expect(multiples(50, -100, 60)).toEqual([-100, -50, 0, 50]);
});
