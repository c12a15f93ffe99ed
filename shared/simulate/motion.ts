import type { Random } from './random.ts';

/** A place an aircraft flies to, in metres of a local plane. */
export interface Waypoint {
  readonly east: number;
  readonly north: number;
  /** Above ground. */
  readonly heightM: number;
  /** Stops here for so long; 0: stops and goes on; null: flies through without stopping. */
  readonly hoverS: number | null;
}

/** Metres of a local plane, one entry a second. */
export interface Motion {
  readonly east: number[];
  readonly north: number[];
  readonly heightM: number[];
}

/** A small multirotor: brakes and turns with up to 0.4 g, climbs faster than it sinks. */
const ACCELERATION = 4;
const CLIMB_MPS = 4;
const SINK_MPS = 2.5;

/**
 * Flies from waypoint to waypoint, second by second: the velocity follows the wanted one as fast as the acceleration allows,
 * with a little wind. Starts at rest at the first waypoint.
 *
 * @param cruiseMps speed between waypoints
 * @param longestS the battery is empty then: the motion ends wherever it is
 */
export function fly(waypoints: readonly Waypoint[], cruiseMps: number, longestS: number, random: Random): Motion {
  const [start, ...rest] = waypoints;
  if (start === undefined) throw new Error('A flight needs a place to start from');
  const motion: Motion = { east: [start.east], north: [start.north], heightM: [start.heightM] };
  const state = { east: start.east, north: start.north, heightM: start.heightM, eastMps: 0, northMps: 0 };
  let windEast = 0;
  let windNorth = 0;

  const step = (wantEast: number, wantNorth: number, heightM: number): boolean => {
    const changeEast = wantEast - state.eastMps;
    const changeNorth = wantNorth - state.northMps;
    const change = Math.sqrt(changeEast * changeEast + changeNorth * changeNorth);
    const share = change > ACCELERATION ? ACCELERATION / change : 1;
    state.eastMps += share * changeEast;
    state.northMps += share * changeNorth;
    // On the ground the wind does not matter.
    const gust = state.heightM > 1 ? 0.3 : 0;
    windEast = 0.9 * windEast + gust * 0.44 * random.normal();
    windNorth = 0.9 * windNorth + gust * 0.44 * random.normal();
    state.east += state.eastMps + windEast;
    state.north += state.northMps + windNorth;
    state.heightM += Math.max(-SINK_MPS, Math.min(CLIMB_MPS, (heightM - state.heightM) / 2));
    if (Math.abs(heightM - state.heightM) < 0.2) state.heightM = heightM;
    motion.east.push(state.east);
    motion.north.push(state.north);
    motion.heightM.push(state.heightM);
    return motion.east.length <= longestS;
  };

  for (const waypoint of rest) {
    if (!flyTo(waypoint, cruiseMps, state, step)) return motion;
    for (let second = 0; second < (waypoint.hoverS ?? 0); second++) {
      if (!step((waypoint.east - state.east) / 3, (waypoint.north - state.north) / 3, waypoint.heightM)) return motion;
    }
  }
  return motion;
}

interface FlightState {
  readonly east: number;
  readonly north: number;
  readonly heightM: number;
  readonly eastMps: number;
  readonly northMps: number;
}

/** One leg; false when the time is up. */
function flyTo(
  waypoint: Waypoint,
  cruiseMps: number,
  state: FlightState,
  step: (wantEast: number, wantNorth: number, heightM: number) => boolean,
): boolean {
  const stops = waypoint.hoverS !== null;
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const east = waypoint.east - state.east;
    const north = waypoint.north - state.north;
    const distance = Math.sqrt(east * east + north * north);
    const speed = Math.sqrt(state.eastMps * state.eastMps + state.northMps * state.northMps);
    if (stops) {
      if (distance < 4 && speed < 2 && Math.abs(state.heightM - waypoint.heightM) < 3) return true;
      // Brake in time, and come down over the place rather than on the way.
      const want = Math.min(cruiseMps, distance / 2, Math.sqrt(ACCELERATION * distance));
      const sinks = waypoint.heightM < state.heightM && distance > 4 * cruiseMps;
      const share = distance > 0 ? want / distance : 0;
      if (!step(share * east, share * north, sinks ? state.heightM : waypoint.heightM)) return false;
    } else {
      // Passed, or as near as its turn lets it come.
      if (distance < Math.max(8, 0.8 * speed) || (distance > before && distance < 80)) return true;
      before = distance;
      const share = cruiseMps / distance;
      if (!step(share * east, share * north, waypoint.heightM)) return false;
    }
  }
}

/** Seconds that a way of waypoints takes, roughly and rather too many. */
export function estimateS(waypoints: readonly Waypoint[], cruiseMps: number): number {
  let seconds = 0;
  waypoints.forEach((waypoint, i) => {
    const before = waypoints[i - 1];
    if (before === undefined) return;
    const east = waypoint.east - before.east;
    const north = waypoint.north - before.north;
    const height = waypoint.heightM - before.heightM;
    seconds += Math.sqrt(east * east + north * north) / cruiseMps;
    if (waypoint.hoverS === null) return;
    seconds += 10 + waypoint.hoverS + (height < 0 ? -height / SINK_MPS : height / CLIMB_MPS);
  });
  return seconds;
}
