import { z } from 'zod';
import { easternDay } from '../../eligibility/eastern-day.ts';
import { distanceText } from '../../format/distances.ts';
import { durationText } from '../../format/times.ts';
import {
  type CoverageSeconds,
  coverageStates,
  type Eligibility,
  eligibilityElementSchema,
  eligibilitySchema,
} from '../../model/conclusion.ts';
import { NO_STATE } from '../../model/coverage.ts';
import { coverageWord, resultWords } from '../../model/words.ts';
import type { ReportContext } from './context.ts';
import { incursionsInOrder } from './incursions.ts';
import { instantSchema } from './instant.ts';

/** Runs beyond this many are summed up in words. */
const mostRuns = 40;

const secondsRowSchema = z.strictObject({
  path: z.string(),
  state: z.enum(coverageStates),
  label: z.string(),
  meaning: z.string(),
  observedS: z.number(),
  inferredS: z.number(),
});

/** Detections in a row with the same coverage state. */
const runSchema = z.strictObject({
  path: z.string(),
  state: z.enum(coverageStates).nullable(),
  label: z.string(),
  from: instantSchema,
  to: instantSchema,
  detections: z.number().int(),
});

const determinationSchema = z.strictObject({
  /** The incursion's number on the page. */
  incursion: z.number().int().positive(),
  at: instantSchema,
  day: z.string(),
  statuteVersion: z.string(),
  authorityTableAsOf: z.string(),
  authorityTable: eligibilitySchema.shape.authorityTable,
  result: eligibilitySchema.shape.result,
  resultLabel: z.string(),
  sentence: z.string(),
  elements: z.array(eligibilityElementSchema),
});

/** What the record says about authority to act. Never an order, and never part of the facts. */
export const annexSchema = z.strictObject({
  authorityAsOf: z.string(),
  determinations: z.array(determinationSchema),
  /** Incursions without a determination, by number. */
  missing: z.array(z.number().int().positive()),
  deconfliction: z
    .strictObject({
      /** Of the printed distance; null when there is none. */
      path: z.string().nullable(),
      sentence: z.string(),
      other: z.strictObject({ detectionId: z.string(), file: z.string(), record: z.number().int() }).nullable(),
    })
    .nullable(),
  coverage: z.array(secondsRowSchema),
  runs: z.array(runSchema),
  moreRuns: z.number().int().nonnegative(),
});
export type AnnexData = z.infer<typeof annexSchema>;

/** Null when the annex was not chosen; the facts say that it exists. */
export function annexData(context: ReportContext): AnnexData | null {
  const { input } = context;
  if (!input.document.annex) return null;
  const incursions = incursionsInOrder(context);
  const found = incursions.map(({ id }) => input.eligibilities.find(({ incursionId }) => incursionId === id));
  const first = context.earlier.incursions + 1;
  const all = runs(context);
  return {
    authorityAsOf: input.authorityAsOf,
    determinations: found.flatMap((one, index) =>
      one === undefined ? [] : [determination(context, one, first + index)],
    ),
    missing: found.flatMap((one, index) => (one === undefined ? [first + index] : [])),
    deconfliction: deconfliction(context),
    coverage: coverage(context),
    runs: all.slice(0, mostRuns),
    moreRuns: Math.max(0, all.length - mostRuns),
  };
}

const determination = (
  context: ReportContext,
  one: Eligibility,
  incursion: number,
): AnnexData['determinations'][number] => ({
  incursion,
  at: context.instant(one.atMs),
  day: one.day,
  statuteVersion: one.statuteVersion,
  authorityTableAsOf: one.authorityTableAsOf,
  authorityTable: one.authorityTable,
  result: one.result,
  resultLabel: resultWords[one.result].label,
  sentence: one.sentence,
  elements: one.elements.map((element) => ({
    ...element,
    citations: [...element.citations],
    evidence: [...element.evidence],
  })),
});

function deconfliction({ input, add, at }: ReportContext): AnnexData['deconfliction'] {
  if (input.deconfliction === null) return null;
  const { nearest, sentence, other } = input.deconfliction;
  if (nearest === null) return { path: null, sentence, other: null };
  const path = at('annex.deconfliction.distance');
  const printed = distanceText(nearest.distanceM);
  add({ path, label: 'Distance to the nearest cooperative aircraft', printed, rows: [[nearest.index, nearest.index]] });
  return { path, sentence, other };
}

function coverage(context: ReportContext): AnnexData['coverage'] {
  const { flight } = context;
  const day = easternDay(flight.firstMs);
  const seconds = (of: CoverageSeconds['observed'], state: keyof typeof of) => Math.round(of[state] ?? 0);
  return coverageStates.flatMap((state) => {
    const observedS = seconds(flight.coverage.observed, state);
    const inferredS = seconds(flight.coverage.inferred, state);
    if (observedS === 0 && inferredS === 0) return [];
    const { label, meaning } = coverageWord(state, day);
    const path = context.at(`annex.coverage.${state}`);
    const printed = `${durationText(observedS)} · ${durationText(inferredS)}`;
    context.add({ path, label: `Seconds ${label}, observed and inferred`, printed, rows: 'all' });
    return [{ path, state, label, meaning, observedS, inferredS }];
  });
}

function runs(context: ReportContext): AnnexData['runs'] {
  const { path } = context;
  const found: { code: number; first: number; last: number }[] = [];
  for (let i = 0; i < path.count; i++) {
    const code = path.coverage[i]!;
    const last = found.at(-1);
    if (last !== undefined && last.code === code) last.last = i;
    else found.push({ code, first: i, last: i });
  }
  return found.map(({ code, first, last }, index) => {
    const state = code === NO_STATE ? null : (coverageStates[code] ?? null);
    const { label } = coverageWord(state, easternDay(path.timeMs[first]!));
    const from = context.instant(path.timeMs[first]!);
    const to = context.instant(path.timeMs[last]!);
    const runPath = context.at(`annex.runs.${index + 1}`);
    if (index < mostRuns) {
      context.add({
        path: runPath,
        label: `Detections ${label}`,
        printed: String(last - first + 1),
        rows: [[first, last]],
      });
    }
    return { path: runPath, state, label, from, to, detections: last - first + 1 };
  });
}
