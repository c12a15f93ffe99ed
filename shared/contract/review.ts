import { z } from 'zod';
import { reviewStates, trackEditKinds } from '../model/lists.ts';
import { reviewDecisions, reviewSchema } from '../model/review.ts';
import { trackEditSchema } from '../model/track-edit.ts';
import { filtersSchema } from './filters.ts';
import { method, nothing } from './method.ts';

const reason = z.string().trim().max(2000);

/** What people decide about flights: reviews, and edits of tracks. */
export const reviewMethods = {
  'reviews.set': method(
    z.strictObject({
      flightIds: z.array(z.string()).min(1).max(1000),
      state: z.enum(reviewDecisions),
      /** Needed to reject. */
      reason: reason.default(''),
    }),
    z.object({}),
  ),
  'reviews.counts': method(
    z.strictObject({ filters: filtersSchema.default({}) }),
    z.object({ counts: z.record(z.enum(reviewStates), z.number()) }),
  ),
  /** Says that the person is here. @returns when they were here last; null the first time */
  'visits.begin': method(nothing, z.object({ sinceMs: z.number().nullable() })),
  'reviews.history': method(z.strictObject({ flightId: z.string() }), z.object({ reviews: z.array(reviewSchema) })),
  'edits.make': method(
    z.strictObject({
      kind: z.enum(trackEditKinds),
      flightIds: z.array(z.string()).min(1).max(100),
      /** Split: from this instant on it is another flight. Reassign: what lies between the two, inclusive. UTC milliseconds. */
      fromMs: z.number().optional(),
      toMs: z.number().optional(),
      reason: reason.min(1),
    }),
    z.object({ editId: z.string() }),
  ),
  'edits.withdraw': method(
    z.strictObject({ editId: z.string(), reason: reason.min(1) }),
    z.object({ editId: z.string() }),
  ),
  'edits.list': method(
    nothing,
    z.object({
      edits: z.array(
        trackEditSchema.omit({ claimed: true, about: true }).extend({
          /** How many detections it claims. */
          detections: z.number(),
          withdrawn: z.object({ atMs: z.number(), by: z.string(), reason: z.string() }).nullable(),
        }),
      ),
    }),
  ),
} as const;
