import { z } from 'zod';

export { sums } from './deltas.ts';

/** A named stretch of the reference line. */
export const borderSegmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  fromKm: z.number(),
  toKm: z.number(),
  /** 95 % bound used where no kilometre value applies, metres. */
  defaultErrorM: z.number(),
});
export type BorderSegment = z.infer<typeof borderSegmentSchema>;

/** `resources/border.json`: delta-encoded integers. */
export const borderFileSchema = z
  .object({
    name: z.string(),
    source: z.string(),
    vintage: z.string(),
    licence: z.string(),
    attribution: z.string(),
    notASurvey: z.string(),
    lengthKm: z.number().positive(),
    landFromKm: z.number(),
    landToKm: z.number(),
    vertices: z.number().int().min(2),
    scale: z.number().positive(),
    lng: z.array(z.int()),
    lat: z.array(z.int()),
    stationDm: z.array(z.int()),
  })
  .refine((file) => [file.lng, file.lat, file.stationDm].every((list) => list.length === file.vertices), {
    error: 'lists of the line must be as long as it has vertices',
  });

/** `resources/border-error.json`: `errorBoundM[k]` holds for border km k to k + 1. */
export const borderErrorFileSchema = z.object({
  line: z.string(),
  segments: z.array(borderSegmentSchema).min(1),
  errorBoundM: z.array(z.number().positive()).min(1),
});
