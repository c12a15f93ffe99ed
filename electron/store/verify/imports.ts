import { z } from 'zod';
import { nameWithMember } from '../../../shared/model/container.ts';
import { importDigests, importRowDigest, subjectsDigest } from '../import-digest.ts';
import type { Db } from '../open.ts';
import { workspaceKind } from '../workspace-kind.ts';
import type { AuditEntry } from './audit.ts';
import { damage, type Finding } from './finding.ts';

type Row = Record<string, string | number | null>;

const importSchema = z.object({
  import: z.string(),
  no: z.number(),
  rowDigest: z.string(),
  digest: z.string(),
  subjects: z.object({ first: z.number(), last: z.number(), digest: z.string() }),
});
const undoneSchema = z.object({ import: z.string(), digests: z.record(z.string(), z.string()) });
const supersededSchema = undoneSchema.extend({ supersedes: z.string() });

/** What the audit says of an import. */
interface Recorded {
  readonly rowDigest: string;
  readonly subjects: z.infer<typeof importSchema>['subjects'];
  /** The newest one: undoing an import hands rows to others. Null when the entry of the undoing does not say. */
  digest: string;
  undone: boolean;
  /** Number of the import that took its place. */
  supersededBy: number | null;
}

/** Every import by number, as the audit tells its story. */
function readStory(entries: readonly AuditEntry[]): Map<number, Recorded> {
  const story = new Map<number, Recorded>();
  /** By id: the same import may be made again after it was undone. */
  const inForce = new Map<string, Recorded>();
  for (const { kind, details } of entries) {
    const isSuperseding = kind === 'import-superseded';
    const made = kind === 'import' || isSuperseding ? importSchema.safeParse(details).data : undefined;
    const taken = takenBack(kind, details);
    if (taken !== null) {
      const gone = inForce.get(taken.import);
      if (gone !== undefined) {
        gone.undone = true;
        gone.supersededBy = isSuperseding ? (made?.no ?? null) : null;
      }
      inForce.delete(taken.import);
    }
    if (made !== undefined) {
      const recorded: Recorded = { ...made, undone: false, supersededBy: null };
      story.set(made.no, recorded);
      inForce.set(made.import, recorded);
    }
    for (const [id, digest] of Object.entries(taken?.digests ?? {})) {
      const heir = inForce.get(id);
      if (heir !== undefined && id !== made?.import) heir.digest = digest;
    }
  }
  return story;
}

/** The import that an entry takes back, and what became of those it left rows to. */
function takenBack(kind: string, details: Record<string, unknown>): z.infer<typeof undoneSchema> | null {
  if (kind === 'import-undone') return undoneSchema.safeParse(details).data ?? null;
  if (kind !== 'import-superseded') return null;
  const { data } = supersededSchema.safeParse(details);
  return data === undefined ? null : { import: data.supersedes, digests: data.digests };
}

/** Every import against what the audit recorded of it when it was committed, and against itself. */
export function* checkImports(db: Db, entries: readonly AuditEntry[]): Generator<Finding> {
  const story = readStory(entries);
  const rows = new Map((db.prepare('SELECT * FROM import ORDER BY no').all() as Row[]).map((row) => [row.no, row]));
  for (const no of story.keys()) {
    if (!rows.has(no)) yield damage(`import number ${no}`, 'was recorded in the audit and is missing');
  }
  const inForce = [...story].flatMap(([no, { undone }]) => (undone ? [] : [no]));
  const digests = importDigests(db, inForce);
  const held = heldRecords(db);
  for (const [no, row] of rows) {
    const where = `import ${row.id} (${nameWithMember(row.file as string, row.member as string | null)})`;
    const recorded = story.get(no as number);
    if (recorded === undefined) {
      yield damage(where, 'was never recorded in the audit');
      continue;
    }
    if (importRowDigest(db, no as number) !== recorded.rowDigest) {
      yield damage(where, 'what it says of itself was changed');
    }
    if ((row.undone === 1) !== recorded.undone) {
      yield damage(where, recorded.undone ? 'was undone and is in force again' : 'was never undone');
    }
    if (row.superseded_by !== recorded.supersededBy) {
      yield damage(where, 'whether another reading took its place is not what was recorded');
    }
    if (!recorded.undone && digests.get(no as number) !== recorded.digest) {
      yield damage(where, 'its stored rows are not those that were recorded: some were changed, removed or added');
    }
    yield* checkCounts(where, row, recorded.undone, held.get(no as number) ?? { detections: 0, quarantined: 0 });
  }
  yield* checkSubjects(db, story);
}

function* checkCounts(where: string, row: Row, undone: boolean, held: Held): Generator<Finding> {
  const count = (name: string): number => row[name] as number;
  const sum = count('detections') + count('duplicates') + count('quarantined') + count('skipped');
  if (sum !== count('records')) yield damage(where, `accounts for ${sum} of its ${count('records')} records`);
  // A detection that an undone import leaves to this one was a duplicate of it before: the sum stays what it was.
  const detections = undone ? 0 : count('detections') + count('duplicates');
  if (held.detections !== detections) {
    yield damage(where, `holds ${held.detections} of its ${detections} detections and duplicates`);
  }
  const quarantined = undone ? 0 : count('quarantined');
  if (held.quarantined !== quarantined) {
    yield damage(where, `holds ${held.quarantined} of its ${quarantined} quarantined records`);
  }
}

interface Held {
  /** Those that have the import as their first source, and those that have it as a further one. */
  readonly detections: number;
  readonly quarantined: number;
}

const heldRecords = (db: Db): Map<number, Held> =>
  new Map(
    (
      db
        .prepare(
          `SELECT import_no, sum(detections), sum(quarantined) FROM (
             SELECT import_no, count(*) AS detections, 0 AS quarantined FROM detection GROUP BY import_no
             UNION ALL SELECT import_no, count(*), 0 FROM detection_source GROUP BY import_no
             UNION ALL SELECT import_no, 0, count(*) FROM quarantine GROUP BY import_no) GROUP BY import_no`,
        )
        .raw()
        .all() as [number, number, number][]
    ).map(([no, detections, quarantined]) => [no, { detections, quarantined }]),
  );

/** Subjects are never removed, so that those of every import stand side by side. */
function* checkSubjects(db: Db, story: ReadonlyMap<number, Recorded>): Generator<Finding> {
  let next = 1;
  for (const { subjects } of story.values()) {
    const { first, last, digest } = subjects;
    if (first !== next || subjectsDigest(db, first, last) !== digest) {
      yield damage(`subjects ${first} to ${last}`, 'whom the detections are about, or on what evidence, was changed');
    }
    next = last + 1;
  }
  const more = db.prepare('SELECT count(*) FROM subject WHERE no >= ?').pluck().get(next) as number;
  if (more > 0) yield damage('subjects', `${more} came with no import`);
}

/** Real records and synthetic ones are never in one workspace, and it says which they are. */
export function* checkKind(db: Db): Generator<Finding> {
  const kinds = db
    .prepare(
      `SELECT DISTINCT synthetic FROM import WHERE undone = 0 AND detections + duplicates > 0
       UNION SELECT DISTINCT synthetic FROM area`,
    )
    .pluck()
    .all() as number[];
  const kind = workspaceKind(db);
  for (const synthetic of kinds) {
    const holds = synthetic === 1 ? 'synthetic' : 'real';
    if (kind !== holds) yield damage('workspace', `is marked ${kind} and holds ${holds} records`);
  }
}
