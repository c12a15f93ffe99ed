import fc from 'fast-check';
import type { DesignationRecords } from '../../shared/eligibility/designations.ts';
import type { Area, Completeness, Designation, MultiPolygon } from '../../shared/model/area.ts';
import { at } from './detection-group.ts';

/** A box in metres east and north of the origin of `at`. */
export function boxAt(west: number, south: number, east: number, north: number): MultiPolygon {
  const ring = [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)];
  return [[ring.map(([lng, lat]): [number, number] => [lng, lat])]];
}

const days = ['2025-01-01', '2025-10-13', '2025-10-14', '2025-10-20'] as const;

/** Records about a few areas north of the straight border, so that walks go in, out and along their edges. */
export const someRecords: fc.Arbitrary<DesignationRecords> = fc
  .record({
    boxes: fc.array(
      fc.record({
        west: fc.integer({ min: -500, max: 2000 }),
        south: fc.integer({ min: -200, max: 400 }),
        width: fc.integer({ min: 50, max: 3000 }),
        height: fc.integer({ min: 50, max: 2000 }),
        edgeAccuracyM: fc.constantFrom(0, 25, 200),
        status: fc.constantFrom<(Designation['status'] | null)[]>(
          'designated',
          'designated',
          'pending',
          'rescinded',
          null,
        ),
        from: fc.constantFrom(...days),
        to: fc.constantFrom(null, '2025-10-13', '2025-12-31'),
        synthetic: fc.constantFrom(true, false),
      }),
      { maxLength: 4 },
    ),
    isComplete: fc.boolean(),
    withoutArea: fc.constantFrom(false, false, false, true),
    synthetic: fc.boolean(),
  })
  .map(({ boxes, isComplete, withoutArea, synthetic }) => {
    const areas = boxes.map(
      ({ west, south, width, height, edgeAccuracyM, synthetic: made }, i): Area => ({
        id: `a${i}`,
        name: `Area ${i}`,
        version: 1,
        geometry: boxAt(west, south, west + width, south + height),
        edgeAccuracyM,
        source: 'test',
        synthetic: made,
      }),
    );
    const designations = boxes.flatMap(({ status, from, to }, i): Designation[] =>
      status === null || (to !== null && to < from)
        ? []
        : [{ id: `d${i}`, areaId: `a${i}`, status, basis: 'test', sourceDocument: 'test', from, to }],
    );
    if (withoutArea) {
      const nowhere = { id: 'lost', areaId: 'nowhere', status: 'designated' as const, basis: 'test' };
      designations.push({ ...nowhere, sourceDocument: 'test', from: '2025-10-14', to: null });
    }
    const completeness: Completeness[] = isComplete
      ? [{ sector: 'TST', from: '2025-01-01', to: '2025-12-31', statedBy: 'A. Analyst', enteredAtMs: 0 }]
      : [];
    return { areas, designations, completeness, synthetic };
  });
