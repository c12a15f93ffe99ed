import type { Border } from '../geo/border.ts';
import { toMultiPolygon } from '../geo/geometry-check.ts';
import type { Area, Completeness, Designation, MultiPolygon } from '../model/area.ts';
import type { Position } from '../model/position.ts';
import { Plane } from './plane.ts';

/** Areas of the example with what is on record about them. All of it is invented and says so. */
export interface ExampleAreas {
  readonly areas: readonly Omit<Area, 'version'>[];
  readonly designations: readonly Designation[];
  readonly completeness: readonly Omit<Completeness, 'enteredAtMs'>[];
}

interface Reach {
  readonly fromKm: number;
  readonly toKm: number;
  /** How far the area goes into the United States. */
  readonly depthKm: number;
  readonly status: Designation['status'];
  readonly from: string;
  readonly to: string | null;
}

/** Five designated and three pending, as the published count of 2022 has it; where and since when is invented. */
const reaches: readonly Reach[] = [
  { fromKm: 38, toKm: 58, depthKm: 12, status: 'designated', from: '2024-03-01', to: null },
  { fromKm: 186, toKm: 214, depthKm: 15, status: 'pending', from: '2026-02-01', to: null },
  { fromKm: 664, toKm: 704, depthKm: 20, status: 'designated', from: '2025-06-01', to: null },
  { fromKm: 1128, toKm: 1176, depthKm: 14, status: 'designated', from: '2024-09-15', to: null },
  { fromKm: 2384, toKm: 2410, depthKm: 16, status: 'pending', from: '2025-10-15', to: null },
  { fromKm: 2600, toKm: 2632, depthKm: 18, status: 'designated', from: '2025-11-20', to: null },
  { fromKm: 2812, toKm: 2836, depthKm: 8, status: 'pending', from: '2026-05-01', to: null },
  { fromKm: 2930, toKm: 2956, depthKm: 12, status: 'designated', from: '2025-01-10', to: null },
];

/** Sectors for which the example states that its list of designations is complete, and for which days. */
const complete: readonly Pick<Completeness, 'sector' | 'from' | 'to'>[] = [
  { sector: 'SDC', from: '2025-10-01', to: '2026-09-30' },
  { sector: 'TCA', from: '2025-10-01', to: '2026-09-30' },
  { sector: 'EPT', from: '2025-10-01', to: '2026-09-30' },
  { sector: 'RGV', from: '2026-01-01', to: '2026-09-30' },
];

const SOURCE = 'SYNTHETIC: made by the Fenceline simulator, no document';

/**
 * Areas along the built-in line for the example workspace, with their designations and the statements that the list is
 * complete in some sectors. They hang on the line on their Mexican side and end 8 to 20 km inside the United States.
 */
export function exampleAreas(border: Border): ExampleAreas {
  const ids = reaches.map((_, i) => `synthetic-aor-${i + 1}`);
  return {
    areas: reaches.map((reach, i) => ({
      id: ids[i]!,
      name: `SYNTHETIC AOR ${i + 1} (example)`,
      geometry: areaAlong(border, reach),
      edgeAccuracyM: 25,
      source: SOURCE,
      synthetic: true,
    })),
    designations: reaches.map(({ status, from, to }, i) => ({
      id: `synthetic-designation-${i + 1}`,
      areaId: ids[i]!,
      status,
      basis: 'SYNTHETIC example, no limb of the statute',
      sourceDocument: SOURCE,
      from,
      to,
    })),
    completeness: complete.map((statement) => ({ ...statement, statedBy: 'SYNTHETIC example, no person' })),
  };
}

/** The line is followed within so many metres. */
const LINE_TOLERANCE_M = 20;
/** The inland edge is drawn at so many places along a reach. */
const INLAND_POINTS = 9;

/**
 * The country between a stretch of the line and a smooth edge inland.
 * @throws when the outline is not simple: a reach of ours was badly chosen
 */
function areaAlong(border: Border, { fromKm, toKm, depthKm }: Reach): MultiPolygon {
  const line = simplified(stretch(border, fromKm, toKm), LINE_TOLERANCE_M);
  const inland = inlandEdge(line, depthKm * 1000);
  const ring = [...line, ...inland.toReversed(), line[0]!].map(([lng, lat]) => [round(lng), round(lat)]);
  const checked = toMultiPolygon({ type: 'Polygon', coordinates: [ring] });
  if (!checked.ok) throw new Error(`Example area from km ${fromKm} to ${toKm}: ${checked.failure.message}`);
  return checked.value;
}

/** To a decimetre or so: nobody surveyed these. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

function stretch(border: Border, fromKm: number, toKm: number): Position[] {
  const positions: Position[] = [border.positionOfKm(fromKm)];
  border.vertexKm.forEach((km, i) => {
    if (km > fromKm && km < toKm) positions.push([border.vertexLng[i]!, border.vertexLat[i]!]);
  });
  positions.push(border.positionOfKm(toKm));
  return positions;
}

/** Fewer vertices, none of those left out farther than the tolerance. Method: Douglas and Peucker (1973). */
function simplified(line: readonly Position[], toleranceM: number): Position[] {
  const plane = new Plane(line[0]!);
  const east = line.map(([lng]) => plane.east(lng));
  const north = line.map(([, lat]) => plane.north(lat));
  const kept = new Set([0, line.length - 1]);
  const open: [from: number, to: number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    let farthest = -1;
    let most = toleranceM;
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToWay(east[i]!, north[i]!, east[from]!, north[from]!, east[to]!, north[to]!);
      if (distance > most) [farthest, most] = [i, distance];
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, i) => kept.has(i));
}

function distanceToWay(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const wayX = bx - ax;
  const wayY = by - ay;
  const squared = wayX * wayX + wayY * wayY;
  const along = squared === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * wayX + (y - ay) * wayY) / squared));
  return Math.hypot(x - ax - along * wayX, y - ay - along * wayY);
}

/**
 * The edge on the far side, west to east: at even steps along the chord of the reach, `depthM` north of the northernmost
 * bit of line around there, so that no bend of the river reaches it.
 */
function inlandEdge(line: readonly Position[], depthM: number): Position[] {
  const first = line[0]!;
  const last = line.at(-1)!;
  const plane = new Plane(first);
  const chordEast = plane.east(last[0]);
  const chordNorth = plane.north(last[1]);
  const chordM = Math.hypot(chordEast, chordNorth);
  // Along the chord and to the left of it, which is inland.
  const alongOf = ([lng, lat]: Position) => (plane.east(lng) * chordEast + plane.north(lat) * chordNorth) / chordM;
  const leftOf = ([lng, lat]: Position) => (plane.north(lat) * chordEast - plane.east(lng) * chordNorth) / chordM;
  const reachM = chordM / (INLAND_POINTS - 1);
  return Array.from({ length: INLAND_POINTS }, (_, i) => {
    const alongM = i * reachM;
    const nearby = line.filter((position) => Math.abs(alongOf(position) - alongM) <= 1.5 * reachM);
    const leftM = depthM + nearby.reduce((most, position) => Math.max(most, leftOf(position)), 0);
    return plane.position(
      (chordEast * alongM - chordNorth * leftM) / chordM,
      (chordNorth * alongM + chordEast * leftM) / chordM,
    );
  });
}
