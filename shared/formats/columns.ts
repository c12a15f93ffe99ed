import type { ColumnMapping } from '../model/column-mapping.ts';
import { epochMs } from '../time/epoch.ts';
import type { TimeUnit } from '../time/time-reader.ts';
import { dayOrderOf, readWritten } from '../time/written.ts';
import { type AccuracyKind, CE90_PER_SIGMA, RADIUS_95_PER_SIGMA } from './accuracy.ts';
import { callsItDrone, meaningOf, type NameMeaning } from './aliases.ts';
import { ReadFailure } from './reader.ts';
import { EARLIEST_MS } from './sanitise.ts';
import { looksLikeSerial } from './serial.ts';
import { type NumberTarget, type Target, targetOf } from './targets.ts';
import { type Dimension, type Scale, unitScale } from './units.ts';

/** How the values of one column (or JSON key) become a field; the scale leads from the column's unit to the field's. */
export interface Column extends Scale {
  /** Name in the file, for issues. */
  readonly header: string;
  readonly target: Target;
  /** From a stated radius to σ; 1 elsewhere. */
  readonly divisor: number;
  /** Whether bare numbers are F3411 accuracy codes. */
  readonly codes: 'never' | 'maybe' | 'always';
  readonly time: TimeUnit;
  /** A list of codes other than our own: `cat021` emitter categories. */
  readonly codeList: string | null;
  /** Keep only a value that is a manufacturer's serial. */
  readonly onlySerial: boolean;
}

/** One column of a table as we understand it. */
export interface RecognisedColumn {
  /** Header text, or index from 0 where the header does not name one column. */
  readonly column: string | number;
  readonly field: string;
  readonly unit: string | null;
  /** 0..1. */
  readonly confidence: number;
  /** Why, in words for a person who wonders. */
  readonly reason: string;
}

export interface Recognition {
  readonly mapping: ColumnMapping;
  readonly columns: readonly RecognisedColumn[];
}

const accuracyKinds: Readonly<Record<string, AccuracyKind>> = {
  'horizontal-accuracy': 'horizontal',
  'vertical-accuracy': 'vertical',
  'speed-accuracy': 'speed',
};

export const accuracyKindOf = (target: NumberTarget): AccuracyKind | null => accuracyKinds[target.rule] ?? null;

const TIME_UNITS: ReadonlySet<string> = new Set(['auto', 'utc', 's', 'ms', 'us', 'ns']);
const DIVISORS: Readonly<Record<string, number>> = {
  '95': RADIUS_95_PER_SIGMA,
  ce90: CE90_PER_SIGMA,
  // The median of a circular normal error: √(2 ln 2).
  cep50: 1.1774,
};

/**
 * One column by its mapping entry.
 * @throws ReadFailure when the field or the unit does not exist.
 */
export function columnOf(header: string, field: string, unit: string | undefined, onlySerial = false): Column {
  const target = targetOf(field);
  if (target === null) {
    throw new ReadFailure('wrong-format', `The mapping names a field "${field}" that a detection does not have.`);
  }
  const plain: Column = {
    header,
    target,
    times: 1,
    over: 1,
    divisor: 1,
    codes: 'never',
    time: 'auto',
    codeList: null,
    onlySerial,
  };
  if (unit === undefined || unit === '') return plain;
  const wrong = () =>
    new ReadFailure('wrong-format', `The mapping gives ${header} a unit "${unit}" that ${field} cannot have.`);
  switch (target.kind) {
    case 'time':
      if (unit === 'iso') return plain;
      if (!TIME_UNITS.has(unit)) throw wrong();
      return { ...plain, time: unit as TimeUnit };
    case 'code':
      return { ...plain, codeList: unit };
    case 'text':
      return plain;
    case 'number':
      return { ...plain, ...readUnit(unit, target.dimension, wrong) };
  }
}

function readUnit(unit: string, dimension: Dimension, wrong: () => ReadFailure): Partial<Column> {
  if (unit === 'code') return { codes: 'always', divisor: RADIUS_95_PER_SIGMA };
  const maybe = unit.endsWith('-or-code');
  const [name, basis] = (maybe ? unit.slice(0, -'-or-code'.length) : unit).split('-', 2) as [string, string?];
  const scale = unitScale(name, dimension);
  const divisor = basis === undefined ? 1 : DIVISORS[basis];
  if (scale === null || divisor === undefined) throw wrong();
  return { times: scale.times, over: scale.over, divisor, codes: maybe ? 'maybe' : 'never' };
}

