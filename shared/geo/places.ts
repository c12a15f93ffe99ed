import { z } from 'zod';
import type { Bbox, Position } from '../model/position.ts';
import { metresPerDegreeLat, midLatitudeDistanceM } from './ellipsoid.ts';
import { type CompassPoint, compassPoint, departure } from './geodesic.ts';

export interface Place {
  /** With its state: `Nogales, AZ`, `Nogales, Sonora`; ports say `port of entry`. */
  readonly name: string;
  readonly kind: 'port-of-entry' | 'town';
  readonly country: 'US' | 'MX';
  readonly position: Position;
}

export interface NearestPlace extends Place {
  readonly distanceM: number;
  /** From the place to the position asked for, clockwise from true north: "3 km north-east of Nogales". */
  readonly bearingDeg: number;
  readonly compass: CompassPoint;
}

const portsFileSchema = z.object({
  ports: z.array(z.object({ name: z.string(), state: z.string(), lng: z.number(), lat: z.number() })),
});

const placesFileSchema = z.object({
  placeFields: z.tuple([
    z.literal('name'),
    z.literal('country'),
    z.literal('state'),
    z.literal('population'),
    z.literal('lng'),
    z.literal('lat'),
  ]),
  places: z.array(
    z.tuple([z.string(), z.enum(['US', 'MX']), z.string(), z.number().nullable(), z.number(), z.number()]),
  ),
});

/** Side of a cell, degrees. */
const cellDegrees = 0.25;
/** Nobody is looked for by cells farther than this from all places, degrees: there the formula of distance is too rough. */
const cellReachDegrees = 5;

/**
 * Ports of entry and towns, to say where something is in words. For each cell of a grid the few places that can be the nearest to
 * a position in it are found when it is first met, and kept: the theatre has some 9,000 cells.
 */
export class Places {
  /** From south to north. */
  private readonly places: readonly Place[];
  /** West, south, east, north of what is answered from cells, degrees. */
  private readonly reach: Bbox;
  /** Of each cell, from south to north. */
  private readonly cells = new Map<number, readonly Place[]>();

  get all(): readonly Place[] {
    return this.places;
  }

  constructor(places: readonly Place[]) {
    this.places = places.toSorted((one, other) => one.position[1] - other.position[1]);
    const lngs = places.map(({ position }) => position[0]);
    const lats = places.map(({ position }) => position[1]);
    this.reach = [
      Math.min(...lngs) - cellReachDegrees,
      Math.min(...lats) - cellReachDegrees,
      Math.max(...lngs) + cellReachDegrees,
      Math.max(...lats) + cellReachDegrees,
    ];
  }

  /** The nearest place by geodesic distance; null when there are no places or the position is none. */
  nearest(lng: number, lat: number): NearestPlace | null {
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return null;
    const best = nearestOf(this.candidatesAt(lng, lat), lng, lat);
    if (best === null) return null;
    const { distanceM, bearingDeg } = departure(best.position, [lng, lat]);
    return { ...best, distanceM, bearingDeg, compass: compassPoint(bearingDeg) };
  }

  /** Places among which the nearest is, from south to north. */
  private candidatesAt(lng: number, lat: number): readonly Place[] {
    const [west, south, east, north] = this.reach;
    if (!(lng >= west && lng <= east && lat >= south && lat <= north)) return this.places;
    const column = Math.floor(lng / cellDegrees);
    const row = Math.floor(lat / cellDegrees);
    const key = row * 65_536 + column;
    let candidates = this.cells.get(key);
    if (candidates === undefined) {
      candidates = this.candidatesOfCell((column + 0.5) * cellDegrees, (row + 0.5) * cellDegrees);
      this.cells.set(key, candidates);
    }
    return candidates;
  }

  /** From anywhere in the cell, what is nearest is no farther from the centre than what is nearest there and the whole diagonal. */
  private candidatesOfCell(lng: number, lat: number): readonly Place[] {
    const distances = this.places.map(({ position }) => metresTo(position, lng, lat));
    const withinM = 1.01 * (Math.min(...distances) + cellDegrees * Math.SQRT2 * metresPerDegreeLat(90));
    return this.places.filter((_place, i) => distances[i]! <= withinM);
  }
}

const metresTo = (position: Position, lng: number, lat: number): number =>
  midLatitudeDistanceM(lat, position[0] - lng, position[1] - lat);

/** The nearest of places that stand from south to north; null when there are none. */
function nearestOf(places: readonly Place[], lng: number, lat: number): Place | null {
  let best: Place | null = null;
  let bestM = Number.POSITIVE_INFINITY;
  // Outwards from the asker's latitude, both ways, until the step in latitude alone is too far.
  const start = firstNorthOf(places, lat);
  for (const step of [1, -1]) {
    for (let i = step > 0 ? start : start - 1; i >= 0 && i < places.length; i += step) {
      const { position } = places[i]!;
      if (Math.abs(position[1] - lat) * shortestDegreeM > bestM) break;
      const metres = metresTo(position, lng, lat);
      if (metres < bestM) {
        bestM = metres;
        best = places[i]!;
      }
    }
  }
  return best;
}

const shortestDegreeM = metresPerDegreeLat(0);

function firstNorthOf(places: readonly Place[], lat: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]!.position[1] < lat) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param portsJson `resources/ports-of-entry.json`, parsed
 * @param basemapJson `resources/basemap.json`, parsed, for its towns; without it only ports are known
 * @throws when a file is not what the recipe writes
 */
export function buildPlaces(portsJson: unknown, basemapJson?: unknown): Places {
  const ports = portsFileSchema.parse(portsJson).ports.map(
    ({ name, state, lng, lat }): Place => ({
      name: `${name} port of entry, ${state}`,
      kind: 'port-of-entry',
      country: 'US',
      position: [lng, lat],
    }),
  );
  const towns = basemapJson === undefined ? [] : placesFileSchema.parse(basemapJson).places;
  return new Places([
    ...ports,
    ...towns.map(
      ([name, country, state, _population, lng, lat]): Place => ({
        name: `${name}, ${state}`,
        kind: 'town',
        country,
        position: [lng, lat],
      }),
    ),
  ]);
}
