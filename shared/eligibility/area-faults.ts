import { commonPart } from '../geo/cut-area.ts';
import { preparePolygon } from '../geo/polygon.ts';
import type { Area, Designation, MultiPolygon } from '../model/area.ts';
import { type Failure, fail } from '../result.ts';

/** Signed distance to the border line, metres, positive into the United States; null beyond where the line speaks. */
export type DistanceToLine = (lng: number, lat: number) => number | null;

/** Farther than this on the Mexican side an edge is no matter of drawing, metres. */
const MEXICAN_EDGE_M = 1000;

export interface PlaceFinding {
  /** No part of it is in the United States. */
  readonly outside: boolean;
  /** What a person should look at, in sentences. */
  readonly notes: readonly string[];
}

/** Whether an area lies in the United States, as far as its vertices say. */
export function areaPlace(geometry: MultiPolygon, distanceM: DistanceToLine): PlaceFinding {
  let inUs = false;
  let farthestM = 0;
  let unknown = 0;
  for (const [lng, lat] of geometry.flat(2)) {
    const metres = distanceM(lng, lat);
    if (metres === null) unknown++;
    else if (metres > 0) inUs = true;
    else farthestM = Math.max(farthestM, -metres);
  }
  if (unknown > 0 && !inUs) {
    return {
      outside: false,
      notes: [
        'Some of its edge lies beyond the reference line’s surroundings: whether it is in the United States cannot be said.',
      ],
    };
  }
  return {
    outside: !inUs,
    notes:
      inUs && farthestM > MEXICAN_EDGE_M
        ? [`Its edge reaches ${Math.round(farthestM)} m into Mexico; there it decides nothing.`]
        : [],
  };
}

const overlaps = (a: Pick<Designation, 'from' | 'to'>, b: Pick<Designation, 'from' | 'to'>): boolean =>
  a.from <= (b.to ?? '9999-12-31') && b.from <= (a.to ?? '9999-12-31');

const span = ({ from, to }: Pick<Designation, 'from' | 'to'>): string => `${from} to ${to ?? 'open'}`;

/**
 * Why a designation cannot go on record beside those there are: it ends before it begins, names no source, or says of some days
 * again what another record of the area says of them. Null when it can.
 */
export function designationFault(one: Designation, others: readonly Designation[]): Failure | null {
  const refused = (message: string, field: string): Failure => fail('bad-request', message, { field }).failure;
  if (one.sourceDocument.trim() === '')
    return refused('A designation must name its source document.', 'sourceDocument');
  if (one.to !== null && one.to < one.from) {
    return refused(`The designation ends on ${one.to}, before it begins on ${one.from}.`, 'to');
  }
  const same = others.find(
    (other) =>
      other.id !== one.id && other.areaId === one.areaId && other.status === one.status && overlaps(one, other),
  );
  if (same === undefined) return null;
  return refused(
    `${one.areaId} is already ${one.status} from ${span(same)} (${same.sourceDocument}); the new record, from ${span(one)}, overlaps it.`,
    'from',
  );
}

/** Two records or areas that a person should look at together. */
export interface Conflict {
  readonly kind: 'areas-overlap' | 'statuses-overlap' | 'area-missing';
  readonly areaIds: readonly string[];
  readonly designationIds: readonly string[];
  /** One plain sentence. */
  readonly sentence: string;
}

/** What stands against each other on record: areas that cover the same ground, statuses for the same days, records without an area. */
export function findConflicts(areas: readonly Area[], designations: readonly Designation[]): Conflict[] {
  const conflicts: Conflict[] = [];
  const boxes = areas.map(({ geometry }) => preparePolygon(geometry).bbox);
  areas.forEach((one, i) => {
    for (let j = i + 1; j < areas.length; j++) {
      const other = areas[j]!;
      const [a, b] = [boxes[i]!, boxes[j]!];
      if (a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3]) continue;
      if (commonPart(one.geometry, other.geometry).length === 0) continue;
      conflicts.push({
        kind: 'areas-overlap',
        areaIds: [one.id, other.id],
        designationIds: [],
        sentence: `${one.name} and ${other.name} cover the same ground in part; the stronger status decides there.`,
      });
    }
  });
  const known = new Map(areas.map((area) => [area.id, area.name]));
  designations.forEach((one, i) => {
    if (!known.has(one.areaId)) {
      conflicts.push({
        kind: 'area-missing',
        areaIds: [one.areaId],
        designationIds: [one.id],
        sentence: `The area ${one.areaId} of a ${one.status} designation is not on record: designations are not known on its days.`,
      });
    }
    for (const other of designations.slice(i + 1)) {
      if (other.areaId !== one.areaId || other.status === one.status || !overlaps(one, other)) continue;
      if (one.status === 'rescinded' || other.status === 'rescinded') continue;
      conflicts.push({
        kind: 'statuses-overlap',
        areaIds: [one.areaId],
        designationIds: [one.id, other.id],
        sentence: `${known.get(one.areaId) ?? one.areaId} is ${one.status} (${span(one)}) and ${other.status} (${span(other)}) on the same days; designated goes before pending.`,
      });
    }
  });
  return conflicts;
}
