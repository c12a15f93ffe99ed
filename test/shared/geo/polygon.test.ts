import { booleanPointInPolygon, multiPolygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AreaIndex } from '../../../shared/geo/area-index.ts';
import { destination, distanceM } from '../../../shared/geo/geodesic.ts';
import { toMultiPolygon } from '../../../shared/geo/geometry-check.ts';
import { pInside, preparePolygon } from '../../../shared/geo/polygon.ts';
import type { MultiPolygon } from '../../../shared/model/area.ts';
import type { Position } from '../../../shared/model/position.ts';
import { seeded } from './support.ts';

/** A ring around a centre that does not cross itself; on a lattice when `step` is not 0. */
function starRing(random: () => number, centre: Position, size: number, corners: number, step = 0): [number, number][] {
  const ring = Array.from({ length: corners }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * (i + 0.1 + 0.8 * random())) / corners;
    const radius = size * (0.3 + 0.7 * random());
    return [centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)].map((value) =>
      step === 0 ? value : Math.round(value / step) * step,
    ) as [number, number];
  });
  return [...ring, [...ring[0]!]];
}

/** One to three polygons side by side, some with a hole. */
function randomArea(random: () => number, step = 0): MultiPolygon {
  return Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => {
    const centre: Position = [-105 + 2.5 * i, 30];
    const rings = [starRing(random, centre, 1, 3 + Math.floor(random() * 30), step)];
    if (random() < 0.5) rings.push(starRing(random, centre, 0.25, 3 + Math.floor(random() * 8), step));
    return rings;
  });
}

describe('containment', () => {
  test('equals Turf on 120,000 random positions', () => {
    const random = seeded(1);
    let inside = 0;
    for (let i = 0; i < 400; i++) {
      const area = randomArea(random);
      const ours = preparePolygon(area);
      const theirs = multiPolygon(area);
      for (let k = 0; k < 300; k++) {
        const point: [number, number] = [-106.2 + 7.4 * random(), 28.8 + 2.4 * random()];
        const answer = ours.contains(...point);
        if (answer) inside++;
        if (answer !== booleanPointInPolygon(point, theirs)) expect.fail(`${point} in ${JSON.stringify(area)}`);
      }
    }
    expect(inside).toBeGreaterThan(15_000);
  });

  test('equals Turf on lattice positions, where the exact boundary counts as inside for both', () => {
    const random = seeded(2);
    let onBoundary = 0;
    for (let i = 0; i < 400; i++) {
      // Steps of an eighth are exact in binary, so "on the edge" is exact for both.
      const area = randomArea(random, 0.125);
      const ours = preparePolygon(area);
      const theirs = multiPolygon(area);
      for (let k = 0; k < 100; k++) {
        const point: [number, number] = [
          -106.25 + Math.floor(random() * 60) / 8,
          28.75 + Math.floor(random() * 20) / 8,
        ];
        if (ours.isOnBoundary(...point)) {
          onBoundary++;
          expect(ours.contains(...point)).toBe(true);
        }
        // Turf stops at the first polygon that has the position on a hole's edge; so do we: both say inside.
        if (ours.contains(...point) !== booleanPointInPolygon(point, theirs)) {
          expect.fail(`${point} in ${JSON.stringify(area)}`);
        }
      }
    }
    expect(onBoundary).toBeGreaterThan(1000);
  });

  test('puts vertices, edges and the edges of holes inside, and holes outside', () => {
    const area = preparePolygon([
      [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ],
        [
          [1, 1],
          [1, 3],
          [3, 3],
          [3, 1],
          [1, 1],
        ],
      ],
    ]);
    for (const point of [
      [0, 0],
      [4, 4],
      [2, 0],
      [0, 2],
      [4, 1],
      [1, 1],
      [2, 3],
      [3, 2],
      [0.5, 0.5],
      [0, 3],
    ] as const) {
      expect(area.contains(point[0], point[1]), `${point}`).toBe(true);
    }
    for (const point of [
      [2, 2],
      [-1, 0],
      [5, 4],
      [2, -1e-9],
      [1.0000001, 2],
      [Number.NaN, 2],
    ] as const) {
      expect(area.contains(point[0], point[1]), `${point}`).toBe(false);
    }
  });
});

