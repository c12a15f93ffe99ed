import { createHash } from 'node:crypto';
import { incidentContentSchema } from '../../../shared/model/incident.ts';
import { checkEvidence } from '../evidence.ts';
import type { Db } from '../open.ts';
import type { AuditEntry } from './audit.ts';
import { damage, type Finding } from './finding.ts';

/** What the audit says of an incident: the newest content, and the digest of each edit. */
interface Recorded {
  content: string;
  readonly edits: Map<number, string>;
}

function readStory(entries: readonly AuditEntry[]): Map<string, Recorded> {
  const story = new Map<string, Recorded>();
  const note = (details: Record<string, unknown>): void => {
    const known = story.get(String(details.incident));
    if (known === undefined) return;
    known.content = String(details.contentDigest);
    known.edits.set(Number(details.revision), String(details.changesDigest));
  };
  for (const { kind, details } of entries) {
    if (kind === 'incident-opened') {
      story.set(String(details.incident), { content: String(details.contentDigest), edits: new Map() });
    }
    if (kind === 'package-imported' && typeof details.contentDigest === 'string') {
      const edits = Object.entries(details.edits as Record<string, string>).map(
        ([revision, digest]): [number, string] => [Number(revision), digest],
      );
      story.set(String(details.incident), { content: details.contentDigest, edits: new Map(edits) });
    }
    if (kind !== 'incident-edited') continue;
    note(details);
    if (typeof details.merged === 'object' && details.merged !== null) note(details.merged as Record<string, unknown>);
  }
  return story;
}

/** Every incident, and every edit in its history, against what the audit recorded. */
export function* checkIncidents(db: Db, entries: readonly AuditEntry[]): Generator<Finding> {
  const story = readStory(entries);
  const rows = db.prepare('SELECT id, number, content FROM incident ORDER BY id').all() as {
    id: string;
    number: string;
    content: string;
  }[];
  for (const { id, number, content } of rows) {
    const where = `incident ${number}`;
    const recorded = story.get(id);
    story.delete(id);
    if (recorded === undefined) {
      yield damage(where, 'was never recorded in the audit');
      continue;
    }
    if (sha256(content) !== recorded.content) yield damage(where, 'what it says was changed outside Fenceline');
    const edits = db
      .prepare('SELECT revision, changes FROM incident_edit WHERE incident_id = ? ORDER BY revision')
      .all(id) as { revision: number; changes: string }[];
    for (const { revision, changes } of edits) {
      if (sha256(changes) !== recorded.edits.get(revision)) yield damage(where, `its edit ${revision} was changed`);
      recorded.edits.delete(revision);
    }
    for (const revision of recorded.edits.keys()) yield damage(where, `its edit ${revision} is missing`);
  }
  for (const id of story.keys()) yield damage(`incident ${id}`, 'was recorded in the audit and is missing');
}

/** Attachments against their SHA-256, those that were taken out of an incident too: the history names them. */
export async function checkAttachments(
  db: Db,
  folder: string,
): Promise<{ readonly findings: Finding[]; readonly names: ReadonlySet<string> }> {
  const kept = new Map<string, { readonly file: string; readonly bytes: number }>();
  const note = (list: unknown): void => {
    const parsed = incidentContentSchema.shape.attachments.safeParse(list);
    for (const { sha256: digest, file, bytes } of parsed.data ?? []) kept.set(digest, { file, bytes });
  };
  for (const content of db.prepare('SELECT content FROM incident').pluck().iterate() as IterableIterator<string>) {
    note((JSON.parse(content) as { attachments: unknown }).attachments);
  }
  for (const changes of db.prepare('SELECT changes FROM incident_edit').pluck().iterate() as IterableIterator<string>) {
    for (const { field, before } of JSON.parse(changes) as { field: string; before: unknown }[]) {
      if (field === 'attachments') note(before);
    }
  }
  const findings: Finding[] = [];
  const names = new Set<string>();
  for (const [digest, { file, bytes }] of kept) {
    names.add(`${digest}.zst`).add(`${digest}.json`);
    const wrong = await checkEvidence(folder, digest, bytes);
    if (wrong !== null) findings.push(damage(`attachment ${file}`, wrong));
  }
  return { findings, names };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
