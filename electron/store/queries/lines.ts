import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { Position } from '../../../shared/model/position.ts';
import type { Db } from '../open.ts';

/** One version of a reference line that was loaded. */
export interface StoredLine {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly source: string;
  /** 95 % bound on its error, metres. */
  readonly errorM: number;
  readonly file: string;
  readonly fileSha256: string;
  readonly format: string;
  /** Pieces in the file, and the widest gap that was closed between two of them, metres. */
  readonly parts: number;
  readonly widestGapM: number;
  readonly turnedRound: boolean;
  /** WGS 84 degrees, from west to east. */
  readonly vertices: readonly Position[];
  readonly digest: string;
  readonly enteredAtMs: number;
  readonly actor: string;
}

export type NewLine = Omit<StoredLine, 'id' | 'version' | 'digest' | 'enteredAtMs' | 'actor'>;

/** A line keeps its id over all its versions: it is that of its name. */
export const lineId = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 12);

/** SHA-256 over what the line says, and how surely. */
export const lineDigest = ({
  name,
  source,
  errorM,
  vertices,
}: Pick<StoredLine, 'name' | 'source' | 'errorM' | 'vertices'>) =>
  createHash('sha256')
    .update(canonicalJson([name, source, errorM, vertices]))
    .digest('hex');

const columns = `id, version, name, source, error_m AS errorM, file, file_sha256 AS fileSha256, format, parts,
  widest_gap_m AS widestGapM, turned_round AS turnedRound, vertices, digest, entered_at_ms AS enteredAtMs, actor`;

type Row = Omit<StoredLine, 'vertices' | 'turnedRound'> & { readonly vertices: string; readonly turnedRound: number };

const lineOf = (row: Row): StoredLine => ({
  ...row,
  turnedRound: row.turnedRound === 1,
  vertices: JSON.parse(row.vertices) as StoredLine['vertices'],
});

/** The lines in use: the newest version of each that was not removed, in order of name. */
export function listLines(db: Db): StoredLine[] {
  const rows = db
    .prepare(
      `SELECT ${columns} FROM reference_line a WHERE removed_at_ms IS NULL
         AND version = (SELECT max(version) FROM reference_line b WHERE b.id = a.id) ORDER BY name`,
    )
    .all() as Row[];
  return rows.map(lineOf);
}

/** Every version that was ever loaded, for checking. */
export const allLines = (db: Db): StoredLine[] =>
  (db.prepare(`SELECT ${columns} FROM reference_line ORDER BY id, version`).all() as Row[]).map(lineOf);

/** Stores a line as a new version of those of its name. Call inside a change. */
export function storeLine(db: Db, line: NewLine, entered: { actor: string; atMs: number }): StoredLine {
  const id = lineId(line.name);
  const newest = db.prepare('SELECT max(version) FROM reference_line WHERE id = ?').pluck().get(id) as number | null;
  const stored: StoredLine = {
    ...line,
    id,
    version: (newest ?? 0) + 1,
    digest: lineDigest(line),
    enteredAtMs: entered.atMs,
    actor: entered.actor,
  };
  db.prepare(
    `INSERT INTO reference_line (id, version, name, source, error_m, file, file_sha256, format, parts, widest_gap_m,
       turned_round, vertices, digest, entered_at_ms, actor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    stored.version,
    line.name,
    line.source,
    line.errorM,
    line.file,
    line.fileSha256,
    line.format,
    line.parts,
    line.widestGapM,
    line.turnedRound ? 1 : 0,
    JSON.stringify(line.vertices),
    stored.digest,
    entered.atMs,
    entered.actor,
  );
  return stored;
}

/** Takes a line out of use; its row stays. Call inside a change. */
export function removeLine(db: Db, { id, version }: StoredLine, removed: { actor: string; atMs: number }): void {
  db.prepare('UPDATE reference_line SET removed_at_ms = ?, removed_by = ? WHERE id = ? AND version = ?').run(
    removed.atMs,
    removed.actor,
    id,
    version,
  );
}
