import { createHash, type Hash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Pace } from '../pace.ts';
import type { Db } from './open.ts';

/** Numbers of detections whose rows become one piece of text at a time: a step for every row would cost twice as much. */
const NUMBERS_AT_ONCE = 2 ** 14;

/**
 * What the audit entry of an import says beside the file, so that `verify` can tell whether its rows are still those that were
 * committed. Columns are named one by one: a later column must not change the digests of imports that stand.
 */
export interface ImportRecord {
  readonly import: string;
  readonly no: number;
  /** SHA-256 over the import's own row. */
  readonly rowDigest: string;
  /** `importDigest`. */
  readonly digest: string;
  /** The subjects that came with it, first to last (last = first - 1 when there was none new). */
  readonly subjects: { readonly first: number; readonly last: number; readonly digest: string };
}

/** Where an import's new rows begin. To be read inside its change, before its first row. */
export interface ImportStart {
  readonly firstDetection: number;
  readonly firstSubject: number;
}

const after = (db: Db, table: 'detection' | 'subject'): number =>
  db.prepare(`SELECT ifnull(max(no), 0) + 1 FROM ${table}`).pluck().get() as number;

export const importStart = (db: Db): ImportStart => ({
  firstDetection: after(db, 'detection'),
  firstSubject: after(db, 'subject'),
});

/** Call inside the import's change, after its last row. @throws Interrupted when the pace's signal was given */
export async function importRecord(
  db: Db,
  importNo: number,
  { firstDetection, firstSubject }: ImportStart,
  pace: Pace,
): Promise<ImportRecord> {
  const last = after(db, 'subject') - 1;
  const digests = digestSteps(db, [importNo], firstDetection);
  let step = digests.next();
  for (; !step.done; step = digests.next()) await pace.rest();
  return {
    import: db.prepare('SELECT id FROM import WHERE no = ?').pluck().get(importNo) as string,
    no: importNo,
    rowDigest: importRowDigest(db, importNo),
    digest: step.value.get(importNo)!,
    subjects: { first: firstSubject, last, digest: subjectsDigest(db, firstSubject, last) },
  };
}

/**
 * SHA-256 over the rows of an import as they are now: its detections (leading half of the content id, record, bytes, time basis,
 * flags, in order of `no`), its further sources of other files' detections, its quarantined records, its objects. What else a
 * detection says is in its content id; who it is about is in `subjectsDigest`. About 0.3 s for a million rows.
 */
export const importDigest = (db: Db, importNo: number): string => importDigests(db, [importNo]).get(importNo)!;

/**
 * `importDigest` of the imports that an undone one left rows to, by import id: belongs in the audit entry of the undoing, as
 * `digests`.
 */
export function heirDigests(db: Db, importNos: readonly number[]): Record<string, string> {
  const idOf = db.prepare('SELECT id FROM import WHERE no = ?').pluck();
  const digests = importNos.length === 0 ? [] : importDigests(db, importNos);
  return Object.fromEntries([...digests].map(([no, digest]) => [idOf.get(no) as string, digest]));
}

/** `importDigest` of several imports in one pass over the detections. */
export function importDigests(db: Db, importNos: readonly number[]): Map<number, string> {
  const digests = digestSteps(db, importNos, 1);
  let step = digests.next();
  while (!step.done) step = digests.next();
  return step.value;
}

/** Pauses after every piece. @param firstDetection no row of these imports has a smaller `no` */
function* digestSteps(
  db: Db,
  importNos: readonly number[],
  firstDetection: number,
): Generator<void, Map<number, string>> {
  const hashes = new Map(importNos.map((no) => [no, createHash('sha256')]));
  yield* addDetections(db, hashes, firstDetection);
  for (const [no, hash] of hashes) {
    addSources(db, no, hash);
    const records = db
      .prepare(
        'SELECT record, byte_start, byte_length, code, field, found, raw FROM quarantine WHERE import_no = ? ORDER BY no',
      )
      .raw();
    const objects = db.prepare('SELECT object_no FROM import_object WHERE import_no = ? ORDER BY object_no').raw();
    for (const rows of [records, objects]) {
      hash.update('\n');
      for (const row of rows.iterate(no)) hash.update(JSON.stringify(row));
    }
  }
  return new Map([...hashes].map(([no, hash]) => [no, hash.digest('hex')]));
}

/** The rows of one import within a range of numbers. They come by number: there is no other way to them than the table's own order. */
const detectionsSql = `SELECT json_group_array(json_array(id_hi, record, byte_start, byte_length, time_basis, flags))
  FROM detection WHERE no BETWEEN ? AND ? AND import_no = ?`;

function* addDetections(db: Db, hashes: ReadonlyMap<number, Hash>, firstDetection: number): Generator<void> {
  const rows = db.prepare(detectionsSql).pluck();
  const importsIn = db.prepare('SELECT DISTINCT import_no FROM detection WHERE no BETWEEN ? AND ?').pluck();
  const last = after(db, 'detection') - 1;
  for (let from = firstDetection; from <= last; from += NUMBERS_AT_ONCE) {
    const to = from + NUMBERS_AT_ONCE - 1;
    const present = hashes.size === 1 ? hashes.keys() : (importsIn.all(from, to) as number[]);
    for (const no of present) {
      const hash = hashes.get(no);
      if (hash !== undefined) addPiece(hash, rows.get(from, to, no) as string);
    }
    yield;
  }
}

