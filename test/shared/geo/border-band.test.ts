import { describe, expect, test } from 'vitest';
import { buildBorder } from '../../../shared/geo/border.ts';
import { borderBand } from '../../../shared/geo/border-band.ts';
import { toMultiPolygon } from '../../../shared/geo/geometry-check.ts';
import { preparePolygon } from '../../../shared/geo/polygon.ts';
import { chance } from '../../helpers/flight-simulator.ts';
import { readResource } from './support.ts';

const border = buildBorder(readResource('border.json') as never, readResource('border-error.json') as never);

describe.each([1, 5, 10, 100])('the whole border to %d km', (depthKm) => {
  const { geometry, edgeAccuracyM } = borderBand(border, depthKm * 1000);
  const band = preparePolygon(geometry);

  test('is a sound polygon', () => {
    expect(toMultiPolygon({ type: 'MultiPolygon', coordinates: geometry }).ok).toBe(true);
  });

  test('holds every place in the US within the depth, and hardly any beyond it: what its bends enclose', () => {
    const random = chance(depthKm);
    let within = 0;
    let beyond = 0;
    let outside = 0;
    for (let i = 0; i < 20_000; i++) {
      const [lng, lat] = border.positionOfKm(60 + random() * 3000);
      const x = lng + (random() - 0.5) * 0.1;
      const y = lat + random() * 2.2 * (depthKm / 111);
      const fix = border.fix(x, y);
      if (fix === null || fix.distanceM <= 0) continue;
      const isIn = band.contains(x, y);
      if (fix.distanceM < depthKm * 1000 - edgeAccuracyM) {
        if (!isIn) expect.fail(`${x} ${y} lies ${fix.distanceM} m from the line and outside the band`);
        within++;
      } else if (fix.distanceM > depthKm * 1000 + edgeAccuracyM) {
        if (isIn) beyond++;
        else outside++;
      }
    }
    expect(within).toBeGreaterThan(1000);
    expect(outside).toBeGreaterThan(1000);
    expect(beyond / within).toBeLessThan(depthKm < 5 ? 0.06 : 0.02);
  });
});
