import { z } from 'zod';
import { failureSchema } from './imports.ts';
import { method, nothing } from './method.ts';

/** A folder into which somebody else puts files, and what has come into it since. */
export const watchMethods = {
  'watch.status': method(
    nothing,
    z.object({
      /** As the person wrote it; null: none is watched. */
      folder: z.string().nullable(),
      /** Files that have stopped changing and were neither imported nor put aside, by the handles that `imports.start` takes. */
      found: z.array(z.object({ handle: z.string(), name: z.string() })),
      /** Why the folder cannot be looked into now. */
      failure: failureSchema.nullable(),
    }),
  ),
  'watch.set': method(z.strictObject({ folder: z.string().trim().min(1).max(4096).nullable() }), z.object({})),
  /** Puts what has come aside: it is not offered again until it changes. */
  'watch.putAside': method(nothing, z.object({})),
} as const;