function addSources(db: Db, importNo: number, hash: Hash): void {
  hash.update('\n');
  const [first, last] = db
    .prepare('SELECT min(detection_no), max(detection_no) FROM detection_source WHERE import_no = ?')
    .raw()
    .get(importNo) as [number | null, number | null];
  if (first === null || last === null) return;
  const rows = db
    .prepare(
      `SELECT json_group_array(json_array(detection_no, record, byte_start, byte_length))
       FROM detection_source WHERE import_no = ? AND detection_no BETWEEN ? AND ?`,
    )
    .pluck();
  for (let from = first; from <= last; from += NUMBERS_AT_ONCE) {
    addPiece(hash, rows.get(importNo, from, from + NUMBERS_AT_ONCE - 1) as string);
  }
}

/** Without the brackets of its array, so that the digest does not depend on where a piece begins. */
function addPiece(hash: Hash, array: string): void {
  if (array.length > 2) hash.update(array.slice(1, -1)).update(',');
}

const IMPORT_COLUMNS = `no, id, sha256, file, bytes, format, format_label, reader_version, options, imported_at_ms, actor, records,
  detections, positions, duplicates, quarantined, skipped, issues, first_time_ms, last_time_ms, west, south, east, north, sensors,
  object_ids, assumed_zone, synthetic`;

const CONTAINER_COLUMNS = 'member, container_kind, container_sha256, container_bytes';

/** SHA-256 over what an import says of itself; whether it was undone is in the audit. */
export function importRowDigest(db: Db, importNo: number): string {
  const row = db.prepare(`SELECT ${IMPORT_COLUMNS} FROM import WHERE no = ?`).get(importNo) as object;
  const container = db.prepare(`SELECT ${CONTAINER_COLUMNS} FROM import WHERE no = ?`).get(importNo) as object;
  const isMember = Object.values(container).some((value) => value !== null);
  return sha256(canonicalJson(isMember ? { ...row, ...container } : row));
}

/** SHA-256 over the subjects numbered first to last: who, with what evidence, by which sensor, as which object. */
export function subjectsDigest(db: Db, first: number, last: number): string {
  const hash = createHash('sha256');
  const rows = db
    .prepare(
      `SELECT s.no, s.digest, s.evidence, n.key, n.name, o.key FROM subject s JOIN sensor n ON n.no = s.sensor_no
       JOIN object o ON o.no = s.object_no WHERE s.no BETWEEN ? AND ? ORDER BY s.no`,
    )
    .raw();
  for (const row of rows.iterate(first, last)) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}

const AREA_TABLES = [
  `SELECT id, version, name, edge_accuracy_m, source, synthetic, geometry, entered_at_ms, actor FROM area ORDER BY id, version`,
  `SELECT id, area_id, status, basis, source_document, from_day, to_day, entered_at_ms, actor FROM designation ORDER BY id`,
  `SELECT no, sector, from_day, to_day, stated_by, entered_at_ms, actor FROM completeness ORDER BY no`,
];

/**
 * SHA-256 over every area, designation and statement of completeness on record. Belongs in the details of each audit entry that
 * changes one of them, as `areasDigest`: `verify` compares the newest.
 */
export function areasDigest(db: Db): string {
  const hash = createHash('sha256');
  for (const sql of AREA_TABLES) hash.update(JSON.stringify(db.prepare(sql).raw().all())).update('\n');
  // Only where there are any: digests of workspaces from before stay what they were.
  const withdrawn = db
    .prepare('SELECT id, version, reason, at_ms, actor FROM area_withdrawn ORDER BY id, version')
    .raw()
    .all();
  if (withdrawn.length > 0) hash.update(JSON.stringify(withdrawn));
  return hash.digest('hex');
}

const STATEMENT_TABLES = [
  `SELECT id, version, name, content, digest, saved_at_ms, actor FROM profile ORDER BY id, version`,
  `SELECT id, removed_at_ms, actor FROM profile_removed ORDER BY id`,
  `SELECT no, import_no, received_from, received_by, received_at, medium, medium_serial, entered_at_ms, actor
   FROM acquisition ORDER BY no`,
  `SELECT id_hi, id_lo, import_no, record, byte_start, byte_length, fields FROM superseded_detection
   ORDER BY id_hi, id_lo, import_no, record`,
];

/**
 * SHA-256 over what people stated about sensors and about how files came, and over what is kept of superseded readings. Belongs in
 * the details of each audit entry that changes one of them, as `statementsDigest`: `verify` compares the newest.
 */
export function statementsDigest(db: Db): string {
  const hash = createHash('sha256');
  for (const sql of STATEMENT_TABLES) {
    for (const row of db.prepare(sql).raw().iterate()) hash.update(JSON.stringify(row));
    hash.update('\n');
  }
  return hash.digest('hex');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
