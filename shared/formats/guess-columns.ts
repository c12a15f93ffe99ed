import type { ColumnMapping } from '../model/column-mapping.ts';
import { dayOrderOf } from '../time/written.ts';
import { isDegrees, isPlausibleTime, type Recognition, recogniseColumns } from './columns.ts';
import { looksLikeSerial } from './serial.ts';
import type { FoundTable } from './table/find-table.ts';
import { targetOf } from './targets.ts';

/** One column of a table as it stands, with our best guess at what it means. */
export interface GuessedColumn {
  readonly index: number;
  /** Header text, or index from 0 where the header does not name one column: how a mapping calls it. */
  readonly column: string | number;
  readonly header: string;
  /** The first values, blanks and NULs around them taken away; empty cells stay. */
  readonly samples: readonly string[];
  readonly guess: ColumnGuess | null;
}

export interface ColumnGuess {
  readonly field: string;
  readonly unit: string | null;
  /** 0..1. */
  readonly confidence: number;
  readonly reason: string;
  readonly by: 'name' | 'values';
}

export interface TableGuess {
  readonly columns: readonly GuessedColumn[];
  /** What would be read if nobody said otherwise. */
  readonly mapping: ColumnMapping;
}

/** Values of a column shown beside what they would be read as. */
const SHOWN = 5;
/** Rows whose values are looked at. */
const LOOKED_AT = 300;

/** A value-based guess rests on at least this many values, of which this share agrees. */
const LEAST_VALUES = 2;
const LEAST_SHARE = 0.9;

