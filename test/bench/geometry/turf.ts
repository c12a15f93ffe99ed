import {
  bbox,
  booleanPointInPolygon,
  lineIntersect,
  lineString,
  multiPolygon,
  point,
  pointToLineDistance,
  polygon,
} from '@turf/turf';
import type { Border } from '../../../shared/geo/border.ts';
import type { MultiPolygon } from '../../../shared/model/area.ts';
import { compare, isSameDistance, noDifferences, type PeerResult } from './peer.ts';
import { type Answers, hashOf } from './product.ts';
import type { Flights } from './scene.ts';

const VERTICES_A_CHUNK = 64;

/**
 * Turf as one would use it well: boxes first. Areas are asked only when their box holds the position; the line stands in
 * chunks of 64 segments, of which the distance is taken in order of their boxes until none can be nearer, and crossings only of
 * those whose box meets the flight's. Sector: of the chunk that is nearest, so it is not timed.
 */
export function runTurf(
  border: Border,
  areas: readonly MultiPolygon[],
  flights: Flights,
  answers: Answers,
  sampleFlights: number,
  everyPosition: number,
): PeerResult {
  const { lng, lat, start } = flights;
  const vertices = Array.from(border.vertexLng, (x, i): [number, number] => [x, border.vertexLat[i]!]);
  const us = polygon([[...vertices, [vertices.at(-1)![0], 45], [vertices[0]![0], 45], vertices[0]!]]);
  const usBox = bbox(us);
  const shapes = areas.map((area) => {
    const shape = multiPolygon(area as unknown as [number, number][][][]);
    return { shape, box: bbox(shape) };
  });
  const chunks = [];
  for (let i = 0; i + 1 < vertices.length; i += VERTICES_A_CHUNK) {
    const line = lineString(vertices.slice(i, i + VERTICES_A_CHUNK + 1));
    chunks.push({ line, box: bbox(line) });
  }
  const differences = noDifferences();
  let maskMs = 0;
  let distanceMs = 0;
  let crossingMs = 0;
  let positions = 0;
  const each = Math.max(1, Math.floor((start.length - 1) / sampleFlights));
  for (let flight = 0; flight < each * sampleFlights; flight += each) {
    for (let i = start[flight]!; i < start[flight + 1]!; i += everyPosition) {
      positions++;
      const at = point([lng[i]!, lat[i]!]);
      const t0 = performance.now();
      const isInUs = isInBox(usBox, lng[i]!, lat[i]!) && booleanPointInPolygon(at, us);
      let hash = 0;
      shapes.forEach(({ shape, box }, area) => {
        if (isInBox(box, lng[i]!, lat[i]!) && booleanPointInPolygon(at, shape)) hash = hashOf(hash, area);
      });
      const t1 = performance.now();
      let metres = Number.POSITIVE_INFINITY;
      const ordered = chunks
        .map((chunk) => ({ chunk, boxM: boxDistanceM(chunk.box, lng[i]!, lat[i]!) }))
        .sort((a, b) => a.boxM - b.boxM);
      for (const { chunk, boxM } of ordered) {
        if (boxM > metres) break;
        metres = Math.min(metres, pointToLineDistance(at, chunk.line, { units: 'meters' }));
      }
      const t2 = performance.now();
      maskMs += t1 - t0;
      distanceMs += t2 - t1;
      compare(differences.side, isInUs === answers.distanceM[i]! >= 0);
      compare(differences.areas, hash === answers.areaHash[i]);
      // Turf's sphere is up to 0.4 % off: what differs by more is another place.
      compare(
        differences.distance,
        Math.abs(metres / Math.abs(answers.distanceM[i]!) - 1) < 0.006 || isSameDistance(metres, answers, i),
      );
    }
    const track = lineString(
      Array.from({ length: start[flight + 1]! - start[flight]! }, (_, k): [number, number] => [
        lng[start[flight]! + k]!,
        lat[start[flight]! + k]!,
      ]),
    );
    const t0 = performance.now();
    const [west, south, east, north] = bbox(track);
    let crossings = 0;
    for (const { line, box } of chunks) {
      if (box[0] > east! || box[2] < west! || box[1] > north! || box[3] < south!) continue;
      crossings += lineIntersect(track, line).features.length;
    }
    crossingMs += performance.now() - t0;
    compare(differences.crossings, crossings === answers.crossings[flight]);
  }
  const whole = lng.length / positions;
  const measuredOn = `${positions} positions`;
  return {
    name: 'Turf, boxes first',
    parts: [
      { name: 'side and areas', seconds: (maskMs / 1000) * whole, measuredOn },
      { name: 'distance', seconds: (distanceMs / 1000) * whole, measuredOn },
      {
        name: 'crossings',
        seconds: (crossingMs / 1000) * ((start.length - 1) / sampleFlights),
        measuredOn: `${sampleFlights} flights`,
      },
    ],
    differences,
  };
}

const isInBox = ([west, south, east, north]: readonly number[], lng: number, lat: number): boolean =>
  lng >= west! && lng <= east! && lat >= south! && lat <= north!;

/** No larger than the true distance to the box. */
function boxDistanceM([west, south, east, north]: readonly number[], lng: number, lat: number): number {
  const x = Math.max(west! - lng, lng - east!, 0) * 111_000 * Math.cos((Math.max(lat, north!) * Math.PI) / 180);
  const y = Math.max(south! - lat, lat - north!, 0) * 110_500;
  return Math.hypot(x, y);
}
