import { z } from 'zod';
import { areaSchema, completenessSchema, daySchema, designationSchema } from '../model/area.ts';
import { method } from './method.ts';

export const areaMethods = {
  'areas.list': method(
    z.strictObject({
      /** A US Eastern day: areas as entered by its end, designations and statements that hold on it. */
      asOf: daySchema.optional(),
    }),
    z.object({
      areas: z.array(areaSchema),
      designations: z.array(designationSchema),
      completeness: z.array(completenessSchema),
    }),
  ),
  'areas.import': method(
    z.strictObject({ file: z.string() }),
    z.object({
      imported: z.number(),
      designations: z.number(),
      /** Features not used, and what was filled in for those that were; numbered from 1. */
      refused: z.array(z.object({ index: z.number(), name: z.string().nullable(), reason: z.string() })),
      assumed: z.array(z.object({ index: z.number(), name: z.string().nullable(), reason: z.string() })),
    }),
  ),
} as const;
