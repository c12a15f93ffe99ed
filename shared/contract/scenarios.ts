import { z } from 'zod';
import {
  scenarioChangeSchema,
  scenarioComparisonSchema,
  scenarioRowSchema,
  scenarioSetSchema,
} from '../model/scenario.ts';
import { method, nothing } from './method.ts';

export const scenarioIdSchema = z.string().min(1).max(200);

export const scenarioMethods = {
  'scenarios.list': method(nothing, z.object({ scenarios: z.array(scenarioRowSchema) })),
  'scenarios.detail': method(
    z.strictObject({ id: scenarioIdSchema }),
    z.object({ scenario: scenarioRowSchema, set: scenarioSetSchema }),
  ),
  'scenarios.compare': method(z.strictObject({ a: scenarioIdSchema, b: scenarioIdSchema }), scenarioComparisonSchema),
  'scenarios.save': method(
    z.strictObject({
      name: z.string().max(100),
      /** The scenario that is changed. */
      base: scenarioIdSchema,
      changes: z.array(scenarioChangeSchema).max(10_000),
      completeness: z.enum(['as-stated', 'supposed']).optional(),
      /** Handle of a GeoJSON file with further areas. */
      file: z.string().optional(),
    }),
    z.object({ scenario: scenarioRowSchema, alreadySo: z.boolean() }),
  ),
  'scenarios.remove': method(z.strictObject({ id: scenarioIdSchema }), z.object({ id: z.string() })),
} as const;
