import { z } from 'zod';
import { type DesignationStatus, designationStatuses } from './lists.ts';

/** A calendar day in US Eastern time, the legal day of the authority table: `2025-12-18`. */
export const daySchema = z.string().refine(isCalendarDay, {
  error: 'It must be a calendar day such as 2025-12-18 (US Eastern), without a time or a zone.',
});

/** Whether a text is a day that exists: 2026-02-30 has the form of one and is none. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const ringSchema = z.array(z.tuple([z.number(), z.number()])).min(4);

/** GeoJSON MultiPolygon coordinates, WGS 84 [lng, lat], rings closed. A Polygon is stored as one with one member. */
export const multiPolygonSchema = z.array(z.array(ringSchema).min(1)).min(1);
export type MultiPolygon = z.infer<typeof multiPolygonSchema>;

/** One version of an area of responsibility. Versions are added, never edited. */
export const areaSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number().int().positive(),
  geometry: multiPolygonSchema,
  /** 95 % bound on the position of its edge, metres. */
  edgeAccuracyM: z.number().nonnegative(),
  source: z.string(),
  synthetic: z.boolean(),
});
export type Area = z.infer<typeof areaSchema>;

export { type DesignationStatus, designationStatuses };

/** The record that an area is (or is proposed as) a covered asset. */
export const designationSchema = z.object({
  id: z.string(),
  areaId: z.string(),
  status: z.enum(designationStatuses),
  /** Limb of the statute relied on, e.g. "6 U.S.C. 124n(k)(3)(C)(i)(I)". */
  basis: z.string(),
  sourceDocument: z.string(),
  from: daySchema,
  /** Last day in force, inclusive; null while open. */
  to: daySchema.nullable(),
});
export type Designation = z.infer<typeof designationSchema>;

/** A named person's statement that the list of designations is complete for a sector and period. */
export const completenessSchema = z.object({
  sector: z.string(),
  from: daySchema,
  to: daySchema,
  statedBy: z.string(),
  enteredAtMs: z.number(),
});
export type Completeness = z.infer<typeof completenessSchema>;
