import type { Db } from '../open.ts';

export interface KitImport {
  readonly digest: string;
  readonly name: string;
  readonly file: string;
  readonly fingerprint: string;
  readonly madeBy: string;
  readonly madeAtMs: number;
  /** How many items of which part were new, changed, the same. */
  readonly contents: Readonly<Record<string, number>>;
  readonly enteredAtMs: number;
  readonly actor: string;
}

export interface KitSigner {
  readonly fingerprint: string;
  readonly publicKey: string;
  readonly name: string;
  /** When they were first trusted here, and by whom. */
  readonly atMs: number;
  readonly actor: string;
}

/** Newest first. */
export function listKitImports(db: Db): KitImport[] {
  const rows = db
    .prepare(
      `SELECT digest, name, file, fingerprint, made_by AS madeBy, made_at_ms AS madeAtMs, contents,
         entered_at_ms AS enteredAtMs, actor FROM kit_import ORDER BY no DESC`,
    )
    .all() as (Omit<KitImport, 'contents'> & { contents: string })[];
  return rows.map((row) => ({ ...row, contents: JSON.parse(row.contents) as KitImport['contents'] }));
}

/** Call inside a change. */
export function storeKitImport(db: Db, kit: KitImport): void {
  db.prepare(
    `INSERT INTO kit_import (digest, name, file, fingerprint, made_by, made_at_ms, contents, entered_at_ms, actor)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    kit.digest,
    kit.name,
    kit.file,
    kit.fingerprint,
    kit.madeBy,
    kit.madeAtMs,
    JSON.stringify(kit.contents),
    kit.enteredAtMs,
    kit.actor,
  );
}

/** Whose kits are taken: the newest row of each fingerprint, unless it takes the trust back. */
export function listKitSigners(db: Db): KitSigner[] {
  return db
    .prepare(
      `SELECT fingerprint, public_key AS publicKey, name, at_ms AS atMs, actor FROM kit_signer s
       WHERE kind = 'trusted' AND no = (SELECT max(no) FROM kit_signer t WHERE t.fingerprint = s.fingerprint) ORDER BY no`,
    )
    .all() as KitSigner[];
}

/** Call inside a change. */
export function storeKitSigner(db: Db, signer: KitSigner, kind: 'trusted' | 'removed'): void {
  db.prepare(
    'INSERT INTO kit_signer (fingerprint, public_key, name, kind, at_ms, actor) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(signer.fingerprint, signer.publicKey, signer.name, kind, signer.atMs, signer.actor);
}
