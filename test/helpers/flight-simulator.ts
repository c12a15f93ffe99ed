import type { Settings } from '../../shared/model/settings.ts';
import type { Row } from './detection-group.ts';

/** Seeded chance: the same seed gives the same flights. Mulberry32 (public domain, T. Ettinger 2017). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const kinds = [
  'through',
  'shallow',
  'follower in Mexico',
  'hover near the line',
  'approach',
  'scout',
  'follower in the US',
] as const;
export type Kind = (typeof kinds)[number];

/** The share of each kind among simulated flights: enough hard ones that a careless grade shows. */
const mix: readonly Kind[] = [
  ...Array<Kind>(6).fill('through'),
  ...Array<Kind>(3).fill('shallow'),
  ...Array<Kind>(4).fill('follower in Mexico'),
  ...Array<Kind>(2).fill('hover near the line'),
  ...Array<Kind>(3).fill('approach'),
  ...Array<Kind>(2).fill('scout'),
  ...Array<Kind>(2).fill('follower in the US'),
];

/** Every flight drifts east at this speed, so that a crossing has one place on the line. */
export const eastSpeedMps = 6;

export interface Errors {
  /** Per-axis σ of the positions, metres, as the record states it. */
  readonly sigmaM: number;
  /** σ of the line, metres. */
  readonly borderSigmaM: number;
  /** Seconds in which position errors fade to 1/e; 0: independent from one position to the next. */
  readonly correlationS: number;
}

export interface SimulatedFlight {
  readonly kind: Kind;
  readonly errors: Errors;
  readonly rows: readonly Row[];
  /** Times (seconds) at which the aircraft was truly in the US and in Mexico, as intervals. */
  readonly usIntervals: readonly (readonly [fromS: number, toS: number])[];
  /** True crossings: seconds and direction. */
  readonly crossings: readonly { readonly s: number; readonly direction: 'northbound' | 'southbound' }[];
}

/** One flight along the straight border: true northings by legs, then errors of sensor, bias and line upon them. */
export function simulateFlight(
  random: () => number,
  settings: Settings,
  forced: Partial<Errors> & { kind?: Kind } = {},
): SimulatedFlight {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

  const kind = forced.kind ?? oneOf(mix);
  const errors: Errors = {
    sigmaM: forced.sigmaM ?? oneOf([3, 10, 10, 30]),
    borderSigmaM: forced.borderSigmaM ?? oneOf([3, 3, 6, 12, 30, 180]),
    correlationS: forced.correlationS ?? settings.errorCorrelationS,
  };
  const biasM = settings.biasShare * errors.sigmaM * normal();
  const lineM = errors.borderSigmaM * normal();
  const totalM = Math.hypot(errors.sigmaM, settings.biasShare * errors.sigmaM, errors.borderSigmaM);
  const legs = legsOf(kind, totalM, between, random);
  const everyS = oneOf([1, 2, 8]);

  const rows: Row[] = [];
  let error = normal();
  const fade = errors.correlationS > 0 ? Math.exp(-everyS / errors.correlationS) : 0;
  for (let s = 0; s <= legs.at(-1)![0]; s += everyS) {
    if (s > 0) error = fade * error + Math.sqrt(1 - fade * fade) * normal();
    const north = northAt(legs, s) + errors.sigmaM * error + biasM + lineM;
    rows.push({ s, east: eastSpeedMps * s, north, sigmaM: errors.sigmaM });
  }
  return { kind, errors, rows, ...truthOf(legs) };
}

type Legs = readonly (readonly [s: number, north: number])[];

/** Corners of the true way north and south, seconds and metres from the true line. */
function legsOf(
  kind: Kind,
  totalM: number,
  between: (low: number, high: number) => number,
  random: () => number,
): Legs {
  const speed = between(5, 18);
  const base = -between(300, 1500) - 4 * totalM;
  const legs: [number, number][] = [[0, kind === 'follower in the US' ? -base : base]];
  const go = (north: number): void => {
    const [s, from] = legs.at(-1)!;
    legs.push([s + Math.max(1, Math.abs(north - from) / speed), north]);
  };
  const hold = (seconds: number): void => {
    const [s, north] = legs.at(-1)!;
    legs.push([s + seconds, north]);
  };
  switch (kind) {
    case 'through': {
      const trips = 1 + Math.floor(random() * 3);
      for (let trip = 0; trip < trips; trip++) {
        go(Math.exp(between(Math.log(20), Math.log(3000))));
        hold(between(1, 60));
        go(base);
      }
      break;
    }
    case 'shallow':
      go(between(-3, 3) * totalM);
      hold(between(1, 6));
      go(base);
      break;
    case 'follower in Mexico':
      go(-between(0.3, 2) * totalM);
      hold(between(300, 1500));
      if (random() < 0.5) go(base);
      break;
    case 'hover near the line':
      go(between(-3, 3) * totalM);
      hold(between(300, 1200));
      go(base);
      break;
    case 'approach':
      go(-between(50, 1000));
      hold(between(1, 300));
      go(base);
      break;
    case 'scout':
      go(between(100, 800));
      hold(between(100, 900));
      go(base);
      break;
    case 'follower in the US':
      go(between(0.3, 2) * totalM);
      hold(between(300, 1500));
      go(-base);
      break;
  }
  return legs;
}

function northAt(legs: Legs, s: number): number {
  const next = Math.max(
    1,
    legs.findIndex(([cornerS]) => cornerS >= s),
  );
  const [fromS, from] = legs[next - 1]!;
  const [toS, to] = legs[next]!;
  return from + ((s - fromS) / (toS - fromS)) * (to - from);
}

function truthOf(legs: Legs): Pick<SimulatedFlight, 'usIntervals' | 'crossings'> {
  const crossings: { s: number; direction: 'northbound' | 'southbound' }[] = [];
  legs.slice(1).forEach(([toS, to], i) => {
    const [fromS, from] = legs[i]!;
    if (from > 0 === to > 0) return;
    crossings.push({
      s: fromS + ((toS - fromS) * from) / (from - to),
      direction: to > from ? 'northbound' : 'southbound',
    });
  });
  const usIntervals: [number, number][] = [];
  let since: number | null = legs[0]![1] > 0 ? 0 : null;
  for (const { s, direction } of crossings) {
    if (direction === 'northbound') since = s;
    else {
      usIntervals.push([since ?? 0, s]);
      since = null;
    }
  }
  if (since !== null) usIntervals.push([since, legs.at(-1)![0]]);
  return { usIntervals, crossings };
}
