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
import Flatbush from 'flatbush';
import type { BBox, Feature, LineString } from 'geojson';
import type { Border } from '../../../shared/geo/border.ts';
import type { MultiPolygon } from '../../../shared/model/area.ts';
import { compare, cpuSeconds, isSameDistance, noDifferences, type PeerResult } from './peer.ts';
import { type Answers, hashOf } from './product.ts';
import type { Flights } from './scene.ts';

const VERTICES_A_CHUNK = 64;

/**
 * How Turf is used. `boxes`: areas are asked only when their box, from a tree of boxes, holds the position, and the line is one
 * line; that is the peer the target was set against. `chunks`: the line stands in chunks of 64 segments as well, of which the
 * distance is taken in order of their boxes until none can be nearer, and crossings only of those whose box meets the flight's.
 */
export type TurfUse = 'boxes' | 'chunks';

/** The same work by Turf on some positions, brought to all. Sector: of the nearest place on the line, so it is not timed. */
export function runTurf(
  use: TurfUse,
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
  const shapes = areas.map((area) => multiPolygon(area as unknown as [number, number][][][]));
  const boxes = new Flatbush(shapes.length);
  for (const shape of shapes) boxes.add(...(bbox(shape) as [number, number, number, number]));
  boxes.finish();
  const each = use === 'boxes' ? vertices.length : VERTICES_A_CHUNK;
  const chunks: { readonly line: Feature<LineString>; readonly box: BBox }[] = [];
  for (let i = 0; i + 1 < vertices.length; i += each) {
    const line = lineString(vertices.slice(i, i + each + 1));
    chunks.push({ line, box: bbox(line) });
  }
  const differences = noDifferences();
  const step = Math.max(1, Math.floor((start.length - 1) / sampleFlights));
  const sample: { readonly i: number; readonly at: ReturnType<typeof point> }[] = [];
  const tracks: { readonly flight: number; readonly track: ReturnType<typeof lineString> }[] = [];
  for (let flight = 0; flight < step * sampleFlights; flight += step) {
    const way: [number, number][] = [];
    for (let i = start[flight]!; i < start[flight + 1]!; i++) {
      way.push([lng[i]!, lat[i]!]);
      if ((i - start[flight]!) % everyPosition === 0) sample.push({ i, at: point([lng[i]!, lat[i]!]) });
    }
    tracks.push({ flight, track: lineString(way) });
  }

  const beforeMasks = cpuSeconds();
  const masks = sample.map(({ i, at }) => {
    const isInUs = isInBox(usBox, lng[i]!, lat[i]!) && booleanPointInPolygon(at, us);
    let hash = 0;
    for (const area of boxes.search(lng[i]!, lat[i]!, lng[i]!, lat[i]!).sort((a, b) => a - b)) {
      if (booleanPointInPolygon(at, shapes[area]!)) hash = hashOf(hash, area);
    }
    return { isInUs, hash };
  });
  const beforeDistances = cpuSeconds();
  const distances = sample.map(({ i, at }) => {
    if (use === 'boxes') return pointToLineDistance(at, chunks[0]!.line, { units: 'meters' });
    let metres = Number.POSITIVE_INFINITY;
    const ordered = chunks
      .map((chunk) => ({ chunk, boxM: boxDistanceM(chunk.box, lng[i]!, lat[i]!) }))
      .sort((a, b) => a.boxM - b.boxM);
    for (const { chunk, boxM } of ordered) {
      if (boxM > metres) break;
      metres = Math.min(metres, pointToLineDistance(at, chunk.line, { units: 'meters' }));
    }
    return metres;
  });
  const beforeCrossings = cpuSeconds();
  const crossings = tracks.map(({ track }) => {
    const [west, south, east, north] = bbox(track);
    let count = 0;
    for (const { line, box } of chunks) {
      if (box[0] > east! || box[2] < west! || box[1] > north! || box[3] < south!) continue;
      count += lineIntersect(track, line).features.length;
    }
    return count;
  });
  const afterAll = cpuSeconds();

  sample.forEach(({ i }, k) => {
    const metres = distances[k]!;
    compare(differences.side, masks[k]!.isInUs === answers.distanceM[i]! >= 0);
    compare(differences.areas, masks[k]!.hash === answers.areaHash[i]);
    // Turf's sphere is up to 0.4 % off: what differs by more is another place.
    compare(
      differences.distance,
      Math.abs(metres / Math.abs(answers.distanceM[i]!) - 1) < 0.006 || isSameDistance(metres, answers, i),
    );
  });
  tracks.forEach(({ flight }, k) => {
    compare(differences.crossings, crossings[k] === answers.crossings[flight]);
  });
  const whole = lng.length / sample.length;
  const measuredOn = `${sample.length} positions`;
  return {
    name: use === 'boxes' ? 'Turf, boxes of areas' : 'Turf, boxes of areas and of the line',
    parts: [
      { name: 'side and areas', seconds: (beforeDistances - beforeMasks) * whole, measuredOn },
      { name: 'distance', seconds: (beforeCrossings - beforeDistances) * whole, measuredOn },
      {
        name: 'crossings',
        seconds: (afterAll - beforeCrossings) * ((start.length - 1) / sampleFlights),
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
