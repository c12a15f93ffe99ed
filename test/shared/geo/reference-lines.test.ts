import { booleanPointInPolygon, polygon } from '@turf/turf';
import { describe, expect, test } from 'vitest';
import type { Border } from '../../../shared/geo/border.ts';
import { bearingDeg, destination, distanceM } from '../../../shared/geo/geodesic.ts';
import { pUs, sideOf, sigmaOfBoundM } from '../../../shared/geo/probability.ts';
import type { Position } from '../../../shared/model/position.ts';
import { borderAlong, builtInBorder, readReference, referenceFolder } from './support.ts';

/**
 * Against lines that we did not make: Census TIGER/Line 2023 and the older FCC/IBWC line. They stand in the `shared` folder
 * beside the project, and are never part of it.
 */
const about = referenceFolder === null ? ' (skipped: no shared/geodata-reference beside the project)' : '';

interface LineFile {
  readonly features: readonly { readonly geometry: { readonly coordinates: readonly Position[] } }[];
}

interface ControlFile {
  readonly points: readonly {
    readonly name: string;
    readonly lat?: number;
    readonly lon?: number;
    readonly tiger?: readonly [lat: number, lon: number];
    readonly statedAccuracyM?: number;
    readonly distNpmLineM?: number;
    readonly distNpmLineToTigerPointM?: number;
  }[];
}

function readLine(name: string): Position[] {
  const points: Position[] = [];
  for (const { geometry } of (readReference(name) as LineFile).features) {
    for (const [lng, lat] of geometry.coordinates) {
      const last = points.at(-1);
      if (last === undefined || last[0] !== lng || last[1] !== lat) points.push([lng, lat]);
    }
  }
  return points[0]![0] < points.at(-1)![0] ? points : points.reverse();
}

interface Offset {
  readonly point: Position;
  /** Signed distance to the reference line. */
  readonly trueM: number;
}

/** Positions 20 m to 5 km to both sides of the line, every `stepKm`. */
function offsets(line: Border, stepKm: number): Offset[] {
  const found: Offset[] = [];
  const endKm = line.vertexKm.at(-1)!;
  // 8 km clear of the ends, which are not where those of the built-in line are.
  for (let km = 8; km < endKm - 8; km += stepKm) {
    const from = line.positionOfKm(km);
    const along = bearingDeg(from, line.positionOfKm(km + 0.02));
    for (const metres of [20, 50, 100, 200, 300, 500, 1000, 2000, 5000]) {
      for (const turn of [-90, 90]) {
        const point = destination(from, along + turn, metres);
        found.push({ point, trueM: line.fix(point[0], point[1])!.distanceM });
      }
    }
  }
  return found;
}

describe.skipIf(referenceFolder === null).each(['border-census-tiger-2023.geojson', 'border-fcc-ibwc.geojson'])(
  `against %s${about}`,
  (name) => {
    const points = referenceFolder === null ? [] : readLine(name);
    const reference = referenceFolder === null ? null : borderAlong(points);
    const ours = builtInBorder();

    test('no side is confidently wrong, and the distance is within the stated error', () => {
      const all = offsets(reference!, 2);
      expect(all.length).toBeGreaterThan(28_000);
      const wrong: unknown[] = [];
      const beyond: unknown[] = [];
      for (const { point, trueM } of all) {
        const fix = ours.fix(point[0], point[1])!;
        // No error of detection: the hardest case.
        const side = sideOf(pUs(fix.distanceM, 0, sigmaOfBoundM(fix.errorBoundM)));
        if (side === (trueM > 0 ? 'MX' : 'US')) wrong.push({ point, trueM, fix });
        // Inside a strip between the two lines each is within its bound of the other, and yet the sum of both distances may
        // exceed it; such a position must be undetermined.
        const isBetween = side === 'undetermined' && Math.sign(trueM) !== Math.sign(fix.distanceM);
        const allowedM = isBetween ? 1.2 * fix.errorBoundM : fix.errorBoundM;
        if (Math.abs(fix.distanceM - trueM) > allowedM) beyond.push({ point, trueM, fix });
      }
      expect(wrong).toEqual([]);
      expect(beyond).toEqual([]);
    });

    test('the side of the reference line itself is the one Turf finds', () => {
      const north = polygon([
        [...points, [points.at(-1)![0], 45], [points[0]![0], 45], points[0]!].map((point) => [...point]),
      ]);
      const differing = offsets(reference!, 31).filter(
        ({ point, trueM }) => trueM > 0 !== booleanPointInPolygon([...point], north),
      );
      expect(differing).toEqual([]);
    });
  },
);

test.skipIf(referenceFolder === null)(
  `monuments and turning points lie as far from our line as measured${about}`,
  () => {
    const ours = builtInBorder();
    for (const point of (readReference('control-points.json') as ControlFile).points) {
      const [lat, lng] = point.tiger ?? [point.lat!, point.lon!];
      const fix = ours.fix(lng, lat)!;
      const measuredM = point.distNpmLineToTigerPointM ?? point.distNpmLineM!;
      // Measured on the full line; ours is simplified by up to 1 m.
      expect(Math.abs(Math.abs(fix.distanceM) - measuredM), point.name).toBeLessThan(1.2);
      expect(Math.abs(fix.distanceM), point.name).toBeLessThan(fix.errorBoundM + (point.statedAccuracyM ?? 0));
      expect(distanceM([lng, lat], fix.position)).toBeCloseTo(Math.abs(fix.distanceM), 3);
    }
  },
);
