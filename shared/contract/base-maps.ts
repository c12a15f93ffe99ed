import { z } from 'zod';
import { method, nothing } from './method.ts';

/** What tiles hold: pictures, or shapes to be drawn. */
export const tileKinds = ['raster', 'vector'] as const;

/** A base map that a person brought. Its texts come from its file: shown as text only. */
export const baseMapSchema = z.object({
  id: z.string(),
  name: z.string(),
  format: z.enum(['pmtiles', 'mbtiles']),
  kind: z.enum(tileKinds),
  minZoom: z.number().int(),
  maxZoom: z.number().int(),
  /** west, south, east, north in degrees; null when the file does not say. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  attribution: z.string(),
  bytes: z.number(),
});
export type BaseMapInfo = z.infer<typeof baseMapSchema>;

const tileNumber = z.number().int().min(0).max(0x3fffff);

export const baseMapMethods = {
  'baseMaps.list': method(nothing, z.object({ maps: z.array(baseMapSchema) })),
  /** Copies an offered file beside the person's settings, once it is shown to be a base map. */
  'baseMaps.add': method(z.strictObject({ file: z.string() }), baseMapSchema),
  'baseMaps.remove': method(z.strictObject({ id: z.string() }), z.object({})),
  'baseMaps.tile': method(
    z.strictObject({ id: z.string(), z: z.number().int().min(0).max(22), x: tileNumber, y: tileNumber }),
    /** Base64 of the tile, not compressed any more; null where the map has none. */
    z.object({ data: z.string().nullable() }),
  ),
} as const;
