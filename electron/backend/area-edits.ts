import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Reply, Request } from '../../shared/contract/contract.ts';
import { areaPlace, designationFault, findConflicts } from '../../shared/eligibility/area-faults.ts';
import { basisNotStated } from '../../shared/eligibility/designations.ts';
import { mergeAreas, splitArea } from '../../shared/geo/cut-area.ts';
import { toMultiPolygon } from '../../shared/geo/geometry-check.ts';
import type { Area, Designation, MultiPolygon } from '../../shared/model/area.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { areasDigest } from '../store/import-digest.ts';
import {
  areaIdTaken,
  listAreas,
  listAreaVersions,
  listDesignations,
  removeDesignation,
  storeArea,
  storeDesignation,
  withdrawArea as storeWithdrawal,
} from '../store/queries/areas.ts';
import { admit, workspaceKind } from '../store/workspace-kind.ts';
import { judgeFlightsAgain, rulesThen } from './judge-again.ts';
import type { Workspace } from './workspace.ts';

/** What an edit of areas did. */
export type AreasEdited = Reply<'areas.save'>;

interface Work {
  readonly areas: readonly Area[];
  readonly designations: readonly Designation[];
  readonly entered: { readonly actor: string; readonly atMs: number };
}

/** One edit, in one change: stored, judged again, said. Nothing is changed when `work` fails. */
function edit(
  workspace: Workspace,
  actor: string,
  kind: 'area-edited' | 'area-split' | 'areas-merged' | 'area-withdrawn' | 'designation-removed',
  work: (at: Work) => Result<{
    readonly areaIds: readonly string[];
    readonly details: Record<string, unknown>;
    readonly notes?: readonly string[];
  }>,
): Promise<Result<AreasEdited>> {
  const atMs = Date.now();
  return workspace.change({ actor, kind, atMs }, async () => {
    const db = workspace.store.write;
    const then = rulesThen(workspace);
    const done = work({ areas: listAreas(db), designations: listDesignations(db), entered: { actor, atMs } });
    if (!done.ok) return done;
    const { areaIds, details, notes = [] } = done.value;
    const judged = await judgeFlightsAgain(workspace, then);
    const areas = listAreas(db).filter(({ id }) => areaIds.includes(id));
    return ok({
      value: {
        areas: areas.map(({ id, name, version }) => ({ id, name, version })),
        notes: [...notes],
        flightsJudgedAgain: judged,
      },
      details: { ...details, areasDigest: areasDigest(db) },
    });
  });
}

/** Checks a geometry from a person's hand. Failures `bad-geometry` with the field `geometry`. */
function checkGeometry(
  workspace: Workspace,
  geometry: unknown,
): Result<{ geometry: MultiPolygon; notes: readonly string[] }> {
  const checked = toMultiPolygon({ type: 'MultiPolygon', coordinates: geometry });
  if (!checked.ok) return fail('bad-geometry', checked.failure.message, { field: 'geometry' });
  const { border } = workspace.rules.geo;
  const place = areaPlace(checked.value, (lng, lat) => border.fix(lng, lat)?.distanceM ?? null);
  if (place.outside) {
    return fail('bad-geometry', 'No part of the area lies in the United States.', { field: 'geometry' });
  }
  return ok({ geometry: checked.value, notes: place.notes });
}

const idOfName = (name: string): string => {
  const slug = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return slug === '' ? name : slug;
};

/**
 * Stores an area drawn or edited as its next version; without an id, as a new area. `basedOn` is the version that was edited: when
 * another has been stored meanwhile, the edit is refused rather than lost or taken for the newer one.
 */
