import type { TrackEdit, TrackEditKind } from '../../../shared/model/track-edit.ts';
import { contentId } from '../../../shared/tracks/detections.ts';
import type { Db } from '../open.ts';

export interface StoredEdit extends TrackEdit {
  readonly withdrawn: { readonly atMs: number; readonly by: string; readonly reason: string } | null;
}

interface EditRow {
  readonly no: number;
  readonly id: string;
  readonly kind: TrackEditKind;
  readonly reason: string;
  readonly actor: string;
  readonly at_ms: number;
  readonly withdrawn_at_ms: number | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_reason: string | null;
}

function readEdit(db: Db, row: EditRow): StoredEdit {
  const members = db
    .prepare('SELECT id_hi, id_lo, claimed FROM track_edit_detection WHERE edit_no = ? ORDER BY id_hi, id_lo')
    .raw()
    .all(row.no) as [number, number, number][];
  return {
    id: row.id,
    kind: row.kind,
    reason: row.reason,
    actor: row.actor,
    atMs: row.at_ms,
    claimed: members.filter(([, , claimed]) => claimed === 1).map(([hi, lo]) => contentId(hi, lo)),
    about: members.map(([hi, lo]) => contentId(hi, lo)),
    withdrawn:
      row.withdrawn_at_ms === null
        ? null
        : { atMs: row.withdrawn_at_ms, by: row.withdrawn_by ?? '', reason: row.withdrawn_reason ?? '' },
  };
}

/** Every edit that was ever made, in order; withdrawn ones say so. */
export const listEdits = (db: Db): StoredEdit[] =>
  (db.prepare('SELECT * FROM track_edit ORDER BY no').all() as EditRow[]).map((row) => readEdit(db, row));

export function findEdit(db: Db, id: string): StoredEdit | null {
  const row = db.prepare('SELECT * FROM track_edit WHERE id = ?').get(id) as EditRow | undefined;
  return row === undefined ? null : readEdit(db, row);
}

/** Call inside a change. */
export function storeEdit(db: Db, edit: TrackEdit): void {
  const { lastInsertRowid } = db
    .prepare('INSERT INTO track_edit (id, kind, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?)')
    .run(edit.id, edit.kind, edit.reason, edit.actor, edit.atMs);
  const claimed = new Set(edit.claimed);
  const add = db.prepare('INSERT INTO track_edit_detection (edit_no, id_hi, id_lo, claimed) VALUES (?, ?, ?, ?)');
  for (const id of new Set([...edit.about, ...edit.claimed])) {
    add.run(
      lastInsertRowid,
      Number.parseInt(id.slice(0, 12), 16),
      Number.parseInt(id.slice(12), 16),
      claimed.has(id) ? 1 : 0,
    );
  }
}

/** Call inside a change. */
export function storeWithdrawal(db: Db, id: string, by: { actor: string; atMs: number; reason: string }): void {
  db.prepare(
    'UPDATE track_edit SET withdrawn_at_ms = ?, withdrawn_by = ?, withdrawn_reason = ? WHERE id = ? AND withdrawn_at_ms IS NULL',
  ).run(by.atMs, by.actor, by.reason, id);
}

const OBJECTS_OF_EDITS = `SELECT DISTINCT e.id AS edit, s.object_no AS object
  FROM track_edit e JOIN track_edit_detection m ON m.edit_no = e.no
  JOIN detection_id x ON x.id_hi = m.id_hi AND x.id_lo = m.id_lo JOIN detection d ON d.no = x.no
  JOIN subject s ON s.no = d.subject_no`;

/** Objects that an edit's detections name, whether it is withdrawn or not. */
export const objectsOfEdit = (db: Db, id: string): number[] =>
  (db.prepare(`${OBJECTS_OF_EDITS} WHERE e.id = ?`).all(id) as { object: number }[]).map(({ object }) => object);

export interface EditedObjects {
  readonly objectNos: ReadonlySet<number>;
  /** Edits in force about any of them, in the order in which they were made. */
  readonly edits: readonly TrackEdit[];
}

/**
 * The given objects in sets that have to be concluded together, because an edit in force speaks of more than one of them; an
 * object that an edit links to a given one is in its set. Objects of which no edit speaks are in none.
 */
export function editedObjects(db: Db, objectNos: ReadonlySet<number>): EditedObjects[] {
  if (db.prepare('SELECT 1 FROM track_edit WHERE withdrawn_at_ms IS NULL LIMIT 1').get() === undefined) return [];
  const rows = db.prepare(`${OBJECTS_OF_EDITS} WHERE e.withdrawn_at_ms IS NULL`).all() as {
    edit: string;
    object: number;
  }[];
  const setOf = new Map<number, Set<number>>();
  const byEdit = new Map<string, { object: number }[]>();
  for (const row of rows) byEdit.set(row.edit, [...(byEdit.get(row.edit) ?? []), row]);
  for (const objects of byEdit.values()) {
    const joined = new Set(objects.map(({ object }) => object));
    for (const { object } of objects) for (const other of setOf.get(object) ?? []) joined.add(other);
    for (const object of joined) setOf.set(object, joined);
  }
  const wanted = new Set([...objectNos].flatMap((no) => setOf.get(no) ?? []));
  const all = listEdits(db).filter(({ withdrawn }) => withdrawn === null);
  return [...wanted].map((set) => {
    const ids = new Set(rows.filter(({ object }) => set.has(object)).map(({ edit }) => edit));
    return { objectNos: set, edits: all.filter(({ id }) => ids.has(id)) };
  });
}
