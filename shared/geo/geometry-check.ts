import type { MultiPolygon } from '../model/area.ts';
import { fail, ok, type Result } from '../result.ts';
import { type PreparedPolygon, preparePolygon } from './polygon.ts';
import { meetingOf } from './segment-meeting.ts';
import { SegmentTree } from './segment-tree.ts';

type Vertex = [lng: number, lat: number];
type Ring = Vertex[];

/** Thrown and caught in this file only: the first fault found ends the check. */
class BadGeometry extends Error {}

/**
 * A GeoJSON Polygon or MultiPolygon geometry from outside, as our multipolygon: rings closed, repeated vertices dropped,
 * outer rings counter-clockwise and holes clockwise (RFC 7946, 3.1.6). `bbox` members and third coordinates are ignored.
 *
 * Refused with 'bad-geometry', naming polygon, ring and vertex (counted from 1, ring 1 is the outer one, vertices as they
 * stand in the input): coordinates that are not finite or out of range, fewer than three distinct vertices, no area, a ring
 * that touches or crosses itself, rings that cross or share an edge, holes outside their outer ring, holes or polygons in each
 * other.
 * A hole may touch its outer ring, and two polygons each other, at single points.
 */
export function toMultiPolygon(input: unknown): Result<MultiPolygon> {
  try {
    return ok(checked(input));
  } catch (error) {
    if (error instanceof BadGeometry) return fail('bad-geometry', error.message);
    throw error;
  }
}

function checked(input: unknown): MultiPolygon {
  const geometry =
    typeof input === 'object' && input !== null ? (input as { type?: unknown; coordinates?: unknown }) : {};
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') {
    throw new BadGeometry('An area must be a GeoJSON Polygon or MultiPolygon.');
  }
  const polygons = listOf(
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
    'The MultiPolygon has no polygons.',
  );
  const result = polygons.map((polygon, p) =>
    listOf(polygon, `Polygon ${p + 1} has no rings.`).map((ring, r) =>
      readRing(ring, `Polygon ${p + 1}, ring ${r + 1}`),
    ),
  );
  refuseCrossings(result);
  refuseMisplaced(result);
  return result.map((rings) => rings.map(({ vertices }, ring) => wound(vertices, ring > 0)));
}

interface CheckedRing {
  /** For messages. */
  readonly name: string;
  readonly vertices: Ring;
  /** Number in the input, from 1, of each vertex. */
  readonly numbers: readonly number[];
}

function listOf(value: unknown, message: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new BadGeometry(message);
  return value;
}

function readRing(value: unknown, name: string): CheckedRing {
  const vertices: Ring = [];
  const numbers: number[] = [];
  listOf(value, `${name} has no vertices.`).forEach((entry, i) => {
    const [lng, lat]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    const at = `${name}, vertex ${i + 1}`;
    if (typeof lng !== 'number' || typeof lat !== 'number' || !Number.isFinite(lng) || !Number.isFinite(lat)) {
      throw new BadGeometry(`${at}: longitude and latitude must be numbers.`);
    }
    if (Math.abs(lng) > 180) throw new BadGeometry(`${at}: longitude ${lng} is outside −180 to 180.`);
    if (Math.abs(lat) > 90) throw new BadGeometry(`${at}: latitude ${lat} is outside −90 to 90.`);
    const last = vertices.at(-1);
    if (last !== undefined && last[0] === lng && last[1] === lat) return;
    vertices.push([lng, lat]);
    numbers.push(i + 1);
  });
  const [first, last] = [vertices[0]!, vertices.at(-1)!];
  if (vertices.length > 1 && first[0] === last[0] && first[1] === last[1]) {
    vertices.pop();
    numbers.pop();
  }
  if (new Set(vertices.map(([lng, lat]) => `${lng} ${lat}`)).size < 3) {
    throw new BadGeometry(`${name} has fewer than three different vertices.`);
  }
  if (twiceArea(vertices) === 0) throw new BadGeometry(`${name} encloses no area.`);
  vertices.push([...vertices[0]!]);
  numbers.push(numbers[0]!);
  return { name, vertices, numbers };
}

