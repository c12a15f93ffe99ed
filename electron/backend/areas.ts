import { createHash } from 'node:crypto';
import type { Reply } from '../../shared/contract/contract.ts';
import { areaPlace, designationFault } from '../../shared/eligibility/area-faults.ts';
import { readAreaFeatures, readFeatures } from '../../shared/eligibility/areas-import.ts';
import { easternDay } from '../../shared/eligibility/eastern-day.ts';
import { polygonsOfKml } from '../../shared/geo/areas/kml-polygons.ts';
import { polygonsOfShapefile } from '../../shared/geo/areas/shapefile-polygons.ts';
import { projectionFault } from '../../shared/geo/lines/projection.ts';
import { isShapefile } from '../../shared/geo/lines/shapefile-lines.ts';
import type { Area, Completeness, Designation } from '../../shared/model/area.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { areasDigest } from '../store/import-digest.ts';
import type { Db } from '../store/open.ts';
import {
  listAreas,
  listAreaVersions,
  listCompleteness,
  listDesignations,
  storeArea,
  storeCompleteness,
  storeDesignation,
} from '../store/queries/areas.ts';
import { admit } from '../store/workspace-kind.ts';
import { checkedDesignation } from './area-edits.ts';
import { readGeometryFile } from './geometry-file.ts';
import { judgeFlightsAgain, rulesThen } from './judge-again.ts';
import type { Workspace } from './workspace.ts';

type Changed<T> = Promise<Result<{ value: T; details: Record<string, unknown> }>>;

/**
 * The areas, designations and statements of completeness on record.
 *
 * @param day with one: of every area the version that was the newest one entered by the end of that day, and the designations and
 *   statements that hold on that day, as they are on record now. Days are US Eastern, as everywhere in the law.
 */
export function areasOnRecord(db: Db, day: string | undefined): Reply<'areas.list'> {
  const designations = listDesignations(db);
  const completeness = listCompleteness(db);
  if (day === undefined) return { areas: listAreas(db), designations, completeness };
  const areas = new Map<string, Area>();
  const decided = new Set<string>();
  for (const { enteredAtMs, actor: _, withdrawn, ...area } of listAreaVersions(db)) {
    if (decided.has(area.id) || easternDay(enteredAtMs) > day) continue;
    decided.add(area.id);
    if (withdrawn === null || easternDay(withdrawn.atMs) > day) areas.set(area.id, area);
  }
  const holds = ({ from, to }: { readonly from: string; readonly to: string | null }): boolean =>
    from <= day && (to === null || day <= to);
  return {
    areas: [...areas.values()],
    designations: designations.filter(holds),
    completeness: completeness.filter(holds),
  };
}

/** A file of areas, its features read but not checked. */
export interface AreasFile {
  readonly features: readonly unknown[];
  readonly sha256: string;
}

/** Reads a file of areas: GeoJSON, KML, a Shapefile with the .dbf and .prj beside it, or a ZIP with one of them. */
export async function readAreasFile(path: string, name: string): Promise<Result<AreasFile>> {
  const read = await readGeometryFile(path, name);
  if (!read.ok) return read;
  const { bytes, projection, attributes } = read.value;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const features = isShapefile(bytes) ? shapefileFeatures(bytes, projection, attributes) : textFeatures(bytes);
  if (features.ok) return ok({ features: features.value, sha256 });
  return fail(features.failure.code, `${name}: ${features.failure.message}`, { ...features.failure, file: name });
}

function textFeatures(bytes: Uint8Array): Result<readonly unknown[]> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /^\uFEFF?\s*</.test(text) ? polygonsOfKml(text) : readFeatures(text);
  } catch {
    return fail('wrong-format', 'The file is not UTF-8 text.');
  }
}

function shapefileFeatures(
  shp: Uint8Array,
  projection: string | null,
  attributes: Uint8Array | null,
): Result<readonly unknown[]> {
  const fault = projection === null ? null : projectionFault(projection);
  return fault !== null ? fail('wrong-format', fault) : polygonsOfShapefile(shp, attributes);
}

