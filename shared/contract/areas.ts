import { z } from 'zod';
import { areaSchema, completenessSchema, daySchema, designationSchema } from '../model/area.ts';
import { method } from './method.ts';

const reason = z.string().max(500);

/** What an edit did: the areas as they are now, what should be looked at, and how many flights were judged again. */
const areasEdited = z.object({
  areas: z.array(z.object({ id: z.string(), name: z.string(), version: z.number() })),
  notes: z.array(z.string()),
  flightsJudgedAgain: z.number(),
});

export const areaVersionSchema = areaSchema.extend({
  enteredAtMs: z.number(),
  actor: z.string(),
  withdrawn: z.object({ atMs: z.number(), reason: z.string(), by: z.string() }).nullable(),
});
export type AreaVersionRow = z.infer<typeof areaVersionSchema>;

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
  /** An area drawn or edited, as its next version; without an id, a new one. */
  'areas.save': method(
    z.strictObject({
      id: z.string().optional(),
      /** The version that was edited; left out for a new area. */
      basedOn: z.number().int().optional(),
      name: z.string().max(200),
      source: z.string().max(500),
      edgeAccuracyM: z.number().nonnegative().max(100_000),
      /** GeoJSON MultiPolygon coordinates, [lng, lat]; checked by the backend, which names polygon, ring and vertex at fault. */
      geometry: z.array(z.array(z.array(z.tuple([z.number(), z.number()])).max(20_000)).max(200)).max(200),
    }),
    areasEdited,
  ),
  'areas.split': method(
    z.strictObject({
      id: z.string(),
      line: z.array(z.tuple([z.number(), z.number()])).max(10_000),
      secondName: z.string().max(200),
    }),
    areasEdited,
  ),
  'areas.merge': method(z.strictObject({ ids: z.array(z.string()).max(50) }), areasEdited),
  'areas.withdraw': method(z.strictObject({ id: z.string(), reason }), areasEdited),
  'areas.designate': method(designationSchema.omit({ id: true }).strict(), designationSchema),
  'areas.undesignate': method(z.strictObject({ id: z.string(), reason }), areasEdited),
  'areas.complete': method(completenessSchema.omit({ enteredAtMs: true }).strict(), completenessSchema),
  'areas.history': method(z.strictObject({ id: z.string() }), z.object({ versions: z.array(areaVersionSchema) })),
  'areas.conflicts': method(
    z.strictObject({}),
    z.object({
      conflicts: z.array(
        z.object({
          kind: z.enum(['areas-overlap', 'statuses-overlap', 'area-missing']),
          areaIds: z.array(z.string()),
          designationIds: z.array(z.string()),
          sentence: z.string(),
        }),
      ),
    }),
  ),
} as const;
