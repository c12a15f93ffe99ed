import { z } from 'zod';
import { eligibilitySchema, verdicts } from '../model/conclusion.ts';
import { attachments, recordableElementIds, storedElementSchema } from '../model/recorded-element.ts';
import { method } from './method.ts';

/** A record, and the incursion that it belongs to now; null when the one it was recorded for no longer stands. */
export const elementRowSchema = storedElementSchema.extend({
  attached: z.object({ incursionId: z.string(), flightId: z.string(), attachment: z.enum(attachments) }).nullable(),
});
export type ElementRow = z.infer<typeof elementRowSchema>;

/** As entered; `shared/eligibility/element-entry.ts` says what is wrong with one, and in which field. */
const entrySchema = z.strictObject({
  element: z.enum(recordableElementIds),
  verdict: z.enum(verdicts),
  by: z.string().max(200),
  madeAt: z.string().max(60),
  facts: z.string().max(4000),
  purpose: z.string().max(500).optional(),
  limb: z.enum(['federal', 'sltt']).optional(),
  component: z.string().max(200).optional(),
  certified: z.boolean().optional(),
  reference: z.string().max(500).optional(),
});

const reason = z.string().max(2000);

export const elementMethods = {
  'elements.list': method(
    /** Without a flight, every record of the workspace. */
    z.strictObject({ flightId: z.string().optional() }),
    z.object({
      rows: z.array(elementRowSchema),
      /** By incursion of the flight: what a purpose may be on its legal day besides the covered asset. */
      purposes: z.record(z.string(), z.array(z.string())),
    }),
  ),
  'elements.record': method(
    z.strictObject({
      incursionId: z.string(),
      entry: entrySchema,
      /** The record that this one corrects; then `reason` says why. */
      supersedes: z.string().optional(),
      reason: reason.optional(),
    }),
    z.object({ id: z.string(), eligibility: eligibilitySchema }),
  ),
  'elements.withdraw': method(z.strictObject({ id: z.string(), reason }), z.object({ id: z.string() })),
  /** Puts a withdrawn record back. */
  'elements.restore': method(z.strictObject({ id: z.string(), reason }), z.object({ id: z.string() })),
} as const;
