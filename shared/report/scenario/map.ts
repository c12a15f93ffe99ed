import { z } from 'zod';
import type { Border } from '../../geo/border.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from '../../geo/ellipsoid.ts';
import { multiPolygonSchema } from '../../model/area.ts';
import { coverageStates } from '../../model/lists.ts';
import type { Position } from '../../model/position.ts';
import type { ScenarioComparison, ScenarioFlight, ScenarioSet } from '../../model/scenario.ts';
import { clippedLine } from '../data/clip.ts';
import { boxOf, drawn, finest, grown, lineOf, printed, shaped } from '../data/map-frame.ts';

/** In which of the two sets an area is designated at any time. */
export const designatedIn = ['both', 'a', 'b', 'neither'] as const;
export type DesignatedIn = (typeof designatedIn)[number];

const pointSchema = z.tuple([z.number(), z.number()]);
const stateSchema = z.enum(coverageStates).nullable();

/** What the scenario page's map shows, in degrees [lng, lat]; the page decides how it looks. */
export const scenarioMapSchema = z.strictObject({
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** Parts of the reference line in view. */
  border: z.array(z.array(pointSchema)),
  areas: z.array(
    z.strictObject({
      name: z.string(),
      synthetic: z.boolean(),
      designated: z.enum(designatedIn),
      polygons: multiPolygonSchema,
    }),
  ),
  /** Flights that change as a whole, by how, the most frequent change first; each at one of its positions in the United States. */
  /** More flights change than these. */
  truncated: z.boolean(),
  changes: z.array(z.strictObject({ from: stateSchema, to: stateSchema, places: z.array(pointSchema) })),
});
export type ScenarioMap = z.infer<typeof scenarioMapSchema>;

/** As wide as the page, and flat: the line runs west to east. */
const aspect = 1.9;
/** So that what is around a few flights is seen. */
const smallestWidthM = 30_000;

/** Null when no flight changes: there is nothing to point at. */
export function scenarioMap(
  { flights, truncated }: Pick<ScenarioComparison, 'flights' | 'truncated'>,
  sets: { readonly a: ScenarioSet; readonly b: ScenarioSet },
  border: Border,
): ScenarioMap | null {
  const changes = changesOf(flights);
  const places = changes.flatMap((change) => change.places);
  if (places.length === 0) return null;
  const box = boxOf(places);
  const lat = (box[1] + box[3]) / 2;
  const bounds = shaped(box, metresPerDegreeLng(lat), metresPerDegreeLat(lat), aspect, smallestWidthM);
  const tolerance = (bounds[2] - bounds[0]) / finest;
  return {
    bounds: [...printed([bounds[0], bounds[1]]), ...printed([bounds[2], bounds[3]])],
    border: clippedLine(lineOf(border), grown(bounds, 0.05)).map((piece) => drawn(piece, tolerance)),
    areas: areasOf(sets, tolerance),
    truncated,
    changes,
  };
}

function changesOf(flights: readonly ScenarioFlight[]): ScenarioMap['changes'] {
  const byChange = new Map<string, ScenarioMap['changes'][number]>();
  for (const { from, to, place } of flights) {
    if (from === to) continue;
    const key = `${from} ${to}`;
    const change = byChange.get(key) ?? { from, to, places: [] };
    byChange.set(key, change);
    change.places.push(printed(place));
  }
  return [...byChange.entries()]
    .sort(([one, a], [other, b]) => b.places.length - a.places.length || (one < other ? -1 : 1))
    .map(([, change]) => change);
}

/** An area whose outline differs between the sets is drawn as each has it. */
function areasOf(
  { a, b }: { readonly a: ScenarioSet; readonly b: ScenarioSet },
  tolerance: number,
): ScenarioMap['areas'] {
  const isDesignated = ({ designations }: ScenarioSet, id: string): boolean =>
    designations.some(({ areaId, status }) => areaId === id && status === 'designated');
  const keyOf = ({ id, geometry }: ScenarioSet['areas'][number]): string => `${id} ${JSON.stringify(geometry)}`;
  const [inA, inB] = [a, b].map((set) => new Map(set.areas.map((area) => [keyOf(area), area])));
  return [...new Map([...inA!, ...inB!])].map(([key, area]) => {
    const asA = inA!.has(key) && isDesignated(a, area.id);
    const asB = inB!.has(key) && isDesignated(b, area.id);
    return {
      name: area.name,
      synthetic: area.synthetic,
      designated: asA ? (asB ? 'both' : 'a') : asB ? 'b' : 'neither',
      polygons: area.geometry.map((rings) => rings.map((ring) => outline(ring, tolerance))),
    };
  });
}

/** An outline thin enough to draw, which stays a ring. */
function outline(ring: readonly Position[], tolerance: number): [number, number][] {
  const thin = drawn(ring, tolerance);
  return thin.length >= 4 ? thin : ring.map(printed);
}
