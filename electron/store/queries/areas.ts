import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { Area, Completeness, Designation } from '../../../shared/model/area.ts';
import type { Db } from '../open.ts';

const areaColumns = 'a.id, a.name, a.version, a.geometry, a.edge_accuracy_m AS edgeAccuracyM, a.source, a.synthetic';

type AreaRow = Omit<Area, 'geometry' | 'synthetic'> & { geometry: string; synthetic: number };

const areaOf = (row: AreaRow): Area => ({
  ...row,
  geometry: JSON.parse(row.geometry) as Area['geometry'],
  synthetic: row.synthetic === 1,
});

const standing = `NOT EXISTS (SELECT 1 FROM area_withdrawn w WHERE w.id = a.id AND w.version = a.version)`;

/** The newest version of every area that was not withdrawn. */
export function listAreas(db: Db): Area[] {
  const rows = db
    .prepare(
      `SELECT ${areaColumns} FROM area a
       WHERE a.version = (SELECT max(version) FROM area b WHERE b.id = a.id) AND ${standing} ORDER BY a.id`,
    )
    .all() as AreaRow[];
  return rows.map(areaOf);
}

export interface AreaVersion extends Area {
  readonly enteredAtMs: number;
  readonly actor: string;
  /** When and why it was taken off the record, while no later version brings it back. */
  readonly withdrawn: { readonly atMs: number; readonly reason: string; readonly by: string } | null;
}

/** Every version of every area with the instant it was entered, by area, newest first. */
export function listAreaVersions(db: Db): AreaVersion[] {
  const rows = db
    .prepare(
      `SELECT ${areaColumns}, a.entered_at_ms AS enteredAtMs, a.actor, w.at_ms AS goneAtMs, w.reason, w.actor AS goneBy
       FROM area a LEFT JOIN area_withdrawn w ON w.id = a.id AND w.version = a.version ORDER BY a.id, a.version DESC`,
    )
    .all() as (AreaRow & {
    enteredAtMs: number;
    actor: string;
    goneAtMs: number | null;
    reason: string | null;
    goneBy: string | null;
  })[];
  return rows.map(({ goneAtMs, reason, goneBy, geometry, synthetic, ...row }) => ({
    ...row,
    geometry: JSON.parse(geometry) as Area['geometry'],
    synthetic: synthetic === 1,
    withdrawn: goneAtMs === null ? null : { atMs: goneAtMs, reason: reason ?? '', by: goneBy ?? '' },
  }));
}

/** Whether an area of this id is or ever was on record. */
export const areaIdTaken = (db: Db, id: string): boolean =>
  db.prepare('SELECT 1 FROM area WHERE id = ?').get(id) !== undefined;

/** Takes an area off the record; its versions stay. Call inside a change. */
export function withdrawArea(
  db: Db,
  { id, version }: Pick<Area, 'id' | 'version'>,
  reason: string,
  { actor, atMs }: { actor: string; atMs: number },
): void {
  db.prepare('INSERT INTO area_withdrawn (id, version, reason, at_ms, actor) VALUES (?, ?, ?, ?, ?)').run(
    id,
    version,
    reason,
    atMs,
    actor,
  );
}

/** Takes a designation off the record; what it said belongs in the audit entry. Call inside a change. */
export const removeDesignation = (db: Db, id: string): void =>
  void db.prepare('DELETE FROM designation WHERE id = ?').run(id);

export function listDesignations(db: Db): Designation[] {
  return db
    .prepare(
      `SELECT id, area_id AS areaId, status, basis, source_document AS sourceDocument, from_day AS "from", to_day AS "to"
       FROM designation ORDER BY id`,
    )
    .all() as Designation[];
}

export function listCompleteness(db: Db): Completeness[] {
  return db
    .prepare(
      `SELECT sector, from_day AS "from", to_day AS "to", stated_by AS statedBy, entered_at_ms AS enteredAtMs
       FROM completeness ORDER BY no`,
    )
    .all() as Completeness[];
}

/** Stores an area as a new version, or not at all when it equals the newest one. Call inside a change. */
export function storeArea(db: Db, area: Omit<Area, 'version'>, entered: { actor: string; atMs: number }): boolean {
  const newest = listAreaVersions(db).find(({ id }) => id === area.id);
  if (newest !== undefined && newest.withdrawn === null) {
    const { version: _, enteredAtMs: _at, actor: _by, withdrawn: _gone, ...known } = newest;
    if (canonicalJson(known) === canonicalJson(area)) return false;
  }
  db.prepare(
    `INSERT INTO area (id, version, name, edge_accuracy_m, source, synthetic, geometry, entered_at_ms, actor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    area.id,
    (newest?.version ?? 0) + 1,
    area.name,
    area.edgeAccuracyM,
    area.source,
    area.synthetic ? 1 : 0,
    JSON.stringify(area.geometry),
    entered.atMs,
    entered.actor,
  );
  return true;
}

/** Stores a designation; one with the same id is replaced (its earlier form stays in the audit entry). Call inside a change. */
export function storeDesignation(db: Db, designation: Designation, entered: { actor: string; atMs: number }): void {
  db.prepare(
    `INSERT INTO designation (id, area_id, status, basis, source_document, from_day, to_day, entered_at_ms, actor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET area_id = excluded.area_id, status = excluded.status, basis = excluded.basis,
       source_document = excluded.source_document, from_day = excluded.from_day, to_day = excluded.to_day,
       entered_at_ms = excluded.entered_at_ms, actor = excluded.actor`,
  ).run(
    designation.id,
    designation.areaId,
    designation.status,
    designation.basis,
    designation.sourceDocument,
    designation.from,
    designation.to,
    entered.atMs,
    entered.actor,
  );
}

export function storeCompleteness(db: Db, statement: Completeness, actor: string): void {
  db.prepare(
    'INSERT INTO completeness (sector, from_day, to_day, stated_by, entered_at_ms, actor) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(statement.sector, statement.from, statement.to, statement.statedBy, statement.enteredAtMs, actor);
}
