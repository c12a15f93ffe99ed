import { packMarks, packShapes } from '../../../electron/backend/map-reply.ts';
import { packCrossings, type Shape, shapeOf } from '../../../electron/store/flight-shape.ts';
import type { StoredMark } from '../../../electron/store/queries/flight-map.ts';
import type { Reply } from '../../../shared/contract/contract.ts';
import type { Border } from '../../../shared/geo/border.ts';
import { scaleOfZoom } from '../../../shared/geo/web-mercator.ts';
import type { FlightPath, Track } from '../../../shared/model/conclusion.ts';
import { coverageStates } from '../../../shared/model/lists.ts';
import { Random } from '../../../shared/simulate/random.ts';

const VERTICES = 20;
const tracks = [{ gapLimitS: 60 } as Track];

export interface BenchFlights {
  readonly count: number;
  readonly marks: Reply<'flights.marks'>;
  shapes(level: number): Reply<'flights.shapes'>;
  /** Latitude first, as Leaflet takes them. */
  readonly paths: readonly (readonly (readonly [lat: number, lng: number])[])[];
}

/** Seeded flights near the line, twenty vertices each, a few to a few dozen kilometres long. */
export function benchFlights(count: number, border: Border, seed = 1): BenchFlights {
  const random = new Random(seed, 'flight');
  const stored: { mark: StoredMark; shape: Shape; id: string }[] = [];
  const paths: [number, number][][] = [];
  const startMs = Date.UTC(2026, 0, 1);
  for (let flight = 0; flight < count; flight++) {
    let [lng, lat] = border.positionOfKm(30 + random.unit() * 3000);
    lng += random.normal() * 0.05;
    lat += random.normal() * 0.05;
    let course = random.unit() * 2 * Math.PI;
    const step = 0.002 + 0.012 * random.unit();
    const points: [number, number][] = [];
    for (let i = 0; i < VERTICES; i++) {
      points.push([lng, lat]);
      course += random.normal() * 0.3;
      lng += Math.cos(course) * step;
      lat += Math.sin(course) * step;
    }
    const firstMs = startMs + Math.floor(random.unit() * 300 * 86_400_000);
    const state = Math.floor(random.unit() * coverageStates.length);
    const column = (at: 0 | 1) => Float64Array.from(points, (point) => point[at]);
    const [lngs, lats] = [column(0), column(1)];
    const path = {
      count: VERTICES,
      timeMs: Float64Array.from(points, (_, i) => firstMs + i * 5000),
      lng: lngs,
      lat: lats,
      coverage: Uint8Array.from(points, (_, i) => (i < 8 ? 0 : state)),
      track: new Uint8Array(VERTICES),
    } as unknown as FlightPath;
    const id = flight.toString(16).padStart(24, '0');
    const box = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)] as const;
    stored.push({
      id,
      mark: [id, firstMs, firstMs + 95_000, 'incursion', coverageStates[state]!, ...box],
      shape: shapeOf(path, tracks, firstMs),
    });
    paths.push(points.map(([x, y]) => [y, x]));
  }
  stored.sort((a, b) => a.mark[1] - b.mark[1]);
  return {
    count,
    paths,
    marks: packMarks(
      stored.map(({ mark }) => mark),
      count,
    ),
    // As the backend leaves out what is too small to be drawn as a path.
    shapes: (level) => {
      const leastDeg = (9 / scaleOfZoom(level)) * 360;
      const found = stored.filter(({ mark }) => mark[7] - mark[5] >= leastDeg || mark[8] - mark[6] >= leastDeg * 0.87);
      return packShapes(
        found.map(({ id, shape, mark }) => ({ flightId: id, shape, crossings: packCrossings([], mark[1]) })),
        level,
      );
    },
  };
}