const COMMA = /^[+-]?\d{1,15},\d{1,20}$/;
const POINT = /^[+-]?\d{1,15}\.\d{1,20}$/;
const MAC = /^(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$/;
const PAIR = /^[+-]?\d{1,3}\.\d{2,20}\s{0,4}[,; ]\s{0,4}[+-]?\d{1,3}\.\d{2,20}$/;

/** Where this program's users look: the continent around the US-Mexico border, degrees. Wider than any sensor of theirs. */
const HERE = { south: 14, north: 50, west: -130, east: -60 };

/** Guesses what every column of a table means: by its name where we know it, else by what its values look like. */
export function guessTable({ grammar, header, rows, columnCount }: FoundTable): TableGuess {
  const names = header?.fields.map((field) => field.trim()) ?? null;
  const sampleRows = rows.slice(0, LOOKED_AT).map(({ fields }) => fields);
  const named: Recognition =
    names === null ? { mapping: { columns: [] }, columns: [] } : recogniseColumns(names, sampleRows);
  const byName = new Map(named.columns.map((column) => [column.column, column]));
  const taken = new Set(named.columns.map(({ field }) => field));
  const bare = Array.from({ length: columnCount }, (_, index) => {
    const text = names?.[index] ?? '';
    const unique = text !== '' && names!.filter((other) => other === text).length === 1;
    return { index, column: unique ? text : index, header: text, values: sampleRows.map((row) => row[index] ?? '') };
  });
  const byValues = guessByValues(
    bare.filter(({ column }) => !byName.has(column)),
    taken,
  );
  const columns = bare.map(({ values, ...column }): GuessedColumn => {
    const known = byName.get(column.column);
    const guess: ColumnGuess | null =
      known === undefined
        ? (byValues.get(column.index) ?? null)
        : { field: known.field, unit: known.unit, confidence: known.confidence, reason: known.reason, by: 'name' };
    return { ...column, samples: values.slice(0, SHOWN), guess };
  });
  const used = columns.filter(({ guess }) => guess !== null);
  const dayFirst = dayOrderOf(timeValues(columns, sampleRows));
  const mapping: ColumnMapping = {
    ...named.mapping,
    delimiter: String.fromCharCode(grammar.delimiter),
    ...(dayFirst === null ? {} : { dayFirst }),
    ...(usesDecimalComma(used, sampleRows) ? { decimalComma: true } : {}),
    columns: used.map(({ column, guess }) => ({
      column,
      field: guess!.field,
      ...(guess!.unit === null ? {} : { unit: guess!.unit }),
    })),
  };
  return { columns, mapping };
}

/** Whether the numbers among the guessed columns are written with a comma, and none with a point. */
function usesDecimalComma(columns: readonly GuessedColumn[], rows: readonly (readonly string[])[]): boolean {
  const numbers = columns
    .filter(({ guess }) => guess !== null && targetOf(guess.field)?.kind === 'number')
    .flatMap(({ index }) => rows.map((row) => row[index] ?? ''));
  return numbers.some((value) => COMMA.test(value)) && !numbers.some((value) => POINT.test(value));
}

function timeValues(columns: readonly GuessedColumn[], rows: readonly (readonly string[])[]): string[] {
  const times = columns.filter(({ guess }) => {
    const kind = guess === null ? null : targetOf(guess.field)?.kind;
    return kind === 'time' || guess?.field === 'observedDate';
  });
  return times.flatMap(({ index }) => rows.map((row) => row[index] ?? ''));
}

interface Bare {
  readonly index: number;
  readonly header: string;
  readonly values: readonly string[];
}

const distinct = (values: readonly string[]): number => new Set(values).size;

function mostVaried(columns: readonly { readonly index: number; readonly values: readonly string[] }[]): number | null {
  let best: (typeof columns)[number] | null = null;
  for (const column of columns) {
    if (best === null || distinct(column.values) > distinct(best.values)) best = column;
  }
  return best?.index ?? null;
}

/** Guesses for columns whose names say nothing to us, for fields that no name has taken. */
function guessByValues(columns: readonly Bare[], taken: Set<string>): Map<number, ColumnGuess> {
  const guesses = new Map<number, ColumnGuess>();
  const filled = columns.map(({ index, values }) => ({ index, values: values.filter((value) => value.trim() !== '') }));
  const give = (index: number, field: string, confidence: number, reason: string): void => {
    guesses.set(index, { field, unit: null, confidence, reason, by: 'values' });
    taken.add(field);
  };
  const all = (test: (value: string) => boolean) =>
    filled.filter(
      ({ index, values }) =>
        !guesses.has(index) &&
        values.length >= LEAST_VALUES &&
        values.filter((value) => test(value.trim())).length >= LEAST_SHARE * values.length,
    );
  const first = (test: (value: string) => boolean): number | null => all(test)[0]?.index ?? null;
  const offer = (field: string, confidence: number, reason: string, test: (value: string) => boolean): void => {
    if (taken.has(field)) return;
    const index = first(test);
    if (index !== null) give(index, field, confidence, reason);
  };

  if (!taken.has('observedDate')) {
    offer('observedAtMs', 0.5, 'its values look like times', (value) => isPlausibleTime(value, null));
  }
  const positions = taken.has('lat') || taken.has('lng') || taken.has('latLng') || taken.has('lngLat');
  if (!positions) {
    const degrees = (value: string): number => (isDegrees(value) ? Number(value.replace(',', '.')) : Number.NaN);
    const isLat = (value: string): boolean => degrees(value) >= HERE.south && degrees(value) <= HERE.north;
    const isLng = (value: string): boolean => degrees(value) >= HERE.west && degrees(value) <= HERE.east;
    const [lats, lngs] = [all(isLat), all(isLng)];
    const lat = mostVaried(lats);
    const lng = mostVaried(lngs);
    if (lat !== null && lng !== null) {
      // Beside the aircraft's own position stand the sensor's, the pilot's, the home point: those that move least.
      const among = lats.length > 1 || lngs.length > 1 ? '; of several such columns it varies most' : '';
      const confidence = among === '' ? 0.5 : 0.4;
      give(lat, 'lat', confidence, `its values look like latitudes of this part of the world${among}`);
      give(lng, 'lng', confidence, `its values look like longitudes of this part of the world${among}`);
    }
    offer('latLng', 0.4, 'its values look like two coordinates; which comes first is not stated', (value) =>
      PAIR.test(value),
    );
  }
  offer('transmitterMac', 0.7, 'its values have the form of network addresses', (value) => MAC.test(value));
  if (!taken.has('objectId')) {
    offer('uasSerial', 0.6, "its values have the form of manufacturers' serial numbers", looksLikeSerial);
  }
  return guesses;
}
