import { z } from 'zod';
import { borderKmText } from '../../format/distances.ts';
import { probabilityText, roundTo } from '../../format/numbers.ts';
import { utcSpanText } from '../../format/times.ts';
import { gradedElementSchema, grades, type Incursion } from '../../model/conclusion.ts';
import { gradeWords } from '../../model/words.ts';
import { errorM, type ReportContext } from './context.ts';
import { type Instant, instantSchema } from './instant.ts';
import { sectorName } from './place.ts';
import { type Text, textSchema } from './text.ts';
import { nearText, observedText, withErrorText } from './wording.ts';

/** One presence on the US side, with the two elements on which its grade rests. */
export const incursionRowSchema = z.strictObject({
  path: z.string(),
  id: z.string(),
  number: z.number().int().positive(),
  grade: z.enum(grades),
  presence: gradedElementSchema,
  origin: gradedElementSchema,
  first: instantSchema,
  last: instantSchema,
  observedS: z.number(),
  inferredS: z.number(),
  depthM: z.number().nullable(),
  /** 95 %. */
  depthErrorM: z.number().nullable(),
  sector: z.string().nullable(),
  borderKm: z.number().nullable(),
  near: textSchema.nullable(),
  detections: z.number(),
});
export type IncursionRow = z.infer<typeof incursionRowSchema>;

/** In order of time; their numbers are those used everywhere on the page. */
export const incursionsInOrder = ({ flight }: ReportContext): Incursion[] =>
  flight.incursions.toSorted((a, b) => a.firstMs - b.firstMs);

export const incursionRows = (context: ReportContext): IncursionRow[] =>
  incursionsInOrder(context).map((incursion, index) => row(context, incursion, context.earlier.incursions + index + 1));

function row(context: ReportContext, incursion: Incursion, number: number): IncursionRow {
  const path = context.at(`incursions.${number}`);
  const first: Instant = context.instant(incursion.firstMs);
  const last: Instant = context.instant(incursion.lastMs);
  const depthM = incursion.depthM === null ? null : Math.round(incursion.depthM);
  const depthErrorM = incursion.depthSigmaM === null ? null : errorM(incursion.depthSigmaM);
  const near: Text | null = incursion.nearestPlace === null ? null : nearText(incursion.nearestPlace);
  const extent = [
    utcSpanText(first.utcMs, last.utcMs),
    observedText(incursion.observedS, incursion.inferredS),
    ...(depthM === null || depthErrorM === null ? [] : [withErrorText(depthM, depthErrorM)]),
    ...(incursion.borderKm === null ? [] : [borderKmText(incursion.borderKm)]),
  ];
  const printed = [
    probabilityText(incursion.presence.probability),
    probabilityText(incursion.origin.probability),
    gradeWords[incursion.grade].label,
    // A single incursion's extent stands among the key figures.
    ...(context.flight.incursions.length > 1 ? extent : []),
  ].join(' · ');
  context.add({ path, label: `Incursion ${number}`, printed, rows: [context.spanOf(incursion)] });
  return {
    path,
    id: incursion.id,
    number,
    grade: incursion.grade,
    presence: copy(incursion.presence),
    origin: copy(incursion.origin),
    first,
    last,
    observedS: Math.round(incursion.observedS),
    inferredS: Math.round(incursion.inferredS),
    depthM,
    depthErrorM,
    sector: sectorName(context.input.sectorNames, incursion.sector),
    borderKm: incursion.borderKm === null ? null : roundTo(incursion.borderKm, 1),
    near,
    detections: incursion.detections,
  };
}

const copy = (element: Incursion['presence']): Incursion['presence'] => ({
  probability: element.probability,
  grade: element.grade,
  reasons: [...element.reasons],
});
