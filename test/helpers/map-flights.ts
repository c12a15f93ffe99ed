import { packMarks, packShapes } from '../../electron/backend/map-reply.ts';
import { packCrossings, type Shape, shapeOf } from '../../electron/store/flight-shape.ts';
import type { StoredMark } from '../../electron/store/queries/flight-map.ts';
import { FlightMarks } from '../../renderer/map/flight-marks.ts';
import { FlightShapes } from '../../renderer/map/flight-shapes.ts';
import { type FlightLayer, toFlightLayer } from '../../renderer/map/layers/flights.ts';
import type { CoverageState, FlightPath, Track } from '../../shared/model/conclusion.ts';
import { coverageStates } from '../../shared/model/lists.ts';

export type MapPoint = readonly [lng: number, lat: number, state?: CoverageState | null, gap?: 'gap'];

/** A path of points five seconds apart; after a gap, an hour. */
export function pathOf(points: readonly MapPoint[], startMs: number): { path: FlightPath; tracks: Track[] } {
  let atMs = startMs;
  const timeMs = points.map(([, , , gap]) => {
    const own = atMs;
    atMs += gap === 'gap' ? 3_600_000 : 5000;
    return own;
  });
  const column = (value: (point: MapPoint) => number) => Float64Array.from(points, value);
  const path = {
    count: points.length,
    timeMs: Float64Array.from(timeMs),
    lng: column(([lng]) => lng),
    lat: column(([, lat]) => lat),
    coverage: Uint8Array.from(points, ([, , state = 'not-us']) =>
      state === null ? 255 : coverageStates.indexOf(state),
    ),
    track: new Uint8Array(points.length),
  } as unknown as FlightPath;
  return { path, tracks: [{ gapLimitS: 60 } as Track] };
}

export const shapeOfPoints = (points: readonly MapPoint[], startMs = Date.UTC(2026, 10, 14)): Shape => {
  const { path, tracks } = pathOf(points, startMs);
  return shapeOf(path, tracks, startMs);
};

/** What the map holds of flights, through the same packing and reading as in the product. */
export function layerOf(flights: readonly (readonly MapPoint[])[], level = 15): FlightLayer {
  const startMs = Date.UTC(2026, 10, 14);
  const marks = flights.map((points, i): StoredMark => {
    const lngs = points.map(([lng]) => lng);
    const lats = points.map(([, lat]) => lat);
    return [
      `flight ${i}`,
      startMs + i,
      startMs + i + 60_000,
      'incursion',
      points[0]?.[2] ?? null,
      Math.min(...lngs),
      Math.min(...lats),
      Math.max(...lngs),
      Math.max(...lats),
    ];
  });
  const shapes = flights.map((points, i) => ({
    flightId: `flight ${i}`,
    shape: shapeOfPoints(points, startMs + i),
    crossings: packCrossings([], startMs),
  }));
  return toFlightLayer(new FlightMarks(packMarks(marks, flights.length)), new FlightShapes(packShapes(shapes, level)));
}
