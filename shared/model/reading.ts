import { z } from 'zod';

export const questionKinds = ['meaning', 'unit', 'datum', 'accuracy', 'coordinate-order', 'day-order', 'zone'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What a table leaves open under a mapping: asked once, and kept with the import when nobody answered. */
export const assumptionSchema = z.strictObject({
  kind: z.enum(questionKinds),
  /** As the mapping calls the column; null when it is about the whole table. */
  column: z.union([z.string(), z.number()]).nullable(),
  /** A value it is about, as it stands in the file. */
  example: z.string().nullable(),
  /** What is taken while nobody answers: a sentence fit for the printed page. */
  assumption: z.string(),
});
export type Assumption = z.infer<typeof assumptionSchema>;
