import type { Filters } from '../../../shared/contract/contract.ts';

export interface Where {
  /** Without the word WHERE; `1` when nothing narrows. */
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (character) => `\\${character}`);

/**
 * Filters on flights, table alias `f`. Only flights of UAS count, unless the filter asks for another evidence.
 *
 * @param time whose time and sector are narrowed: the flight's own, or those of something that happened during it
 */
export function flightWhere(
  filters: Filters,
  time: { readonly from: string; readonly to: string; readonly sector: string },
): Where {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, ...bound: (string | number)[]): void => {
    parts.push(sql);
    values.push(...bound);
  };
  if (filters.evidence === undefined) add('f.counted = 1');
  else add('f.evidence = ?', filters.evidence);
  if (filters.sinceMs !== undefined) add(`${time.to} >= ?`, filters.sinceMs);
  if (filters.untilMs !== undefined) add(`${time.from} < ?`, filters.untilMs);
  if (filters.sector !== undefined) add(`${time.sector} = ?`, filters.sector);
  if (filters.grade !== undefined) add('f.grade = ?', filters.grade);
  if (filters.coverage !== undefined) add('f.coverage_state = ?', filters.coverage);
  if (filters.class !== undefined) add('f.class = ?', filters.class);
  if (filters.review === 'new') add('NOT EXISTS (SELECT 1 FROM flight_review v WHERE v.flight_id = f.id)');
  else if (filters.review !== undefined)
    add('EXISTS (SELECT 1 FROM flight_review v WHERE v.flight_id = f.id AND v.state = ?)', filters.review);
  if (filters.importedSinceMs !== undefined) {
    add(
      `EXISTS (SELECT 1 FROM import_object o JOIN import i ON i.no = o.import_no WHERE o.object_no = f.object_no
         AND i.undone = 0 AND i.imported_at_ms > ? AND i.last_time_ms >= f.first_ms AND i.first_time_ms <= f.last_ms)`,
      filters.importedSinceMs,
    );
  }
  if (filters.object !== undefined && filters.object !== '') {
    const pattern = `%${escapeLike(filters.object)}%`;
    add("(f.object_name LIKE ? ESCAPE '\\' OR f.object_key LIKE ? ESCAPE '\\')", pattern, pattern);
  }
  if (filters.areaId !== undefined) {
    add("EXISTS (SELECT 1 FROM json_each(f.conclusion, '$.areaIds') a WHERE a.value = ?)", filters.areaId);
  }
  if (filters.bbox !== undefined) {
    const [west, south, east, north] = filters.bbox;
    add('f.west <= ? AND f.east >= ? AND f.south <= ? AND f.north >= ?', east, west, north, south);
  }
  return { sql: parts.length === 0 ? '1' : parts.join(' AND '), values };
}

export const flightSpan = { from: 'f.first_ms', to: 'f.last_ms', sector: 'f.sector' };
