import { z } from 'zod';
import type { Flight } from './conclusion.ts';
import { coverageStates, flightClasses, grades, reviewStates } from './lists.ts';

/** What a person can decide; *changed* comes about by itself. */
export const reviewDecisions = reviewStates.filter((state) => state !== 'changed');

/** What was concluded about a flight, as far as a reviewer decides on it. */
export const reviewedConclusionSchema = z.object({
  class: z.enum(flightClasses),
  grade: z.enum(grades).nullable(),
  incursions: z.array(z.enum(grades)),
  crossings: z.number(),
  coverageState: z.enum(coverageStates).nullable(),
  detections: z.number(),
  edits: z.array(z.string()),
});
export type ReviewedConclusion = z.infer<typeof reviewedConclusionSchema>;

export const reviewSchema = z.object({
  /** *changed* where the flight is concluded otherwise since. */
  state: z.enum(reviewStates),
  /** What the person decided. */
  decided: z.enum(reviewStates),
  reason: z.string(),
  actor: z.string(),
  atMs: z.number(),
  /** What is otherwise since, a sentence each. */
  changes: z.array(z.string()),
});
export type Review = z.infer<typeof reviewSchema>;

export const reviewedConclusionOf = (flight: Flight): ReviewedConclusion => ({
  class: flight.class,
  grade: flight.grade,
  incursions: flight.incursions.map(({ grade }) => grade),
  crossings: flight.crossings.length,
  coverageState: flight.coverageState,
  detections: flight.detections,
  edits: [...flight.edits],
});

/** What is concluded otherwise than when it was reviewed, a sentence each; empty when nothing is. */
export function changesSince(then: ReviewedConclusion, now: ReviewedConclusion): string[] {
  const changes: string[] = [];
  const say = (what: string, before: unknown, after: unknown): void => {
    if (before !== after) changes.push(`${what} was ${before ?? 'none'}, now ${after ?? 'none'}.`);
  };
  say('Class', then.class, now.class);
  say('Grade', then.grade, now.grade);
  say('Incursions:', then.incursions.join(', ') || 'none', now.incursions.join(', ') || 'none');
  say('Number of crossings', then.crossings, now.crossings);
  say('Coverage state', then.coverageState, now.coverageState);
  say('Number of detections', then.detections, now.detections);
  if (then.edits.join() !== now.edits.join()) changes.push('Its tracks were edited since.');
  return changes;
}
