import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FULL_LEVEL, packShape, unpackShape } from '../../electron/store/flight-shape.ts';
import { coverageStyles } from '../../renderer/map/coverage-style.ts';
import { clusterAt } from '../../renderer/map/layers/clusters.ts';
import { pickFlight } from '../../renderer/map/layers/flights.ts';
import { scaleOfZoom, worldX, worldY } from '../../renderer/map/mercator.ts';
import { WORLD_UNITS } from '../../shared/geo/web-mercator.ts';
import { layerOf, type MapPoint, shapeOfPoints } from '../helpers/map-flights.ts';

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

const keptAt = ({ level }: { readonly level: Uint8Array }, zoom: number): number[] =>
  [...level.keys()].filter((i) => level[i]! <= zoom);

describe('the shape of a path', () => {
  const straight = Array.from({ length: 500 }, (_, i): MapPoint => [-99 + i * 1e-5, 26]);

  it('is thinned far out and whole near', () => {
    const shape = shapeOfPoints(straight);
    expect(keptAt(shape, 7).length).toBeLessThan(10);
    expect(keptAt(shape, FULL_LEVEL).length).toBe(500);
  });

  it('keeps both ends, every change of state and both ends of a gap at any zoom', () => {
    const shape = shapeOfPoints([
      [-99, 26, 'not-us'],
      [-99.000001, 26, 'not-us'],
      [-99.000002, 26, 'boundary'],
      [-99.000003, 26, 'boundary', 'gap'],
      [-99.000004, 26, 'boundary'],
      [-99.000005, 26, 'boundary'],
      [-99.000006, 26, 'outside'],
      [-99.000007, 26, 'outside'],
    ]);
    expect(keptAt(shape, 5)).toEqual([0, 2, 3, 4, 6, 7]);
  });

  it('never drops a point farther than a pixel from the one kept before it, and a level holds those before it', () => {
    const walk = fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })), {
      minLength: 2,
      maxLength: 80,
    });
    fc.assert(
      fc.property(walk, fc.integer({ min: 5, max: 14 }), (steps, zoom) => {
        let [lng, lat] = [-99, 26];
        const shape = shapeOfPoints(
          steps.map(([dx, dy]): MapPoint => {
            lng += dx * 1e-4;
            lat += dy * 1e-4;
            return [lng, lat];
          }),
        );
        const kept = keptAt(shape, zoom);
        const pixel = WORLD_UNITS / scaleOfZoom(zoom);
        let k = 0;
        for (let i = 0; i < shape.count; i++) {
          if (kept[k + 1] === i) k++;
          const last = kept[k]!;
          expect(Math.abs(shape.x[i]! - shape.x[last]!)).toBeLessThanOrEqual(pixel);
          expect(Math.abs(shape.y[i]! - shape.y[last]!)).toBeLessThanOrEqual(pixel);
        }
        expect(keptAt(shape, zoom + 1)).toEqual(expect.arrayContaining(kept));
      }),
    );
  });

  it('comes back from its packed form as it went in', () => {
    const shape = shapeOfPoints([
      [-99, 26, 'not-us'],
      [-98.7, 26.2, 'outside', 'gap'],
      [-98.2, 26.4, null],
    ]);
    expect(unpackShape(packShape(shape))).toEqual(shape);
    expect(unpackShape(packShape(shapeOfPoints([]))).count).toBe(0);
  });
});

