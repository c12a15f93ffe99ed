import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Reply, Request } from '../../shared/contract/contract.ts';
import { readAreaFeatures } from '../../shared/eligibility/areas-import.ts';
import type { DesignationRecords } from '../../shared/eligibility/designations.ts';
import { compareStates } from '../../shared/eligibility/scenario/compare.ts';
import { scenarioDefinitions } from '../../shared/eligibility/scenario/definitions.ts';
import { ScenarioIndex } from '../../shared/eligibility/scenario/scenario-index.ts';
import {
  borderDepthOf,
  changeSet,
  recordsOf,
  standardScenario,
  wholeBorder,
} from '../../shared/eligibility/scenario/sets.ts';
import { type BorderBand, borderBand } from '../../shared/geo/border-band.ts';
import type { Completeness } from '../../shared/model/area.ts';
import {
  borderDepthKm,
  type ScenarioComparison,
  type ScenarioRow,
  type ScenarioSet,
  standardScenarioIds,
} from '../../shared/model/scenario.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { otherPurposesSince } from '../../shared/model/words.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { readMeta } from '../store/change.ts';
import type { Db } from '../store/open.ts';
import { listAreas, listCompleteness, listDesignations } from '../store/queries/areas.ts';
import {
  listScenarios,
  readTwins,
  removeScenario,
  type SavedScenario,
  scenarioFlights,
  storeScenario,
} from '../store/queries/scenarios.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import type { Workspace } from './workspace.ts';

/** Changed flights that are named; there may be more. */
const NAMED_FLIGHTS = 2000;

interface Indexed {
  readonly revision: string;
  readonly index: Promise<ScenarioIndex>;
}

/** One index for each open workspace: worked out when a scenario is first asked about, and again when anything was stored. */
const indexes = new WeakMap<Workspace, Indexed>();
const bands = new Map<number, BorderBand>();

const revisionOf = (db: Db): string => readMeta(db, 'revision') ?? '0';

function indexOf(workspace: Workspace): Promise<ScenarioIndex> {
  const revision = revisionOf(workspace.store.read);
  const known = indexes.get(workspace);
  if (known?.revision === revision) return known.index;
  const index = buildIndex(workspace.store.read);
  indexes.set(workspace, { revision, index });
  index.catch(() => indexes.delete(workspace));
  return index;
}

/** Anew when something was stored meanwhile: an index of two states of the workspace would be of neither. */
async function buildIndex(db: Db): Promise<ScenarioIndex> {
  for (;;) {
    const revision = revisionOf(db);
    const index = new ScenarioIndex();
    for (const flights of scenarioFlights(db)) {
      for (const flight of flights) index.add(flight);
      await new Promise((resolve) => setImmediate(resolve));
      if (revisionOf(db) !== revision) break;
    }
    if (revisionOf(db) === revision) return index;
  }
}

/** What is supposed under a name. */
interface Resolved {
  readonly row: ScenarioRow;
  readonly set: ScenarioSet;
  readonly records: DesignationRecords;
}

interface Desk {
  readonly record: { readonly areas: ScenarioSet['areas']; readonly designations: ScenarioSet['designations'] };
  readonly stated: readonly Completeness[];
  readonly synthetic: boolean;
  readonly saved: readonly SavedScenario[];
}

const deskOf = (db: Db): Desk => ({
  record: { areas: listAreas(db), designations: listDesignations(db) },
  stated: listCompleteness(db),
  synthetic: workspaceKind(db) === 'synthetic',
  saved: listScenarios(db),
});

/** @param name id of a standard or saved scenario, or the name of a saved one */
function resolve(workspace: Workspace, desk: Desk, name: string): Result<Resolved> {
  const record = { ...desk.record, completeness: desk.stated };
  const standardId = standardScenarioIds.find((id) => id === name);
  if (standardId !== undefined) return ok(resolved(workspace, desk, name, standardScenario(standardId, record), null));
  const depthKm = borderDepthOf(name);
  if (depthKm !== null) {
    if (Number.isNaN(depthKm)) {
      const { least, most } = borderDepthKm;
      return fail(
        'bad-request',
        `The depth of ${name} must be ${least} to ${most} km north of the line, like border:10.`,
        {
          field: 'depthKm',
        },
      );
    }
    const { geometry, edgeAccuracyM } = bandOf(workspace, depthKm);
    const scenario = wholeBorder(record, depthKm, geometry, edgeAccuracyM, desk.synthetic);
    return ok(resolved(workspace, desk, `border:${depthKm}`, scenario, null));
  }
  const saved = desk.saved.find((one) => one.id === name) ?? desk.saved.find((one) => one.name === name);
  if (saved === undefined)
    return fail('not-found', `There is no scenario ${name}. scenario list names those there are.`);
  return ok(
    resolved(workspace, desk, saved.id, { name: saved.name, meaning: meaningOf(saved), set: saved.set }, saved),
  );
}

