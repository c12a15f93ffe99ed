import { longestState } from '../../model/coverage.ts';
import { type CoverageState, coverageStates } from '../../model/lists.ts';
import {
  type ScenarioCell,
  type ScenarioFlight,
  type ScenarioGroup,
  type ScenarioPeriod,
  type ScenarioTotal,
  scenarioGroups,
  scenarioPeriods,
} from '../../model/scenario.ts';
import { atLeast } from '../../model/twins.ts';
import { otherPurposesSince } from '../../model/words.ts';
import { easternDay } from '../eastern-day.ts';
import type { IndexedFlight, ScenarioIndex } from './scenario-index.ts';

export interface Compared {
  readonly totals: readonly ScenarioTotal[];
  readonly cells: readonly ScenarioCell[];
  /** All flights any second of which changes, the longest change first. */
  readonly flights: readonly ScenarioFlight[];
}

/** States, and one for none. */
const STATES = coverageStates.length + 1;
const PAIRS = STATES * STATES;

/**
 * What changes between two scenarios.
 * @param statesOf of every class of the index, under the first and the second: `ScenarioIndex.statesUnder`
 * @param twinsOf ids of the flights that may be the same one
 */
export function compareStates(
  index: ScenarioIndex,
  [statesA, statesB]: readonly [from: Uint8Array, to: Uint8Array],
  twinsOf: (flightId: string) => readonly string[],
): Compared {
  const { places, ofSlot, ofFlight } = placesOf(index);
  const sums = new PlaceSums(places.length);
  const changes = places.map((): PlaceChanges => ({ incursions: new Map(), flights: new Map() }));
  const { firstCell, class: classOf, observedMs, inferredMs } = index.cells;
  const [slotA, slotB, flightA, flightB] = [
    new StateSeconds(),
    new StateSeconds(),
    new StateSeconds(),
    new StateSeconds(),
  ];
  const changed: ScenarioFlight[] = [];
  index.flights.forEach((flight, number) => {
    flightA.clear();
    flightB.clear();
    let changedMs = 0;
    let changedIncursions = 0;
    for (let slot = flight.firstSlot; slot < flight.firstSlot + flight.slots; slot++) {
      const base = ofSlot[slot]! * PAIRS;
      slotA.clear();
      slotB.clear();
      for (let cell = firstCell[slot]!; cell < firstCell[slot + 1]!; cell++) {
        const from = statesA[classOf[cell]!]!;
        const to = statesB[classOf[cell]!]!;
        const observed = observedMs[cell]!;
        const inferred = inferredMs[cell]!;
        const pair = base + from * STATES + to;
        sums.observedMs[pair]! += observed;
        sums.inferredMs[pair]! += inferred;
        slotA.add(from, observed, inferred);
        slotB.add(to, observed, inferred);
        flightA.add(from, observed, inferred);
        flightB.add(to, observed, inferred);
        if (from !== to) changedMs += observed + inferred;
      }
      const { incursion, probe } = index.slots[slot]!;
      if (incursion === null) continue;
      const probed = index.classAt(probe);
      const from = slotA.longest(statesA[probed]!);
      const to = slotB.longest(statesB[probed]!);
      sums.incursions[base + from * STATES + to]!++;
      if (from === to) continue;
      changedIncursions++;
      count(changes[ofSlot[slot]!]!.incursions, flight.id);
    }
    const probed = index.classAt(flight.probe);
    const from = flightA.longest(statesA[probed]!);
    const to = flightB.longest(statesB[probed]!);
    sums.flights[ofFlight[number]! * PAIRS + from * STATES + to]!++;
    if (from !== to) count(changes[ofFlight[number]!]!.flights, flight.id);
    if (changedMs === 0 && from === to && changedIncursions === 0) return;
    const { id, objectName, firstMs, class: flightClass, grade, sector } = flight;
    changed.push({
      flightId: id,
      objectName,
      firstMs,
      class: flightClass,
      grade,
      sector,
      place: index.placeAt(flight.probe),
      from: stateOf(from),
      to: stateOf(to),
      incursions: changedIncursions,
      changedS: changedMs / 1000,
    });
  });
  return {
    cells: cellsOf(places, sums),
    totals: totalsOf(places, sums, changes, twinsOf),
    flights: changed.sort((a, b) => b.changedS - a.changedS || (a.flightId < b.flightId ? -1 : 1)),
  };
}

