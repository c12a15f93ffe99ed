import { z } from 'zod';
import { attachments, recordableElementIds, verdicts } from './lists.ts';

export { type Attachment, attachments, type RecordableElementId, recordableElementIds } from './lists.ts';

/**
 * A person's determination of one element for one incursion. Kept as entered; a correction is another record.
 * A record that does not say who, when and on what facts is no record.
 */
const recordShape = z.object({
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
  /** For `acting-component`: which component or agency, by name. */
  component: z.string().optional(),
  /** For a State, local, Tribal or territorial agency: whether its officers were certified. Absent: not said. */
  certified: z.boolean().optional(),
  /** A document, log or coordination number that the determination stands in. */
  reference: z.string().optional(),
  /** `same` when left out. */
  attachment: z.enum(attachments).optional(),
});
const enteredAfterMade = (record: { madeAtMs: number; enteredAtMs: number }): boolean =>
  record.enteredAtMs >= record.madeAtMs;
const enteredTooEarly = { error: 'A determination cannot be entered before it was made.', path: ['enteredAtMs'] };

export const recordedElementSchema = recordShape.refine(enteredAfterMade, enteredTooEarly);
export type RecordedElement = z.infer<typeof recordedElementSchema>;

/** What a record was made for: enough to find the incursion again when the flight is built anew. */
export const incursionAnchorSchema = z.object({
  objectKey: z.string(),
  objectName: z.string(),
  flightId: z.string(),
  incursionId: z.string(),
  firstMs: z.number(),
  lastMs: z.number(),
  /** Content ids of its first and last detection, and how many it had. */
  firstDetection: z.string(),
  lastDetection: z.string(),
  detections: z.number(),
});
export type IncursionAnchor = z.infer<typeof incursionAnchorSchema>;

/** A record as it is kept, with what became of it. */
export const storedElementSchema = recordShape.omit({ attachment: true }).extend({
  anchor: incursionAnchorSchema,
  /** The account it was entered under. */
  enteredBy: z.string(),
  /** The record that this one corrects, and why. */
  supersedes: z.string().nullable(),
  reason: z.string().nullable(),
  /** `withdrawn` by a person, or `superseded` by a record that stands. Only a record `on-record` is read by the rules. */
  standing: z.enum(['on-record', 'withdrawn', 'superseded']),
  /** What was done to it since, oldest first. */
  events: z.array(
    z.object({
      kind: z.enum(['withdrawn', 'restored', 'superseded']),
      atMs: z.number(),
      by: z.string(),
      reason: z.string(),
    }),
  ),
});
export type StoredElement = z.infer<typeof storedElementSchema>;
