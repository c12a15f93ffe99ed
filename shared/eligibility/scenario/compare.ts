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
import type { IndexedFlight, ScenarioIndex, Slot } from './scenario-index.ts';

export interface Compared {
  readonly totals: readonly ScenarioTotal[];
  readonly cells: readonly ScenarioCell[];
  /** All flights any second of which changes, the longest change first. */
  readonly flights: readonly ScenarioFlight[];
}

const STATES = coverageStates.length;

/** Seconds by pair of states (`from` × states + `to`) of one slot. Beyond the states: none. */
interface PairSeconds {
  readonly observedMs: Float64Array;
  readonly inferredMs: Float64Array;
}

/**
 * What changes between two scenarios.
 * @param statesOf of every class of the index, under the first and the second: `ScenarioIndex.statesUnder`
 * @param twinsOf ids of the flights that may be the same one
 */
export function compareStates(
  index: ScenarioIndex,
  statesOf: readonly [from: Uint8Array, to: Uint8Array],
  twinsOf: (flightId: string) => readonly string[],
): Compared {
  const table = new CellTable();
  const flights: ScenarioFlight[] = [];
  const totals = new TotalTable();
  const cells = index.cells;
  let cell = 0;
  for (const flight of index.flights) {
    const pairs = Array.from(
      { length: flight.slots },
      (): PairSeconds => ({
        observedMs: new Float64Array((STATES + 1) ** 2),
        inferredMs: new Float64Array((STATES + 1) ** 2),
      }),
    );
    const end = flight.firstSlot + flight.slots;
    for (; cell < cells.slot.length && cells.slot[cell]! < end; cell++) {
      const positionClass = cells.class[cell]!;
      const pair = statesOf[0][positionClass]! * (STATES + 1) + statesOf[1][positionClass]!;
      const sums = pairs[cells.slot[cell]! - flight.firstSlot]!;
      sums.observedMs[pair]! += cells.observedMs[cell]!;
      sums.inferredMs[pair]! += cells.inferredMs[cell]!;
    }
    addFlight(index, flight, pairs, statesOf, table, totals, flights);
  }
  return {
    cells: table.rows(),
    totals: totals.rows(twinsOf),
    flights: flights.sort((a, b) => b.changedS - a.changedS || (a.flightId < b.flightId ? -1 : 1)),
  };
}

function addFlight(
  index: ScenarioIndex,
  flight: IndexedFlight,
  pairs: readonly PairSeconds[],
  statesOf: readonly [Uint8Array, Uint8Array],
  table: CellTable,
  totals: TotalTable,
  changed: ScenarioFlight[],
): void {
  let changedMs = 0;
  let changedIncursions = 0;
  const ofFlight: Place = {
    period: periodOf(flight.firstMs),
    month: monthOf(flight.firstMs),
    sector: flight.sector,
    group: groupOfFlight(flight),
  };
  pairs.forEach((sums, i) => {
    const slot = index.slots[flight.firstSlot + i]!;
    const place = slot.incursion === null ? withoutIncursion(flight, ofFlight) : ofIncursion(flight, slot);
    let slotMs = 0;
    let slotChangedMs = 0;
    for (let pair = 0; pair < sums.observedMs.length; pair++) {
      const ms = sums.observedMs[pair]! + sums.inferredMs[pair]!;
      if (ms === 0) continue;
      const [from, to] = [Math.floor(pair / (STATES + 1)), pair % (STATES + 1)];
      table.time(place, stateOf(from), stateOf(to), sums.observedMs[pair]!, sums.inferredMs[pair]!);
      slotMs += ms;
      if (from !== to) slotChangedMs += ms;
    }
    changedMs += slotChangedMs;
    totals.time(place, slotMs, slotChangedMs);
    if (slot.incursion === null) return;
    const [from, to] = statesOf.map((states, side) =>
      stateOfSums([sums], side, states[index.classAt(slot.probe)]!),
    ) as [CoverageState | null, CoverageState | null];
    table.incursion(place, from, to);
    totals.incursion(place, flight.id, from !== to);
    if (from !== to) changedIncursions++;
  });
  const [from, to] = statesOf.map((states, side) => stateOfSums(pairs, side, states[index.classAt(flight.probe)]!)) as [
    CoverageState | null,
    CoverageState | null,
  ];
  table.flight(ofFlight, from, to);
  totals.flight(ofFlight, flight.id, from !== to);
  if (changedMs === 0 && from === to && changedIncursions === 0) return;
  changed.push({
    flightId: flight.id,
    objectName: flight.objectName,
    firstMs: flight.firstMs,
    class: flight.class,
    grade: flight.grade,
    sector: flight.sector,
    from,
    to,
    incursions: changedIncursions,
    changedS: changedMs / 1000,
  });
}