const count = (counts: Map<string, number>, id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1);

/** Time by state, of one presence or one flight. Used again and again: a comparison makes as little as it can. */
class StateSeconds {
  readonly #observedMs = new Float64Array(STATES);
  readonly #inferredMs = new Float64Array(STATES);

  clear(): void {
    this.#observedMs.fill(0);
    this.#inferredMs.fill(0);
  }

  add(state: number, observedMs: number, inferredMs: number): void {
    this.#observedMs[state]! += observedMs;
    this.#inferredMs[state]! += inferredMs;
  }

  /** @param probe the state of what lasted no time */
  longest(probe: number): number {
    // Seconds are added as the conclusion adds them, so that equal times stay equal.
    const longest = longestState((state) => {
      const code = codeOf[state];
      return this.#observedMs[code]! / 1000 + this.#inferredMs[code]! / 1000;
    });
    return longest === null ? probe : codeOf[longest];
  }
}

const codeOf = Object.fromEntries(coverageStates.map((state, code) => [state, code])) as Record<CoverageState, number>;
const stateOf = (code: number): CoverageState | null => coverageStates[code] ?? null;

/** Sums by place and pair of states: `place × PAIRS + from × STATES + to`. */
class PlaceSums {
  readonly observedMs: Float64Array;
  readonly inferredMs: Float64Array;
  readonly incursions: Uint32Array;
  readonly flights: Uint32Array;

  constructor(places: number) {
    this.observedMs = new Float64Array(places * PAIRS);
    this.inferredMs = new Float64Array(places * PAIRS);
    this.incursions = new Uint32Array(places * PAIRS);
    this.flights = new Uint32Array(places * PAIRS);
  }
}

/** How many incursions change by flight, and which flights do. */
interface PlaceChanges {
  readonly incursions: Map<string, number>;
  readonly flights: Map<string, number>;
}

interface Place {
  readonly period: ScenarioPeriod;
  readonly sector: string | null;
  readonly month: string;
  readonly group: ScenarioGroup;
}

function ofIncursion(flight: IndexedFlight, incursion: number): Place {
  const { firstMs, sector, grade } = flight.incursions[incursion]!;
  return { period: periodOf(firstMs), month: monthOf(firstMs), sector, group: grade };
}

/** A further presence of a flight that made an incursion has no origin on the record, as that of a flight of unknown origin. */
const withoutIncursion = (flight: IndexedFlight, place: Place): Place => ({
  ...place,
  group: flight.class === 'incursion' ? 'origin-unknown' : place.group,
});

const groupOfFlight = ({ class: flightClass, grade }: IndexedFlight): ScenarioGroup =>
  flightClass === 'incursion' && grade !== null
    ? grade
    : flightClass === 'us-origin-unknown'
      ? 'origin-unknown'
      : 'other';

const dayOf = new Map<number, string>();
function cachedDay(timeMs: number): string {
  const hour = Math.floor(timeMs / 3_600_000);
  let day = dayOf.get(hour);
  if (day === undefined) {
    if (dayOf.size > 100_000) dayOf.clear();
    day = easternDay(timeMs);
    dayOf.set(hour, day);
  }
  return day;
}

const periodOf = (timeMs: number): ScenarioPeriod => (cachedDay(timeMs) < otherPurposesSince ? 'before' : 'from');
const monthOf = (timeMs: number): string => cachedDay(timeMs).slice(0, 7);

/** Earlier periods first, then what is counted in the order of its list. */
const inOrder = (a: Pick<Place, 'period' | 'group'>, b: Pick<Place, 'period' | 'group'>): number =>
  scenarioPeriods.indexOf(a.period) - scenarioPeriods.indexOf(b.period) ||
  scenarioGroups.indexOf(a.group) - scenarioGroups.indexOf(b.group);

interface Places {
  readonly places: readonly Place[];
  /** Place of every slot and of every flight. */
  readonly ofSlot: Uint32Array;
  readonly ofFlight: Uint32Array;
}

const known = new WeakMap<ScenarioIndex, Places>();