describe('flights on the map', () => {
  it('are found under the pointer, the nearest first', () => {
    const layer = layerOf([
      [
        [-99, 26],
        [-98.9, 26],
      ],
      [
        [-99, 26.01],
        [-98.9, 26.01],
      ],
    ]);
    const reach = 7 / scaleOfZoom(13);
    expect(pickFlight(layer, 13, worldX(-98.95), worldY(26.0001), reach)).toBe(0);
    expect(pickFlight(layer, 13, worldX(-98.95), worldY(26.0099), reach)).toBe(1);
    expect(pickFlight(layer, 13, worldX(-98.95), worldY(26.005), reach)).toBe(-1);
  });

  it('of no flights are none', () => {
    const layer = layerOf([]);
    expect(layer.marks.inBox(0, 0, 1, 1)).toEqual([]);
    expect(pickFlight(layer, 9, 0.2, 0.4, 0.1)).toBe(-1);
    expect(layer.marks.atZoom(7).clusters).toEqual([]);
  });

  it('are picked as the plain search over all segments picks', () => {
    const coordinate = fc.integer({ min: 0, max: 100 });
    // At least one of them is far across, so that the flight is a path and no mark.
    const flight = fc
      .array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 6 })
      .map((points) => [...points, [points[0]![0] + 30, points[0]![1]] as [number, number]]);
    fc.assert(
      fc.property(fc.array(flight, { minLength: 1, maxLength: 12 }), coordinate, coordinate, (flights, px, py) => {
        const layer = layerOf(
          flights.map((points) => points.map(([x, y]): MapPoint => [-99 + x / 1000, 26 + y / 1000])),
        );
        const shapes = layer.shapes!;
        const [x, y] = [worldX(-99 + px / 1000), worldY(26 + py / 1000)];
        const distance = (n: number) => {
          let best = Infinity;
          for (let i = shapes.offsets[n]!; i < shapes.offsets[n + 1]!; i++) {
            const j = Math.min(i + 1, shapes.offsets[n + 1]! - 1);
            for (let s = 0; s <= 400; s++) {
              const t = s / 400;
              const sx = (shapes.x[i]! + t * (shapes.x[j]! - shapes.x[i]!)) / WORLD_UNITS;
              const sy = (shapes.y[i]! + t * (shapes.y[j]! - shapes.y[i]!)) / WORLD_UNITS;
              best = Math.min(best, Math.hypot(sx - x, sy - y));
            }
          }
          return best;
        };
        const reach = 2e-5;
        const picked = pickFlight(layer, 14, x, y, reach);
        const nearest = Math.min(...flights.map((_, n) => distance(n)));
        if (picked < 0) expect(nearest).toBeGreaterThan(reach * 0.99);
        else expect(distance(picked)).toBeLessThanOrEqual(nearest + 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('are each a path, a mark of its own or counted once in one gathering, at any zoom', () => {
    const place = fc.tuple(
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 0, max: 60 }),
    );
    fc.assert(
      fc.property(fc.array(place, { maxLength: 200 }), fc.integer({ min: 5, max: 14 }), (places, level) => {
        const { marks } = layerOf(
          places.map(([x, y, size]): MapPoint[] => [
            [-117 + x / 100, 26 + y / 100, 'unknown'],
            [-117 + x / 100 + size / 1e4, 26 + y / 100, 'outside'],
          ]),
        );
        const { clusters, clusterOf, isLarge } = marks.atZoom(level);
        const counted = new Uint32Array(clusters.length);
        clusterOf.forEach((cluster, i) => {
          if (cluster >= 0) {
            expect(isLarge[i]).toBe(0);
            counted[cluster]!++;
          }
        });
        clusters.forEach((cluster, i) => {
          expect(cluster.count).toBe(counted[i]);
          expect(cluster.byCode.reduce((sum, members) => sum + members, 0)).toBe(cluster.count);
          expect(cluster.count).toBeGreaterThan(8);
          expect(clusterAt(clusters, cluster.x, cluster.y, scaleOfZoom(level))).not.toBeNull();
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gathered show the most telling state among them', () => {
    const many = Array.from({ length: 30 }, (_, i): MapPoint[] => [
      [-99 + i * 1e-5, 26, i === 7 ? 'outside' : 'not-us'],
      [-99 + i * 1e-5, 26, 'not-us'],
    ]);
    const [cluster] = layerOf(many).marks.atZoom(7).clusters;
    expect(cluster!.count).toBe(30);
    // Since 2025-12-18 another purpose may apply.
    expect(coverageStyles[cluster!.code]!.word.label).toBe('outside; another purpose may apply');
  });
});

describe('the style of a moment', () => {
  const labelAt = (time: string) =>
    coverageStyles[shapeOfPoints([[-99, 26, 'outside']], Date.parse(time)).code[0]!]!.word.label;

  it('outside changes on the day other purposes exist, by US Eastern time', () => {
    expect(labelAt('2025-12-18T04:59:59Z')).toBe('outside');
    expect(labelAt('2025-12-18T05:00:00Z')).toBe('outside; another purpose may apply');
  });

  it('without a state is its own', () => {
    expect(coverageStyles[shapeOfPoints([[-99, 26, null]]).code[0]!]!.state).toBeNull();
  });

  it('differs from every other by pattern and by shape, colour aside', () => {
    const patterns = coverageStyles.map(({ word }) => word.pattern);
    const shapes = coverageStyles.map(({ word }) => word.shape);
    expect(new Set(patterns).size).toBe(coverageStyles.length);
    expect(new Set(shapes).size).toBe(coverageStyles.length);
  });
});
