import { createHash } from 'node:crypto';
import type { Reply } from '../../shared/contract/contract.ts';
import {
  authorityEditSchema,
  type CheckedTable,
  checkAuthorityTable,
  compareTables,
  editAuthority,
  readAuthorityTable,
} from '../../shared/eligibility/authority-edit.ts';
import { type AuthorityTable, authorityTableSchema } from '../../shared/eligibility/authority-table.ts';
import { easternDay } from '../../shared/eligibility/eastern-day.ts';
import type { Eligibility } from '../../shared/model/conclusion.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Act } from '../store/change.ts';
import { allObjectNos } from '../store/groups.ts';
import type { Db } from '../store/open.ts';
import {
  type AuthorityOrigin,
  type AuthorityVersion,
  allAuthorityVersions,
  authorityDigest,
  newestAuthority,
  storeAuthority,
} from '../store/queries/authority.ts';
import { recordsDigest } from '../store/records-digest.ts';
import { concludeObjects } from './conclude-objects.ts';
import type { ReferenceFiles } from './reference-files.ts';
import type { Workspace } from './workspace.ts';

/** The table that a workspace judges by. */
export interface AuthorityInUse {
  readonly table: AuthorityTable;
  readonly content: unknown;
  readonly version: Eligibility['authorityTable'];
  /** Number of the stored version; null for the table that came with the program. */
  readonly number: number | null;
}

const originWords: Readonly<Record<AuthorityOrigin, string>> = {
  imported: 'imported',
  edited: 'edited',
  kit: 'from a sector kit',
  'built-in': 'the built-in table',
};

/** What a person reads where a version is named: "version 3, edited 2026-11-22". */
const labelOf = ({ version, how, enteredAtMs }: AuthorityVersion): string =>
  `version ${version}, ${originWords[how]}, ${easternDay(enteredAtMs)}`;

const BUILT_IN = 'built in';

export function authorityInUse(db: Db, files: ReferenceFiles): AuthorityInUse {
  const newest = newestAuthority(db);
  if (newest === null) {
    return {
      table: files.authority,
      content: files.authorityContent,
      version: { label: BUILT_IN, digest: files.authorityDigest },
      number: null,
    };
  }
  return {
    table: authorityTableSchema.parse(newest.content),
    content: newest.content,
    version: { label: labelOf(newest), digest: newest.digest },
    number: newest.version,
  };
}

export interface AuthorityChanged {
  readonly version: number;
  readonly label: string;
  readonly digest: string;
  /** The same table is in use already: nothing was changed. */
  readonly alreadySo: boolean;
  /** Flights and tracks concluded again. */
  readonly concluded: number;
}

interface NewTable {
  readonly content: unknown;
  readonly how: AuthorityOrigin;
  readonly source: string;
  readonly file?: { readonly name: string; readonly sha256: string };
}

/** Stores a checked table as the newest version. Call inside a change; conclusions are the caller's to draw again. */
export function putAuthority(db: Db, added: NewTable, entered: { actor: string; atMs: number }): AuthorityVersion {
  return storeAuthority(db, {
    asOf: (added.content as { asOf: string }).asOf,
    content: added.content,
    how: added.how,
    source: added.source,
    file: added.file?.name ?? null,
    fileSha256: added.file?.sha256 ?? null,
    enteredAtMs: entered.atMs,
    actor: entered.actor,
  });
}

/** Brings a table into use, and concludes everything again by it. Makes its own change. */
async function bringIntoUse(workspace: Workspace, added: NewTable, kind: Act['kind'], actor: string) {
  const source = added.source.trim();
  if (source === '')
    return fail('bad-request', 'Say where the table comes from, or why it changes.', { field: 'source' });
  const inUse = authorityInUse(workspace.store.write, workspace.reference);
  const digest = authorityDigest(added.content);
  if (inUse.version.digest === digest) {
    return ok({ version: inUse.number ?? 0, label: inUse.version.label, digest, alreadySo: true, concluded: 0 });
  }
  const atMs = Date.now();
  return workspace.change<AuthorityChanged>({ actor, kind, atMs }, async () => {
    const db = workspace.store.write;
    const stored = putAuthority(db, { ...added, source }, { actor, atMs });
    workspace.forgetRules();
    const concluded = await concludeObjects(workspace, allObjectNos(db));
    const value = { version: stored.version, label: labelOf(stored), digest, alreadySo: false, concluded };
    const details = {
      version: stored.version,
      asOf: stored.asOf,
      how: stored.how,
      source,
      file: stored.file,
      fileSha256: stored.fileSha256,
      digest,
      before: inUse.version.digest,
      recordsDigest: recordsDigest(db),
    };
    return ok({ value, details });
  });
}

