import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Border, buildBorder } from '../../../shared/geo/border.ts';
import { distanceM } from '../../../shared/geo/geodesic.ts';
import type { Position } from '../../../shared/model/position.ts';

const root = resolve(import.meta.dirname, '../../..');

export const readResource = (name: string): unknown =>
  JSON.parse(readFileSync(resolve(root, 'resources', name), 'utf8'));

/** The folder of independent reference lines beside the project; null when it is not there. */
export const referenceFolder: string | null = existsSync(resolve(root, '../shared/geodata-reference'))
  ? resolve(root, '../shared/geodata-reference')
  : null;

export const readReference = (name: string): unknown =>
  JSON.parse(readFileSync(resolve(referenceFolder ?? '', name), 'utf8'));

export const builtInBorder = (): Border => buildBorder(readResource('border.json'), readResource('border-error.json'));

/** A border of our own along these positions, with an error bound of 10 m everywhere. */
export function borderAlong(points: readonly Position[]): Border {
  const stationsDm = [0];
  for (let i = 1; i < points.length; i++) {
    stationsDm.push(stationsDm[i - 1]! + Math.round(10 * distanceM(points[i - 1]!, points[i]!)));
  }
  const deltas = (values: readonly number[]) => values.map((value, i) => (i === 0 ? value : value - values[i - 1]!));
  const lengthKm = Math.max(0.1, stationsDm.at(-1)! / 10_000);
  const texts = { name: 'made up', source: '', vintage: '', licence: '', attribution: '', notASurvey: '' };
  return buildBorder(
    {
      ...texts,
      lengthKm,
      landFromKm: 0,
      landToKm: lengthKm,
      vertices: points.length,
      scale: 1e6,
      lng: deltas(points.map(([lng]) => Math.round(lng * 1e6))),
      lat: deltas(points.map(([, lat]) => Math.round(lat * 1e6))),
      stationDm: deltas(stationsDm),
    },
    {
      line: 'made up',
      segments: [{ id: 'all', name: 'All of it', fromKm: 0, toKm: lengthKm, defaultErrorM: 10 }],
      errorBoundM: new Array<number>(Math.ceil(lengthKm)).fill(10),
    },
  );
}

/** Numbers in [0, 1), the same for the same seed. Source: Vigna, xoshiro authors' splitmix, 32-bit variant (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
