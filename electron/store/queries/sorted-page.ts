import type { Db } from '../open.ts';
import type { Where } from './filters.ts';

/** What a list is made of, and by what it can be sorted. SQL fragments of ours, never of a caller. */
export interface SortedList<Column extends string> {
  /** FROM clause without the tables that only sorting needs. */
  readonly from: string;
  /** Joined only when a column of it is sorted by. */
  readonly keys: string;
  readonly id: string;
  /** Rows stand by it when nothing else is asked for, and when they are equal. */
  readonly time: string;
  /** Expressions by column; `k.` belongs to `keys`. */
  readonly columns: Readonly<Record<Column, string>>;
}

export interface SortedRequest<Column extends string> {
  readonly limit: number;
  readonly offset: number;
  readonly sort?: { readonly by: Column; readonly descending: boolean } | undefined;
  readonly find?: string | undefined;
}

/**
 * Ids of a page of a list in an order, how many rows there are, and where one row stands. Rows without a value come last either
 * way. Reads narrow columns only; the rows of the page are the caller's to fetch.
 */
export function sortedPage<Column extends string>(
  db: Db,
  list: SortedList<Column>,
  where: Where,
  { limit, offset, sort, find }: SortedRequest<Column>,
): { readonly ids: readonly string[]; readonly total: number; readonly index: number | null } {
  const { from, keys, id, time, columns } = list;
  const total = db
    .prepare(`SELECT count(*) FROM ${from} WHERE ${where.sql}`)
    .pluck()
    .get(...where.values) as number;
  const expression = sort === undefined ? null : columns[sort.by];
  const source = expression?.includes('k.') === true ? `${from} ${keys}` : from;
  const direction = sort?.descending === true ? 'DESC' : 'ASC';
  const order =
    expression === null
      ? `${time}, ${id}`
      : `(${expression}) IS NULL, ${expression} ${direction}, ${time} ${direction}, ${id}`;
  const ids = db
    .prepare(`SELECT ${id} FROM ${source} WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...where.values, limit, offset) as string[];
  const index =
    find === undefined
      ? undefined
      : (db
          .prepare(
            `SELECT place FROM (SELECT ${id} AS id, row_number() OVER (ORDER BY ${order}) - 1 AS place
             FROM ${source} WHERE ${where.sql}) WHERE id = ?`,
          )
          .pluck()
          .get(...where.values, find) as number | undefined);
  return { ids, total, index: index ?? null };
}

/** The place of a value in a list of values, for sorting by what comes first rather than by the alphabet. */
export const inOrderOf = (column: string, values: readonly string[]): string =>
  `CASE ${column} ${values.map((value, i) => `WHEN '${value}' THEN ${i}`).join(' ')} END`;