/** State of what has these seconds, in the first scenario (side 0) or the second (1). */
function stateOfSums(pairs: readonly PairSeconds[], side: number, probe: number): CoverageState | null {
  const observed = new Float64Array(STATES + 1);
  const inferred = new Float64Array(STATES + 1);
  for (const { observedMs, inferredMs } of pairs) {
    for (let pair = 0; pair < observedMs.length; pair++) {
      const state = side === 0 ? Math.floor(pair / (STATES + 1)) : pair % (STATES + 1);
      observed[state]! += observedMs[pair]!;
      inferred[state]! += inferredMs[pair]!;
    }
  }
  // Seconds are added as the conclusion adds them, so that equal times stay equal.
  const longest = longestState((state) => {
    const code = coverageStates.indexOf(state);
    return observed[code]! / 1000 + inferred[code]! / 1000;
  });
  return longest ?? stateOf(probe);
}

const stateOf = (code: number): CoverageState | null => coverageStates[code] ?? null;

interface Place {
  readonly period: ScenarioPeriod;
  readonly sector: string | null;
  readonly month: string;
  readonly group: ScenarioGroup;
}

function ofIncursion(flight: IndexedFlight, slot: Slot): Place {
  const { firstMs, sector, grade } = flight.incursions[slot.incursion!]!;
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

type Sums = { -readonly [K in 'incursions' | 'flights' | 'observedS' | 'inferredS']: ScenarioCell[K] };

class CellTable {
  readonly #cells = new Map<string, Omit<ScenarioCell, keyof Sums> & Sums>();

  #at({ period, sector, month, group }: Place, from: CoverageState | null, to: CoverageState | null): Sums {
    const key = `${period} ${month} ${sector ?? ''} ${group} ${from} ${to}`;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = { period, sector, month, group, from, to, incursions: 0, flights: 0, observedS: 0, inferredS: 0 };
      this.#cells.set(key, cell);
    }
    return cell;
  }

  /** Kept in milliseconds until the rows are asked for: sums of halves are exact. */
  time(place: Place, from: CoverageState | null, to: CoverageState | null, observedMs: number, inferredMs: number) {
    const cell = this.#at(place, from, to);
    cell.observedS += observedMs;
    cell.inferredS += inferredMs;
  }

  incursion(place: Place, from: CoverageState | null, to: CoverageState | null): void {
    this.#at(place, from, to).incursions++;
  }

  flight(place: Place, from: CoverageState | null, to: CoverageState | null): void {
    this.#at(place, from, to).flights++;
  }

  rows(): ScenarioCell[] {
    return [...this.#cells]
      .sort(([a, one], [b, other]) => inOrder(one, other) || (a < b ? -1 : 1))
      .map(([, cell]) => ({ ...cell, observedS: cell.observedS / 1000, inferredS: cell.inferredS / 1000 }));
  }
}

interface TotalSums {
  readonly place: Pick<Place, 'period' | 'group'>;
  incursions: number;
  flights: number;
  ms: number;
  changedMs: number;
  /** Number of incursions that change by flight, and flights that change. */
  readonly incursionsOf: Map<string, number>;
  readonly flightsOf: Map<string, number>;
}

class TotalTable {
  readonly #totals = new Map<string, TotalSums>();

  #at({ period, group }: Place): TotalSums {
    const key = `${period} ${group}`;
    let total = this.#totals.get(key);
    if (total === undefined) {
      total = {
        place: { period, group },
        incursions: 0,
        flights: 0,
        ms: 0,
        changedMs: 0,
        incursionsOf: new Map(),
        flightsOf: new Map(),
      };
      this.#totals.set(key, total);
    }
    return total;
  }

  time(place: Place, ms: number, changedMs: number): void {
    if (ms === 0) return;
    const total = this.#at(place);
    total.ms += ms;
    total.changedMs += changedMs;
  }

  incursion(place: Place, flightId: string, changes: boolean): void {
    const total = this.#at(place);
    total.incursions++;
    if (changes) total.incursionsOf.set(flightId, (total.incursionsOf.get(flightId) ?? 0) + 1);
  }

  flight(place: Place, flightId: string, changes: boolean): void {
    const total = this.#at(place);
    total.flights++;
    if (changes) total.flightsOf.set(flightId, 1);
  }

  rows(twinsOf: (flightId: string) => readonly string[]): ScenarioTotal[] {
    const sum = (counts: ReadonlyMap<string, number>): number =>
      [...counts.values()].reduce((all, one) => all + one, 0);
    const totals = [...this.#totals.values()].sort((a, b) => inOrder(a.place, b.place));
    return totals.map(({ place, incursions, flights, ms, changedMs, incursionsOf, flightsOf }) => ({
      ...place,
      incursions,
      incursionsChanged: sum(incursionsOf),
      incursionsChangedAtLeast: atLeast(incursionsOf, twinsOf),
      flights,
      flightsChanged: sum(flightsOf),
      flightsChangedAtLeast: atLeast(flightsOf, twinsOf),
      seconds: ms / 1000,
      secondsChanged: changedMs / 1000,
    }));
  }
}
