import type { ContainerKind } from '../../shared/model/container.ts';
import type { FactWriter } from './facts.ts';
import type { Db } from './open.ts';

/** The import's own row, but for what the fact writer counted. */
export interface NewImport {
  readonly no: number;
  readonly id: string;
  readonly sha256: string;
  readonly file: string;
  /** Of which container it was a member, `sha256` and `bytes` being the member's; null for a file. */
  readonly member: {
    readonly name: string;
    readonly kind: ContainerKind;
    readonly evidence: { readonly sha256: string; readonly bytes: number };
  } | null;
  readonly bytes: number;
  readonly format: string;
  readonly formatLabel: string;
  readonly readerVersion: number;
  /** Canonical JSON of what a person chose: mapping, zone. */
  readonly options: string;
  readonly importedAtMs: number;
  readonly actor: string;
  readonly records: number;
  readonly quarantined: number;
  readonly skipped: number;
  /** Canonical JSON: issue code -> count. */
  readonly issues: string;
  readonly assumedZone: string | null;
  readonly synthetic: boolean;
  readonly facts: FactWriter;
}

export const nextImportNo = (db: Db): number =>
  db.prepare('SELECT ifnull(max(no), 0) + 1 FROM import').pluck().get() as number;

/** The import in force of a file with this content. */
export const currentImportOf = (db: Db, sha256: string) =>
  db.prepare('SELECT no, format, options FROM import WHERE sha256 = ? AND undone = 0').get(sha256) as
    | { no: number; format: string; options: string }
    | undefined;

/** SHA-256 of the container that an import read a member of. */
export const containerOf = (db: Db, importNo: number): string | undefined =>
  (db.prepare('SELECT container_sha256 FROM import WHERE no = ?').pluck().get(importNo) as string | null) ?? undefined;

export function insertImport(db: Db, { facts, ...row }: NewImport): void {
  const { counts } = facts;
  const box = counts.positions > 0 ? counts : { west: null, south: null, east: null, north: null };
  const values: Record<string, string | number | null> = {
    no: row.no,
    id: row.id,
    sha256: row.sha256,
    file: row.file,
    member: row.member?.name ?? null,
    container_kind: row.member?.kind ?? null,
    container_sha256: row.member?.evidence.sha256 ?? null,
    container_bytes: row.member?.evidence.bytes ?? null,
    bytes: row.bytes,
    format: row.format,
    format_label: row.formatLabel,
    reader_version: row.readerVersion,
    options: row.options,
    imported_at_ms: row.importedAtMs,
    actor: row.actor,
    records: row.records,
    detections: counts.detections,
    positions: counts.positions,
    duplicates: counts.duplicates,
    quarantined: row.quarantined,
    skipped: row.skipped,
    issues: row.issues,
    first_time_ms: counts.firstTimeMs,
    last_time_ms: counts.lastTimeMs,
    west: box.west,
    south: box.south,
    east: box.east,
    north: box.north,
    sensors: JSON.stringify([...facts.sensorIds].sort()),
    object_ids: JSON.stringify([...facts.objectIds].sort()),
    assumed_zone: row.assumedZone,
    synthetic: row.synthetic ? 1 : 0,
  };
  const columns = Object.keys(values);
  db.prepare(`INSERT INTO import (${columns.join(',')}) VALUES (${columns.map((name) => `:${name}`).join(',')})`).run(
    values,
  );
  const addObject = db.prepare('INSERT INTO import_object (import_no, object_no) VALUES (?, ?)');
  for (const objectNo of facts.spokenObjects) addObject.run(row.no, objectNo);
}