describe('distance to the edge', () => {
  const square = preparePolygon([
    [
      [
        [-100, 28],
        [-99.9, 28],
        [-99.9, 28.1],
        [-100, 28.1],
        [-100, 28],
      ],
      [
        [-99.96, 28.04],
        [-99.96, 28.06],
        [-99.94, 28.06],
        [-99.94, 28.04],
        [-99.96, 28.04],
      ],
    ],
  ]);

  test('is the geodesic distance, positive inside, negative outside and in holes', () => {
    const random = seeded(3);
    for (let i = 0; i < 200; i++) {
      const metres = random() * 5000;
      const [lng, lat] = destination([-100, 28], 180 + random() * 90, metres);
      // South-west of the corner the corner is nearest.
      if (lng < -100 && lat < 28) expect(Math.abs(square.signedDistanceM(lng, lat) + metres)).toBeLessThan(0.001);
    }
    expect(square.signedDistanceM(-99.99, 28.05)).toBeCloseTo(distanceM([-99.99, 28.05], [-100, 28.05]), 2);
    expect(square.signedDistanceM(-99.95, 28.05)).toBeCloseTo(-distanceM([-99.95, 28.05], [-99.96, 28.05]), 2);
    expect(square.signedDistanceM(-100, 28.03)).toBe(0);
  });

  test('makes a probability with both errors', () => {
    expect(pInside(0, 10, 10)).toBe(0.5);
    expect(pInside(1.644854 * 50, 30, 40)).toBeCloseTo(0.95, 6);
    expect(pInside(-1, 0, 0)).toBe(0);
  });
});

describe('an index of areas', () => {
  test('finds what asking every area finds, with the same distances', () => {
    const random = seeded(4);
    const areas = Array.from({ length: 40 }, () => {
      const centre: Position = [-101 + 2 * random(), 28 + random()];
      return preparePolygon([[starRing(random, centre, 0.02 + 0.3 * random(), 5 + Math.floor(random() * 60))]]);
    });
    const index = new AreaIndex(areas);
    let found = 0;
    for (let i = 0; i < 20_000; i++) {
      const [lng, lat] = [-101.3 + 2.6 * random(), 27.7 + 1.6 * random()];
      const radiusM = [0, 50, 900, 3000][i % 4]!;
      const expected = areas.flatMap((area, number) => {
        const metres = area.signedDistanceM(lng, lat);
        return metres >= -radiusM ? [{ area: number, distanceM: Math.min(metres, radiusM) }] : [];
      });
      found += expected.length;
      expect(index.areasNear(lng, lat, radiusM)).toEqual(expected);
    }
    expect(found).toBeGreaterThan(9000);
    expect(index.areasNear(Number.NaN, 28, 100)).toEqual([]);
  });
});

