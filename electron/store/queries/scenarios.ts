import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { gapsAfter } from '../../../shared/classify/intervals.ts';
import type { ScenarioFlightInput } from '../../../shared/eligibility/scenario/scenario-index.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import type { ScenarioSet } from '../../../shared/model/scenario.ts';
import { type JudgedRow, unpackJudged } from '../judged.ts';
import type { Db } from '../open.ts';
import { unpackPath } from '../path-blob.ts';

export interface SavedScenario {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly set: ScenarioSet;
  readonly digest: string;
  readonly enteredAtMs: number;
  readonly actor: string;
}

/** The newest version of every saved set that was not removed, by name. */
export function listScenarios(db: Db): SavedScenario[] {
  const rows = db
    .prepare(
      `SELECT id, version, name, definition, digest, entered_at_ms AS enteredAtMs, actor FROM scenario s
       WHERE version = (SELECT max(version) FROM scenario o WHERE o.id = s.id) AND removed_at_ms IS NULL ORDER BY name, id`,
    )
    .all() as (Omit<SavedScenario, 'set'> & { definition: string })[];
  return rows.map(({ definition, ...row }) => ({ ...row, set: JSON.parse(definition) as ScenarioSet }));
}

export const scenarioDigest = (name: string, set: ScenarioSet): string =>
  createHash('sha256').update(canonicalJson({ name, set })).digest('hex');

/**
 * Stores a set as the next version of its id, or not at all when it equals the newest one. Call inside a change.
 * @returns the version that holds, and whether it was there already
 */
export function storeScenario(
  db: Db,
  { id, name, set }: Pick<SavedScenario, 'id' | 'name' | 'set'>,
  entered: { readonly actor: string; readonly atMs: number },
): { readonly version: number; readonly digest: string; readonly alreadySo: boolean } {
  const newest = db
    .prepare(
      'SELECT version, digest, removed_at_ms AS removedAtMs FROM scenario WHERE id = ? ORDER BY version DESC LIMIT 1',
    )
    .get(id) as { version: number; digest: string; removedAtMs: number | null } | undefined;
  const digest = scenarioDigest(name, set);
  if (newest !== undefined && newest.digest === digest && newest.removedAtMs === null) {
    return { version: newest.version, digest, alreadySo: true };
  }
  const version = (newest?.version ?? 0) + 1;
  db.prepare(
    `INSERT INTO scenario (id, version, name, definition, digest, entered_at_ms, actor) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, version, name, canonicalJson(set), digest, entered.atMs, entered.actor);
  return { version, digest, alreadySo: false };
}

/** Takes a saved set out of use; its versions stay. Call inside a change. */
export function removeScenario(
  db: Db,
  { id, version }: Pick<SavedScenario, 'id' | 'version'>,
  removed: { readonly actor: string; readonly atMs: number },
): void {
  db.prepare('UPDATE scenario SET removed_at_ms = ?, removed_by = ? WHERE id = ? AND version = ?').run(
    removed.atMs,
    removed.actor,
    id,
    version,
  );
}

/** Flights read at a time: a query that stays open would keep the connection from being closed. */
const FLIGHTS_AT_ONCE = 500;

/** Counted flights that a scenario can change, in the order of their ids, a few hundred at a time. */
export function* scenarioFlights(db: Db): Generator<ScenarioFlightInput[]> {
  const incursionsOf = db.prepare(
    'SELECT id, first_ms AS firstMs, grade, sector FROM incursion WHERE flight_id = ? ORDER BY rowid',
  );
  const page = db.prepare(
    `SELECT f.id, f.object_name AS objectName, f.first_ms AS firstMs, f.class, f.grade, f.sector, f.path,
       f.conclusion ->> '$.tracks' AS tracks, j.decided_by AS decidedBy, j.sectors, j.moments, j.columns
     FROM flight_judged j CROSS JOIN flight f ON f.id = j.flight_id
     WHERE j.flight_id > ? AND f.counted = 1 AND j.decided_by IS NOT NULL ORDER BY j.flight_id LIMIT ${FLIGHTS_AT_ONCE}`,
  );
  for (let after = ''; ; ) {
    const rows = page.all(after) as (Pick<Flight, 'id' | 'objectName' | 'firstMs' | 'class' | 'grade' | 'sector'> & {
      path: Buffer;
      tracks: string;
    } & JudgedRow)[];
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    yield rows.map(({ path: blob, tracks, decidedBy, sectors, moments, columns, ...flight }) => {
      const path = unpackPath(blob);
      return {
        ...flight,
        incursions: incursionsOf.all(flight.id) as ScenarioFlightInput['incursions'],
        path,
        gapAfter: gapsAfter(path.timeMs, path.track, JSON.parse(tracks) as Flight['tracks']),
        judged: unpackJudged({ decidedBy, sectors, moments, columns }),
      };
    });
  }
}

/** Ids of the flights that each flight may be the same as. */
export function readTwins(db: Db): ReadonlyMap<string, readonly string[]> {
  const twins = new Map<string, string[]>();
  const rows = db.prepare('SELECT flight_id, twin_id FROM flight_twin ORDER BY flight_id, twin_id').raw().iterate();
  for (const [flightId, twinId] of rows as IterableIterator<[string, string]>) {
    const known = twins.get(flightId);
    if (known === undefined) twins.set(flightId, [twinId]);
    else known.push(twinId);
  }
  return twins;
}
