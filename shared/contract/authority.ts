import { z } from 'zod';
import { daySchema } from '../model/area.ts';
import { method, nothing } from './method.ts';

const sourceText = z.string().max(2000);

/** An edit as a form or the command line makes it; `shared/eligibility/authority-edit.ts` says what is wrong with one. */
const editSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('interval'),
    id: z.string(),
    limb: z.enum(['federal', 'sltt']),
    act: z.string(),
    publicLaw: z.string(),
    enacted: z.string(),
    from: z.string(),
    to: z.string(),
    effectiveTo: z.string(),
    lastUndisputedDay: z.string().nullable(),
    note: z.string(),
    source: z.array(z.string()),
    verified: z.boolean(),
    verifiedBy: z.string().optional(),
    verifiedSource: z.string().optional(),
    newSource: z
      .strictObject({ id: z.string(), title: z.string(), url: z.string().nullable(), date: z.string() })
      .optional(),
  }),
  z.strictObject({ kind: z.literal('as-of'), asOf: z.string() }),
]);

const changedSchema = z.object({
  version: z.number(),
  label: z.string(),
  digest: z.string(),
  alreadySo: z.boolean(),
  concluded: z.number(),
});

const publishedFigureSchema = z.object({
  id: z.string(),
  /** As published: a number, or words. */
  figure: z.union([z.number(), z.string()]),
  /** In the publisher's own words: no two sources count the same thing. */
  unit: z.string(),
  period: z.string(),
  place: z.string(),
  source: z.array(z.string()),
  caveat: z.string().nullable(),
});

/** `resources/published-figures.json`. */
export const publishedFiguresSchema = z.object({
  asOf: daySchema,
  notes: z.array(z.string()),
  figures: z.array(publishedFigureSchema),
  sources: z.record(z.string(), z.object({ title: z.string(), url: z.string().nullable(), date: z.string() })),
});

const builtInSchema = z.object({ asOf: daySchema, digest: z.string() });

export const authorityIntervalSchema = z.object({
  id: z.string(),
  authority: z.string(),
  agencyLimb: z.string(),
  limb: z.enum(['federal', 'sltt']),
  from: daySchema,
  to: daySchema,
  effectiveTo: daySchema,
  lastUndisputedDay: daySchema.nullable(),
  act: z.string(),
  publicLaw: z.string(),
  enacted: daySchema,
  source: z.array(z.string()),
  verified: z.boolean(),
  verification: z.object({ by: z.string(), on: daySchema, source: z.string() }).optional(),
  note: z.string(),
});
export type AuthorityIntervalRow = z.infer<typeof authorityIntervalSchema>;

export const authorityMethods = {
  'authority.get': method(
    /** A stored version; 0 is the built-in table; left out, the one in use. */
    z.strictObject({ version: z.number().int().nonnegative().optional() }),
    z.object({
      label: z.string(),
      digest: z.string(),
      /** Null for the built-in table. */
      version: z.number().nullable(),
      inUse: z.boolean(),
      asOf: daySchema,
      builtIn: builtInSchema,
      title: z.string(),
      purposeStatement: z.string(),
      notes: z.array(z.string()),
      intervals: z.array(authorityIntervalSchema),
      gaps: z.array(
        z.object({
          id: z.string(),
          from: daySchema,
          to: daySchema,
          kind: z.enum(['possible gap', 'boundary', 'lapse']),
          verified: z.boolean(),
          source: z.array(z.string()),
          note: z.string(),
        }),
      ),
      statuteVersions: z.array(
        z.object({
          id: z.string(),
          from: daySchema,
          to: daySchema,
          verified: z.string(),
          purposes: z.array(z.string()),
          definitions: z.string(),
          eligibilityMeaning: z.string(),
        }),
      ),
      sources: z.array(z.object({ id: z.string(), title: z.string(), url: z.string().nullable(), date: z.string() })),
    }),
  ),
  'authority.history': method(
    nothing,
    z.object({
      builtIn: builtInSchema,
      /** Newest first; the first one is in use. Empty while the built-in table is. */
      versions: z.array(
        z.object({
          version: z.number(),
          label: z.string(),
          asOf: daySchema,
          asOfMoved: z.object({ from: daySchema, to: daySchema }).nullable(),
          digest: z.string(),
          how: z.enum(['imported', 'edited', 'kit', 'built-in']),
          source: z.string(),
          file: z.string().nullable(),
          fileSha256: z.string().nullable(),
          enteredAtMs: z.number(),
          actor: z.string(),
          added: z.array(z.string()),
          changed: z.array(z.string()),
          removed: z.array(z.string()),
        }),
      ),
    }),
  ),
  /** Counts that others published, never to be shown without their own unit and source. */
  'authority.published': method(nothing, publishedFiguresSchema),
  'authority.import': method(z.strictObject({ file: z.string(), source: sourceText }), changedSchema),
  'authority.edit': method(z.strictObject({ base: z.string(), edit: editSchema, source: sourceText }), changedSchema),
  'authority.reset': method(z.strictObject({ source: sourceText }), changedSchema),
} as const;
