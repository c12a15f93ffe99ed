import { genericCsv } from '../../shared/formats/generic-csv.ts';
import { guessTable } from '../../shared/formats/guess-columns.ts';
import { sniffAll } from '../../shared/formats/index.ts';
import { tableOf } from '../../shared/formats/preview-table.ts';
import type { FileHead } from '../../shared/formats/reader.ts';
import type { FoundTable } from '../../shared/formats/table/find-table.ts';
import { type ColumnValues, openQuestions } from '../../shared/formats/table-questions.ts';
import type { ColumnMapping } from '../../shared/model/column-mapping.ts';
import type { Assumption } from '../../shared/model/reading.ts';
import { mappingOf, type ProfileRef } from '../../shared/model/sensor-profile.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { ImportOrder } from '../import/import-file.ts';
import { LEAST_SCORE, readHead } from '../import/read-file.ts';
import type { Db } from '../store/open.ts';
import { findProfile, listProfiles, type StoredProfile } from '../store/profiles.ts';

/** What a person said about how a file is to be read, besides what stands in the order. */
export interface ReadingWish {
  readonly profile: ProfileRef | null;
  /** The mapping is a guess that nobody confirmed. */
  readonly provisional: boolean;
  /** How the file was read before: holds where neither a person nor a profile says otherwise. */
  readonly before?: Pick<ImportOrder, 'format' | 'mapping' | 'profile'>;
}

export const noWish: ReadingWish = { profile: null, provisional: false };

/** Rows whose values are looked at for open questions. */
const LOOKED_AT = 300;
/** A header may follow this many lines of titles, as in `generic-csv.ts`. */
const TITLE_ROWS = 30;

/** The columns of a table as questions are asked about them. */
export const valuesOf = (table: FoundTable): ColumnValues[] =>
  guessTable(table).columns.map(({ column, header, index }) => ({
    column,
    header,
    values: table.rows.slice(0, LOOKED_AT).map(({ fields }) => fields[index] ?? ''),
  }));

/** What is open about a table under a mapping. */
export const questionsAbout = (table: FoundTable, mapping: ColumnMapping, sensorZone: string | null): Assumption[] =>
  openQuestions(valuesOf(table), mapping, sensorZone);

/**
 * Profiles that know a table: the same header, cell by cell, and, where the table names its sensor in a column, the same sensor.
 * One without a header is never recognised; a person may choose it.
 */
export function profilesFor(db: Db, table: FoundTable): StoredProfile[] {
  const rows = [...(table.header === null ? [] : [table.header]), ...table.rows.slice(0, TITLE_ROWS)];
  return listProfiles(db).filter(({ profile }) => {
    const { header, sensorId, mapping } = profile;
    if (header.length === 0) return false;
    const known = rows.some(
      ({ fields }) => fields.length === header.length && fields.every((one, i) => one === header[i]),
    );
    if (!known) return false;
    const named = mapping.columns.find(({ field }) => field === 'sensorId');
    if (named === undefined || sensorId === null) return true;
    const at = typeof named.column === 'number' ? named.column : header.indexOf(named.column);
    const values = table.rows.slice(0, LOOKED_AT).map(({ fields }) => fields[at]?.trim() ?? '');
    return values.every((value) => value === sensorId || value === '' || value === header[at]);
  });
}

/** The profile as an import keeps it. */
const used = ({ id, version, profile, digest }: StoredProfile): NonNullable<ImportOrder['profile']> => ({
  id,
  version,
  name: profile.name,
  digest,
});

/**
 * Completes an order: finds the profile that knows the file's header, and what is assumed where nobody says. Reads the head of
 * the file alone. What is wrong with the file is left for its reader to say.
 *
 * @param memberHead head of a container's member; null for a file
 */
export async function planReading(
  db: Db,
  order: ImportOrder,
  wish: ReadingWish,
  memberHead: FileHead | null,
): Promise<Result<ImportOrder>> {
  const head = memberHead === null ? await readHead(order.path, order.fileName) : ok(memberHead);
  const table = head.ok ? tableOf(head.value) : null;
  const assumed = (mapping: ColumnMapping): Assumption[] =>
    table === null ? [] : questionsAbout(table, mapping, order.sensorZone);

  if (wish.profile !== null) {
    const chosen = findProfile(db, wish.profile.id, wish.profile.version);
    if (chosen === null) return fail('not-found', 'There is no such profile.');
    const mapping = mappingOf(chosen.profile);
    return ok({ ...order, mapping, profile: used(chosen), assumptions: assumed(mapping) });
  }
  if (order.mapping !== null) {
    return ok({ ...order, assumptions: wish.provisional ? assumed(order.mapping) : [] });
  }
  if (wish.provisional && table !== null && (order.format === null || order.format === genericCsv.id)) {
    const { mapping } = guessTable(table);
    if (order.format !== null || (head.ok && isForTables(order, head.value)) || !isKnownFormat(head)) {
      return ok({ ...order, mapping, assumptions: assumed(mapping) });
    }
  }
  if (order.format !== null && order.format !== genericCsv.id) return ok(order);
  const known = table === null ? [] : profilesFor(db, table);
  if (known.length > 1) {
    const names = known.map(({ profile }) => `“${profile.name}”`).join(', ');
    return fail('refused', `${order.fileName}: several profiles know this header: ${names}. Say which one is meant.`, {
      file: order.fileName,
    });
  }
  const [profile] = known;
  if (profile !== undefined) {
    const mapping = mappingOf(profile.profile);
    return ok({ ...order, mapping, profile: used(profile), assumptions: assumed(mapping) });
  }
  const { before } = wish;
  if (before !== undefined && (before.mapping !== null || order.format === null)) {
    const same = { ...order, ...before, format: before.mapping === null ? before.format : null };
    return ok({ ...same, assumptions: before.mapping === null ? [] : assumed(before.mapping) });
  }
  if (!head.ok || !isForTables(order, head.value) || table === null) return ok(order);
  return ok({ ...order, assumptions: assumed(namedOnly(table)) });
}

/** Whether a reader recognises the file by itself. */
const isKnownFormat = (head: Result<FileHead>): boolean =>
  head.ok && (sniffAll(head.value)[0]?.score ?? 0) >= LEAST_SCORE;

const isForTables = (order: ImportOrder, head: FileHead): boolean =>
  order.format === genericCsv.id || sniffAll(head)[0]?.reader.id === genericCsv.id;

/** The mapping that the reader takes by itself: columns known by their names. */
function namedOnly(table: FoundTable): ColumnMapping {
  const { columns, mapping } = guessTable(table);
  const named = new Set(columns.flatMap(({ column, guess }) => (guess?.by === 'name' ? [column] : [])));
  return { ...mapping, columns: mapping.columns.filter(({ column }) => named.has(column)) };
}
