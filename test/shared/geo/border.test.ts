import { booleanPointInPolygon, lineIntersect, lineString, polygon } from '@turf/turf';
import fc from 'fast-check';
import type { FeatureCollection, MultiPolygon } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { describe, expect, test } from 'vitest';
import { seaVertices } from '../../../shared/geo/beyond-ends.ts';
import { type BorderFixColumns, theatreM } from '../../../shared/geo/border.ts';
import { destination, distanceM } from '../../../shared/geo/geodesic.ts';
import { preparePolygon } from '../../../shared/geo/polygon.ts';
import type { Position } from '../../../shared/model/position.ts';
import { borderAlong, builtInBorder, readResource, seeded } from './support.ts';

const border = builtInBorder();
const vertices = Array.from(border.vertexLng, (lng, i): [number, number] => [lng, border.vertexLat[i]!]);

/** The land north of the line: the line closed along 45° N. Good for positions between the longitudes of its ends. */
const north = polygon([[...vertices, [vertices.at(-1)![0], 45], [vertices[0]![0], 45], vertices[0]!]]);

/** Positions from on the line to `spread` degrees from it. */
function positions(count: number, spread: number, seed: number): Position[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const [lng, lat] = border.positionOfKm(random() * border.lengthKm);
    return [lng + (random() - 0.5) * 2 * spread, lat + (random() - 0.5) * 2 * spread];
  });
}

const columns = (count: number): BorderFixColumns => ({
  distanceM: new Float64Array(count),
  km: new Float64Array(count),
  errorBoundM: new Float64Array(count),
});