/** Brings the table of a file into use. */
export function importAuthority(
  workspace: Workspace,
  { bytes, file, source }: { readonly bytes: Uint8Array; readonly file: string; readonly source: string },
  actor: string,
): Promise<Result<AuthorityChanged>> | Result<AuthorityChanged> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('wrong-format', `${file} is not UTF-8 text.`, { file });
  }
  const read = readAuthorityTable(text);
  if (!read.ok) {
    const { failure } = read;
    return { ok: false, failure: { ...failure, message: `${file}: ${failure.message}`, file } };
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const added = { content: read.value.content, how: 'imported', source, file: { name: file, sha256 } } as const;
  return bringIntoUse(workspace, added, 'authority-imported', actor);
}

/**
 * Changes one interval, adds one, or moves the day up to which the sources were checked.
 * @param base digest of the table that the person saw: refused when another is in use by now
 */
export function changeAuthority(
  workspace: Workspace,
  { base, edit, source }: { readonly base: string; readonly edit: unknown; readonly source: string },
  actor: string,
): Promise<Result<AuthorityChanged>> | Result<AuthorityChanged> {
  if (source.trim() === '') return fail('bad-request', 'Say why the table changes.', { field: 'why' });
  const inUse = authorityInUse(workspace.store.write, workspace.reference);
  if (inUse.version.digest !== base) {
    return fail('refused', 'The authority table was changed meanwhile. Look at it again before you edit it.');
  }
  const asked = authorityEditSchema.safeParse(edit);
  if (!asked.success) {
    const [issue] = asked.error.issues;
    const field = fieldOf(issue?.path ?? []);
    return fail('bad-request', `“${field}”: ${issue?.message ?? 'it is not valid.'}`, { field });
  }
  const edited = editAuthority(
    { content: inUse.content, table: inUse.table } as CheckedTable,
    asked.data,
    easternDay(Date.now()),
  );
  if (!edited.ok) return edited;
  return bringIntoUse(workspace, { content: edited.value.content, how: 'edited', source }, 'authority-edited', actor);
}

/** The form's name of a field: parts of a new source have names of their own. */
function fieldOf([first, second]: readonly PropertyKey[]): string {
  const parts: Readonly<Record<string, string>> = { title: 'newTitle', url: 'newUrl', date: 'newDate' };
  return (first === 'newSource' ? parts[String(second)] : undefined) ?? String(first ?? 'edit');
}

/** Brings the table that came with the program into use again, as a version of its own. */
export function resetAuthority(workspace: Workspace, source: string, actor: string): Promise<Result<AuthorityChanged>> {
  const content = workspace.reference.authorityContent;
  return bringIntoUse(workspace, { content, how: 'built-in', source }, 'authority-reset', actor);
}

/**
 * The table in use, or a version kept from before.
 * @param number a stored version; 0 is the table that came with the program
 */
export function authorityOnRecord(
  db: Db,
  files: ReferenceFiles,
  number: number | undefined,
): Result<Reply<'authority.get'>> {
  const inUse = authorityInUse(db, files);
  const builtIn = { asOf: files.authority.asOf, digest: files.authorityDigest };
  const shown = number === undefined ? inUse : versionOf(db, files, number);
  if (shown === null)
    return fail('not-found', `There is no version ${number} of the authority table.`, { field: 'version' });
  const { asOf, title, purposeStatement, notes, intervals, gaps, statuteVersions, sources } = shown.table;
  return ok({
    ...shown.version,
    version: shown.number,
    inUse: shown.version.digest === inUse.version.digest,
    asOf,
    builtIn,
    title,
    purposeStatement,
    notes,
    intervals,
    gaps,
    statuteVersions: statuteVersions.map(({ id, from, to, verified, purposes, subsections, eligibilityMeaning }) => ({
      id,
      from,
      to,
      verified: verified === true ? 'verified' : verified === false ? 'not verified' : verified,
      purposes,
      definitions: subsections.definitions,
      eligibilityMeaning,
    })),
    sources: Object.entries(sources).map(([id, { title: name, url, date }]) => ({ id, title: name, url, date })),
  });
}

function versionOf(db: Db, files: ReferenceFiles, number: number): AuthorityInUse | null {
  if (number === 0) {
    const version = { label: BUILT_IN, digest: files.authorityDigest };
    return { table: files.authority, content: files.authorityContent, version, number: null };
  }
  const stored = allAuthorityVersions(db).find(({ version }) => version === number);
  return stored === undefined
    ? null
    : {
        table: authorityTableSchema.parse(stored.content),
        content: stored.content,
        version: { label: labelOf(stored), digest: stored.digest },
        number,
      };
}

/** Every version that was in use, newest first, with what it changed. */
export function authorityHistory(db: Db, files: ReferenceFiles): Reply<'authority.history'> {
  let before = files.authority;
  const versions = allAuthorityVersions(db).map(({ content, ...version }) => {
    const checked = checkAuthorityTable(content);
    if (!checked.ok) throw new Error(`Version ${version.version} of the authority table is not valid`);
    const difference = compareTables(before, checked.value.table);
    before = checked.value.table;
    return { ...version, label: labelOf(version), ...difference };
  });
  return {
    builtIn: { asOf: files.authority.asOf, digest: files.authorityDigest },
    versions: versions.reverse(),
  };
}
