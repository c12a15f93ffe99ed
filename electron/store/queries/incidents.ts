import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import {
  type FieldChange,
  type IncidentContent,
  incidentContentSchema,
  incidentNumber,
} from '../../../shared/model/incident.ts';
import type { Db } from '../open.ts';

export interface StoredIncident {
  readonly id: string;
  readonly number: string;
  readonly origin: string;
  readonly provisional: boolean;
  readonly sector: string;
  readonly year: number;
  readonly openedAtMs: number;
  readonly openedBy: string;
  readonly revision: number;
  readonly changedAtMs: number;
  readonly content: IncidentContent;
}

interface Row extends Omit<StoredIncident, 'provisional' | 'content'> {
  readonly provisional: number;
  readonly content: string;
}

const SELECT = `SELECT id, number, origin, provisional, sector, year, opened_at_ms AS openedAtMs, opened_by AS openedBy,
  revision, changed_at_ms AS changedAtMs, content FROM incident`;

const parse = ({ provisional, content, ...row }: Row): StoredIncident => ({
  ...row,
  provisional: provisional === 1,
  content: incidentContentSchema.parse(JSON.parse(content)),
});

/** All of them, the newest number first. */
export const listIncidents = (db: Db): StoredIncident[] =>
  (db.prepare(`${SELECT} ORDER BY opened_at_ms DESC, number DESC, id`).all() as Row[]).map(parse);

/** By id, or by number where only one has it. */
export function findIncident(db: Db, idOrNumber: string): StoredIncident | null {
  const rows = db.prepare(`${SELECT} WHERE id = ? OR number = ?`).all(idOrNumber, idOrNumber) as Row[];
  const exact = rows.find(({ id }) => id === idOrNumber) ?? (rows.length === 1 ? rows[0] : undefined);
  return exact === undefined ? null : parse(exact);
}

export interface NewIncident {
  readonly id: string;
  readonly origin: string;
  /** Empty for a workstation that numbers for its sector. */
  readonly prefix: string;
  readonly sector: string;
  readonly year: number;
  readonly content: IncidentContent;
  readonly atMs: number;
  readonly actor: string;
}

