import { canonicalJson } from '../canonical-json.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from '../geo/ellipsoid.ts';
import { preparePolygon } from '../geo/polygon.ts';
import { sigmaOfBoundM } from '../geo/probability.ts';
import type { Area, Designation } from '../model/area.ts';
import type { Bbox } from '../model/position.ts';
import type { DesignationRecords } from './designations.ts';

/** What of the flights a change of areas, designations and statements can touch. */
export type RecordsChange =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'some';
      /** Boxes of the areas concerned, as they were and as they are, with the standard deviation of their edge, metres. */
      readonly boxes: readonly { readonly box: Bbox; readonly edgeSigmaM: number }[];
      /** Sectors whose list is stated to be complete in another way than before. */
      readonly sectors: readonly string[];
    };

/**
 * What a change can touch: positions in or near an area that is another one now or is designated otherwise, and positions in
 * sectors with other statements. Everything, where a designation has or had no area on record, or the kind of the flights was
 * decided: then the change speaks of places that nobody can name.
 */
export function recordsChange(before: DesignationRecords, after: DesignationRecords): RecordsChange {
  if (before.synthetic !== after.synthetic) return { kind: 'all' };
  const [areasBefore, areasAfter] = [newestOf(before.areas), newestOf(after.areas)];
  const touched = new Set([...differing([...areasBefore], [...areasAfter], ([id]) => id)]);
  for (const id of differing(before.designations, after.designations, ({ areaId }) => areaId)) {
    touched.add(id);
    if (!areasBefore.has(id) || !areasAfter.has(id)) return { kind: 'all' };
  }
  const hasHomeless = (designations: readonly Designation[], areas: ReadonlyMap<string, Area>): boolean =>
    designations.some(({ areaId }) => touched.has(areaId) && !areas.has(areaId));
  if (hasHomeless(before.designations, areasBefore) || hasHomeless(after.designations, areasAfter))
    return { kind: 'all' };
  const boxes = [...touched].flatMap((id) =>
    [areasBefore.get(id), areasAfter.get(id)].flatMap((area) =>
      area === undefined
        ? []
        : [{ box: preparePolygon(area.geometry).bbox, edgeSigmaM: sigmaOfBoundM(area.edgeAccuracyM) }],
    ),
  );
  return {
    kind: 'some',
    boxes,
    sectors: [...differing(before.completeness, after.completeness, ({ sector }) => sector)],
  };
}

/**
 * Whether a flight may be touched: the box of its positions that matter, widened by what they and the edge may be off, meets a
 * box of the change, or it was in one of its sectors.
 * @param sigmaM largest of its positions' standard deviations, metres
 */
export function mayTouch(change: RecordsChange, box: Bbox, sigmaM: number, sectors: readonly string[]): boolean {
  if (change.kind === 'all') return true;
  if (sectors.some((sector) => change.sectors.includes(sector))) return true;
  return change.boxes.some(({ box: [west, south, east, north], edgeSigmaM }) => {
    // Φ(1.65) > 0.95, as when positions are judged; a percent and two metres for the plane.
    const reachM = 1.01 * (1.65 * Math.hypot(sigmaM, edgeSigmaM)) + 2;
    const dLat = reachM / metresPerDegreeLat(south);
    const dLng = reachM / metresPerDegreeLng(Math.min(89, Math.max(Math.abs(south), Math.abs(north)) + dLat));
    return box[0] <= east + dLng && box[2] >= west - dLng && box[1] <= north + dLat && box[3] >= south - dLat;
  });
}

function newestOf(areas: readonly Area[]): Map<string, Area> {
  const newest = new Map<string, Area>();
  for (const area of areas) if ((newest.get(area.id)?.version ?? 0) < area.version) newest.set(area.id, area);
  return newest;
}

/** Keys of the records that only one side has. */
function* differing<T>(before: readonly T[], after: readonly T[], keyOf: (record: T) => string): Generator<string> {
  const [left, right] = [before, after].map((side) => new Set(side.map((record) => canonicalJson(record))));
  for (const record of before) if (!right!.has(canonicalJson(record))) yield keyOf(record);
  for (const record of after) if (!left!.has(canonicalJson(record))) yield keyOf(record);
}
