import type { Border } from '../../../shared/geo/border.ts';
import type { MultiPolygon } from '../../../shared/model/area.ts';
import { Plane } from '../../../shared/simulate/plane.ts';
import { Random } from '../../../shared/simulate/random.ts';

/** Positions of many flights, one after the other. */
export interface Flights {
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  /** First position of each flight, and the count at the end. */
  readonly start: Int32Array;
}

const EVERY_S = 2;

/**
 * Seeded flights of a few metres a second near the line: they start 50 m to 20 km from it on either side (evenly in the
 * logarithm) and change course now and then; about a third of them cross.
 */
export function drawFlights(border: Border, flights: number, positionsEach: number, seed: number): Flights {
  const count = flights * positionsEach;
  const lng = new Float64Array(count);
  const lat = new Float64Array(count);
  for (let flight = 0; flight < flights; flight++) {
    const random = new Random(seed, 'flight', flight);
    const plane = new Plane(border.positionOfKm(random.between(border.landFromKm, border.landToKm)));
    let course = random.between(0, 2 * Math.PI);
    let east = 0;
    let north = (random.chance(0.5) ? 1 : -1) * random.logBetween(50, 20_000);
    const speedMps = random.between(3, 18);
    for (let i = 0; i < positionsEach; i++) {
      if (random.chance(0.05)) course += random.normal();
      east += speedMps * EVERY_S * Math.sin(course);
      north += speedMps * EVERY_S * Math.cos(course);
      lng[flight * positionsEach + i] = plane.lng(east + 5 * random.normal());
      lat[flight * positionsEach + i] = plane.lat(north + 5 * random.normal());
    }
  }
  return { lng, lat, start: Int32Array.from({ length: flights + 1 }, (_, flight) => flight * positionsEach) };
}

/** Seeded areas along the line: rugged rings of 200 to 2,000 vertices, 2 to 15 km in radius, many of them overlapping. */
export function drawAreas(border: Border, areas: number, seed: number): MultiPolygon[] {
  return Array.from({ length: areas }, (_, i): MultiPolygon => {
    const random = new Random(seed, 'operation', i);
    const centre = border.positionOfKm(random.between(border.landFromKm, border.landToKm));
    const plane = new Plane([centre[0], centre[1] + random.between(-0.05, 0.15)]);
    const radiusM = random.logBetween(2000, 15_000);
    const vertices = random.whole(200, 2000);
    const lobes = Array.from(
      { length: 5 },
      (_, lobe) => [lobe + 2, random.between(0, 6.3), 0.12 * random.unit()] as const,
    );
    const ring: [number, number][] = [];
    for (let v = 0; v < vertices; v++) {
      const angle = (2 * Math.PI * v) / vertices;
      const waves = lobes.reduce((sum, [times, phase, size]) => sum + size * Math.sin(times * angle + phase), 1);
      const radius = radiusM * (waves + 0.004 * random.normal());
      ring.push([plane.lng(radius * Math.cos(angle)), plane.lat(radius * Math.sin(angle))]);
    }
    ring.push(ring[0]!);
    return [[ring]];
  });
}