export function saveArea(
  workspace: Workspace,
  request: Request<'areas.save'>,
  actor: string,
): Promise<Result<AreasEdited>> {
  return edit(workspace, actor, 'area-edited', ({ areas, entered }) => {
    const db = workspace.store.write;
    const name = request.name.trim();
    if (name === '') return fail('bad-request', 'An area must have a name.', { field: 'name' });
    if (request.source.trim() === '') return fail('bad-request', 'An area must name its source.', { field: 'source' });
    const checked = checkGeometry(workspace, request.geometry);
    if (!checked.ok) return checked;
    const known = request.id === undefined ? undefined : areas.find(({ id }) => id === request.id);
    if (request.id !== undefined && known === undefined) {
      return fail('not-found', `There is no area ${request.id}.`, { field: 'id' });
    }
    if (known !== undefined && known.version !== request.basedOn) {
      return fail(
        'refused',
        `${known.name} has version ${known.version} by now; the edit began from version ${request.basedOn}. Look at it again.`,
      );
    }
    const id = known?.id ?? idOfName(name);
    if (known === undefined && areaIdTaken(db, id)) {
      return fail('bad-request', `There is, or was, an area named so (${id}). Choose another name.`, { field: 'name' });
    }
    const synthetic = known?.synthetic ?? workspaceKind(db) === 'synthetic';
    const admitted = admit(db, synthetic, name);
    if (!admitted.ok) return admitted;
    const { geometry, notes } = checked.value;
    const { edgeAccuracyM } = request;
    const isNew = storeArea(
      db,
      { id, name, geometry, edgeAccuracyM, source: request.source.trim(), synthetic },
      entered,
    );
    if (!isNew) return fail('refused', `${name} already is so: nothing was changed.`);
    return ok({ areaIds: [id], details: { area: id, from: known?.version ?? null }, notes });
  });
}

/** Divides an area by a line: the part to the left stays the area, as its next version; the other is a new one, designated alike. */
export function splitAreaByLine(
  workspace: Workspace,
  { id, line, secondName }: Request<'areas.split'>,
  actor: string,
): Promise<Result<AreasEdited>> {
  return edit(workspace, actor, 'area-split', ({ areas, designations, entered }) => {
    const db = workspace.store.write;
    const area = areas.find((one) => one.id === id);
    if (area === undefined) return fail('not-found', `There is no area ${id}.`, { field: 'id' });
    const name = secondName.trim();
    const secondId = idOfName(name);
    if (name === '' || areaIdTaken(db, secondId)) {
      return fail('bad-request', 'The second part needs a name that no area has or had.', { field: 'secondName' });
    }
    const parts = splitArea(area.geometry, line);
    if (!parts.ok) return parts;
    const { version, ...kept } = area;
    storeArea(db, { ...kept, geometry: parts.value.left }, entered);
    storeArea(db, { ...kept, id: secondId, name, geometry: parts.value.right }, entered);
    const records = designations.filter(({ areaId }) => areaId === id);
    for (const record of records) storeDesignation(db, copyOf(record, secondId), entered);
    return ok({
      areaIds: [id, secondId],
      details: { area: id, from: version, second: secondId, designations: records.map((one) => one.id) },
      notes: records.length === 0 ? [] : ['The second part is designated as the whole was, by the same documents.'],
    });
  });
}

/** Makes one area of several; all of them must be designated alike, or the whole would say of one what the record says of another. */
export function mergeAreasOnRecord(
  workspace: Workspace,
  { ids }: Request<'areas.merge'>,
  actor: string,
): Promise<Result<AreasEdited>> {
  return edit(workspace, actor, 'areas-merged', ({ areas, designations, entered }) => {
    const db = workspace.store.write;
    const chosen = ids.map((id) => areas.find((area) => area.id === id));
    const [first, ...others] = chosen.flatMap((area) => area ?? []);
    if (first === undefined || others.length === 0 || chosen.includes(undefined) || new Set(ids).size < ids.length) {
      return fail('bad-request', 'Name two or more different areas on record.', { field: 'ids' });
    }
    const saidOf = (id: string): string =>
      canonicalJson(
        designations
          .filter(({ areaId }) => areaId === id)
          .map(({ status, from, to }) => `${status} ${from} ${to ?? ''}`)
          .sort(),
      );
    const unlike = others.find((area) => saidOf(area.id) !== saidOf(first.id));
    if (unlike !== undefined) {
      return fail(
        'refused',
        `${first.name} and ${unlike.name} are designated differently: as one area each would claim what the record says of the other.`,
      );
    }
    const merged = mergeAreas([first, ...others].map(({ geometry }) => geometry));
    if (!merged.ok) return merged;
    const { version, ...kept } = first;
    const edgeAccuracyM = Math.max(...[first, ...others].map((area) => area.edgeAccuracyM));
    storeArea(db, { ...kept, geometry: merged.value, edgeAccuracyM }, entered);
    for (const area of others) {
      for (const record of designations) if (record.areaId === area.id) removeDesignation(db, record.id);
      storeWithdrawal(db, area, `joined to ${first.id}`, entered);
    }
    return ok({
      areaIds: [first.id],
      details: { area: first.id, from: version, joined: others.map(({ id, version: at }) => ({ id, version: at })) },
    });
  });
}

