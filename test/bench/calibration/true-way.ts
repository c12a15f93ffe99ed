import type { Border } from '../../../shared/geo/border.ts';
import { Plane } from '../../../shared/simulate/plane.ts';
import type { Random } from '../../../shared/simulate/random.ts';
import type { TruePath } from '../../../shared/simulate/true-path.ts';
import type { Kind } from './strata.ts';

/** [seconds, metres from the line towards the US] at the corners of a way. */
type Legs = [s: number, offsetM: number][];

export interface Way {
  readonly path: TruePath;
  readonly plane: Plane;
}

/** Half of the stretch whose direction the legs of a dash go by, km. */
const DIRECTION_KM = 0.5;
const STEP_MPS = 25;

/**
 * A true way beside or across the line at a border km, second by second.
 * @param errorM all errors of a position there together: what the hard kinds keep their distance in
 */
export function drawWay(
  kind: Kind,
  border: Border,
  km: number,
  errorM: number,
  startMs: number,
  random: Random,
): Way | null {
  const speed = random.between(5, 18);
  const legs = drawLegs(kind, errorM, speed, random);
  const isFollowing = kind === 'follow in MX' || kind === 'follow in US';
  return isFollowing ? following(border, km, legs, startMs, random) : dashing(border, km, legs, startMs, random);
}

function drawLegs(kind: Kind, errorM: number, speed: number, random: Random): Legs {
  const base = -random.between(300, 1500) - 4 * errorM;
  const legs: Legs = [[0, kind === 'follow in US' ? -base : base]];
  const go = (offset: number): void => {
    const [s, from] = legs.at(-1)!;
    legs.push([s + Math.max(1, Math.abs(offset - from) / speed), offset]);
  };
  const hold = (seconds: number): void => {
    const [s, offset] = legs.at(-1)!;
    legs.push([s + seconds, offset]);
  };
  switch (kind) {
    case 'deep':
      go(random.logBetween(200, 3000));
      hold(random.between(1, 60));
      go(base);
      break;
    case 'shallow':
      go(random.between(20, 150));
      hold(random.between(1, 10));
      go(base);
      break;
    case 'shuttle':
      for (let trips = random.whole(2, 4); trips > 0; trips--) {
        go(random.logBetween(30, 1500));
        hold(random.between(1, 60));
        go(trips === 1 ? base : -random.between(100, 800));
      }
      break;
    case 'graze':
      for (let trips = random.whole(1, 3); trips > 0; trips--) {
        go(random.between(-1.5, 1.5) * errorM);
        hold(random.between(1, 6));
        go(trips === 1 ? base : -random.between(1, 3) * errorM);
      }
      break;
    case 'approach':
      go(-random.between(30, 1000));
      hold(random.between(1, 300));
      go(base);
      break;
    case 'follow in MX':
      go(-random.between(0.3, 2) * errorM);
      hold(random.between(300, 1800));
      if (random.chance(0.5)) go(base);
      break;
    case 'loiter':
      go(random.between(-2, 2) * errorM);
      hold(random.between(300, 1200));
      go(base);
      break;
    case 'follow in US':
      go(random.between(0.3, 2) * errorM);
      hold(random.between(300, 1800));
      go(-base);
      break;
  }
  return legs;
}

function offsetAt(legs: Legs, s: number): number {
  const next = Math.max(
    1,
    legs.findIndex(([cornerS]) => cornerS >= s),
  );
  const [fromS, from] = legs[next - 1]!;
  const [toS, to] = legs[next]!;
  return from + ((s - fromS) / (toS - fromS)) * (to - from);
}

/** Straight out and back, square to the general direction of the line, drifting along it. */
function dashing(border: Border, km: number, legs: Legs, startMs: number, random: Random): Way {
  const { plane, along } = frameAt(border, km);
  const drift = random.between(-3, 3);
  return wayOf(plane, startMs, Math.floor(legs.at(-1)![0]) + 1, (s) => {
    const offset = offsetAt(legs, s);
    return [along.east * drift * s - along.north * offset, along.north * drift * s + along.east * offset];
  });
}

/**
 * Along the line with all its bends, at the offsets of the legs: each second's place is moved to where its distance to the
 * line is the one asked for, no faster than an aircraft flies.
 */
function following(border: Border, km: number, legs: Legs, startMs: number, random: Random): Way | null {
  const { plane } = frameAt(border, km);
  const speedMps = random.between(0.5, 12) * (random.chance(0.5) ? 1 : -1);
  let [east, north] = [Number.NaN, Number.NaN];
  let isLost = false;
  const way = wayOf(plane, startMs, Math.floor(legs.at(-1)![0]) + 1, (s) => {
    const offset = offsetAt(legs, s);
    const at = km + (speedMps * s) / 1000;
    const { along } = frameAt(border, at);
    const foot = border.positionOfKm(at);
    let toEast = plane.east(foot[0]) - along.north * offset;
    let toNorth = plane.north(foot[1]) + along.east * offset;
    for (let pass = 0; pass < 3; pass++) {
      const fix = border.fix(plane.lng(toEast), plane.lat(toNorth));
      if (fix === null) {
        isLost = true;
        break;
      }
      const missM = offset - fix.distanceM;
      if (Math.abs(missM) < 0.02 * Math.abs(offset) || fix.distanceM === 0) break;
      // Away from the line on its own side, or towards it: along the way to the nearest point.
      const awayE = (toEast - plane.east(fix.position[0])) / fix.distanceM;
      const awayN = (toNorth - plane.north(fix.position[1])) / fix.distanceM;
      toEast += awayE * missM;
      toNorth += awayN * missM;
    }
    const first = Number.isNaN(east);
    const length = Math.hypot(toEast - east, toNorth - north);
    const share = first || length <= STEP_MPS ? 1 : STEP_MPS / length;
    east = first ? toEast : east + share * (toEast - east);
    north = first ? toNorth : north + share * (toNorth - north);
    return [east, north];
  });
  return isLost ? null : way;
}

function frameAt(border: Border, km: number): { plane: Plane; along: { east: number; north: number } } {
  const plane = new Plane(border.positionOfKm(km));
  const from = border.positionOfKm(km - DIRECTION_KM);
  const to = border.positionOfKm(km + DIRECTION_KM);
  const east = plane.east(to[0]) - plane.east(from[0]);
  const north = plane.north(to[1]) - plane.north(from[1]);
  const length = Math.hypot(east, north);
  return { plane, along: length === 0 ? { east: 1, north: 0 } : { east: east / length, north: north / length } };
}

function wayOf(
  plane: Plane,
  startMs: number,
  seconds: number,
  at: (s: number) => readonly [east: number, north: number],
): Way {
  const lng = new Float64Array(seconds);
  const lat = new Float64Array(seconds);
  for (let s = 0; s < seconds; s++) {
    const [east, north] = at(s);
    lng[s] = plane.lng(east);
    lat[s] = plane.lat(north);
  }
  const timeMs = Float64Array.from(lng, (_, s) => startMs + s * 1000);
  return { plane, path: { timeMs, lng, lat, heightM: new Float64Array(seconds).fill(60) } };
}
