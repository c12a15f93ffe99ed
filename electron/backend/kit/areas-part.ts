import { z } from 'zod';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { areaPlace, designationFault } from '../../../shared/eligibility/area-faults.ts';
import { toMultiPolygon } from '../../../shared/geo/geometry-check.ts';
import { areaSchema, completenessSchema, designationSchema } from '../../../shared/model/area.ts';
import type { KitItem } from '../../../shared/model/kit.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import {
  listAreas,
  listCompleteness,
  listDesignations,
  storeArea,
  storeCompleteness,
  storeDesignation,
} from '../../store/queries/areas.ts';
import { admit } from '../../store/workspace-kind.ts';
import type { KitDesk, KitPart } from './part.ts';

const dataSchema = z.strictObject({
  areas: z.array(areaSchema),
  designations: z.array(designationSchema),
  completeness: z.array(completenessSchema),
});
type AreasData = z.infer<typeof dataSchema>;

const PART = 'areas';
const same = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

/** Areas with their designations and the statements that the list is complete: they belong together. */
export const areasPart: KitPart<AreasData> = {
  id: PART,
  collect({ db }) {
    const data = { areas: listAreas(db), designations: listDesignations(db), completeness: listCompleteness(db) };
    return data.areas.length + data.designations.length + data.completeness.length === 0 ? null : data;
  },
  check(data, kit, desk) {
    const parsed = dataSchema.safeParse(data);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = `${PART}.${issue?.path.join('.') ?? ''}`;
      return fail('wrong-format', `The kit’s areas are refused at ${field}: ${issue?.message ?? ''}`, { field });
    }
    return checkRows(parsed.data, kit.synthetic, desk);
  },
  compare({ areas, designations, completeness }, { db }) {
    const [oldAreas, oldDesignations, oldStatements] = [listAreas(db), listDesignations(db), listCompleteness(db)];
    return [
      ...areas.map((area): KitItem => {
        const known = oldAreas.find(({ id }) => id === area.id);
        const detail = `version ${area.version} there${known === undefined ? '' : `, ${known.version} here`}; ${area.source}`;
        return { part: PART, name: area.name, detail, change: changeOf(known, area, withoutVersion) };
      }),
      ...designations.map((one): KitItem => {
        const known = oldDesignations.find(({ id }) => id === one.id);
        const detail = `${one.status} ${spanText(one.from, one.to)}; ${one.sourceDocument}`;
        return { part: 'designations', name: one.areaId, detail, change: changeOf(known, one, (it) => it) };
      }),
      ...completeness.map((one): KitItem => {
        const known = oldStatements.find((it) => same(it, one));
        const detail = `${spanText(one.from, one.to)}, stated by ${one.statedBy}`;
        return { part: 'completeness', name: one.sector, detail, change: known === undefined ? 'new' : 'same' };
      }),
    ];
  },
  apply({ areas, designations, completeness }, { db }, { actor, atMs, kit }) {
    const admitted = admit(db, kit.synthetic, `The kit ${kit.name}`);
    if (!admitted.ok) throw new Error(admitted.failure.message);
    for (const { version: _, ...area } of areas) storeArea(db, area, { actor, atMs });
    const before = listDesignations(db);
    for (const one of designations) {
      if (!before.some((known) => same(known, one))) storeDesignation(db, one, { actor, atMs });
    }
    const stated = listCompleteness(db);
    for (const one of completeness) if (!stated.some((known) => same(known, one))) storeCompleteness(db, one, actor);
  },
};

const withoutVersion = ({ version: _, ...area }: AreasData['areas'][number]): unknown => area;

function changeOf<T>(known: T | undefined, now: T, said: (it: T) => unknown): KitItem['change'] {
  if (known === undefined) return 'new';
  return same(said(known), said(now)) ? 'same' : 'changed';
}

const spanText = (from: string, to: string | null): string => (to === null ? `from ${from}` : `${from} to ${to}`);

function checkRows(data: AreasData, synthetic: boolean, { db, reference }: KitDesk): Result<AreasData> {
  const refuse = (field: string, message: string) =>
    fail('wrong-format', `The kit is refused at ${field}: ${message}`, { field });
  const { border } = reference.geo;
  const areas: AreasData['areas'] = [];
  for (const [index, area] of data.areas.entries()) {
    const field = `areas.${area.id === '' ? index + 1 : area.id}`;
    if (area.id.trim() === '' || area.name.trim() === '') return refuse(field, 'an area needs an id and a name.');
    if (areas.some(({ id }) => id === area.id)) return refuse(field, 'the area stands in it twice.');
    if (area.synthetic !== synthetic) {
      return refuse(field, 'synthetic and real areas are mixed, which no kit may do.');
    }
    const geometry = toMultiPolygon({ type: 'MultiPolygon', coordinates: area.geometry });
    if (!geometry.ok) return refuse(field, geometry.failure.message);
    if (areaPlace(geometry.value, (lng, lat) => border.fix(lng, lat)?.distanceM ?? null).outside) {
      return refuse(field, 'no part of it lies in the United States.');
    }
    areas.push({ ...area, geometry: geometry.value });
  }
  const ids = new Set<string>();
  const replaced = new Set(data.designations.map(({ id }) => id));
  const others = listDesignations(db).filter(({ id }) => !replaced.has(id));
  for (const one of data.designations) {
    const field = `designations.${one.id}`;
    if (ids.has(one.id)) return refuse(field, 'the designation stands in it twice.');
    ids.add(one.id);
    const fault = designationFault(one, others);
    if (fault !== null) return refuse(field, fault.message);
    others.push(one);
  }
  const sectors = new Set(reference.sectors.map(({ code }) => code));
  for (const one of data.completeness) {
    const field = `completeness.${one.sector}`;
    if (!sectors.has(one.sector)) return refuse(field, 'there is no such sector.');
    if (one.to < one.from) return refuse(field, 'it ends before it begins.');
    if (one.statedBy.trim() === '') return refuse(field, 'a statement needs the name of who made it.');
  }
  return ok({ ...data, areas });
}
