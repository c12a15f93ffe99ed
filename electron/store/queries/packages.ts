import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { Db } from '../open.ts';
import { importNameSql } from './imports.ts';
import {
  addFlight,
  addReview,
  citeImports,
  type StoredIncident,
  type StoredIncidentFlight,
  type StoredReview,
} from './incidents.ts';
import { findPolygons, listBreaks } from './sectors.ts';

/** An original that an incident rests on. */
export interface PackagedOriginal {
  /** Of the untouched file: the container where a member of one was read. */
  readonly sha256: string;
  readonly bytes: number;
  readonly file: string;
  /** How it was read, one for each import of it. */
  readonly imports: readonly {
    readonly importId: string;
    readonly name: string;
    readonly member: string | null;
    /** Of what byte ranges refer to. */
    readonly sha256: string;
    readonly bytes: number;
    readonly format: string;
    readonly readerVersion: number;
    readonly importedAtMs: number;
    readonly actor: string;
    /** What the person chose: mapping, zone, profile, assumptions. */
    readonly options: Record<string, unknown>;
    readonly records: number;
    readonly detections: number;
    readonly duplicates: number;
    readonly quarantined: number;
    readonly skipped: number;
  }[];
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly member: string | null;
  readonly container_sha256: string | null;
  readonly container_bytes: number | null;
  readonly format: string;
  readonly reader_version: number;
  readonly imported_at_ms: number;
  readonly actor: string;
  readonly options: string;
  readonly records: number;
  readonly detections: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly skipped: number;
}

/** The originals that an incident or its page cites, in the order of import. */
export function originalsOf(db: Db, incidentId: string, reportId: string): PackagedOriginal[] {
  const rows = db
    .prepare(
      `SELECT i.id, ${importNameSql('i')} AS name, i.file, i.sha256, i.bytes, i.member, i.container_sha256, i.container_bytes, i.format,
         i.reader_version, i.imported_at_ms, i.actor, i.options, i.records, i.detections, i.duplicates, i.quarantined, i.skipped
       FROM import i WHERE i.no IN (SELECT import_no FROM incident_source WHERE incident_id = ?
         UNION SELECT import_no FROM report_source WHERE report_id = ?) ORDER BY i.no`,
    )
    .all(incidentId, reportId) as Row[];
  const originals = new Map<string, { first: Row; imports: PackagedOriginal['imports'][number][] }>();
  for (const row of rows) {
    const key = row.container_sha256 ?? row.sha256;
    const known = originals.get(key) ?? { first: row, imports: [] };
    originals.set(key, known);
    known.imports.push({
      importId: row.id,
      name: row.name,
      member: row.member,
      sha256: row.sha256,
      bytes: row.bytes,
      format: row.format,
      readerVersion: row.reader_version,
      importedAtMs: row.imported_at_ms,
      actor: row.actor,
      options: JSON.parse(row.options) as Record<string, unknown>,
      records: row.records,
      detections: row.detections,
      duplicates: row.duplicates,
      quarantined: row.quarantined,
      skipped: row.skipped,
    });
  }
  return [...originals].map(([sha256, { first, imports }]) => ({
    sha256,
    bytes: first.container_bytes ?? first.bytes,
    file: first.file,
    imports,
  }));
}

export interface AuditEntry {
  readonly no: number;
  readonly atMs: number;
  readonly actor: string;
  readonly kind: string;
  readonly details: unknown;
  readonly previous: string;
  readonly digest: string;
}

/** Entries of the audit whose details name any of the words (ids, digests), in order. */
export function auditNaming(db: Db, words: readonly string[]): AuditEntry[] {
  const rows = db
    .prepare(
      `SELECT no, at_ms AS atMs, actor, kind, details, previous, digest FROM audit a
       WHERE EXISTS (SELECT 1 FROM json_each(?) w WHERE instr(a.details, w.value) > 0) ORDER BY no`,
    )
    .all(JSON.stringify(words)) as (Omit<AuditEntry, 'details'> & { details: string })[];
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as unknown }));
}

/** Where sectors differ from the built-in table. */
export const sectorEditsOf = (db: Db) => ({ breaks: listBreaks(db), outlines: findPolygons(db) });

/** An incident as its package has it, under the number it was given elsewhere. Call inside a change. @returns digests for the audit */
export function storePackagedIncident(
  db: Db,
  packaged: {
    readonly incident: StoredIncident;
    readonly flights: readonly StoredIncidentFlight[];
    readonly edits: readonly { revision: number; atMs: number; actor: string; changes: readonly unknown[] }[];
    readonly reviews: readonly StoredReview[];
  },
): { readonly contentDigest: string; readonly edits: Readonly<Record<string, string>> } {
  const { incident } = packaged;
  db.prepare(
    `INSERT INTO incident (id, number, origin, provisional, sector, year, opened_at_ms, opened_by, revision, changed_at_ms,
       status, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    incident.id,
    incident.number,
    incident.origin,
    incident.provisional ? 1 : 0,
    incident.sector,
    incident.year,
    incident.openedAtMs,
    incident.openedBy,
    incident.revision,
    incident.changedAtMs,
    incident.content.status,
    canonicalJson(incident.content),
  );
  for (const flight of packaged.flights) addFlight(db, incident.id, flight);
  const edit = db.prepare(
    'INSERT INTO incident_edit (incident_id, revision, at_ms, actor, changes) VALUES (?, ?, ?, ?, ?)',
  );
  const digests: Record<string, string> = {};
  for (const { revision, atMs, actor, changes } of packaged.edits) {
    const text = canonicalJson(changes);
    edit.run(incident.id, revision, atMs, actor, text);
    digests[revision] = sha256(text);
  }
  for (const review of packaged.reviews.toReversed()) addReview(db, incident.id, review);
  const importOf = db
    .prepare('SELECT d.import_no FROM detection_id x JOIN detection d ON d.no = x.no WHERE x.id_hi = ? AND x.id_lo = ?')
    .pluck();
  const importNos = new Set<number>();
  for (const id of packaged.flights.flatMap(({ anchors }) => anchors)) {
    const no = importOf.get(Number.parseInt(id.slice(0, 12), 16), Number.parseInt(id.slice(12), 16)) as
      | number
      | undefined;
    if (no !== undefined) importNos.add(no);
  }
  citeImports(db, incident.id, importNos);
  return { contentDigest: sha256(canonicalJson(incident.content)), edits: digests };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
