import type { DetectionFields } from '../model/detection.ts';
import type { OtherKind } from './kinds.ts';
import { fly, type Waypoint } from './motion.ts';
import { observe, type Subject } from './observe.ts';
import { Plane } from './plane.ts';
import { Posts, type Sensor } from './post.ts';
import { Random } from './random.ts';
import { checkRequest, type SimulationRequest } from './simulate-flights.ts';
import { spots } from './spots.ts';
import type { TruePath } from './true-path.ts';

/** Something in the air that is not a drone. */
export interface OtherObject {
  readonly kind: OtherKind;
  readonly startMs: number;
  readonly detections: readonly DetectionFields[];
}

/** Other objects for each flight of a drone. */
const OBJECTS_PER_FLIGHT = 0.15;
const kinds: readonly { readonly kind: OtherKind; readonly weight: number; readonly seenBy: Sensor['kind'] }[] = [
  { kind: 'bird', weight: 4, seenBy: 'radar' },
  { kind: 'unnamed-object', weight: 4, seenBy: 'radar' },
  { kind: 'manned-aircraft', weight: 3, seenBy: 'adsb' },
];

/**
 * Birds and objects that a radar cannot name, and manned aircraft by ADS-B, near the same sensor posts as the flights of the
 * request, by start.
 * @throws RangeError as `simulateFlights`
 */
export function* simulateTraffic(request: SimulationRequest): Generator<OtherObject> {
  checkRequest(request);
  const { seed, border, sensorKinds, flights, sinceMs, untilMs } = request;
  const posts = new Posts(border, seed, sensorKinds ?? null);
  const watched = spots.map((_, spot) => posts.ofSpot(spot));
  const sensors = watched.flatMap((post) => post.sensors);
  const count = Math.ceil(flights * OBJECTS_PER_FLIGHT);
  const schedule = new Random(seed, 'schedule', 1);
  const starts = Array.from({ length: count }, () => Math.round(schedule.between(sinceMs, untilMs))).sort(
    (a, b) => a - b,
  );
  for (const [no, startMs] of starts.entries()) {
    const random = new Random(seed, 'traffic', no);
    const { kind, seenBy } = random.weighted(kinds);
    const able = sensors.filter((sensor) => sensor.kind === seenBy);
    if (able.length === 0) continue;
    const sensor = random.pick(able);
    const detections = observe({
      sensor,
      subject: subjectOf(kind, no),
      path: kind === 'manned-aircraft' ? passingBy(sensor, startMs, random) : wandering(sensor, startMs, random),
      objectNo: 2 * no + 1,
      random,
      masked: true,
    }).filter(({ observedAtMs }) => observedAtMs! >= sinceMs && observedAtMs! < untilMs);
    yield { kind, startMs, detections };
  }
}

function subjectOf(kind: OtherKind, no: number): Subject {
  if (kind !== 'manned-aircraft') return { kind };
  // From F00000 on no state has addresses to give.
  const address = 0xf00000 + (no % 0xfffff);
  return { kind, icao24: address.toString(16), callsign: `EXMPL${String(no % 1000).padStart(3, '0')}` };
}

/** A bird, or something like one: a minute to five within sight of the radar. */
function wandering(sensor: Sensor, startMs: number, random: Random): TruePath {
  const plane = new Plane(sensor.position);
  const bearing = random.between(0, 2 * Math.PI);
  const away = random.between(300, 3500);
  let east = away * Math.sin(bearing);
  let north = away * Math.cos(bearing);
  const waypoints: Waypoint[] = [];
  for (let i = 0; i < 12; i++) {
    waypoints.push({ east, north, heightM: random.between(15, 150), hoverS: null });
    east += 250 * random.normal();
    north += 250 * random.normal();
  }
  const motion = fly(waypoints, random.between(6, 16), random.whole(60, 300), random);
  return {
    timeMs: Float64Array.from(motion.east, (_, second) => startMs + second * 1000),
    lng: Float64Array.from(motion.east, (metres) => plane.lng(metres)),
    lat: Float64Array.from(motion.north, (metres) => plane.lat(metres)),
    heightM: Float64Array.from(motion.heightM),
  };
}

/** A helicopter or light aircraft on a straight way north of the post, from side to side. */
function passingBy(sensor: Sensor, startMs: number, random: Random): TruePath {
  const plane = new Plane(sensor.position);
  const speed = random.between(40, 75);
  const direction = random.chance(0.5) ? 1 : -1;
  const halfM = random.between(6_000, 14_000);
  const north = random.between(500, 6_000);
  const slope = random.between(-0.1, 0.1);
  const heightM = random.between(150, 1_200);
  const seconds = Math.round((2 * halfM) / speed);
  const alongM = Array.from({ length: seconds + 1 }, (_, second) => direction * (second * speed - halfM));
  return {
    timeMs: Float64Array.from(alongM, (_, second) => startMs + second * 1000),
    lng: Float64Array.from(alongM, (metres) => plane.lng(metres)),
    lat: Float64Array.from(alongM, (metres) => plane.lat(north + slope * metres)),
    heightM: Float64Array.from(alongM, () => heightM),
  };
}
