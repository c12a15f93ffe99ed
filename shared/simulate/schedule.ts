import type { Border } from '../geo/border.ts';
import { type Aircraft, drawAircraft } from './aircraft.ts';
import { type FlightKind, flightKinds } from './kinds.ts';
import { drawOperation, type Operation } from './operation.ts';
import type { Posts } from './post.ts';
import { Random } from './random.ts';

/** One sortie that will be flown. */
export interface Plan {
  /** In order of planning; the flight's own random numbers follow from it. */
  readonly no: number;
  readonly startMs: number;
  readonly kind: FlightKind;
  readonly operation: Operation;
  readonly aircraft: Aircraft;
}

export interface Schedule {
  readonly flights: number;
  readonly seed: number;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly border: Border;
  readonly posts: Posts;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Longest a battery lasts. */
export const LONGEST_SORTIE_S = 1800;
/** Sorties of one aircraft are farther apart than the ten minutes over which one flight may be interrupted. */
const PAUSE_MIN = [12, 45] as const;
const FLIGHTS_PER_OPERATION = 5;

/** Every sortie of the period, by start. Aircraft return to the same places on several nights, several times a night. */
export function drawSchedule({ flights, seed, sinceMs, untilMs, border, posts }: Schedule): Plan[] {
  const random = new Random(seed, 'schedule');
  const operations = new Map<number, Fleet>();
  const pool = Math.max(1, Math.round(flights / FLIGHTS_PER_OPERATION));
  let aircraft = 0;

  const fleetOf = (no: number, side: Operation['side']): Fleet => {
    const known = operations.get(no);
    if (known !== undefined) return known;
    const operation = drawOperation(border, seed, no, side);
    const kinds = posts.of(operation).sensors.map((sensor) => sensor.kind);
    const fleet: Fleet = {
      operation,
      // Whatever flies there must be something that the post can notice.
      needs: kinds.includes('rf') ? null : kinds.includes('droneid') ? 'dji' : 'broadcasting',
      members: [],
    };
    operations.set(no, fleet);
    return fleet;
  };

  const plans: Plan[] = [];
  while (plans.length < flights) {
    const kind: FlightKind = random.weighted(flightKinds);
    // Even numbers start in Mexico, odd ones in the United States.
    const no = 2 * random.whole(0, pool - 1) + (kind.startsIn === 'MX' ? 0 : 1);
    const fleet = fleetOf(no, kind.startsIn);
    let startMs = drawStart(random, fleet.operation.launch[0], kind.night, sinceMs, untilMs);
    const sorties = random.whole(1, kind.sorties);
    const reservedMs = sorties * (LONGEST_SORTIE_S * 1000 + PAUSE_MIN[1] * MINUTE_MS);
    const member = freeMember(fleet, startMs, startMs + reservedMs, () =>
      drawAircraft(random, seed, aircraft++, fleet.needs),
    );
    for (let sortie = 0; sortie < sorties && plans.length < flights; sortie++) {
      if (sortie > 0 && startMs >= untilMs) break;
      plans.push({ no: plans.length, startMs, kind, operation: fleet.operation, aircraft: member });
      startMs += LONGEST_SORTIE_S * 1000 + Math.round(random.between(...PAUSE_MIN) * MINUTE_MS);
    }
  }
  return plans.sort((a, b) => a.startMs - b.startMs || a.no - b.no);
}

interface Fleet {
  readonly operation: Operation;
  readonly needs: 'dji' | 'broadcasting' | null;
  readonly members: { readonly aircraft: Aircraft; readonly busy: { fromMs: number; toMs: number }[] }[];
}

/** An aircraft of the operation that is on the ground all that time, else a new one. */
function freeMember(fleet: Fleet, fromMs: number, toMs: number, draw: () => Aircraft): Aircraft {
  let member = fleet.members.find(({ busy }) => busy.every((span) => span.toMs <= fromMs || span.fromMs >= toMs));
  if (member === undefined) {
    member = { aircraft: draw(), busy: [] };
    fleet.members.push(member);
  }
  member.busy.push({ fromMs, toMs });
  return member.aircraft;
}

/**
 * A start within the period: by night most often in the hours around midnight of local mean time, by day around noon. Sorties
 * that would not end within the period are avoided where it is long enough.
 */
function drawStart(random: Random, lng: number, night: number, sinceMs: number, untilMs: number): number {
  const latestMs = Math.max(sinceMs, untilMs - LONGEST_SORTIE_S * 1000);
  const localShiftMs = (lng / 360) * DAY_MS;
  const firstDay = Math.floor((sinceMs + localShiftMs) / DAY_MS) - 1;
  const lastDay = Math.floor((latestMs + localShiftMs) / DAY_MS);
  const isNight = random.chance(night);
  for (let attempt = 0; attempt < 50; attempt++) {
    // A triangle over the hours: 19:30 to 05:00 by night, 8:00 to 17:00 by day.
    const hours = isNight ? 19.5 + 4.75 * (random.unit() + random.unit()) : 8 + 4.5 * (random.unit() + random.unit());
    const startMs = Math.round(random.whole(firstDay, lastDay) * DAY_MS + hours * 3_600_000 - localShiftMs);
    if (startMs >= sinceMs && startMs <= latestMs) return startMs;
  }
  // The period has no such hour.
  return Math.round(random.between(sinceMs, latestMs));
}
