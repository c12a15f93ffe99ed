import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Reply } from '../../shared/contract/contract.ts';
import { readAreas } from '../../shared/eligibility/areas-import.ts';
import { easternDay } from '../../shared/eligibility/eastern-day.ts';
import type { Area, Completeness, Designation } from '../../shared/model/area.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { allObjectNos } from '../store/groups.ts';
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
import { concludeObjects } from './conclude-objects.ts';
import type { Workspace } from './workspace.ts';

type Changed<T> = Promise<Result<{ value: T; details: Record<string, unknown> }>>;

/** Everything judged under the areas is judged again: an area decides flights that are long stored. */
async function concludeAgain(workspace: Workspace): Promise<void> {
  workspace.forgetRules();
  await concludeObjects(workspace, allObjectNos(workspace.store.write));
}

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
  for (const { enteredAtMs, ...area } of listAreaVersions(db)) {
    if (!areas.has(area.id) && easternDay(enteredAtMs) <= day) areas.set(area.id, area);
  }
  const holds = ({ from, to }: { readonly from: string; readonly to: string | null }): boolean =>
    from <= day && (to === null || day <= to);
  return {
    areas: [...areas.values()],
    designations: designations.filter(holds),
    completeness: completeness.filter(holds),
  };
}

/** Largest file of areas that is read, bytes. */
const LARGEST_BYTES = 100_000_000;

/** Text of a file of areas: UTF-8, nothing else. */
export function readAreasFile(path: string, name: string): Result<string> {
  try {
    if (statSync(path).size > LARGEST_BYTES) {
      return fail('too-large', `${name} is larger than 100 MB, the most that is read as areas.`, { file: name });
    }
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)));
  } catch (error) {
    if (error instanceof TypeError) return fail('wrong-format', `${name} is not UTF-8 text.`, { file: name });
    return fail('unreadable-file', `${name} cannot be read: ${error instanceof Error ? error.message : error}`, {
      file: name,
    });
  }
}

/** Stores the areas and designations of a GeoJSON file. Call inside a change. Nothing is stored when none is usable. */
export async function importAreas(
  workspace: Workspace,
  text: string,
  source: string,
  actor: string,
): Changed<Reply<'areas.import'>> {
  const read = readAreas(text, { source });
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
  const admitted = admit(db, synthetic, source);
  if (!admitted.ok) return admitted;
  const entered = { actor, atMs: Date.now() };
  const imported = areas.filter((area) => storeArea(db, area, entered)).length;
  for (const designation of designations) storeDesignation(db, designation, entered);
  await concludeAgain(workspace);
  return ok({
    value: { imported, designations: designations.length, refused: [...refused], assumed: [...assumed] },
    details: {
      source,
      sha256: createHash('sha256').update(text).digest('hex'),
      imported,
      designations,
      areasDigest: areasDigest(db),
    },
  });
}

/** Records a designation of a known area. Call inside a change. */
export async function designateArea(
  workspace: Workspace,
  designation: Omit<Designation, 'id'>,
  actor: string,
): Changed<Designation> {
  const db = workspace.store.write;
  if (!listAreas(db).some(({ id }) => id === designation.areaId)) {
    return fail('not-found', `There is no area ${designation.areaId}. Import it first.`);
  }
  const { status, areaId, from } = designation;
  const id = createHash('sha256')
    .update(canonicalJson([areaId, status, from, designation.basis]))
    .digest('hex')
    .slice(0, 16);
  const stored: Designation = { id, ...designation };
  storeDesignation(db, stored, { actor, atMs: Date.now() });
  await concludeAgain(workspace);
  return ok({ value: stored, details: { designation: stored, areasDigest: areasDigest(db) } });
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
  storeCompleteness(workspace.store.write, statement, actor);
  await concludeAgain(workspace);
  return ok({ value: statement, details: { statement, areasDigest: areasDigest(workspace.store.write) } });
}
