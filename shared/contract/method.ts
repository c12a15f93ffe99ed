import { z } from 'zod';

/** One method of the contract: what is asked and what is answered. */
export const method = <Q extends z.ZodType, P extends z.ZodType>(request: Q, reply: P) => ({ request, reply });

export const nothing = z.strictObject({});

/** A page of a list, with what exactly is counted. */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({
    rows: z.array(row),
    total: z.number(),
    truncated: z.boolean(),
    /** What exactly is counted, in a sentence that may be printed beside the number. */
    definition: z.string(),
  });
