import { z } from 'zod';

const stated = z.string().trim().min(1).max(300).nullable();

/** How a file came into our hands, in the words of whoever noted it. Null: not noted. */
export const acquisitionNoteSchema = z.strictObject({
  receivedFrom: stated,
  receivedBy: stated,
  /** A day, or a time with its zone, as it was written. */
  receivedAt: stated,
  /** The stick, disc, mail or link it came on… */
  medium: stated,
  /** …and its serial or evidence number. */
  mediumSerial: stated,
});
export type AcquisitionNote = z.infer<typeof acquisitionNoteSchema>;

export const storedAcquisitionSchema = acquisitionNoteSchema.extend({ enteredAtMs: z.number(), actor: z.string() });
export type StoredAcquisition = z.infer<typeof storedAcquisitionSchema>;
