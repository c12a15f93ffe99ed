import type { Border } from '../geo/border.ts';
import type { Position } from '../model/position.ts';
import { besideLine } from './beside-line.ts';
import type { Operation } from './operation.ts';
import { Random } from './random.ts';
import { geoidM, groundMslM, spots } from './spots.ts';

/** Kinds of sensor that the simulator knows. */
export const simulatedSensorKinds = ['remote-id', 'droneid', 'rf', 'radar', 'adsb'] as const;
export type SimulatedSensorKind = (typeof simulatedSensorKinds)[number];

export interface Sensor {
  /** Starts with `SYNTHETIC-`: what marks an export as synthetic in any format. */
  readonly id: string;
  readonly kind: SimulatedSensorKind;
  readonly position: Position;
  /** Height of the ground around it above sea level, and of the geoid above the ellipsoid. */
  readonly groundMslM: number;
  readonly geoidM: number;
  readonly rangeM: number;
  /** Between two reports about one object. */
  readonly cadenceS: number;
  /** Its clock is ahead of UTC by so much. */
  readonly clockOffsetMs: number;
  /** Constant offset of its measured positions, east and north, in units of the point's σ. */
  readonly bias: readonly [east: number, north: number];
  /** Something stands in the way: an object in this wedge is not seen. */
  readonly blind: { readonly fromDeg: number; readonly widthDeg: number };
}

export interface Post {
  readonly sensors: readonly Sensor[];
}

/** Standard deviation of a constant offset, as a share of the point's σ. */
export const BIAS_SHARE = 0.5;

interface Traits {
  readonly tag: string;
  readonly rangeM: number;
  readonly cadenceS: readonly number[];
  /** Share of posts that have one. */
  readonly share: number;
}

const traits: Readonly<Record<SimulatedSensorKind, Traits>> = {
  'remote-id': { tag: 'RID', rangeM: 5_000, cadenceS: [1, 2, 3], share: 0.7 },
  droneid: { tag: 'AEROSCOPE', rangeM: 15_000, cadenceS: [8], share: 0.6 },
  rf: { tag: 'RF', rangeM: 10_000, cadenceS: [3, 4, 5], share: 0.6 },
  radar: { tag: 'RADAR', rangeM: 7_000, cadenceS: [2, 2.5, 4], share: 0.4 },
  adsb: { tag: 'ADSB', rangeM: 60_000, cadenceS: [5], share: 0.5 },
};

/** The posts of a seed, made when first asked for. */
export class Posts {
  private readonly border: Border;
  private readonly seed: number;
  private readonly kinds: readonly SimulatedSensorKind[] | null;
  private readonly made = new Map<number, Post>();

  /** @param kinds every post has exactly these; null: each has its own */
  constructor(border: Border, seed: number, kinds: readonly SimulatedSensorKind[] | null) {
    this.border = border;
    this.seed = seed;
    this.kinds = kinds;
  }

  /** The post that watches an operation. */
  of({ spot, no, km }: Operation): Post {
    return spot === null ? this.at(spots.length + no, `MOBILE-${no + 1}`, km) : this.ofSpot(spot);
  }

  ofSpot(spot: number): Post {
    return this.at(spot, spots[spot]!.name, spots[spot]!.km);
  }

  private at(key: number, name: string, km: number): Post {
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const random = new Random(this.seed, 'post', key);
    const place = placeOfPost(this.border, random, km);
    const post = { sensors: this.equipment(random).map((kind) => drawSensor(random, kind, name, place, km)) };
    this.made.set(key, post);
    return post;
  }

  private equipment(random: Random): readonly SimulatedSensorKind[] {
    if (this.kinds !== null) return this.kinds;
    const kinds = simulatedSensorKinds.filter((kind) => random.chance(traits[kind].share));
    // Every post sees at least what DJI's protocol or the radio gives away.
    return kinds.includes('droneid') || kinds.includes('rf') ? kinds : [...kinds, random.pick(['droneid', 'rf'])];
  }
}

function placeOfPost(border: Border, random: Random, km: number): Position {
  for (let attempt = 0; attempt < 200; attempt++) {
    const place = besideLine(border, km + random.between(-1, 1), random.between(250, 1500), 1, 0.6);
    if (place !== null) return place;
  }
  throw new Error(`Found no place for a sensor post at border km ${km}`);
}

function drawSensor(random: Random, kind: SimulatedSensorKind, name: string, near: Position, km: number): Sensor {
  const { tag, rangeM, cadenceS } = traits[kind];
  return {
    id: `SYNTHETIC-${tag}-${name}`,
    kind,
    position: [round(near[0] + random.between(-2e-4, 2e-4)), round(near[1] + random.between(-2e-4, 2e-4))],
    groundMslM: groundMslM(km),
    geoidM: geoidM(km),
    rangeM,
    cadenceS: random.pick(cadenceS),
    clockOffsetMs: Math.round(400 * Math.max(-3, Math.min(3, random.normal()))),
    bias: [BIAS_SHARE * random.normal(), BIAS_SHARE * random.normal()],
    blind: { fromDeg: random.between(0, 360), widthDeg: random.between(0, 40) },
  };
}

/** A surveyed antenna: to a metre or so. */
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
