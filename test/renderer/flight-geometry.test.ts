import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageStyles } from '../../renderer/map/coverage-style.ts';
import { FlightGeometry } from '../../renderer/map/flight-geometry.ts';
import { scaleOfZoom, worldX, worldY } from '../../renderer/map/mercator.ts';
import type { FlightPaths } from '../../renderer/state/paths.ts';
import { coverageStates } from '../../shared/model/lists.ts';

type Point = readonly [lng: number, lat: number, state?: (typeof coverageStates)[number], gap?: 'gap'];

function pathsOf(flights: readonly (readonly Point[])[], startMs = Date.UTC(2026, 10, 14)): FlightPaths {
  const points = flights.flat();
  const offsets = [0];
  for (const flight of flights) offsets.push(offsets.at(-1)! + flight.length);
  return {
    flightIds: flights.map((_, i) => `flight ${i}`),
    offsets: Uint32Array.from(offsets),
    lng: Float64Array.from(points, ([lng]) => lng),
    lat: Float64Array.from(points, ([, lat]) => lat),
    timeMs: Float64Array.from(points, (_, i) => startMs + i * 5000),
    coverage: Uint8Array.from(points, ([, , state]) => coverageStates.indexOf(state ?? 'not-us')),
    gapAfter: Uint8Array.from(points, ([, , , gap]) => (gap === 'gap' ? 1 : 0)),
    truncated: false,
  };
}

describe('the projection', () => {
  it('agrees with the textbook form of Web Mercator', () => {
    for (const lat of [-60, 0, 25.9, 32.53, 60]) {
      const phi = (lat * Math.PI) / 180;
      const textbook = 0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI);
      expect(worldY(lat)).toBeCloseTo(textbook, 14);
    }
    expect(worldX(-180)).toBe(0);
    expect(worldX(0)).toBe(0.5);
  });
});

describe('paths on the map', () => {
  const straight = Array.from({ length: 500 }, (_, i): Point => [-99 + i * 1e-5, 26]);

  it('are thinned far out and whole near', () => {
    const geometry = new FlightGeometry(pathsOf([straight]));
    expect(geometry.simplified(7).points.length).toBeLessThan(10);
    expect(geometry.simplified(16).points.length).toBe(500);
  });

  it('keep both ends, every change of state and both ends of a gap at any zoom', () => {
    const flight: Point[] = [
      [-99, 26, 'not-us'],
      [-99.000001, 26, 'not-us'],
      [-99.000002, 26, 'boundary'],
      [-99.000003, 26, 'boundary', 'gap'],
      [-99.000004, 26, 'boundary'],
      [-99.000005, 26, 'boundary'],
      [-99.000006, 26, 'outside'],
      [-99.000007, 26, 'outside'],
    ];
    const { points } = new FlightGeometry(pathsOf([flight])).simplified(5);
    expect([...points]).toEqual([0, 2, 3, 4, 6, 7]);
  });

  it('never drop a point farther than a pixel from the line that is drawn', () => {
    const walk = fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })), {
      minLength: 2,
      maxLength: 80,
    });
    fc.assert(
      fc.property(walk, fc.integer({ min: 5, max: 14 }), (steps, zoom) => {
        let [lng, lat] = [-99, 26];
        const flight = steps.map(([dx, dy]): Point => {
          lng += dx * 1e-4;
          lat += dy * 1e-4;
          return [lng, lat];
        });
        const geometry = new FlightGeometry(pathsOf([flight]));
        const { points } = geometry.simplified(zoom);
        let k = 0;
        for (let i = 0; i < flight.length; i++) {
          if (points[k + 1] === i) k++;
          const [a, scale] = [points[k]!, scaleOfZoom(zoom)];
          expect(Math.abs(geometry.x[i]! - geometry.x[a]!) * scale).toBeLessThanOrEqual(1);
          expect(Math.abs(geometry.y[i]! - geometry.y[a]!) * scale).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('are found under the pointer, the nearest first', () => {
    const geometry = new FlightGeometry(
      pathsOf([
        [
          [-99, 26],
          [-98.9, 26],
        ],
        [
          [-99, 26.01],
          [-98.9, 26.01],
        ],
      ]),
    );
    const reach = 7 / scaleOfZoom(13);
    expect(geometry.pick(worldX(-98.95), worldY(26.0001), reach)).toBe(0);
    expect(geometry.pick(worldX(-98.95), worldY(26.0099), reach)).toBe(1);
    expect(geometry.pick(worldX(-98.95), worldY(26.005), reach)).toBe(-1);
  });

  it('of no flights are none', () => {
    const geometry = new FlightGeometry(pathsOf([]));
    expect(geometry.inBox(0, 0, 1, 1)).toEqual([]);
    expect(geometry.pick(0.2, 0.4, 0.1)).toBe(-1);
    expect(geometry.simplified(9).points.length).toBe(0);
  });

  it('are picked as the plain search over all segments picks', () => {
    const coordinate = fc.integer({ min: 0, max: 100 });
    const flight = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(flight, { minLength: 1, maxLength: 12 }), coordinate, coordinate, (flights, px, py) => {
        const paths = pathsOf(flights.map((points) => points.map(([x, y]): Point => [-99 + x / 1000, 26 + y / 1000])));
        const geometry = new FlightGeometry(paths);
        const [x, y] = [worldX(-99 + px / 1000), worldY(26 + py / 1000)];
        const distance = (n: number) => {
          let best = Infinity;
          for (let i = paths.offsets[n]!; i < paths.offsets[n + 1]!; i++) {
            const j = Math.min(i + 1, paths.offsets[n + 1]! - 1);
            for (let s = 0; s <= 400; s++) {
              const t = s / 400;
              const sx = geometry.x[i]! + t * (geometry.x[j]! - geometry.x[i]!);
              const sy = geometry.y[i]! + t * (geometry.y[j]! - geometry.y[i]!);
              best = Math.min(best, Math.hypot(sx - x, sy - y));
            }
          }
          return best;
        };
        const reach = 2e-5;
        const picked = geometry.pick(x, y, reach);
        const nearest = Math.min(...paths.flightIds.map((_, n) => distance(n)));
        if (picked < 0) expect(nearest).toBeGreaterThan(reach * 0.99);
        else expect(distance(picked)).toBeLessThanOrEqual(nearest + 1e-6);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the style of a moment', () => {
  it('outside changes on the day other purposes exist, by US Eastern time', () => {
    const before = new FlightGeometry(pathsOf([[[-99, 26, 'outside']]], Date.parse('2025-12-18T04:59:59Z')));
    const after = new FlightGeometry(pathsOf([[[-99, 26, 'outside']]], Date.parse('2025-12-18T05:00:00Z')));
    expect(coverageStyles[before.style[0]!]!.word.label).toBe('outside');
    expect(coverageStyles[after.style[0]!]!.word.label).toBe('outside; another purpose may apply');
  });

  it('without a state is its own', () => {
    const paths = { ...pathsOf([[[-99, 26]]]), coverage: Uint8Array.of(255) };
    expect(coverageStyles[new FlightGeometry(paths).style[0]!]!.state).toBeNull();
  });

  it('differs from every other by pattern and by shape, colour aside', () => {
    const patterns = coverageStyles.map(({ word }) => word.pattern);
    const shapes = coverageStyles.map(({ word }) => word.shape);
    expect(new Set(patterns).size).toBe(coverageStyles.length);
    expect(new Set(shapes).size).toBe(coverageStyles.length);
  });
});
