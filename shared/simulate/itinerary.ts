import type { Border } from '../geo/border.ts';
import type { Position } from '../model/position.ts';
import { besideLine } from './beside-line.ts';
import type { SimulatedKind } from './kinds.ts';
import { estimateS, type Waypoint } from './motion.ts';
import type { Operation } from './operation.ts';
import type { Plane } from './plane.ts';
import type { Random } from './random.ts';

/** What an itinerary is drawn from. */
export interface Setting {
  readonly border: Border;
  readonly operation: Operation;
  /** Metres around the launch site. */
  readonly plane: Plane;
  readonly cruiseMps: number;
  /** Seconds the battery lasts. */
  readonly enduranceS: number;
  readonly random: Random;
}

/** Waypoints of one sortie from launch to landing; null where the place does not suit (draw again). */
export function drawItinerary(kind: SimulatedKind, setting: Setting): readonly Waypoint[] | null {
  switch (kind) {
    case 'shuttle':
      return shuttle(setting);
    case 'return-drop':
      return returnDrop(setting);
    case 'one-way-drop':
    case 'outbound':
      return oneWay(setting);
    case 'scout':
      return scout(setting);
    case 'follower':
      return alongLine(setting, -setting.random.logBetween(8, 400));
    case 'patrol':
      return alongLine(setting, setting.random.logBetween(25, 500));
    case 'approach':
      return approach(setting);
    case 'mexico-only':
    case 'farm':
      return lanes(setting);
  }
}

/** Nothing flies higher than this above ground. */
const CEILING_M = 120;

const at = (plane: Plane, [lng, lat]: Position, heightM: number, hoverS: number | null): Waypoint => ({
  east: plane.east(lng),
  north: plane.north(lat),
  heightM,
  hoverS,
});

const jittered = (random: Random, place: Position, metres: number, plane: Plane): Position =>
  plane.position(
    plane.east(place[0]) + metres * Math.max(-2, Math.min(2, random.normal())),
    plane.north(place[1]) + metres * Math.max(-2, Math.min(2, random.normal())),
  );

function start({ operation, plane, random }: Setting, heightM: number): Waypoint[] {
  const launch = at(plane, operation.launch, 0, 0);
  return [launch, { ...launch, hoverS: random.whole(3, 20) }, { ...launch, heightM, hoverS: random.whole(2, 10) }];
}

const home = ({ operation, plane, random }: Setting, heightM: number): Waypoint[] => [
  at(plane, operation.launch, heightM, 2),
  at(plane, operation.launch, 0, random.whole(5, 20)),
];

const cruiseHeight = (random: Random): number => random.between(45, CEILING_M - 5);

function shuttle(setting: Setting): readonly Waypoint[] | null {
  const { operation, plane, random, cruiseMps, enduranceS } = setting;
  const heightM = cruiseHeight(random);
  const way = start(setting, heightM);
  const wanted = random.whole(2, 6);
  let trips = 0;
  while (trips < wanted) {
    const target = jittered(random, operation.targets[random.whole(0, 1)]!, 15, plane);
    const trip = [
      at(plane, target, heightM, 0),
      at(plane, target, random.between(6, 15), random.whole(8, 30)),
      at(plane, target, heightM, 0),
      at(plane, operation.launch, heightM, 2),
      // Loaded again on the ground, where no radar sees it.
      at(plane, operation.launch, 0, random.whole(15, 60)),
    ];
    if (estimateS([...way, ...trip], cruiseMps) > enduranceS) break;
    way.push(...trip);
    trips++;
  }
  return trips < 2 ? null : way;
}

function returnDrop(setting: Setting): readonly Waypoint[] {
  const { operation, plane, random } = setting;
  const heightM = cruiseHeight(random);
  const target = jittered(random, random.pick(operation.targets), 20, plane);
  return [
    ...start(setting, heightM),
    at(plane, target, heightM, random.whole(5, 40)),
    at(plane, target, random.between(6, 20), random.whole(10, 40)),
    at(plane, target, heightM, 0),
    ...home(setting, heightM),
  ];
}

function oneWay(setting: Setting): readonly Waypoint[] {
  const { operation, plane, random } = setting;
  const heightM = cruiseHeight(random);
  const target = jittered(random, random.pick(operation.targets), 20, plane);
  return [
    ...start(setting, heightM),
    at(plane, target, heightM, random.whole(2, 20)),
    at(plane, target, 0, random.whole(20, 120)),
  ];
}

