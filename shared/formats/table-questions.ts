import type { ColumnMapping, ColumnMeaning } from '../model/column-mapping.ts';
import { type Assumption, type QuestionKind, questionKinds } from '../model/reading.ts';
import { readWritten } from '../time/written.ts';
import { meaningOf } from './aliases.ts';
import { targetOf } from './targets.ts';
import { readQuantity } from './units.ts';

/** The values of a column under its header, blanks around them taken away. */
export interface ColumnValues {
  readonly column: string | number;
  readonly header: string;
  readonly values: readonly string[];
}

/** How a column is called in a sentence. */
const called = ({ header, column }: ColumnValues): string =>
  header !== '' ? `“${header.slice(0, 60)}”` : `column ${Number(column) + 1}`;

/**
 * The open questions, most weighty first. A column whose meaning names its source has been decided by a person and asks
 * nothing more; what the file itself answers (a unit in a header, a zone behind a time) is not asked.
 *
 * @param sensorZone zone stated for the whole import; null: not stated
 */
export function openQuestions(
  columns: readonly ColumnValues[],
  mapping: ColumnMapping,
  sensorZone: string | null,
): Assumption[] {
  const questions = mapping.columns.flatMap((meaning) => {
    const values = columns.find(({ column }) => column === meaning.column);
    return values === undefined || meaning.source !== undefined ? [] : aboutColumn(values, meaning, mapping);
  });
  return [...questions, ...aboutTimes(columns, mapping, sensorZone)].sort(
    (a, b) => questionKinds.indexOf(a.kind) - questionKinds.indexOf(b.kind),
  );
}

function aboutColumn(given: ColumnValues, { field, unit }: ColumnMeaning, { columns }: ColumnMapping): Assumption[] {
  const name = called(given);
  const values = given.values.filter((value) => value !== '');
  const ask = (kind: QuestionKind, assumption: string, example = values[0] ?? null): Assumption => ({
    kind,
    column: given.column,
    example,
    assumption,
  });
  const questions: Assumption[] = [];
  const target = targetOf(field);
  // Nothing hangs on a column in which nothing stands.
  if (target === null || values.length === 0) return [];
  if (!isNamedSo(given.header, field)) {
    questions.push(ask('meaning', `${name} was read as ${fieldWords(field)} by the look of its values alone.`));
  }
  if (target.kind === 'number' && unit === undefined && values.some((value) => readQuantity(value) === null)) {
    if (target.dimension === 'length') questions.push(ask('unit', `${name} states no unit: metres were assumed.`));
    if (target.dimension === 'speed') {
      questions.push(ask('unit', `${name} states no unit: metres per second were assumed.`));
    }
  }
  // Our own exports say by the name that the datum is not known, and a column beside may say where a height begins.
  if (field === 'altUnknownDatumM' && !/unknown|datum/i.test(given.header)) {
    questions.push(ask('datum', `From where the altitude in ${name} is measured is not stated.`));
  }
  if (field === 'heightM' && !columns.some((other) => other.field === 'heightRef')) {
    questions.push(ask('datum', `Whether the height in ${name} is above ground or above take-off is not stated.`));
  }
  if (field === 'sigmaM' && unit?.endsWith('-95') === true && !given.header.includes('95')) {
    questions.push(ask('accuracy', `The accuracy in ${name} was taken as a 95 % radius.`));
  }
  const outside = values.find((value) => Math.abs(Number(value.replace(',', '.'))) > 90);
  if (field === 'lat' && outside !== undefined) {
    questions.push(
      ask('coordinate-order', `${name} was read as latitude, though some of its values cannot be one.`, outside),
    );
  }
  if ((field === 'latLng' || field === 'lngLat') && !isNamedSo(given.header, field)) {
    const [first, second] = field === 'latLng' ? ['latitude', 'longitude'] : ['longitude', 'latitude'];
    questions.push(
      ask('coordinate-order', `Of the two numbers in ${name} the first was read as ${first}, the second as ${second}.`),
    );
  }
  return questions;
}

/** Whether the name of a column says that it is this field, or what becomes it. */
function isNamedSo(header: string, field: string): boolean {
  const named = header === '' ? undefined : meaningOf(header)?.target.name;
  if (named === field) return true;
  return named === 'observedAtMs' && (field === 'observedDate' || field === 'observedTime');
}

/** `sensorLat` → sensor lat. */
const fieldWords = (field: string): string => fieldNames[field] ?? field;

const fieldNames: Readonly<Record<string, string>> = {
  observedAtMs: 'the time of observation',
  lat: 'latitude',
  lng: 'longitude',
  latLng: 'latitude and longitude',
  lngLat: 'longitude and latitude',
  transmitterMac: 'the transmitter’s address',
  uasSerial: 'the serial number',
};

function aboutTimes(
  columns: readonly ColumnValues[],
  { columns: meanings, dayFirst, zone }: ColumnMapping,
  sensorZone: string | null,
): Assumption[] {
  const texts = (field: string): { readonly values: readonly string[]; readonly unit: string | undefined } => {
    const meaning = meanings.find((one) => one.field === field);
    const found = meaning === undefined ? undefined : columns.find(({ column }) => column === meaning.column);
    return { values: found?.values.filter((value) => value !== '') ?? [], unit: meaning?.unit };
  };
  const observed = texts('observedAtMs');
  const received = texts('receivedAtMs');
  const day = texts('observedDate');
  const clock = texts('observedTime').values[0] ?? '00:00:00';
  const days = day.values.map((value) => `${value} ${clock}`);
  const questions: Assumption[] = [];
  const written = [
    ...(observed.unit === 'utc' ? [] : observed.values.map((value) => ({ value, isLocal: true }))),
    ...(observed.unit === 'utc' ? observed.values.map((value) => ({ value, isLocal: false })) : []),
    ...days.map((value) => ({ value, isLocal: day.unit !== 'utc' })),
    ...(observed.values.length + days.length > 0
      ? []
      : received.values.map((value) => ({ value, isLocal: received.unit !== 'utc' }))),
  ];
  if (dayFirst === undefined) {
    const undecided = written.find(({ value }) => isUndecided(value));
    if (undecided !== undefined) {
      questions.push({
        kind: 'day-order',
        column: null,
        example: undecided.value,
        assumption: `Dates such as “${undecided.value}” can be read as day and month or as month and day: such records are quarantined.`,
      });
    }
  }
  if (zone === undefined && sensorZone === null) {
    const local = written.find(
      ({ value, isLocal }) => isLocal && readWritten(value, dayFirst ?? true).kind === 'local',
    );
    if (local !== undefined) {
      questions.push({
        kind: 'zone',
        column: null,
        example: local.value,
        assumption: 'Times state no zone: UTC was assumed.',
      });
    }
  }
  return questions;
}

/** Whether both orders of day and month give a date, and not the same. */
function isUndecided(text: string): boolean {
  if (readWritten(text, null).kind !== 'ambiguous') return false;
  const [dayFirst, monthFirst] = [readWritten(text, true), readWritten(text, false)];
  return 'ms' in dayFirst && 'ms' in monthFirst && dayFirst.ms !== monthFirst.ms;
}