function bandOf(workspace: Workspace, depthKm: number): BorderBand {
  let band = bands.get(depthKm);
  if (band === undefined) {
    band = borderBand(workspace.reference.geo.border, depthKm * 1000);
    if (bands.size >= 20) bands.clear();
    bands.set(depthKm, band);
  }
  return band;
}

const meaningOf = ({ set, version }: SavedScenario): string =>
  `A saved set of ${set.areas.length} areas, version ${version}; ${
    set.completeness === 'supposed'
      ? 'the list is supposed to be complete for every sector and day.'
      : 'completeness of the list as stated on the record.'
  }`;

function resolved(
  workspace: Workspace,
  desk: Desk,
  id: string,
  { name, meaning, set }: { readonly name: string; readonly meaning: string; readonly set: ScenarioSet },
  saved: SavedScenario | null,
): Resolved {
  const sectors = workspace.reference.sectors.map(({ code }) => code);
  const records = recordsOf(set, desk.stated, sectors, desk.synthetic);
  const withStatus = (status: string): number =>
    new Set(set.designations.filter((one) => one.status === status).map(({ areaId }) => areaId)).size;
  return {
    set,
    records,
    row: {
      id,
      name,
      meaning,
      version: saved?.version ?? null,
      savedBy: saved?.actor ?? null,
      savedAtMs: saved?.enteredAtMs ?? null,
      areas: set.areas.length,
      designated: withStatus('designated'),
      pending: withStatus('pending'),
      digest: createHash('sha256')
        .update(canonicalJson({ set, completeness: records.completeness }))
        .digest('hex'),
    },
  };
}

/** The scenarios there are: those worked out from the record, then the saved ones by name. */
export function scenariosOf(workspace: Workspace): ScenarioRow[] {
  const desk = deskOf(workspace.store.read);
  const ids = [...standardScenarioIds, ...desk.saved.map(({ id }) => id)];
  return ids.flatMap((id) => {
    const found = resolve(workspace, desk, id);
    return found.ok ? [found.value.row] : [];
  });
}

/** One scenario with its areas and designations: what the map draws. */
export function scenarioDetail(workspace: Workspace, id: string): Result<Reply<'scenarios.detail'>> {
  const found = resolve(workspace, deskOf(workspace.store.read), id);
  if (!found.ok) return found;
  return ok({ scenario: found.value.row, set: found.value.set });
}

/** What changes from one scenario to another. Failures as of `comparedSets`. */
export async function compareScenarios(
  workspace: Workspace,
  request: Request<'scenarios.compare'>,
): Promise<Result<ScenarioComparison>> {
  const compared = await comparedSets(workspace, request);
  return compared.ok ? ok(compared.value.comparison) : compared;
}

/** The same with the two sets. Failures: `not-found`, `bad-request` for a depth, `refused` for old conclusions. */
export async function comparedSets(
  workspace: Workspace,
  { a, b }: Request<'scenarios.compare'>,
): Promise<Result<{ readonly comparison: ScenarioComparison; readonly a: ScenarioSet; readonly b: ScenarioSet }>> {
  const db = workspace.store.read;
  const desk = deskOf(db);
  const from = resolve(workspace, desk, a);
  if (!from.ok) return from;
  const to = resolve(workspace, desk, b);
  if (!to.ok) return to;
  const unready = db
    .prepare(
      `SELECT count(*) FROM flight f WHERE f.counted = 1 AND f.class = 'incursion'
       AND NOT EXISTS (SELECT 1 FROM flight_judged j WHERE j.flight_id = f.id)`,
    )
    .pluck()
    .get() as number;
  if (unready > 0) {
    return fail('refused', `${unready} flights were concluded by an earlier Fenceline. Run rebuild, then compare.`);
  }
  const index = await indexOf(workspace);
  const authority = workspace.rules.authority;
  const [fromStates, toStates] = index.statesUnder([from.value.records, to.value.records], authority);
  const twins = readTwins(db);
  const compared = compareStates(index, [fromStates!, toStates!], (id) => twins.get(id) ?? []);
  const comparison: ScenarioComparison = {
    a: from.value.row,
    b: to.value.row,
    splitDay: otherPurposesSince,
    totals: [...compared.totals],
    cells: [...compared.cells],
    flights: compared.flights.slice(0, NAMED_FLIGHTS),
    changedFlights: compared.flights.length,
    truncated: compared.flights.length > NAMED_FLIGHTS,
    definitions: [...scenarioDefinitions],
    authorityAsOf: authority.asOf,
    settingsVersion: defaultSettings.version,
    rulesDigest: workspace.rules.digest,
  };
  return ok({ comparison, a: from.value.set, b: to.value.set });
}

