import { z } from 'zod';
import type { Position } from '../model/position.ts';
import { metresPerDegreeLat, midLatitudeDistanceM } from './ellipsoid.ts';
import { bearingDeg, type CompassPoint, compassPoint, distanceM } from './geodesic.ts';

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

/** Ports of entry and towns, to say where something is in words. */
export class Places {
  /** From south to north. */
  private readonly places: readonly Place[];

  get all(): readonly Place[] {
    return this.places;
  }

  constructor(places: readonly Place[]) {
    this.places = places.toSorted((one, other) => one.position[1] - other.position[1]);
  }

  /** The nearest place by geodesic distance; null when there are no places or the position is none. */
  nearest(lng: number, lat: number): NearestPlace | null {
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return null;
    const { places } = this;
    const shortestDegreeM = metresPerDegreeLat(0);
    let best: Place | null = null;
    let bestM = Number.POSITIVE_INFINITY;
    // Outwards from the asker's latitude, both ways, until the step in latitude alone is too far.
    const start = this.firstNorthOf(lat);
    for (const step of [1, -1]) {
      for (let i = step > 0 ? start : start - 1; i >= 0 && i < places.length; i += step) {
        const [placeLng, placeLat] = places[i]!.position;
        if (Math.abs(placeLat - lat) * shortestDegreeM > bestM) break;
        const metres = midLatitudeDistanceM(lat, placeLng - lng, placeLat - lat);
        if (metres < bestM) {
          bestM = metres;
          best = places[i]!;
        }
      }
    }
    if (best === null) return null;
    const bearing = bearingDeg(best.position, [lng, lat]);
    return {
      ...best,
      distanceM: distanceM(best.position, [lng, lat]),
      bearingDeg: bearing,
      compass: compassPoint(bearing),
    };
  }

  private firstNorthOf(lat: number): number {
    let low = 0;
    let high = this.places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.places[middle]!.position[1] < lat) low = middle + 1;
      else high = middle;
    }
    return low;
  }
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