const wound = (ring: Ring, isHole: boolean): Ring => (twiceArea(ring) > 0 === isHole ? ring.toReversed() : ring);

/** Twice the area in square degrees, positive when counter-clockwise; from the first vertex, to lose no digits. */
function twiceArea(vertices: Ring): number {
  const [x0, y0] = vertices[0]!;
  let sum = 0;
  for (let i = 1; i + 1 < vertices.length; i++) {
    const [ax, ay] = vertices[i]!;
    const [bx, by] = vertices[i + 1]!;
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return sum;
}

interface Edge {
  readonly ring: number;
  readonly from: number;
}

/** Every pair of edges whose boxes meet is tested exactly. */
function refuseCrossings(polygons: readonly (readonly CheckedRing[])[]): void {
  const rings = polygons.flat();
  const edges: Edge[] = [];
  const coordinates: number[] = [];
  rings.forEach(({ vertices }, ring) => {
    for (let from = 0; from + 1 < vertices.length; from++) {
      edges.push({ ring, from });
      coordinates.push(...vertices[from]!, ...vertices[from + 1]!);
    }
  });
  const index = new SegmentTree(Float64Array.from(coordinates));
  edges.forEach((edge, i) => {
    const [a, b] = ends(rings, edge);
    const count = index.findInBox(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
    );
    for (let k = 0; k < count; k++) {
      const j = index.found[k]!;
      if (j > i) refuseMeeting(rings, edge, edges[j]!);
    }
  });
}

const ends = (rings: readonly CheckedRing[], { ring, from }: Edge): [Vertex, Vertex] => [
  rings[ring]!.vertices[from]!,
  rings[ring]!.vertices[from + 1]!,
];

function refuseMeeting(rings: readonly CheckedRing[], one: Edge, other: Edge): void {
  const [a, b] = ends(rings, one);
  const [c, d] = ends(rings, other);
  const meeting = meetingOf(a, b, c, d);
  if (meeting === 'none') return;
  if (meeting === 'point') {
    if (one.ring !== other.ring) return;
    const count = rings[one.ring]!.vertices.length - 1;
    if ((one.from + 1) % count === other.from || (other.from + 1) % count === one.from) return;
  }
  const where = (edge: Edge) => `${rings[edge.ring]!.name}, vertex ${rings[edge.ring]!.numbers[edge.from]}`;
  const what = meeting === 'overlap' ? 'runs along' : meeting === 'crossing' ? 'crosses' : 'touches';
  throw new BadGeometry(`The edge from ${where(one)} ${what} the edge from ${where(other)}.`);
}

function refuseMisplaced(polygons: readonly (readonly CheckedRing[])[]): void {
  for (const [outer, ...holes] of polygons) {
    const inside = preparePolygon([[outer!.vertices]]);
    for (const hole of holes) {
      const outside = hole.vertices.findIndex(([lng, lat]) => !inside.contains(lng, lat));
      if (outside >= 0) {
        throw new BadGeometry(`${hole.name}, vertex ${hole.numbers[outside]}: the hole is outside its outer ring.`);
      }
    }
    refuseNested(
      holes,
      holes.map(({ vertices }) => preparePolygon([[vertices]])),
    );
  }
  refuseNested(
    polygons.map(([outer]) => outer!),
    polygons.map((rings) => preparePolygon([rings.map(({ vertices }) => vertices)])),
  );
}

/** No ring may have a vertex inside what another one of them encloses. */
function refuseNested(rings: readonly CheckedRing[], enclosed: readonly PreparedPolygon[]): void {
  rings.forEach((ring, i) => {
    enclosed.forEach((other, j) => {
      if (i === j) return;
      const within = ring.vertices.findIndex(([lng, lat]) => other.contains(lng, lat) && !other.isOnBoundary(lng, lat));
      if (within >= 0) {
        throw new BadGeometry(`${ring.name}, vertex ${ring.numbers[within]} lies inside ${rings[j]!.name}.`);
      }
    });
  });
}
