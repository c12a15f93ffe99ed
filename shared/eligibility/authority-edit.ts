import { z } from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { daySchema } from '../model/area.ts';
import { fail, ok, type Result } from '../result.ts';
import { type AuthorityTable, authorityTableSchema } from './authority-table.ts';

/** A table with everything that stands in its file, and as the rules read it. */
export interface CheckedTable {
  readonly content: Record<string, unknown>;
  readonly table: AuthorityTable;
}

const MAX_CHARACTERS = 5_000_000;

/** An authority table from a file's text. Refused, with the row and field at fault, when any part of it is wrong. */
export function readAuthorityTable(text: string): Result<CheckedTable> {
  if (text.length > MAX_CHARACTERS) return fail('too-large', 'The file is longer than 5 million characters.');
  const bare = text.replace(/^\uFEFF/, '');
  if (bare.trim() === '') return fail('empty-file', 'The file is empty.');
  let content: unknown;
  try {
    content = JSON.parse(bare);
  } catch {
    return fail('wrong-format', 'The file is not well-formed JSON.');
  }
  return checkAuthorityTable(content);
}

/** Checks a table as a whole: every row, and the rows against each other. */
export function checkAuthorityTable(content: unknown): Result<CheckedTable> {
  const parsed = authorityTableSchema.safeParse(content);
  if (parsed.success) return ok({ content: content as Record<string, unknown>, table: parsed.data });
  const [issue] = parsed.error.issues;
  const { row, field } = whereOf(content, issue?.path ?? []);
  const place = row === null ? `“${field}”` : `${row}, “${field}”`;
  return fail('bad-request', `The authority table is refused at ${place}: ${issue?.message ?? 'it is not valid.'}`, {
    field: row === null ? field : `${row}.${field}`,
  });
}

/** The row by its id, where the fault lies in a list, and the field within it. */
function whereOf(content: unknown, path: readonly PropertyKey[]): { row: string | null; field: string } {
  const [list, index, ...rest] = path;
  const field = rest.map(String).join('.');
  if (typeof list === 'string' && typeof index === 'number') {
    const rows = (content as Record<string, unknown>)[list];
    const row = Array.isArray(rows) ? (rows[index] as { id?: unknown } | undefined) : undefined;
    const name = typeof row?.id === 'string' ? row.id : `${list} ${index + 1}`;
    return { row: name, field: field === '' ? 'row' : field };
  }
  return { row: null, field: path.length === 0 ? 'file' : path.map(String).join('.') };
}

const text = z.string().trim().min(1, 'It is needed.').max(2000);

/** One interval as it is to stand, whole: an id of the table changes that row, a new one adds a row. */
const intervalEditSchema = z.strictObject({
  kind: z.literal('interval'),
  id: text,
  limb: z.enum(['federal', 'sltt']),
  act: text,
  publicLaw: text,
  enacted: daySchema,
  from: daySchema,
  to: daySchema,
  effectiveTo: daySchema,
  lastUndisputedDay: daySchema.nullable(),
  note: z.string().max(4000),
  source: z.array(text).min(1, 'An interval needs a source.'),
  verified: z.boolean(),
  /** Who verified it and by which of the sources: needed to set the mark. */
  verifiedBy: z.string().max(200).optional(),
  verifiedSource: z.string().max(200).optional(),
  /** A source that the table does not have yet. */
  newSource: z.strictObject({ id: text, title: text, url: z.string().max(2000).nullable(), date: text }).optional(),
});
export type IntervalEdit = z.infer<typeof intervalEditSchema>;

export const authorityEditSchema = z.discriminatedUnion('kind', [
  intervalEditSchema,
  /** The sources were looked at again up to this day, and nothing else changed. */
  z.strictObject({ kind: z.literal('as-of'), asOf: daySchema }),
]);
export type AuthorityEdit = z.infer<typeof authorityEditSchema>;

const agencyLimbs = {
  federal: 'Department of Homeland Security (incl. CBP) and Department of Justice',
  sltt: 'State, local, Tribal, territorial law enforcement and correctional agencies (SLTT), certified only',
} as const;

type Row = Record<string, unknown>;

/**
 * The table with one edit, checked as a whole; what the edit does not name stays as it is. Refused with the field at fault.
 * @param today US Eastern calendar day
 */
