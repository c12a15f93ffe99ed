import type { Db } from './open.ts';

/**
 * Which rules took the place of which, for flights that a change cannot touch: their conclusion is the one the new rules give,
 * but for the digest in it, so they are not written again. Digest as written → digest as read.
 */
export const rulesSuccession = (db: Db): ReadonlyMap<string, string> =>
  new Map(db.prepare('SELECT digest, now FROM rules_succession').raw().all() as [string, string][]);

export const rulesNow = (db: Db, digest: string): string =>
  (db.prepare('SELECT now FROM rules_succession WHERE digest = ?').pluck().get(digest) as string | undefined) ?? digest;

const written = /"rulesDigest":"([0-9a-f]*)"/;

/** A flight's conclusion as it reads now. @param text its JSON */
export const underRulesNow = (text: string, succession: ReadonlyMap<string, string>): string =>
  succession.size === 0
    ? text
    : text.replace(written, (_, digest: string) => `"rulesDigest":"${succession.get(digest) ?? digest}"`);

/** Flights concluded under `before`, not written since, read as concluded under `now`. Call inside a change. */
export function succeedRules(db: Db, before: string, now: string): void {
  if (before === now) return;
  db.prepare('UPDATE rules_succession SET now = ? WHERE now = ?').run(now, before);
  db.prepare('INSERT INTO rules_succession VALUES (?, ?) ON CONFLICT (digest) DO UPDATE SET now = excluded.now').run(
    before,
    now,
  );
  db.prepare('DELETE FROM rules_succession WHERE digest = now').run();
}