/** Takes an area off the record, with its designations; its versions stay. */
export function withdrawArea(
  workspace: Workspace,
  { id, reason }: Request<'areas.withdraw'>,
  actor: string,
): Promise<Result<AreasEdited>> {
  return edit(workspace, actor, 'area-withdrawn', ({ areas, designations, entered }) => {
    const db = workspace.store.write;
    const area = areas.find((one) => one.id === id);
    if (area === undefined) return fail('not-found', `There is no area ${id}.`, { field: 'id' });
    if (reason.trim() === '')
      return fail('bad-request', 'Say why the area is taken off the record.', { field: 'reason' });
    const records = designations.filter(({ areaId }) => areaId === id);
    for (const record of records) removeDesignation(db, record.id);
    storeWithdrawal(db, area, reason.trim(), entered);
    return ok({
      areaIds: [],
      details: { area: id, version: area.version, reason: reason.trim(), designations: records },
    });
  });
}

/** Takes a designation off the record that was entered by mistake; one that ended gets a last day instead. */
export function dropDesignation(
  workspace: Workspace,
  { id, reason }: Request<'areas.undesignate'>,
  actor: string,
): Promise<Result<AreasEdited>> {
  return edit(workspace, actor, 'designation-removed', ({ designations }) => {
    const record = designations.find((one) => one.id === id);
    if (record === undefined) return fail('not-found', `There is no designation ${id}.`, { field: 'id' });
    if (reason.trim() === '')
      return fail('bad-request', 'Say why the designation is taken off the record.', { field: 'reason' });
    removeDesignation(workspace.store.write, id);
    return ok({ areaIds: [record.areaId], details: { designation: record, reason: reason.trim() } });
  });
}

/** The id of a designation: the same statement about an area is the same record, which a later one may end. */
export const designationId = ({ areaId, status, from, basis }: Omit<Designation, 'id'>): string =>
  createHash('sha256')
    .update(canonicalJson([areaId, status, from, basis]))
    .digest('hex')
    .slice(0, 16);

const copyOf = (record: Designation, areaId: string): Designation => {
  const copy = { ...record, areaId };
  return { ...copy, id: designationId(copy) };
};

/** A designation as it would go on record. Failures `bad-request` with the field. */
export function checkedDesignation(
  order: Omit<Designation, 'id'>,
  others: readonly Designation[],
): Result<Designation> {
  const basis = order.basis.trim() === '' ? basisNotStated : order.basis.trim();
  const named = { ...order, basis, sourceDocument: order.sourceDocument.trim() };
  const stored: Designation = { id: designationId(named), ...named };
  const fault = designationFault(stored, others);
  return fault === null ? ok(stored) : { ok: false, failure: fault };
}

/** Every version of an area, newest first; and what stands against each other on record. */
export const areaHistory = (workspace: Workspace, id: string): Reply<'areas.history'> => ({
  versions: listAreaVersions(workspace.store.read).filter((area) => area.id === id),
});

export const conflictsOnRecord = (workspace: Workspace): Reply<'areas.conflicts'> => {
  const db = workspace.store.read;
  return {
    conflicts: findConflicts(listAreas(db), listDesignations(db)).map((one) => ({
      ...one,
      areaIds: [...one.areaIds],
      designationIds: [...one.designationIds],
    })),
  };
};