function placesOf(index: ScenarioIndex): Places {
  const found = known.get(index);
  if (found !== undefined) return found;
  const numbers = new Map<string, number>();
  const places: Place[] = [];
  const numberOf = (place: Place): number => {
    const key = `${place.period} ${place.month} ${place.sector ?? ''} ${place.group}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = places.push(place) - 1;
      numbers.set(key, number);
    }
    return number;
  };
  const ofSlot = new Uint32Array(index.slots.length);
  const ofFlight = new Uint32Array(index.flights.length);
  index.flights.forEach((flight, number) => {
    const whole: Place = {
      period: periodOf(flight.firstMs),
      month: monthOf(flight.firstMs),
      sector: flight.sector,
      group: groupOfFlight(flight),
    };
    ofFlight[number] = numberOf(whole);
    for (let slot = flight.firstSlot; slot < flight.firstSlot + flight.slots; slot++) {
      const { incursion } = index.slots[slot]!;
      const place = incursion === null ? withoutIncursion(flight, whole) : ofIncursion(flight, incursion);
      ofSlot[slot] = numberOf(place);
    }
  });
  const made = { places, ofSlot, ofFlight };
  known.set(index, made);
  return made;
}

function cellsOf(places: readonly Place[], sums: PlaceSums): ScenarioCell[] {
  const cells: ScenarioCell[] = [];
  places.forEach((place, number) => {
    for (let pair = 0; pair < PAIRS; pair++) {
      const at = number * PAIRS + pair;
      const [observedMs, inferredMs] = [sums.observedMs[at]!, sums.inferredMs[at]!];
      const [incursions, flights] = [sums.incursions[at]!, sums.flights[at]!];
      if (observedMs === 0 && inferredMs === 0 && incursions === 0 && flights === 0) continue;
      const [from, to] = [stateOf(Math.floor(pair / STATES)), stateOf(pair % STATES)];
      cells.push({
        ...place,
        from,
        to,
        incursions,
        flights,
        observedS: observedMs / 1000,
        inferredS: inferredMs / 1000,
      });
    }
  });
  const key = ({ month, sector, from, to }: ScenarioCell): string => `${month} ${sector ?? ''} ${from} ${to}`;
  return cells
    .map((cell) => ({ cell, key: key(cell) }))
    .sort((a, b) => inOrder(a.cell, b.cell) || (a.key < b.key ? -1 : 1))
    .map(({ cell }) => cell);
}

function totalsOf(
  places: readonly Place[],
  sums: PlaceSums,
  changes: readonly PlaceChanges[],
  twinsOf: (flightId: string) => readonly string[],
): ScenarioTotal[] {
  const groups = new Map<string, number[]>();
  places.forEach(({ period, group }, number) => {
    const numbers = groups.get(`${period} ${group}`);
    if (numbers === undefined) groups.set(`${period} ${group}`, [number]);
    else numbers.push(number);
  });
  const totals = [...groups.values()].map((numbers): ScenarioTotal => {
    const { period, group } = places[numbers[0]!]!;
    const all = { incursions: 0, flights: 0, ms: 0, changedMs: 0 };
    const incursionsOf = new Map<string, number>();
    const flightsOf = new Map<string, number>();
    for (const number of numbers) {
      for (let pair = 0; pair < PAIRS; pair++) {
        const at = number * PAIRS + pair;
        const ms = sums.observedMs[at]! + sums.inferredMs[at]!;
        all.ms += ms;
        if (Math.floor(pair / STATES) !== pair % STATES) all.changedMs += ms;
        all.incursions += sums.incursions[at]!;
        all.flights += sums.flights[at]!;
      }
      for (const [id, some] of changes[number]!.incursions) incursionsOf.set(id, (incursionsOf.get(id) ?? 0) + some);
      for (const id of changes[number]!.flights.keys()) flightsOf.set(id, 1);
    }
    const sum = (counts: ReadonlyMap<string, number>): number =>
      [...counts.values()].reduce((one, other) => one + other, 0);
    return {
      period,
      group,
      incursions: all.incursions,
      incursionsChanged: sum(incursionsOf),
      incursionsChangedAtLeast: atLeast(incursionsOf, twinsOf),
      flights: all.flights,
      flightsChanged: sum(flightsOf),
      flightsChangedAtLeast: atLeast(flightsOf, twinsOf),
      seconds: all.ms / 1000,
      secondsChanged: all.changedMs / 1000,
    };
  });
  return totals
    .filter(({ incursions, flights, seconds }) => incursions > 0 || flights > 0 || seconds > 0)
    .sort(inOrder);
}
