import type { Look, LookedColumn } from '../../../shared/contract/contract.ts';
import type { ColumnMapping, ColumnMeaning } from '../../../shared/model/column-mapping.ts';
import type { SensorKind } from '../../../shared/model/detection.ts';
import { fieldWord, unitsOf } from '../../../shared/model/field-words.ts';
import type { SensorProfile } from '../../../shared/model/sensor-profile.ts';

/** What a person has said so far about a table and its sensor. Numbers as they are typed. */
export interface Draft {
  readonly mapping: ColumnMapping;
  /** On whose word. */
  readonly source: string;
  readonly name: string;
  readonly sensorId: string;
  readonly clockOffset: string;
  readonly clockError: string;
  readonly sigma: string;
  readonly gapLimit: string;
  readonly makeModel: string;
  readonly serial: string;
  readonly calibration: string;
}

export const draftOf = (mapping: ColumnMapping, actor: string): Draft => ({
  mapping,
  source: actor,
  name: '',
  sensorId: mapping.sensorId ?? '',
  clockOffset: '',
  clockError: '',
  sigma: '',
  gapLimit: '',
  makeModel: '',
  serial: '',
  calibration: '',
});

const numberText = (value: number | undefined): string => (value === undefined ? '' : String(value));

export const draftOfProfile = (profile: SensorProfile, actor: string): Draft => ({
  mapping: profile.mapping,
  source: actor,
  name: profile.name,
  sensorId: profile.sensorId ?? '',
  clockOffset: numberText(profile.clock?.offsetS),
  clockError: numberText(profile.clock?.errorS),
  sigma: numberText(profile.positionError?.sigmaM),
  gapLimit: numberText(profile.gapLimit?.seconds),
  makeModel: profile.makeModel ?? '',
  serial: profile.serial ?? '',
  calibration: profile.calibration ?? '',
});

export const meaningOfColumn = (mapping: ColumnMapping, { column }: LookedColumn): ColumnMeaning | null =>
  mapping.columns.find((meaning) => meaning.column === column) ?? null;

/** The mapping with one column meaning something else, or nothing; a field is given to one column only. */
export function withMeaning(
  mapping: ColumnMapping,
  column: LookedColumn,
  meaning: Omit<ColumnMeaning, 'column'> | null,
): ColumnMapping {
  const others = mapping.columns.filter((one) => one.column !== column.column && one.field !== meaning?.field);
  return {
    ...mapping,
    columns: meaning === null ? others : [...others, { column: column.column, ...meaning }],
  };
}

/** The column as it stands, on a person's word: a unit that was assumed is stated from now on. */
export function confirmed({ column: _, field, unit }: ColumnMeaning, source: string): Omit<ColumnMeaning, 'column'> {
  const quantity = fieldWord(field)?.quantity ?? 'none';
  const assumed = quantity === 'length' || quantity === 'speed' ? unitsOf[quantity][0]!.unit : undefined;
  const stated = unit ?? assumed;
  return { field, ...(stated === undefined ? {} : { unit: stated }), source };
}

export const allConfirmed = (mapping: ColumnMapping, source: string): ColumnMapping => ({
  ...mapping,
  columns: mapping.columns.map((meaning) => ({ column: meaning.column, ...confirmed(meaning, source) })),
});

/** Without a key rather than with an undefined one. */
export function withZone(mapping: ColumnMapping, zone: string): ColumnMapping {
  const { zone: _, ...rest } = mapping;
  return zone === '' ? rest : { ...rest, zone };
}

export function withDayFirst(mapping: ColumnMapping, dayFirst: boolean | null): ColumnMapping {
  const { dayFirst: _, ...rest } = mapping;
  return dayFirst === null ? rest : { ...rest, dayFirst };
}

export function withSensorKind(mapping: ColumnMapping, sensorKind: SensorKind | ''): ColumnMapping {
  const { sensorKind: _, ...rest } = mapping;
  return sensorKind === '' ? rest : { ...rest, sensorKind };
}

export function withObjectClass(mapping: ColumnMapping, isUas: boolean): ColumnMapping {
  const { objectClass: _, ...rest } = mapping;
  return isUas ? { ...rest, objectClass: 'uas' } : rest;
}

/** What is wrong with a draft, by the field it is wrong in. */
export type Faults = Partial<
  Record<'source' | 'name' | 'sensorId' | 'clockOffset' | 'clockError' | 'sigma' | 'gapLimit', string>
>;

const readNumber = (text: string): number | null => {
  const trimmed = text.trim().replace(',', '.');
  return trimmed === '' || !Number.isFinite(Number(trimmed)) ? null : Number(trimmed);
};

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The profile that a draft says, or what is missing in it. */
export function profileOf(
  draft: Draft,
  table: NonNullable<Look['table']>,
): { readonly profile: SensorProfile } | { readonly faults: Faults } {
  const faults: Faults = {};
  const { source } = draft;
  const number = (key: 'clockOffset' | 'clockError' | 'sigma' | 'gapLimit', least: number): number | null => {
    if (draft[key].trim() === '') return null;
    const value = readNumber(draft[key]);
    if (value === null || value < least) {
      faults[key] = least === 0 ? 'A number, zero or more.' : least > 0 ? 'A number above zero.' : 'A number.';
    }
    return value;
  };
  const offsetS = number('clockOffset', Number.NEGATIVE_INFINITY);
  const errorS = number('clockError', 0);
  const sigmaM = number('sigma', Number.MIN_VALUE);
  const seconds = number('gapLimit', Number.MIN_VALUE);
  if (offsetS !== null && errorS === null) faults.clockError ??= 'An offset needs the error that is left.';
  const namesSensor = draft.mapping.columns.some(({ field }) => field === 'sensorId');
  if (draft.name.trim() === '') faults.name = 'A name, by which the profile is found again.';
  if (draft.sensorId.trim() === '' && !namesSensor)
    faults.sensorId = 'Which sensor it is, as it will be named everywhere.';
  if (source.trim() === '') faults.source = 'On whose word this is.';
  if (Object.keys(faults).length > 0) return { faults };
  const { sensorId: _, clockOffsetS: __, ...mapping } = allConfirmed(draft.mapping, source.trim());
  return {
    profile: {
      kind: 'fenceline-sensor-profile',
      name: draft.name.trim(),
      sensorId: orNull(draft.sensorId),
      header: table.header ?? [],
      mapping,
      clock: errorS === null ? null : { offsetS: offsetS ?? 0, errorS, source: source.trim() },
      positionError: sigmaM === null ? null : { sigmaM, source: source.trim() },
      gapLimit: seconds === null ? null : { seconds, source: source.trim() },
      sources: {
        ...(mapping.zone === undefined ? {} : { zone: source.trim() }),
        ...(mapping.dayFirst === undefined ? {} : { dayOrder: source.trim() }),
      },
      makeModel: orNull(draft.makeModel),
      serial: orNull(draft.serial),
      calibration: orNull(draft.calibration),
    },
  };
}
