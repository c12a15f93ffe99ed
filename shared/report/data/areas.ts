import { z } from 'zod';
import { designationStatuses, multiPolygonSchema } from '../../model/area.ts';
import type { AreaInput } from '../input.ts';
import type { ReportContext } from './context.ts';

/** An area on the map or that a flight was in. A null status: no designation on record. */
export const areaRowSchema = z.strictObject({
  /** How it is called on the map: A1, A2… */
  tag: z.string(),
  id: z.string(),
  name: z.string(),
  version: z.number().int(),
  synthetic: z.boolean(),
  source: z.string(),
  edgeAccuracyM: z.number(),
  /** Whether a flight was in it at any time, P ≥ 0.5. */
  entered: z.boolean(),
  status: z.enum(designationStatuses).nullable(),
  basis: z.string().nullable(),
  sourceDocument: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Null where the edges are withheld. */
  polygons: multiPolygonSchema.nullable(),
});
export type AreaRow = z.infer<typeof areaRowSchema>;

/** @param onMap whether an area reaches into the drawn map */
export function areaRows(contexts: readonly ReportContext[], onMap: (area: AreaInput['area']) => boolean): AreaRow[] {
  const { input } = contexts[0]!;
  const entered = new Set(contexts.flatMap(({ flight }) => flight.areaIds));
  const withheld = input.document.withheld.includes('area-edges');
  return input.areas
    .filter(({ area }) => entered.has(area.id) || onMap(area))
    .map(({ area, designation }, index) => ({
      tag: `A${index + 1}`,
      id: area.id,
      name: area.name,
      version: area.version,
      synthetic: area.synthetic,
      source: area.source,
      edgeAccuracyM: area.edgeAccuracyM,
      entered: entered.has(area.id),
      status: designation?.status ?? null,
      basis: designation?.basis ?? null,
      sourceDocument: designation?.sourceDocument ?? null,
      from: designation?.from ?? null,
      to: designation?.to ?? null,
      polygons: withheld
        ? null
        : area.geometry.map((polygon) => polygon.map((ring) => ring.map(([lng, lat]): [number, number] => [lng, lat]))),
    }));
}