/** Stores the areas and designations of a file. Call inside a change. Nothing is stored when none is usable. */
export async function importAreas(
  workspace: Workspace,
  file: AreasFile,
  source: string,
  actor: string,
): Changed<Reply<'areas.import'>> {
  const read = readAreaFeatures(file.features, { source });
  if (!read.ok) return read;
  const { areas, designations, refused, assumed } = read.value;
  if (areas.length === 0) {
    const [first] = refused;
    return fail('bad-geometry', `${source} holds no usable area${first === undefined ? '' : `: ${first.reason}`}.`, {
      file: source,
    });
  }
  const synthetic = areas.some((area) => area.synthetic);
  if (synthetic && !areas.every((area) => area.synthetic)) {
    return fail('example-mixing', `${source} mixes synthetic and real areas. Nothing was stored.`, { file: source });
  }
  const db = workspace.store.write;
  const then = rulesThen(workspace);
  const admitted = admit(db, synthetic, source);
  if (!admitted.ok) return admitted;
  const { border } = workspace.rules.geo;
  const notes: { index: number; name: string | null; reason: string }[] = [];
  for (const area of areas) {
    const place = areaPlace(area.geometry, (lng, lat) => border.fix(lng, lat)?.distanceM ?? null);
    if (place.outside) {
      return fail('bad-geometry', `${source}: no part of ${area.name} lies in the United States. Nothing was stored.`, {
        file: source,
        field: 'geometry',
      });
    }
    notes.push(...place.notes.map((reason) => ({ index: 0, name: area.name, reason })));
  }
  const onRecord = listDesignations(db);
  for (const [i, designation] of designations.entries()) {
    const fault = designationFault(designation, [...onRecord, ...designations.slice(0, i)]);
    if (fault !== null) {
      return fail(fault.code, `${source}: ${fault.message} Nothing was stored.`, { ...fault, file: source });
    }
  }
  const entered = { actor, atMs: Date.now() };
  const imported = areas.filter((area) => storeArea(db, area, entered)).length;
  for (const designation of designations) storeDesignation(db, designation, entered);
  await judgeFlightsAgain(workspace, then);
  return ok({
    value: { imported, designations: designations.length, refused: [...refused], assumed: [...assumed, ...notes] },
    details: {
      source,
      sha256: file.sha256,
      imported,
      designations,
      areasDigest: areasDigest(db),
    },
  });
}

/** Records a designation of a known area. Call inside a change. Failures name the field. */
export async function designateArea(
  workspace: Workspace,
  order: Omit<Designation, 'id'>,
  actor: string,
): Changed<Designation> {
  const db = workspace.store.write;
  if (!listAreas(db).some(({ id }) => id === order.areaId)) {
    return fail('not-found', `There is no area ${order.areaId}. Import it first.`, { field: 'areaId' });
  }
  const checked = checkedDesignation(order, listDesignations(db));
  if (!checked.ok) return checked;
  const then = rulesThen(workspace);
  storeDesignation(db, checked.value, { actor, atMs: Date.now() });
  await judgeFlightsAgain(workspace, then);
  return ok({ value: checked.value, details: { designation: checked.value, areasDigest: areasDigest(db) } });
}

/** Records a named person's statement that the list is complete for a sector and period. Call inside a change. */
export async function stateCompleteness(
  workspace: Workspace,
  statement: Completeness,
  actor: string,
): Changed<Completeness> {
  if (!workspace.reference.sectors.some(({ code }) => code === statement.sector)) {
    return fail('bad-request', `There is no sector ${statement.sector}.`, { field: 'sector' });
  }
  if (statement.to < statement.from) {
    return fail('bad-request', `The statement ends on ${statement.to}, before it begins on ${statement.from}.`, {
      field: 'to',
    });
  }
  if (statement.statedBy.trim() === '') {
    return fail('bad-request', 'A statement must name who makes it.', { field: 'statedBy' });
  }
  const then = rulesThen(workspace);
  storeCompleteness(workspace.store.write, statement, actor);
  await judgeFlightsAgain(workspace, then);
  return ok({ value: statement, details: { statement, areasDigest: areasDigest(workspace.store.write) } });
}