function scout(setting: Setting): readonly Waypoint[] | null {
  const { operation, plane, random, cruiseMps, enduranceS } = setting;
  const heightM = random.between(80, CEILING_M);
  const way = start(setting, heightM);
  const stops = random.whole(1, 3);
  for (let stop = 0; stop < stops; stop++) {
    const target = jittered(random, operation.targets[stop]!, 60, plane);
    const next = at(plane, target, random.between(70, CEILING_M), random.whole(60, 300));
    if (estimateS([...way, next, ...home(setting, heightM)], cruiseMps) > enduranceS) break;
    way.push(next);
  }
  return [...way, ...home(setting, heightM)];
}

/** Back and forth beside the line at about one distance from it. */
function alongLine(setting: Setting, offsetM: number): readonly Waypoint[] | null {
  const { border, operation, plane, random, cruiseMps, enduranceS } = setting;
  const heightM = random.between(35, CEILING_M);
  const halfKm = random.between(0.8, 2.5);
  const from = operation.km - halfKm * random.between(0.3, 1);
  const to = operation.km + halfKm * random.between(0.3, 1);
  const there: Waypoint[] = [];
  for (let km = from; km <= to; km += 0.1) {
    const place = besideLine(border, km, offsetM, 0.1, 0.5);
    // Where the line winds too much it is cut short.
    if (place !== null) there.push(at(plane, place, heightM, null));
  }
  if (there.length < 0.6 * ((to - from) / 0.1)) return null;
  const way = start(setting, heightM);
  const used = enduranceS * random.between(0.6, 0.95);
  for (let pass = 0; pass < 6; pass++) {
    const leg = pass % 2 === 0 ? there : there.toReversed();
    if (estimateS([...way, ...leg, ...home(setting, heightM)], cruiseMps) > used) break;
    way.push(...leg);
  }
  return way.length < there.length ? null : [...way, ...home(setting, heightM)];
}

function approach(setting: Setting): readonly Waypoint[] | null {
  const { border, operation, plane, random } = setting;
  const heightM = random.between(40, CEILING_M);
  const way = start(setting, heightM);
  const times = random.whole(1, 3);
  for (let time = 0; time < times; time++) {
    const km = operation.km + random.between(-0.8, 0.8);
    const place = besideLine(border, km, -random.logBetween(12, 500), 0.15, 0.4);
    if (place === null) return null;
    way.push(at(plane, place, heightM, random.whole(20, 150)));
    if (time < times - 1)
      way.push(at(plane, jittered(random, operation.launch, 40, plane), heightM, random.whole(0, 30)));
  }
  return [...way, ...home(setting, heightM)];
}

/** Lane beside lane over a field that lies farther from the line than the launch site. */
function lanes(setting: Setting): readonly Waypoint[] | null {
  const { border, operation, plane, random, cruiseMps, enduranceS } = setting;
  const fix = border.fix(operation.launch[0], operation.launch[1]);
  if (fix === null) return null;
  // From the nearest point of the line through the launch site: away from the border.
  const toLineEast = plane.east(fix.position[0]);
  const toLineNorth = plane.north(fix.position[1]);
  const distance = Math.sqrt(toLineEast * toLineEast + toLineNorth * toLineNorth);
  if (distance === 0) return null;
  const awayEast = -toLineEast / distance;
  const awayNorth = -toLineNorth / distance;
  const heightM = random.between(15, 60);
  const laneM = random.between(150, 500);
  const spacingM = random.between(12, 40);
  const nearM = random.between(60, 600);
  const corner = (alongM: number, outM: number): Waypoint => ({
    east: awayEast * outM - awayNorth * alongM,
    north: awayNorth * outM + awayEast * alongM,
    heightM,
    hoverS: 0,
  });
  const way = start(setting, heightM);
  const used = enduranceS * random.between(0.4, 0.95);
  for (let lane = 0; lane < 40; lane++) {
    const outM = nearM + lane * spacingM;
    const ends = [corner(-laneM / 2, outM), corner(laneM / 2, outM)];
    const next = lane % 2 === 0 ? ends : ends.toReversed();
    if (estimateS([...way, ...next, ...home(setting, heightM)], cruiseMps) > used) break;
    way.push(...next);
  }
  return [...way, ...home(setting, heightM)];
}