/** The columns of a confirmed mapping by their place in the file; null where a column is not used. */
export function placeColumns(
  mapping: ColumnMapping,
  headers: readonly string[] | null,
  count: number,
): (Column | null)[] {
  const placed: (Column | null)[] = new Array(count).fill(null);
  for (const { column, field, unit } of mapping.columns) {
    const at =
      typeof column === 'number' ? column : (headers?.findIndex((header) => header.trim() === column.trim()) ?? -1);
    if (at < 0 || at >= count) {
      throw new ReadFailure('wrong-format', `The mapping expects a column "${column}", which the file does not have.`);
    }
    const header = headers?.[at]?.trim() ?? `column ${at + 1}`;
    if (field !== 'evidence') placed[at] = columnOf(header, field, unit, false);
  }
  return placed;
}

interface Candidate {
  readonly index: number;
  readonly header: string;
  readonly meaning: NameMeaning;
}

/** Fields whose unit is not in their name and for which we then take SI units. */
const UNIT_MATTERS: ReadonlySet<Dimension> = new Set(['length', 'speed']);

/**
 * What the columns of a table mean, by their names and a sample of their values. A field is taken from one column only: the one
 * whose name says it most exactly and whose values agree.
 */
export function recogniseColumns(headers: readonly string[], sampleRows: readonly (readonly string[])[]): Recognition {
  const samplesOf = (index: number): string[] =>
    sampleRows.map((row) => row[index]?.trim() ?? '').filter((value) => value !== '');

  const byTarget = new Map<string, Candidate[]>();
  headers.forEach((given, index) => {
    const header = given.trim();
    const meaning = meaningOf(header);
    if (meaning === null || meaning.target.name === 'evidence') return;
    const rivals = byTarget.get(meaning.target.name) ?? [];
    rivals.push({ index, header, meaning });
    byTarget.set(meaning.target.name, rivals);
  });

  const chosen = new Map<string, Candidate>();
  for (const [target, rivals] of byTarget) {
    rivals.sort((a, b) => a.meaning.rank - b.meaning.rank || a.index - b.index);
    const best = rivals.find((rival) => valuesAgree(rival, samplesOf(rival.index), sampleRows.length));
    if (best !== undefined) chosen.set(target, best);
  }
  splitTime(headers, samplesOf, chosen);
  keepWhatFits(chosen);

  const decimalComma = usesDecimalComma([...chosen.values()], samplesOf);
  const timeColumns = ['observedAtMs', 'observedDate', 'receivedAtMs'].flatMap((name) => chosen.get(name) ?? []);
  const dayFirst = dayOrderOf(timeColumns.flatMap(({ index }) => samplesOf(index)));
  const drone = [chosen.get('lat'), chosen.get('lng'), chosen.get('objectId')].find(
    (column) => column !== undefined && callsItDrone(column.header),
  );

  const ordered = [...chosen].sort(([, a], [, b]) => a.index - b.index);
  const unique = (header: string) => headers.filter((other) => other.trim() === header).length === 1;
  const columns = ordered.map(([field, { index, header, meaning }]): RecognisedColumn => {
    const column = header !== '' && unique(header) ? header : index;
    return { column, field, unit: meaning.unit, ...confidenceOf(header, meaning) };
  });
  const mapping: ColumnMapping = {
    columns: columns.map(({ column, field, unit }) => (unit === null ? { column, field } : { column, field, unit })),
    ...(decimalComma ? { decimalComma } : {}),
    ...(dayFirst === null ? {} : { dayFirst }),
    ...(drone !== undefined && !chosen.has('objectClass') ? { objectClass: 'uas' as const } : {}),
  };
  return { mapping, columns };
}

function confidenceOf(header: string, { target, rank, unit }: NameMeaning): { confidence: number; reason: string } {
  const named = `"${header}" means ${target.name}`;
  const assumed = target.kind === 'number' && unit === null && UNIT_MATTERS.has(target.dimension);
  if (assumed) {
    const si = target.dimension === 'length' ? 'metres' : 'metres per second';
    return { confidence: 0.6, reason: `${named}; no unit is stated, ${si} assumed` };
  }
  if (rank === 1) return { confidence: 0.95, reason: named };
  if (rank === 2) return { confidence: 0.8, reason: `${named} in most files` };
  return { confidence: 0.6, reason: `${named} by its values` };
}

