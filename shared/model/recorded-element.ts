import { z } from 'zod';
import { verdicts } from './conclusion.ts';

/** Elements that only a person can determine; the other elements are computed from the record and cannot be overruled. */
export const recordableElementIds = [
  'acting-component',
  'covered-asset-basis',
  'credible-threat',
  'positive-identification',
  'faa-coordination',
] as const;
export type RecordableElementId = (typeof recordableElementIds)[number];

/**
 * A person's determination of one element for one incursion. Kept as entered; a correction is another record.
 * A record that does not say who, when and on what facts is no record.
 */
export const recordedElementSchema = z
  .object({
    id: z.string().min(1),
    element: z.enum(recordableElementIds),
    verdict: z.enum(verdicts),
    /** Who made the determination, as entered; no claim of authentication. */
    by: z.string().trim().min(1),
    /** When the determination was made, as stated, and when it was entered here. UTC. */
    madeAtMs: z.number().int(),
    enteredAtMs: z.number().int(),
    facts: z.string().trim().min(1),
    /** For `covered-asset-basis`: the statutory purpose relied on, in the words of the authority table. */
    purpose: z.string().optional(),
    /** For `acting-component`: whose authority is looked up; federal when not said. */
    limb: z.enum(['federal', 'sltt']).optional(),
  })
  .refine((record) => record.enteredAtMs >= record.madeAtMs, {
    error: 'A determination cannot be entered before it was made.',
    path: ['enteredAtMs'],
  });
export type RecordedElement = z.infer<typeof recordedElementSchema>;