export function editAuthority(
  { content, table }: CheckedTable,
  edit: AuthorityEdit,
  today: string,
): Result<CheckedTable> {
  if (edit.kind === 'as-of') {
    if (edit.asOf > today)
      return fail('bad-request', 'The sources cannot have been checked after today.', { field: 'asOf' });
    return checkAuthorityTable({ ...content, asOf: edit.asOf });
  }
  const { newSource } = edit;
  if (newSource !== undefined && Object.hasOwn(table.sources, newSource.id)) {
    return fail('bad-request', `The table already has a source named ${newSource.id}.`, { field: 'newSource' });
  }
  const known = table.intervals.find(({ id }) => id === edit.id);
  const verification = verificationOf(edit, known, today);
  if (!verification.ok) return verification;
  const rows = content.intervals as Row[];
  const before = rows.find(({ id }) => id === edit.id);
  const agency = known?.limb === edit.limb ? before?.agencyLimb : agencyLimbs[edit.limb];
  const { verification: _old, ...kept } = before ?? {};
  const row: Row = {
    ...kept,
    id: edit.id,
    authority: before?.authority ?? rows[0]?.authority ?? '6 U.S.C. 124n',
    agencyLimb: agency,
    from: edit.from,
    to: edit.to,
    effectiveTo: edit.effectiveTo,
    lastUndisputedDay: edit.lastUndisputedDay,
    act: edit.act,
    publicLaw: edit.publicLaw,
    enacted: edit.enacted,
    source: edit.source,
    verified: edit.verified,
    ...(verification.value === null ? {} : { verification: verification.value }),
    note: edit.note,
  };
  const sources = content.sources as Row;
  const edited = checkAuthorityTable({
    ...content,
    intervals: before === undefined ? [...rows, row] : rows.map((one) => (one === before ? row : one)),
    sources:
      newSource === undefined
        ? sources
        : { ...sources, [newSource.id]: { title: newSource.title, url: newSource.url, date: newSource.date } },
  });
  if (edited.ok) return edited;
  // The form knows its fields by their bare names.
  const { field } = edited.failure;
  const bare = field?.startsWith(`${edit.id}.`) === true ? field.slice(edit.id.length + 1) : field;
  return { ok: false, failure: { ...edited.failure, ...(bare === undefined ? {} : { field: bare }) } };
}

type Verification = AuthorityTable['intervals'][number]['verification'];

function verificationOf(
  { verified, verifiedBy, verifiedSource, source, newSource }: IntervalEdit,
  known: AuthorityTable['intervals'][number] | undefined,
  today: string,
): Result<Verification | null> {
  if (!verified) return ok(null);
  const by = verifiedBy?.trim() ?? '';
  if (by === '') {
    if (known?.verified === true) return ok(known.verification ?? null);
    return fail('bad-request', 'Say who verified it: a mark without a name proves nothing.', { field: 'verifiedBy' });
  }
  const byWhich = verifiedSource?.trim() ?? '';
  if (byWhich === '' || ![...source, newSource?.id].includes(byWhich)) {
    return fail('bad-request', 'Say by which of the interval’s sources it was verified.', { field: 'verifiedSource' });
  }
  return ok({ by, on: today, source: byWhich });
}

/** Rows that two versions of a table do not share, by id. */
export interface TableDifference {
  readonly added: string[];
  readonly changed: string[];
  readonly removed: string[];
  /** Null when both were checked up to the same day. */
  readonly asOfMoved: { readonly from: string; readonly to: string } | null;
}

/** What changed from one version of a table to the next, over intervals, gaps, statute versions and sources. */
export function compareTables(before: AuthorityTable, after: AuthorityTable): TableDifference {
  const [old, now] = [rowsOf(before), rowsOf(after)];
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    changed: [...now].filter(([id, row]) => old.has(id) && old.get(id) !== row).map(([id]) => id),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    asOfMoved: before.asOf === after.asOf ? null : { from: before.asOf, to: after.asOf },
  };
}

const rowsOf = (table: AuthorityTable): ReadonlyMap<string, string> =>
  new Map([
    ...[...table.intervals, ...table.gaps, ...table.statuteVersions].map(
      (row) => [row.id, canonicalJson(row)] as const,
    ),
    ...Object.entries(table.sources).map(([id, source]) => [`source ${id}`, canonicalJson(source)] as const),
  ]);