/** Id of a saved set: what of its name can stand in a command, and never one of the standard ones. */
const idOfName = (name: string): string =>
  `set:${name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}`;

/**
 * Saves a set under a name: another scenario, changed, with areas of a GeoJSON file besides. One of the same name is its next
 * version. Makes its own change; nothing is concluded again, because no set is ever mixed with the record.
 *
 * Failures: `bad-request` with the field, those of `readAreaFeatures`, `example-mixing`.
 */
export async function saveScenario(
  workspace: Workspace,
  order: Omit<Request<'scenarios.save'>, 'file'> & {
    readonly file: { readonly features: readonly unknown[]; readonly name: string } | null;
  },
  actor: string,
): Promise<Result<Reply<'scenarios.save'>>> {
  const name = order.name.trim();
  if (!/[\p{L}\p{N}]/u.test(name)) return fail('bad-request', 'A set must have a name.', { field: 'name' });
  const atMs = Date.now();
  return workspace.change({ actor, kind: 'scenario-saved', atMs }, async () => {
    const db = workspace.store.write;
    const desk = deskOf(db);
    const base = resolve(workspace, desk, order.base);
    if (!base.ok) return base;
    const wider = addAreas(base.value.set, order.file, desk.synthetic);
    if (!wider.ok) return wider;
    const changed = changeSet(wider.value, order.changes);
    if (!changed.ok) return changed;
    const set: ScenarioSet = { ...changed.value, completeness: order.completeness ?? changed.value.completeness };
    const id = idOfName(name);
    const taken = desk.saved.find((one) => one.id === id && one.name !== name);
    if (taken !== undefined) {
      return fail('bad-request', `A set named “${taken.name}” would have the same id. Choose another name.`, {
        field: 'name',
      });
    }
    const stored = storeScenario(db, { id, name, set }, { actor, atMs });
    const { row } = resolved(
      workspace,
      desk,
      id,
      { name, meaning: meaningOf({ set, version: stored.version } as SavedScenario), set },
      { id, name, set, version: stored.version, digest: stored.digest, enteredAtMs: atMs, actor },
    );
    return ok({
      value: { scenario: row, alreadySo: stored.alreadySo },
      details: { scenario: id, name, version: stored.version, digest: stored.digest, base: order.base },
    });
  });
}

function addAreas(
  set: ScenarioSet,
  file: { readonly features: readonly unknown[]; readonly name: string } | null,
  synthetic: boolean,
): Result<ScenarioSet> {
  if (file === null) return ok(set);
  const read = readAreaFeatures(file.features, { source: file.name, synthetic });
  if (!read.ok) return fail(read.failure.code, read.failure.message, { file: file.name });
  const { areas, designations, refused } = read.value;
  const [first] = refused;
  if (first !== undefined) {
    return fail('bad-geometry', `${file.name}, feature ${first.index}: ${first.reason} Nothing was saved.`, {
      file: file.name,
      row: first.index,
      field: first.field,
    });
  }
  if (!synthetic && areas.some((area) => area.synthetic)) {
    return fail('example-mixing', `${file.name} holds synthetic areas, which never decide a real flight.`, {
      file: file.name,
    });
  }
  const ids = new Set(areas.map(({ id }) => id));
  return ok({
    ...set,
    areas: [...set.areas.filter(({ id }) => !ids.has(id)), ...areas.map((area) => ({ ...area, version: 1 }))],
    designations: [...set.designations.filter(({ areaId }) => !ids.has(areaId)), ...designations],
  });
}

/** Takes a saved set out of use; its versions stay. Makes its own change. */
export async function forgetScenario(
  workspace: Workspace,
  name: string,
  actor: string,
): Promise<Result<{ readonly id: string }>> {
  const atMs = Date.now();
  return workspace.change({ actor, kind: 'scenario-removed', atMs }, async () => {
    const db = workspace.store.write;
    const saved = listScenarios(db);
    const found = saved.find(({ id }) => id === name) ?? saved.find((one) => one.name === name);
    if (found === undefined) return fail('not-found', `There is no saved set ${name}.`);
    removeScenario(db, found, { actor, atMs });
    const { id, version, digest } = found;
    return ok({ value: { id }, details: { scenario: id, name: found.name, version, digest } });
  });
}