/** Stores it under the next number of its prefix, sector and year. Call inside a change. @returns the number */
export function insertIncident(db: Db, incident: NewIncident): string {
  const { prefix, sector, year, id } = incident;
  const sequence =
    (db
      .prepare('SELECT coalesce(max(sequence), 0) FROM incident_number WHERE prefix = ? AND sector = ? AND year = ?')
      .pluck()
      .get(prefix, sector, year) as number) + 1;
  db.prepare('INSERT INTO incident_number (prefix, sector, year, sequence, incident_id) VALUES (?, ?, ?, ?, ?)').run(
    prefix,
    sector,
    year,
    sequence,
    id,
  );
  const number = incidentNumber(prefix === '' ? null : prefix, sector, year, sequence);
  db.prepare(
    `INSERT INTO incident (id, number, origin, provisional, sector, year, opened_at_ms, opened_by, revision, changed_at_ms,
       status, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
  ).run(
    id,
    number,
    incident.origin,
    prefix === '' ? 0 : 1,
    sector,
    year,
    incident.atMs,
    incident.actor,
    incident.atMs,
    incident.content.status,
    canonicalJson(incident.content),
  );
  return number;
}

/** Stores new content and what it changed as the next revision. Call inside a change. @returns digests for the audit */
export function reviseIncident(
  db: Db,
  before: StoredIncident,
  content: IncidentContent,
  changes: readonly FieldChange[],
  at: { readonly atMs: number; readonly actor: string },
): { readonly revision: number; readonly contentDigest: string; readonly changesDigest: string } {
  const revision = before.revision + 1;
  const text = canonicalJson(content);
  const changed = canonicalJson(changes);
  db.prepare('UPDATE incident SET content = ?, status = ?, revision = ?, changed_at_ms = ? WHERE id = ?').run(
    text,
    content.status,
    revision,
    at.atMs,
    before.id,
  );
  db.prepare('INSERT INTO incident_edit (incident_id, revision, at_ms, actor, changes) VALUES (?, ?, ?, ?, ?)').run(
    before.id,
    revision,
    at.atMs,
    at.actor,
    changed,
  );
  return { revision, contentDigest: sha256(text), changesDigest: sha256(changed) };
}

export const contentDigestOf = (content: IncidentContent): string => sha256(canonicalJson(content));

export interface StoredEdit {
  readonly revision: number;
  readonly atMs: number;
  readonly actor: string;
  readonly changes: readonly FieldChange[];
}

/** The newest first. */
export const editsOf = (db: Db, incidentId: string): StoredEdit[] =>
  (
    db
      .prepare(
        `SELECT revision, at_ms AS atMs, actor, changes FROM incident_edit WHERE incident_id = ? ORDER BY revision DESC, no DESC`,
      )
      .all(incidentId) as (Omit<StoredEdit, 'changes'> & { changes: string })[]
  ).map(({ changes, ...edit }) => ({ ...edit, changes: JSON.parse(changes) as FieldChange[] }));

/** A flight as it was when it was added. */
export interface StoredIncidentFlight {
  readonly flightId: string;
  /** Content ids of its detections, hex, in order of time. */
  readonly anchors: readonly string[];
  readonly conclusion: FlightSummary;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly addedAtMs: number;
  readonly addedBy: string;
}

/** What was concluded of a flight, in few words. */
export interface FlightSummary {
  readonly objectName: string;
  readonly objectKey: string;
  readonly class: string;
  readonly grade: string | null;
  readonly incursions: number;
  readonly crossings: number;
  readonly detections: number;
}

const ANCHOR_BYTES = 12;

/** In order of time. */
export function flightsOf(db: Db, incidentId: string): StoredIncidentFlight[] {
  const rows = db
    .prepare(
      `SELECT flight_id AS flightId, anchors, conclusion, first_ms AS firstMs, last_ms AS lastMs, added_at_ms AS addedAtMs,
         added_by AS addedBy FROM incident_flight WHERE incident_id = ? ORDER BY first_ms, flight_id`,
    )
    .all(incidentId) as (Omit<StoredIncidentFlight, 'anchors' | 'conclusion'> & {
    anchors: Buffer;
    conclusion: string;
  })[];
  return rows.map(({ anchors, conclusion, ...row }) => ({
    ...row,
    anchors: Array.from({ length: anchors.length / ANCHOR_BYTES }, (_, i) =>
      anchors.toString('hex', i * ANCHOR_BYTES, (i + 1) * ANCHOR_BYTES),
    ),
    conclusion: JSON.parse(conclusion) as FlightSummary,
  }));
}

/** Call inside a change. One that is there already stays as it is. */
export function addFlight(db: Db, incidentId: string, flight: StoredIncidentFlight): void {
  db.prepare(
    `INSERT OR IGNORE INTO incident_flight (incident_id, flight_id, anchors, conclusion, first_ms, last_ms, added_at_ms,
       added_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    incidentId,
    flight.flightId,
    Buffer.from(flight.anchors.join(''), 'hex'),
    canonicalJson(flight.conclusion),
    flight.firstMs,
    flight.lastMs,
    flight.addedAtMs,
    flight.addedBy,
  );
}

/** Call inside a change. */
export const removeFlight = (db: Db, incidentId: string, flightId: string): void =>
  void db.prepare('DELETE FROM incident_flight WHERE incident_id = ? AND flight_id = ?').run(incidentId, flightId);

/** Keeps the imports from being undone. Call inside a change. */
export function citeImports(db: Db, incidentId: string, importNos: Iterable<number>): void {
  const cite = db.prepare('INSERT OR IGNORE INTO incident_source (incident_id, import_no) VALUES (?, ?)');
  for (const no of importNos) cite.run(incidentId, no);
}

/** Numbers of incidents whose flights were read from the import: it is superseded, never undone. */
export const incidentsCiting = (db: Db, importNo: number): string[] =>
  db
    .prepare(
      `SELECT i.number FROM incident_source s JOIN incident i ON i.id = s.incident_id WHERE s.import_no = ? ORDER BY i.number`,
    )
    .pluck()
    .all(importNo) as string[];

/** Ids of incidents in which a flight stands, under its id when it was added. */
export const incidentsWithFlight = (db: Db, flightId: string): string[] =>
  db
    .prepare('SELECT incident_id FROM incident_flight WHERE flight_id = ? ORDER BY incident_id')
    .pluck()
    .all(flightId) as string[];

export interface StoredReview {
  readonly factsDigest: string;
  readonly reviewer: string;
  readonly account: string;
  readonly note: string;
  readonly atMs: number;
}

/** The newest first. */
export const reviewsOf = (db: Db, incidentId: string): StoredReview[] =>
  db
    .prepare(
      `SELECT facts_digest AS factsDigest, reviewer, account, note, at_ms AS atMs FROM incident_review
       WHERE incident_id = ? ORDER BY no DESC`,
    )
    .all(incidentId) as StoredReview[];

/** Call inside a change. */
export const addReview = (db: Db, incidentId: string, review: StoredReview): void =>
  void db
    .prepare(
      'INSERT INTO incident_review (incident_id, facts_digest, reviewer, account, note, at_ms) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(incidentId, review.factsDigest, review.reviewer, review.account, review.note, review.atMs);

export interface StoredDraft {
  readonly actor: string;
  readonly revision: number;
  readonly savedAtMs: number;
  readonly content: string;
}

export function findDraft(db: Db, incidentId: string, actor: string): StoredDraft | null {
  const row = db
    .prepare(
      'SELECT actor, revision, saved_at_ms AS savedAtMs, content FROM incident_draft WHERE incident_id = ? AND actor = ?',
    )
    .get(incidentId, actor) as StoredDraft | undefined;
  return row ?? null;
}

/**
 * Keeps what a person is typing. Not a change of the record, so it stands outside the audit and raises no revision: it would
 * otherwise be an entry a second, each of half a sentence. Saving the form is the change, and removes it.
 */
export const keepDraft = (db: Db, incidentId: string, { actor, revision, savedAtMs, content }: StoredDraft): void =>
  void db
    .prepare(
      `INSERT INTO incident_draft (incident_id, actor, revision, saved_at_ms, content) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (incident_id, actor) DO UPDATE SET revision = excluded.revision, saved_at_ms = excluded.saved_at_ms,
         content = excluded.content`,
    )
    .run(incidentId, actor, revision, savedAtMs, content);

export const dropDraft = (db: Db, incidentId: string, actor: string): void =>
  void db.prepare('DELETE FROM incident_draft WHERE incident_id = ? AND actor = ?').run(incidentId, actor);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
