import type { Border } from '../geo/border.ts';
import type { DetectionFields } from '../model/detection.ts';
import { drawItinerary } from './itinerary.ts';
import { type FlightKind, kindOf, type SimulatedKind } from './kinds.ts';
import { fly } from './motion.ts';
import { observe } from './observe.ts';
import { Plane } from './plane.ts';
import { Posts, type SimulatedSensorKind } from './post.ts';
import { Random } from './random.ts';
import { drawSchedule, LONGEST_SORTIE_S, type Plan } from './schedule.ts';
import type { TruePath } from './true-path.ts';
import { type SideTruth, sideTruth } from './truth.ts';

export interface SimulationRequest {
  /** Flights of drones; other objects come on top. */
  readonly flights: number;
  /** Whole number from 0: the same request gives the same detections on every machine. */
  readonly seed: number;
  /** Period of the detections, UTC milliseconds: from inclusive, to exclusive. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly border: Border;
  /** Every sensor post has exactly these; left out, each has its own mixture. */
  readonly sensorKinds?: readonly SimulatedSensorKind[];
}

/** What truly happened. For calibration and tests: never written into an export. */
export interface FlightTruth extends SideTruth {
  readonly kind: SimulatedKind;
  /** CTA-2063-A serial of the aircraft, whether or not any sensor learns it. */
  readonly serial: string;
  readonly path: TruePath;
}

export interface SimulatedFlight {
  /** Take-off, UTC milliseconds. */
  readonly startMs: number;
  /** Of all sensors, in time order. */
  readonly detections: readonly DetectionFields[];
  readonly truth: FlightTruth;
}

/**
 * Simulated drone flights along the border line, by time of take-off, one at a time so that millions of detections need
 * little memory. Position errors are as stated by the record: σ as given (5 m where a sensor states none), correlated over
 * 10 s, with a constant offset of half a σ on top.
 *
 * @throws RangeError when the number of flights, the seed or the period is not one
 */
export function* simulateFlights(request: SimulationRequest): Generator<SimulatedFlight> {
  checkRequest(request);
  const { seed, border, sensorKinds } = request;
  const posts = new Posts(border, seed, sensorKinds ?? null);
  for (const plan of drawSchedule({ ...request, posts })) yield simulateFlight(plan, request, posts);
}

/** @throws RangeError as `simulateFlights` */
export function checkRequest({ flights, seed, sinceMs, untilMs }: SimulationRequest): void {
  if (!Number.isSafeInteger(flights) || flights < 0) throw new RangeError(`Not a number of flights: ${flights}`);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`A seed is a whole number from 0, not ${seed}`);
  if (!(Number.isFinite(sinceMs) && Number.isFinite(untilMs) && sinceMs < untilMs)) {
    throw new RangeError('A period needs a start before its end');
  }
}

/** Draws of one kind of flight at one place before another kind is flown there. */
const ATTEMPTS = 40;

function simulateFlight(plan: Plan, request: SimulationRequest, posts: Posts): SimulatedFlight {
  const random = new Random(request.seed, 'flight', plan.no);
  const flown = flyPlan(plan, request.border, random);
  const { operation, aircraft } = plan;
  const look = (masked: boolean): DetectionFields[] =>
    posts.of(operation).sensors.flatMap((sensor) =>
      observe({
        sensor,
        subject: { kind: 'drone', aircraft, launch: operation.launch },
        path: flown.path,
        objectNo: 2 * plan.no,
        random,
        masked,
      }),
    );
  const seen = look(true);
  // A flight that everything hides would not be in an export at all.
  const detections = (seen.length >= FEWEST_DETECTIONS ? seen : look(false)).filter(
    ({ observedAtMs }) => observedAtMs! >= request.sinceMs && observedAtMs! < request.untilMs,
  );
  detections.sort((a, b) => a.observedAtMs! - b.observedAtMs!);
  return { startMs: plan.startMs, detections, truth: { ...flown, serial: aircraft.serial } };
}

const FEWEST_DETECTIONS = 10;

function flyPlan(plan: Plan, border: Border, random: Random): SideTruth & { kind: SimulatedKind; path: TruePath } {
  for (const kind of [plan.kind, plan.kind.startsIn === 'MX' ? kindOf('return-drop') : kindOf('farm')]) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const path = flyOnce(kind, plan, border, random);
      if (path === null) continue;
      const truth = sideTruth(border, path);
      if (keepsPromise(kind, truth)) return { ...truth, kind: kind.kind, path };
    }
  }
  throw new Error(`No way to fly a ${plan.kind.kind} from operation ${plan.operation.no}`);
}

const keepsPromise = (kind: FlightKind, truth: SideTruth): boolean =>
  truth.startsIn === kind.startsIn && truth.endsIn === kind.endsIn && truth.crossed === kind.crosses;

function flyOnce(kind: FlightKind, plan: Plan, border: Border, random: Random): TruePath | null {
  const plane = new Plane(plan.operation.launch);
  const cruiseMps = random.between(...plan.aircraft.airframe.cruiseMps);
  // Twenty to thirty minutes, less a reserve.
  const enduranceS = random.between(1200, LONGEST_SORTIE_S - 60);
  const setting = { border, operation: plan.operation, plane, cruiseMps, enduranceS, random };
  const waypoints = drawItinerary(kind.kind, setting);
  if (waypoints === null) return null;
  const motion = fly(waypoints, cruiseMps, LONGEST_SORTIE_S, random);
  return {
    timeMs: Float64Array.from(motion.east, (_, second) => plan.startMs + second * 1000),
    lng: Float64Array.from(motion.east, (east) => plane.lng(east)),
    lat: Float64Array.from(motion.north, (north) => plane.lat(north)),
    heightM: Float64Array.from(motion.heightM),
  };
}