/** By brute force: the least geodesic distance to any segment that could be nearest, by golden-section search on each. */
function bruteDistanceM([lng, lat]: Position, aboutM: number): number {
  const reach = (aboutM * 1.05 + 10) / 90_000;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < vertices.length; i++) {
    const [a, b] = [vertices[i]!, vertices[i + 1]!];
    if (Math.max(a[0], b[0]) < lng - reach || Math.min(a[0], b[0]) > lng + reach) continue;
    if (Math.max(a[1], b[1]) < lat - reach || Math.min(a[1], b[1]) > lat + reach) continue;
    const at = (t: number) => distanceM([lng, lat], [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    const shrink = (Math.sqrt(5) - 1) / 2;
    let [from, to] = [0, 1];
    while (to - from > 1e-6) {
      const [one, other] = [to - shrink * (to - from), from + shrink * (to - from)];
      if (at(one) < at(other)) to = other;
      else from = one;
    }
    least = Math.min(least, at(0), at(1), at((from + to) / 2));
  }
  return least;
}

describe('the built-in line', () => {
  test('has the length, ends and vertices its recipe states', () => {
    expect(border.vertexLng.length).toBe(29_051);
    expect(border.vertexKm.at(-1)).toBeCloseTo(border.lengthKm, 1);
    expect(distanceM(vertices[0]!, [-117.4649, 32.5904])).toBeLessThan(1000);
    expect(distanceM(vertices.at(-1)!, [-96.924, 25.9757])).toBeLessThan(1000);
  });

  test('has no crossing with itself: it has two sides, and being on it is one of them', () => {
    let crossings = 0;
    for (let i = 0; i + 1 < vertices.length; i++) crossings += border.crossingOf(vertices[i]!, vertices[i + 1]!).length;
    expect(crossings).toBe(0);
  });
});

describe('a fix', () => {
  test.each([
    ['downtown San Diego', [-117.1611, 32.7157], 'US'],
    ['Tijuana', [-117.0382, 32.5149], 'MX'],
    ['San Luis Río Colorado', [-114.7719, 32.4561], 'MX'],
    ['Nogales, Arizona', [-110.9342, 31.3404], 'US'],
    ['El Paso', [-106.487, 31.7587], 'US'],
    ['Ciudad Juárez', [-106.4869, 31.739], 'MX'],
    ['Nuevo Laredo', [-99.5075, 27.4763], 'MX'],
    ['Brownsville', [-97.4975, 25.9017], 'US'],
    ['Matamoros', [-97.5041, 25.8797], 'MX'],
  ] as const)('puts %s on its side', (_name, [lng, lat], side) => {
    expect(Math.sign(border.fix(lng, lat)!.distanceM)).toBe(side === 'US' ? 1 : -1);
  });

  test('gives the side that point-in-polygon parity gives, by Turf', () => {
    const wrong = [...positions(1500, 0.002, 1), ...positions(1000, 0.2, 2), ...positions(500, 3, 3)].filter(
      (point) => {
        const fix = border.fix(point[0], point[1]);
        const between = point[0] > vertices[0]![0] && point[0] < vertices.at(-1)![0];
        return fix !== null && between && fix.distanceM > 0 !== booleanPointInPolygon([...point], north);
      },
    );
    expect(wrong).toEqual([]);
  });

  test('measures within 1 mm of GeographicLib up to 5 km, and within 1 m farther', () => {
    let worstNear = 0;
    let worstFar = 0;
    for (const point of [...positions(150, 0.05, 4), ...positions(60, 0.5, 5), ...positions(20, 3, 6)]) {
      const fix = border.fix(point[0], point[1]);
      if (fix === null) continue;
      const errorM = Math.abs(Math.abs(fix.distanceM) - bruteDistanceM(point, Math.abs(fix.distanceM)));
      if (Math.abs(fix.distanceM) < 5000) worstNear = Math.max(worstNear, errorM);
      else worstFar = Math.max(worstFar, errorM);
    }
    expect(worstNear).toBeLessThan(0.001);
    expect(worstFar).toBeLessThan(1);
  });

  test('places its nearest position at the distance and border km it states', () => {
    for (const point of positions(300, 0.3, 7)) {
      const fix = border.fix(point[0], point[1]);
      if (fix === null) continue;
      expect(Math.abs(distanceM(point, fix.position) - Math.abs(fix.distanceM))).toBeLessThan(0.001);
      expect(distanceM(border.positionOfKm(fix.km), fix.position)).toBeLessThan(0.2);
      expect(fix.segment.fromKm <= fix.km && fix.km <= fix.segment.toKm).toBe(true);
    }
  });

  test('is the same wherever the position asked for before lay', () => {
    const alone = builtInBorder();
    for (const [lng, lat] of positions(300, 0.1, 8)) {
      const cold = border.fix(lng, lat)!;
      for (const [east, north] of [
        [0.0005, 0],
        [-0.003, 0.002],
        [0.04, -0.03],
        [0.5, 0.5],
        [9, -1],
        [Number.NaN, 0],
      ]) {
        alone.fix(lng + east!, lat + north!);
        expect(alone.fix(lng, lat)).toEqual(cold);
      }
    }
  });

  test('on the line is at distance 0 from it', () => {
    for (const i of [0, 100, 20_000, 29_050]) expect(border.fix(...vertices[i]!)!.distanceM).toBe(0);
  });

  test('states a larger error where a less certain stretch lies nearly as near', () => {
    const [lng, lat] = border.positionOfKm(296.5);
    const inland = destination([lng, lat], 70, 1500);
    const fix = border.fix(inland[0], inland[1])!;
    expect(fix.errorBoundM).toBeGreaterThan(border.errorBoundAt(fix.km));
    const calm = border.fix(-109.5, 31.34)!;
    expect(calm.errorBoundM).toBe(border.errorBoundAt(calm.km));
  });
});

describe('outside the theatre', () => {
  test.each([
    ['London', [-0.12, 51.5], 'too-far-from-the-line'],
    ['Guadalajara', [-103.35, 20.67], 'too-far-from-the-line'],
    ['Denver', [-104.99, 39.74], 'too-far-from-the-line'],
    ['the open Pacific', [-118.2, 32.6], 'beyond-the-end-of-the-line'],
    ['the open Gulf', [-96, 26], 'beyond-the-end-of-the-line'],
    ['nowhere', [Number.NaN, 32], 'not-a-position'],
    ['nowhere else', [-110, Number.POSITIVE_INFINITY], 'not-a-position'],
  ] as const)('%s has no side, and the reason is said', (_name, [lng, lat], reason) => {
    expect(border.fix(lng, lat)).toBeNull();
    expect(border.outsideReason(lng, lat)).toBe(reason);
  });

  test('does not begin on the US coast past the ends of the line', () => {
    for (const [lng, lat] of [
      [-117.38, 33.19],
      [-118.24, 34.05],
      [-117.4, 33.95],
      [-96.95, 28.02],
    ] as const) {
      expect(border.fix(lng, lat)!.distanceM).toBeGreaterThan(60_000);
    }
  });

  test('the outlines of that coast reach no farther than 12 nautical miles out', () => {
    const basemap = readResource('basemap.json') as Topology;
    const land = feature(basemap, basemap.objects.land!) as FeatureCollection<MultiPolygon>;
    const coast = preparePolygon(
      land.features.flatMap(({ geometry }) => geometry.coordinates) as [number, number][][][],
    );
    for (const [lng, lat] of seaVertices) {
      const metres = coast.signedDistanceM(lng, lat);
      expect(metres).toBeLessThan(0);
      expect(metres).toBeGreaterThan(-22_500);
    }
  });

  test('begins 400 km from the line', () => {
    const from = border.positionOfKm(1000);
    const inside = destination(from, 0, theatreM - 1000);
    const outside = destination(from, 0, theatreM + 60_000);
    expect(border.outsideReason(inside[0], inside[1])).toBeNull();
    expect(border.outsideReason(outside[0], outside[1])).toBe('too-far-from-the-line');
  });
});

describe('a batch', () => {
  test('gives what single fixes give, to the stated error of far distances, and NaN outside', () => {
    const points: Position[] = [
      ...positions(2000, 0.05, 9),
      ...positions(500, 2, 10),
      [0, 0],
      [Number.NaN, Number.NaN],
    ];
    const out = columns(points.length);
    border.fixAll(
      Float64Array.from(points, ([lng]) => lng),
      Float64Array.from(points, ([, lat]) => lat),
      out,
    );
    points.forEach(([lng, lat], i) => {
      const fix = border.fix(lng, lat);
      if (fix === null) {
        expect([out.distanceM[i], out.km[i], out.errorBoundM[i]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
        return;
      }
      const allowedM = Math.abs(fix.distanceM) < 5000 ? 0 : Math.max(0.001, Math.abs(fix.distanceM) * 1e-4);
      expect(Math.abs(out.distanceM[i]! - fix.distanceM)).toBeLessThanOrEqual(allowedM);
      expect(out.errorBoundM[i]).toBe(fix.errorBoundM);
    });
  });
});

describe('crossings', () => {
  test('are those that Turf finds', () => {
    const random = seeded(11);
    const line = lineString(vertices);
    for (let i = 0; i < 40; i++) {
      const from = border.positionOfKm(random() * border.lengthKm);
      const a: Position = [from[0] + (random() - 0.5) * 0.2, from[1] + (random() - 0.5) * 0.2];
      const b: Position = [from[0] + (random() - 0.5) * 0.2, from[1] + (random() - 0.5) * 0.2];
      const ours = border.crossingOf(a, b).map(({ position }) => position);
      const theirs = lineIntersect(line, lineString([[...a], [...b]]))
        .features.map(({ geometry }) => geometry.coordinates as [number, number])
        .sort((one, other) => (one[0] - other[0]) * (b[0] - a[0]) + (one[1] - other[1]) * (b[1] - a[1]));
      expect(ours.length).toBe(theirs.length);
      ours.forEach((position, k) => {
        expect(distanceM(position, theirs[k]!)).toBeLessThan(0.01);
      });
    }
  });

  test('lie on the line, in order, at the km stated, and alternate', () => {
    const random = seeded(12);
    let seen = 0;
    for (let i = 0; i < 2000; i++) {
      const from = border.positionOfKm(random() * border.lengthKm);
      const a: Position = [from[0] + (random() - 0.5) * 0.1, from[1] + (random() - 0.5) * 0.1];
      const b: Position = [from[0] + (random() - 0.5) * 0.1, from[1] + (random() - 0.5) * 0.1];
      const crossings = border.crossingOf(a, b);
      seen += crossings.length;
      let inUs = border.fix(a[0], a[1])?.distanceM;
      let fraction = 0;
      for (const crossing of crossings) {
        expect(crossing.direction).toBe(inUs! >= 0 ? 'southbound' : 'northbound');
        inUs = -inUs!;
        expect(crossing.fraction).toBeGreaterThanOrEqual(fraction);
        fraction = crossing.fraction;
        expect(distanceM(border.positionOfKm(crossing.km), crossing.position)).toBeLessThan(0.2);
      }
      const end = border.fix(b[0], b[1])?.distanceM;
      if (end !== undefined && inUs !== undefined) expect(Math.sign(inUs)).toBe(Math.sign(end));
    }
    expect(seen).toBeGreaterThan(500);
  });

  test('exactly on a vertex, along a segment and ending on the line follow the written rule', () => {
    // A step: east, north, east. The United States is to the north.
    const step = borderAlong([
      [-110, 31],
      [-109, 31],
      [-109, 32],
      [-108, 32],
    ]);
    const directions = (a: Position, b: Position) => step.crossingOf(a, b).map(({ direction }) => direction);
    // Through a vertex, from the south-east to the north-west.
    expect(directions([-108.5, 30.5], [-109.5, 31.5])).toEqual(['northbound']);
    // Up along the whole meridian stretch: on the line counts as US, and so does the end.
    expect(directions([-109, 30.5], [-109, 32.5])).toEqual(['northbound']);
    // Ends on the line from Mexico: northbound there; going on north makes no second crossing.
    expect(directions([-109.5, 30.5], [-109.5, 31])).toEqual(['northbound']);
    expect(directions([-109.5, 31], [-109.5, 31.5])).toEqual([]);
    // Ends on the line from Mexico and turns back.
    expect(directions([-109.5, 31], [-109.5, 30.5])).toEqual(['southbound']);
    // Touches the corner from Mexico without stopping: the corner (-109, 32) is convex from the north-west.
    expect(directions([-108.5, 31.5], [-108.9, 31.9])).toEqual([]);
    // Touches the corner (-109, 31) from the US side.
    expect(directions([-110, 32], [-109, 31])).toEqual([]);
    // Runs along the line only.
    expect(directions([-109.8, 31], [-109.2, 31])).toEqual([]);
  });

  const coordinate = fc.integer({ min: -4, max: 4 });
  test('agree with the sides of both ends, also when everything meets at lattice points', () => {
    fc.assert(
      fc.property(
        // A line that never goes back west; steps north and south happen within a column.
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), coordinate), { minLength: 3, maxLength: 9 }),
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 12 }),
        (steps, way) => {
          let lng = -5;
          const line: Position[] = [[-106, 31]];
          for (const [east, lat] of steps) {
            lng = Math.min(4, lng + Math.max(east, lat === line.at(-1)![1] - 31 ? 1 : east));
            const next: Position = [-100 + lng, 31 + lat];
            const [before, last] = [line.at(-2), line.at(-1)!];
            const turnsBack = before !== undefined && before[0] === last[0] && last[0] === next[0];
            if (!turnsBack && (next[0] !== last[0] || next[1] !== last[1])) line.push(next);
          }
          line.push([-95, line.at(-1)![1]]);
          const made = borderAlong(line);
          const north = polygon([[...line.map((p) => [...p]), [-95, 40], [-106, 40], [-106, 31]]]);
          const inUs = (p: Position) => booleanPointInPolygon([...p], north);
          const points = way.map(([x, y]): Position => [-100 + x, 31 + y]);
          for (let i = 1; i < points.length; i++) {
            const crossings = made.crossingOf(points[i - 1]!, points[i]!);
            let side = inUs(points[i - 1]!);
            for (const crossing of crossings) {
              expect(crossing.direction).toBe(side ? 'southbound' : 'northbound');
              side = !side;
            }
            expect(side).toBe(inUs(points[i]!));
          }
        },
      ),
      { numRuns: 3000, seed: 13 },
    );
  });
});
