import { distanceText } from '../../format/distances.ts';
import type { Area, Completeness, Designation, MultiPolygon } from '../../model/area.ts';
import { borderDepthKm, type ScenarioChange, type ScenarioSet, type StandardScenarioId } from '../../model/scenario.ts';
import { fail, ok, type Result } from '../../result.ts';
import { basisNotStated, type DesignationRecords } from '../designations.ts';

/** What is on record, which every scenario starts from. */
export type RecordSet = Pick<DesignationRecords, 'areas' | 'designations' | 'completeness'>;

/** A scenario that is worked out from the record. */
export interface StandardScenario {
  readonly name: string;
  /** What is supposed, in a sentence that may be printed. */
  readonly meaning: string;
  readonly set: ScenarioSet;
}

/** A day before and after all others, for what is supposed to hold always. */
const FIRST_DAY = '0001-01-01';
const LAST_DAY = '9999-12-31';

export const standardScenario = (id: StandardScenarioId, record: RecordSet): StandardScenario => {
  const { areas, designations } = record;
  const set = (list: readonly Designation[]): ScenarioSet => ({
    areas: [...areas],
    designations: [...list],
    completeness: 'as-stated',
  });
  switch (id) {
    case 'record':
      return {
        name: 'As recorded',
        meaning: 'Areas, designations and statements of completeness as they are on record.',
        set: set(designations),
      };
    case 'designated':
      return {
        name: 'Designated areas alone',
        meaning: 'The record without its pending designations.',
        set: set(designations.filter(({ status }) => status !== 'pending')),
      };
    case 'designated-and-pending':
      return {
        name: 'Designated and pending areas',
        meaning:
          'The record with every pending designation supposed to be in force from the day it is pending from, for as long as it is.',
        set: set(
          designations.map((one) =>
            one.status === 'pending' ? { ...one, id: `${one.id}/supposed`, status: 'designated' as const } : one,
          ),
        ),
      };
  }
};

export const BORDER_AREA_ID = 'supposed/whole-border';

/** `border:KM`, the depth in it; null when the id is of another kind, NaN when the depth is not one that can be asked for. */
export function borderDepthOf(id: string): number | null {
  if (!id.startsWith('border:')) return null;
  const text = id.slice('border:'.length);
  const km = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  return km >= borderDepthKm.least && km <= borderDepthKm.most ? km : Number.NaN;
}

/**
 * The record and, besides, a designated area along the whole line.
 * @param geometry see `borderBand`
 * @param edgeAccuracyM 95 % bound on what the band's edge differs from the stated depth
 * @param synthetic as the workspace is: a supposition is of the same kind as the flights it is asked about
 */
export function wholeBorder(
  record: RecordSet,
  depthKm: number,
  geometry: MultiPolygon,
  edgeAccuracyM: number,
  synthetic: boolean,
): StandardScenario {
  const name = `Whole border to ${depthKm} km`;
  const area: Area = {
    id: BORDER_AREA_ID,
    name,
    version: 1,
    geometry,
    edgeAccuracyM,
    source: 'supposed, no document',
    synthetic,
  };
  return {
    name,
    meaning: `The record and, besides, everything on the US side of the reference line within ${distanceText(depthKm * 1000)} of it, what its bends enclose included, on every day.`,
    set: {
      areas: [...record.areas, area],
      designations: [...record.designations, supposed(area.id, 'designated', FIRST_DAY, null)],
      completeness: 'as-stated',
    },
  };
}

const supposed = (areaId: string, status: Designation['status'], from: string, to: string | null): Designation => ({
  id: `supposed/${areaId}/${status}/${from}`,
  areaId,
  status,
  basis: basisNotStated,
  sourceDocument: 'supposed, no document',
  from,
  to,
});

/**
 * A set edited: for every change all designations of the area are taken out, and the one supposed put in their place.
 *
 * Failures `bad-request`, with the field: an area that is not in the set, an interval that ends before it begins.
 */
export function changeSet(set: ScenarioSet, changes: readonly ScenarioChange[]): Result<ScenarioSet> {
  let designations = [...set.designations];
  for (const { areaId, status, from, to } of changes) {
    if (!set.areas.some(({ id }) => id === areaId)) {
      return fail('bad-request', `There is no area ${areaId} in the set.`, { field: 'areaId' });
    }
    const first = from ?? FIRST_DAY;
    const last = to ?? null;
    if (last !== null && last < first) {
      return fail('bad-request', `${areaId}: the designation ends on ${last}, before it begins on ${first}.`, {
        field: 'to',
      });
    }
    designations = designations.filter((one) => one.areaId !== areaId);
    if (status !== 'none') designations.push(supposed(areaId, status, first, last));
  }
  return ok({ ...set, designations });
}

/** What is judged by: the set with its statements of completeness. @param sectors codes of all sectors */
export function recordsOf(
  set: ScenarioSet,
  stated: readonly Completeness[],
  sectors: readonly string[],
  synthetic: boolean,
): DesignationRecords {
  const { areas, designations, completeness } = set;
  const supposition = sectors.map(
    (sector): Completeness => ({ sector, from: FIRST_DAY, to: LAST_DAY, statedBy: 'supposed', enteredAtMs: 0 }),
  );
  return { areas, designations, completeness: completeness === 'supposed' ? supposition : stated, synthetic };
}
