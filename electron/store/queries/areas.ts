import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { Area, Completeness, Designation } from '../../../shared/model/area.ts';
import type { Db } from '../open.ts';

const areaColumns = 'a.id, a.name, a.version, a.geometry, a.edge_accuracy_m AS edgeAccuracyM, a.source, a.synthetic';

type AreaRow = Omit<Area, 'geometry' | 'synthetic'> & { geometry: string; synthetic: number };

const areaOf = <T extends AreaRow>(row: T) => ({
  ...row,
  geometry: JSON.parse(row.geometry) as Area['geometry'],
  synthetic: row.synthetic === 1,
});

/** The newest version of every area. */
export function listAreas(db: Db): Area[] {
  const rows = db
    .prepare(
      `SELECT ${areaColumns} FROM area a
       WHERE a.version = (SELECT max(version) FROM area b WHERE b.id = a.id) ORDER BY a.id`,
    )
    .all() as AreaRow[];
  return rows.map(areaOf);
}

/** Every version of every area with the instant it was entered, by area, newest first. */
export function listAreaVersions(db: Db): (Area & { readonly enteredAtMs: number })[] {
  const rows = db
    .prepare(`SELECT ${areaColumns}, a.entered_at_ms AS enteredAtMs FROM area a ORDER BY a.id, a.version DESC`)
    .all() as (AreaRow & { enteredAtMs: number })[];
  return rows.map(areaOf);
}

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
  const newest = listAreas(db).find(({ id }) => id === area.id);
  if (newest !== undefined) {
    const { version: _, ...known } = newest;
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