/** Whether a column's values can be what its name says. Without values the name decides, if it is clear enough. */
function valuesAgree({ meaning }: Candidate, samples: readonly string[], rows: number): boolean {
  const { target, rank } = meaning;
  const share = (test: (value: string) => boolean) => samples.filter(test).length / samples.length;
  if (samples.length === 0) return rank < 3;
  switch (target.name) {
    case 'observedAtMs':
    case 'receivedAtMs':
      return share((value) => isPlausibleTime(value, meaning.unit)) > 0.5;
    case 'observedDate':
    case 'observedTime':
      return false; // Taken up in `splitTime`, where both halves are known.
    case 'lat':
    case 'lng':
      if (rank < 3) return true;
      return share((value) => isDegrees(value)) === 1;
    case 'latLng':
    case 'lngLat':
      return share((value) => value.includes(',')) > 0.5;
    case 'flags':
      return share((value) => /^\d{1,4}$/.test(value)) === 1;
    case 'objectId':
    case 'sourceTrackKey':
      // A different value in every row numbers rows, not objects. One row cannot tell.
      if (rank < 3) return true;
      return (rows > 1 && new Set(samples).size < samples.length) || share(looksLikeSerial) === 1;
    default:
      return true;
  }
}

const NUMBER = /^[+-]?\d{1,15}(?:[.,]\d{1,20})?$/;

export function isPlausibleTime(value: string, unit: string | null): boolean {
  if (NUMBER.test(value)) {
    const epochUnit = unit === 's' || unit === 'ms' || unit === 'us' || unit === 'ns' ? unit : null;
    const ms = epochMs(Number(value.replace(',', '.')), epochUnit);
    if (ms >= EARLIEST_MS && ms < 4e12) return true;
  }
  return readWritten(value, true).kind !== 'bad' || readWritten(value, false).kind !== 'bad';
}

/** A number with at least two decimals that an angle on the globe can have. */
export const isDegrees = (value: string): boolean =>
  /^[+-]?\d{1,3}[.,]\d{2,20}$/.test(value) && Math.abs(Number(value.replace(',', '.'))) <= 180;

/** A date in one column and a time of day in another, when no column has both. */
function splitTime(
  headers: readonly string[],
  samplesOf: (index: number) => string[],
  chosen: Map<string, Candidate>,
): void {
  if (chosen.has('observedAtMs')) return;
  const isDate = (value: string) => !isPlausibleTime(value, null) && isPlausibleTime(`${value} 00:00:00`, null);
  const isClock = (value: string) => value.includes(':') && isPlausibleTime(`2020-01-01 ${value}`, null);
  const find = (field: string, test: (value: string) => boolean): Candidate | null => {
    for (const [index, given] of headers.entries()) {
      const meaning = meaningOf(given.trim());
      const target = meaning?.target.name;
      if (meaning === null || (target !== 'observedAtMs' && target !== field)) continue;
      const samples = samplesOf(index);
      if (samples.length > 0 && samples.every(test)) {
        return {
          index,
          header: given.trim(),
          meaning: { ...meaning, target: targetOf(field)!, unit: meaning.unit === 'utc' ? 'utc' : null },
        };
      }
    }
    return null;
  };
  const date = find('observedDate', isDate);
  const time = find('observedTime', isClock);
  if (date === null || time === null) return;
  chosen.set('observedDate', date);
  chosen.set('observedTime', time);
}

/** Leaves out what only makes sense together with something that is not there. */
function keepWhatFits(chosen: Map<string, Candidate>): void {
  const hasPoint = (chosen.has('lat') && chosen.has('lng')) || chosen.has('latLng') || chosen.has('lngLat');
  // "azimuth" and "bearing" of an object whose position is known are as often its course: AeroScope's is.
  if (hasPoint && chosen.get('bearingDeg')?.meaning.rank === 3) chosen.delete('bearingDeg');
  // A column called "flags" is ours only beside another of ours.
  if (!chosen.has('positionKind')) chosen.delete('flags');
  for (const [a, b] of [
    ['sensorLat', 'sensorLng'],
    ['operatorLat', 'operatorLng'],
    ['homeLat', 'homeLng'],
  ] as const) {
    if (chosen.has(a) !== chosen.has(b)) {
      chosen.delete(a);
      chosen.delete(b);
    }
  }
}

function usesDecimalComma(columns: readonly Candidate[], samplesOf: (index: number) => string[]): boolean {
  let commas = 0;
  let points = 0;
  for (const { index, meaning } of columns) {
    if (meaning.target.kind !== 'number') continue;
    for (const value of samplesOf(index)) {
      if (/^[+-]?\d{1,15},\d{1,20}$/.test(value)) commas++;
      else if (/^[+-]?\d{1,15}\.\d{1,20}$/.test(value)) points++;
    }
  }
  return commas > 0 && points === 0;
}
