import type { PersonalFields } from '../../shared/model/detection.ts';
import { measureColumns } from '../../shared/model/fields.ts';
import type { Column, DetectionBatch } from '../import/batch.ts';

export const measureIndex = (name: (typeof measureColumns)[number]['name']): number =>
  measureColumns.findIndex((column) => column.name === name);

const observedAt = measureIndex('observedAtMs');
const latitude = measureIndex('lat');
const longitude = measureIndex('lng');

/** Several batches as one set of columns. */
export interface Block {
  readonly rows: number;
  /** Measure columns (by index in `measureColumns`) that differ between rows… */
  readonly varying: readonly { readonly index: number; readonly values: Float64Array }[];
  /** …and whole-numbered ones that do not. */
  readonly constant: readonly { readonly index: number; readonly value: number }[];
  readonly observedAt: Float64Array;
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  readonly subject: Uint32Array;
  readonly record: Float64Array;
  readonly byteStart: Float64Array;
  readonly byteLength: Float64Array;
  readonly idHi: Float64Array;
  readonly idLo: Float64Array;
  readonly personal: ReadonlyMap<number, PersonalFields>;
}

export function joinBlock(batches: readonly DetectionBatch[], rows: number): Block {
  const starts: number[] = [];
  let total = 0;
  for (const { count } of batches) {
    starts.push(total);
    total += count;
  }
  const join = (column: (batch: DetectionBatch) => Column | number | undefined): Float64Array => {
    const joined = new Float64Array(rows).fill(Number.NaN);
    batches.forEach((batch, place) => {
      const values = column(batch);
      const start = starts[place]!;
      if (typeof values === 'number') joined.fill(values, start, start + batch.count);
      else if (values !== undefined) joined.set(values, start);
    });
    return joined;
  };
  const indices = [...new Set(batches.flatMap(({ measures }) => measures.map(({ index }) => index)))].sort(
    (a, b) => a - b,
  );
  const measures = indices.map((index) => ({
    index,
    values: join((batch) => batch.measures.find((measure) => measure.index === index)?.values),
  }));
  const measure = (index: number): Float64Array =>
    measures.find((one) => one.index === index)?.values ?? new Float64Array(rows).fill(Number.NaN);
  const subject = new Uint32Array(rows);
  batches.forEach((batch, place) => {
    subject.set(batch.subject, starts[place]);
  });
  return {
    rows,
    varying: measures.filter(({ index, values }) => !isConstant(index, values)),
    constant: measures
      .filter(({ index, values }) => isConstant(index, values))
      .map(({ index, values }) => ({ index, value: values[0]! })),
    observedAt: measure(observedAt),
    lat: measure(latitude),
    lng: measure(longitude),
    subject,
    record: join(({ record }) => record),
    byteStart: join(({ byteStart }) => byteStart),
    byteLength: join(({ byteLength }) => byteLength),
    idHi: join(({ idHi }) => idHi),
    idLo: join(({ idLo }) => idLo),
    personal: new Map(
      batches.flatMap(({ personal }, place) =>
        personal.map(({ row, fields }) => [starts[place]! + row, fields] as const),
      ),
    ),
  };
}

/** Integers only: their text in a statement is exact. */
const isConstant = (index: number, values: Float64Array): boolean =>
  measureColumns[index]!.type === 'integer' &&
  Number.isSafeInteger(values[0]) &&
  values.every((value) => value === values[0]);

/** Rows of the block ordered by subject, each subject's in file order. */
export function rowsBySubject({ rows, subject }: Block, subjects: number): Uint32Array {
  const starts = new Uint32Array(subjects + 1);
  for (let row = 0; row < rows; row++) starts[subject[row]! + 1]!++;
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;
  const ordered = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) ordered[starts[subject[row]!]!++] = row;
  return ordered;
}