describe('geometry from outside', () => {
  const square = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ];
  const message = (input: unknown) => {
    const result = toMultiPolygon(input);
    return result.ok ? 'accepted' : result.failure.message;
  };
  const polygonOf = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates });

  test('is closed, wound, and freed of repeated vertices, heights and its bbox', () => {
    const clockwise = [
      [0, 0, 12],
      [0, 4, 12],
      [4, 4, 12],
      [4, 4, 12],
      [4, 0, 12],
    ];
    const outer = [
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 0],
    ];
    expect(toMultiPolygon({ ...polygonOf(clockwise), bbox: [90, 90, 91, 91] })).toEqual({ ok: true, value: [[outer]] });
    const hole = [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 2],
      [1, 1],
    ];
    expect(toMultiPolygon(polygonOf(square, hole))).toEqual({ ok: true, value: [[outer, hole.toReversed()]] });
  });

  test.each([
    ['an empty object', {}, 'An area must be a GeoJSON Polygon or MultiPolygon.'],
    ['a line', { type: 'LineString', coordinates: square }, 'An area must be a GeoJSON Polygon or MultiPolygon.'],
    ['no polygons', { type: 'MultiPolygon', coordinates: [] }, 'The MultiPolygon has no polygons.'],
    [
      'a text for a number',
      polygonOf([
        [0, 0],
        ['4', 0],
        [4, 4],
      ]),
      'Polygon 1, ring 1, vertex 2: longitude and latitude must be numbers.',
    ],
    [
      'null from NaN in JSON',
      polygonOf([
        [0, 0],
        [4, 0],
        [null, 4],
      ]),
      'Polygon 1, ring 1, vertex 3: longitude and latitude must be numbers.',
    ],
    [
      'latitude and longitude swapped',
      polygonOf([
        [0, 0],
        [30, -110],
        [31, -109],
      ]),
      'Polygon 1, ring 1, vertex 2: latitude -110 is outside −90 to 90.',
    ],
    [
      'two vertices',
      polygonOf([
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
      'Polygon 1, ring 1 has fewer than three different vertices.',
    ],
    [
      'a line there and back',
      polygonOf([
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
      'Polygon 1, ring 1 encloses no area.',
    ],
    [
      'a bow tie',
      polygonOf([
        [0, 0],
        [4, 4],
        [4, 0],
        [0, 3],
      ]),
      'The edge from Polygon 1, ring 1, vertex 1 crosses the edge from Polygon 1, ring 1, vertex 3.',
    ],
    [
      'a spike',
      polygonOf([
        [0, 0],
        [4, 0],
        [4, 4],
        [4, 2],
        [0, 4],
      ]),
      'The edge from Polygon 1, ring 1, vertex 2 runs along the edge from Polygon 1, ring 1, vertex 3.',
    ],
    [
      'a ring through itself at a vertex',
      polygonOf([
        [0, 0],
        [2, 2],
        [4, 0],
        [4, 4],
        [2, 2],
        [0, 4],
      ]),
      'The edge from Polygon 1, ring 1, vertex 1 touches the edge from Polygon 1, ring 1, vertex 4.',
    ],
    [
      'a hole outside',
      polygonOf(square, [
        [5, 5],
        [6, 5],
        [6, 6],
      ]),
      'Polygon 1, ring 2, vertex 1: the hole is outside its outer ring.',
    ],
    [
      'a hole across the ring',
      polygonOf(square, [
        [3, 1],
        [5, 1],
        [3, 2],
      ]),
      'The edge from Polygon 1, ring 1, vertex 2 crosses the edge from Polygon 1, ring 2, vertex 1.',
    ],
    [
      'one polygon in another',
      {
        type: 'MultiPolygon',
        coordinates: [
          [square],
          [
            [
              [1, 1],
              [2, 1],
              [2, 2],
            ],
          ],
        ],
      },
      'Polygon 2, ring 1, vertex 1 lies inside Polygon 1, ring 1.',
    ],
    [
      'polygons with a shared edge',
      {
        type: 'MultiPolygon',
        coordinates: [
          [square],
          [
            [
              [4, 0],
              [8, 0],
              [8, 4],
              [4, 4],
            ],
          ],
        ],
      },
      'The edge from Polygon 1, ring 1, vertex 2 runs along the edge from Polygon 2, ring 1, vertex 4.',
    ],
  ])('with %s is refused, and where is said', (_name, input, expected) => {
    expect(message(input)).toBe(expected);
    expect(toMultiPolygon(input)).toMatchObject({ ok: false, failure: { code: 'bad-geometry' } });
  });

  test('may have a hole that touches its ring at a point, and polygons that touch at a point', () => {
    expect(
      message(
        polygonOf(square, [
          [0, 2],
          [1, 1],
          [1, 3],
        ]),
      ),
    ).toBe('accepted');
    expect(
      message({
        type: 'MultiPolygon',
        coordinates: [
          [square],
          [
            [
              [4, 4],
              [8, 4],
              [8, 8],
              [4, 8],
            ],
          ],
        ],
      }),
    ).toBe('accepted');
  });

  test('keeps the same inside whatever the winding, start vertex and closure of the input', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(20), fc.boolean(), fc.boolean(), (seed, turn, reverse, close) => {
        const random = seeded(seed);
        const ring = starRing(random, [-105, 30], 1, 3 + Math.floor(random() * 12)).slice(0, -1);
        const turned = [...ring.slice(turn % ring.length), ...ring.slice(0, turn % ring.length)];
        if (reverse) turned.reverse();
        if (close) turned.push([...turned[0]!]);
        const result = toMultiPolygon(polygonOf(turned));
        if (!result.ok) return expect.fail(result.failure.message);
        const [plain, normal] = [preparePolygon([[[...ring, ring[0]!]]]), preparePolygon(result.value)];
        for (let i = 0; i < 20; i++) {
          const point = [-106 + 2 * random(), 29 + 2 * random()] as const;
          expect(normal.contains(...point)).toBe(plain.contains(...point));
        }
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test('checks 20,000 vertices without comparing every pair of edges', () => {
    const processorOf = (vertices: number): number => {
      const ring = starRing(seeded(6), [-105, 30], 1, vertices);
      const once = (): number => {
        const before = process.cpuUsage().user;
        expect(message(polygonOf(ring))).toBe('accepted');
        return process.cpuUsage().user - before;
      };
      // The least of several: what the engine does beside it is no work of ours.
      return Math.min(...Array.from({ length: 5 }, once));
    };
    processorOf(5000);
    // Every pair of edges would be sixteen times the work.
    expect(processorOf(20_000) / processorOf(5000)).toBeLessThan(12);
  });
});
