import { z } from 'zod';
import { decimalText } from '../../format/coordinates.ts';
import { borderKmText } from '../../format/distances.ts';
import { roundTo } from '../../format/numbers.ts';
import { utcText } from '../../format/times.ts';
import type { Crossing } from '../../model/conclusion.ts';
import { plusMinusS, type ReportContext } from './context.ts';
import { spansOf } from './figures.ts';
import { type Instant, instantSchema } from './instant.ts';
import { printedPosition } from './place.ts';
import { recordSchema, recordsOf } from './records.ts';

const bracketSchema = z.strictObject({
  detectionId: z.string(),
  at: instantSchema.nullable(),
  /** Signed, whole metres, positive into the US; null outside the theatre. */
  distanceM: z.number().nullable(),
  records: z.array(recordSchema),
});

/** One change of side, with the two detections on which it rests. */
export const crossingRowSchema = z.strictObject({
  path: z.string(),
  /** As numbered on the map, from 1, in order of time. */
  number: z.number().int().positive(),
  direction: z.enum(['northbound', 'southbound']),
  how: z.enum(['observed', 'inferred']),
  at: instantSchema,
  plusMinusS: z.number(),
  from: instantSchema,
  to: instantSchema,
  position: z.tuple([z.number(), z.number()]),
  borderKm: z.number(),
  before: bracketSchema,
  after: bracketSchema,
});
export type CrossingRow = z.infer<typeof crossingRowSchema>;

export const crossingRows = (context: ReportContext): CrossingRow[] =>
  context.flight.crossings
    .toSorted((a, b) => a.timeMs - b.timeMs)
    .map((crossing, index) => row(context, crossing, context.earlier.crossings + index + 1));

function row(context: ReportContext, crossing: Crossing, number: number): CrossingRow {
  const path = context.at(`crossings.${number}`);
  const data: CrossingRow = {
    path,
    number,
    direction: crossing.direction,
    how: crossing.how,
    at: context.instant(crossing.timeMs),
    plusMinusS: plusMinusS(crossing),
    from: context.instant(crossing.fromMs),
    to: context.instant(crossing.toMs),
    position: printedPosition(crossing.position),
    borderKm: roundTo(crossing.borderKm, 1),
    before: bracket(context, crossing.detectionIds[0]),
    after: bracket(context, crossing.detectionIds[1]),
  };
  const printed = [
    crossing.direction,
    howWords(crossing.how),
    `${utcText(data.at.utcMs)} ± ${data.plusMinusS} s`,
    decimalText(data.position),
    borderKmText(data.borderKm),
  ].join(' · ');
  const rows = spansOf(crossing.detectionIds.map(context.indexOf).sort((a, b) => a - b));
  context.add({ path, label: `Crossing ${number}`, printed, rows });
  return data;
}

function bracket(context: ReportContext, detectionId: string): z.infer<typeof bracketSchema> {
  const index = context.indexOf(detectionId);
  const placed = index < context.path.count;
  const distance = placed ? context.path.distanceM[index]! : Number.NaN;
  const at: Instant | null = placed ? context.instant(context.path.timeMs[index]!) : null;
  return {
    detectionId,
    at,
    distanceM: Number.isNaN(distance) ? null : roundTo(distance, 0),
    records: recordsOf(context.detections[index]!),
  };
}

export const howWords = (how: Crossing['how']): string => (how === 'observed' ? 'observed' : 'inferred across a gap');
