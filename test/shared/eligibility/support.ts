import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuthorityTable, authorityTableSchema } from '../../../shared/eligibility/authority-table.ts';
import type { Area, Completeness, Designation, MultiPolygon } from '../../../shared/model/area.ts';
import type { Incursion } from '../../../shared/model/conclusion.ts';

/** Builders for cases about authority, designations and eligibility. Everything here is synthetic. */

const root = join(import.meta.dirname, '../../..');

export const readTable = (): unknown => JSON.parse(readFileSync(join(root, 'resources/authority.json'), 'utf8'));

export const authorityTable: AuthorityTable = authorityTableSchema.parse(readTable());

export const box = (west: number, south: number, east: number, north: number): MultiPolygon => [
  [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
];

/** 31.40 to 31.50 north, 110.00 to 109.90 west; about 11 by 9.5 km. */
export const ridge: Area = {
  id: 'ridge',
  name: 'Ridge',
  version: 1,
  geometry: box(-110, 31.4, -109.9, 31.5),
  edgeAccuracyM: 50,
  source: 'synthetic',
  synthetic: true,
};

export const ridgeDesignated: Designation = {
  id: 'd1',
  areaId: 'ridge',
  status: 'designated',
  basis: '6 U.S.C. 124n(k)(3)(C)(i)(I)',
  sourceDocument: 'Synthetic memorandum 1',
  from: '2022-12-01',
  to: null,
};

export const completeTucson: Completeness = {
  sector: 'TCA',
  from: '2018-10-05',
  to: '2026-12-31',
  statedBy: 'A. Analyst',
  enteredAtMs: 0,
};

export const incursion: Incursion = {
  id: 'incursion-1',
  flightId: 'flight-1',
  grade: 'confirmed',
  presence: { probability: 0.99, grade: 'confirmed', reasons: [] },
  origin: { probability: 0.97, grade: 'confirmed', reasons: [] },
  firstMs: Date.UTC(2023, 5, 15, 17),
  lastMs: Date.UTC(2023, 5, 15, 17, 5),
  observedS: 300,
  inferredS: 0,
  depthM: 4000,
  depthSigmaM: 10,
  sector: 'TCA',
  borderKm: 600,
  position: [-109.95, 31.45],
  nearestPlace: null,
  areaIds: ['ridge'],
  coverage: { observed: {}, inferred: {} },
  detectionIds: { first: 'a', deepest: 'b', last: 'c' },
  detections: 100,
};
