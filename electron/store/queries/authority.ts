import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { Db } from '../open.ts';

/** How a version of the authority table came into use. */
export const authorityOrigins = ['imported', 'edited', 'kit', 'built-in'] as const;
export type AuthorityOrigin = (typeof authorityOrigins)[number];

export interface AuthorityVersion {
  readonly version: number;
  readonly asOf: string;
  /** SHA-256 of the canonical JSON of the table. */
  readonly digest: string;
  readonly how: AuthorityOrigin;
  /** Where it comes from and why, as a person said it. */
  readonly source: string;
  readonly file: string | null;
  readonly fileSha256: string | null;
  readonly enteredAtMs: number;
  readonly actor: string;
}

export interface StoredAuthority extends AuthorityVersion {
  /** The whole table. */
  readonly content: unknown;
}

export const authorityDigest = (content: unknown): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');

const columns = `version, as_of AS asOf, digest, how, source, file, file_sha256 AS fileSha256, entered_at_ms AS enteredAtMs, actor`;

type ContentRow = AuthorityVersion & { readonly content: string };
const withContent = (row: ContentRow): StoredAuthority => ({ ...row, content: JSON.parse(row.content) as unknown });

/** Newest first, without their content. */
export const listAuthorityVersions = (db: Db): AuthorityVersion[] =>
  db.prepare(`SELECT ${columns} FROM authority_version ORDER BY version DESC`).all() as AuthorityVersion[];

/** With their content, oldest first. */
export const allAuthorityVersions = (db: Db): StoredAuthority[] =>
  (db.prepare(`SELECT ${columns}, content FROM authority_version ORDER BY version`).all() as ContentRow[]).map(
    withContent,
  );

/** The version in use; null while it is the table that came with the program. */
export function newestAuthority(db: Db): StoredAuthority | null {
  const row = db.prepare(`SELECT ${columns}, content FROM authority_version ORDER BY version DESC LIMIT 1`).get() as
    | ContentRow
    | undefined;
  return row === undefined ? null : withContent(row);
}

export const newestAuthorityAsOf = (db: Db): string | null =>
  (db.prepare('SELECT as_of FROM authority_version ORDER BY version DESC LIMIT 1').pluck().get() as
    | string
    | undefined) ?? null;

/** Adds a version, which holds from then on. Call inside a change. */
export function storeAuthority(db: Db, added: Omit<StoredAuthority, 'version' | 'digest'>): AuthorityVersion {
  const version = ((db.prepare('SELECT max(version) FROM authority_version').pluck().get() as number | null) ?? 0) + 1;
  const { content, ...about } = added;
  const stored = { ...about, version, digest: authorityDigest(content) };
  db.prepare(
    `INSERT INTO authority_version (version, as_of, content, digest, how, source, file, file_sha256, entered_at_ms, actor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    version,
    stored.asOf,
    canonicalJson(content),
    stored.digest,
    stored.how,
    stored.source,
    stored.file,
    stored.fileSha256,
    stored.enteredAtMs,
    stored.actor,
  );
  return stored;
}
