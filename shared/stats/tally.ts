import type { CoverageState, FlightClass, Grade } from '../model/conclusion.ts';
import type { ReviewState } from '../model/lists.ts';
import { grades } from '../model/lists.ts';
import type { StatDimension } from '../model/stats-words.ts';
import { atLeast } from '../model/twins.ts';
import { isNight } from '../time/sun.ts';

/** What is counted of a flight. Times UTC milliseconds, WGS 84 degrees, metres. */
export interface CountedFlight {
  readonly id: string;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Middle of its box; null where nothing has a place. */
  readonly lng: number | null;
  readonly lat: number | null;
  readonly sector: string | null;
  readonly borderKm: number | null;
  readonly class: FlightClass;
  /** Grades of its incursions. */
  readonly incursions: readonly Grade[];
  readonly coverageState: CoverageState | null;
  readonly makeModel: string | null;
  /** Null where the aircraft states no identity. */
  readonly aircraft: string | null;
  readonly review: ReviewState;
  /** Highest altitude and its datum; null where none is on record. */
  readonly altitude: { readonly metres: number; readonly datum: string } | null;
  /** Flights that may be this one. */
  readonly twins: readonly string[];
  /** Where and when sensors heard it. */
  readonly heard: readonly { readonly sensorId: string; readonly firstMs: number; readonly lastMs: number }[];
}

export interface Counts {
  readonly flights: number;
  /** By grade, never summed. */
  readonly incursions: Readonly<Record<Grade, number>>;
  /** Confirmed incursions when flights that may be one aircraft count once: the lower end of the range. */
  readonly confirmedAtLeast: number;
  /** Distinct aircraft behind the confirmed incursions: at least. */
  readonly aircraftAtLeast: number;
  readonly originUnknown: number;
  readonly undetermined: number;
  /** Flights that a person has reviewed, whatever came of it. */
  readonly reviewed: number;
  /** Sensors that heard any of them, and days (UTC) on which each did, added up. */
  readonly sensors: number;
  readonly sensorDays: number;
}

export interface StatRow extends Counts {
  /** One for each dimension asked for, in that order. */
  readonly keys: readonly string[];
}

export type LocalClock = (timeMs: number, sector: string | null) => { readonly hour: number; readonly weekday: number };

const DAY_MS = 86_400_000;
const KM_STEP = 50;
const ALTITUDE_STEP_M = 100;
const DURATION_STEP_MIN = 10;
const WEEKDAYS = ['1 Mon', '2 Tue', '3 Wed', '4 Thu', '5 Fri', '6 Sat', '7 Sun'] as const;
const NOT_KNOWN = 'not known';

const step = (value: number, size: number, unit: string, digits: number): string => {
  const from = Math.floor(value / size) * size;
  const text = (number: number): string => String(Math.abs(number)).padStart(digits, '0');
  return `${from < 0 ? '−' : ''}${text(from)} to ${from + size < 0 ? '−' : ''}${text(from + size)} ${unit}`;
};

/** What a flight belongs to. Texts sort as their values do. */
export function keyOf(flight: CountedFlight, dimension: StatDimension, clock: LocalClock): string {
  const { firstMs, lastMs, lng, lat } = flight;
  switch (dimension) {
    case 'sector':
      return flight.sector ?? NOT_KNOWN;
    case 'month':
      return new Date(firstMs).toISOString().slice(0, 7);
    case 'hour':
      return `${String(clock(firstMs, flight.sector).hour).padStart(2, '0')}:00`;
    case 'weekday':
      return WEEKDAYS[clock(firstMs, flight.sector).weekday - 1]!;
    case 'sun':
      return lng === null || lat === null ? NOT_KNOWN : isNight(firstMs, lng, lat) ? 'night' : 'day';
    case 'border-km':
      return flight.borderKm === null ? NOT_KNOWN : step(flight.borderKm, KM_STEP, 'km', 4);
    case 'altitude':
      return flight.altitude === null
        ? NOT_KNOWN
        : `${step(flight.altitude.metres, ALTITUDE_STEP_M, 'm', 5)} ${flight.altitude.datum}`;
    case 'duration':
      return step((lastMs - firstMs) / 60_000, DURATION_STEP_MIN, 'min', 4);
    case 'model':
      return flight.makeModel ?? NOT_KNOWN;
    case 'coverage':
      return flight.coverageState ?? NOT_KNOWN;
    case 'review':
      return flight.review;
    case 'aircraft':
      return flight.aircraft ?? NOT_KNOWN;
  }
}

/** Counts flights by what they belong to, in the order of the keys. A flight is in exactly one row. */
export function tally(
  flights: readonly CountedFlight[],
  by: readonly StatDimension[],
  clock: LocalClock,
): { readonly rows: readonly StatRow[]; readonly all: Counts } {
  const groups = new Map<string, { keys: string[]; flights: CountedFlight[] }>();
  for (const flight of flights) {
    const keys = by.map((dimension) => keyOf(flight, dimension, clock));
    const name = keys.join('\0');
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { keys, flights: [flight] });
    else group.flights.push(flight);
  }
  const rows = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, group]) => ({ keys: group.keys, ...count(group.flights) }));
  return { rows, all: count(flights) };
}

function count(flights: readonly CountedFlight[]): Counts {
  const incursions = Object.fromEntries(grades.map((grade) => [grade, 0])) as Record<Grade, number>;
  const confirmedOf = new Map<string, number>();
  const aircraft = new Set<string>();
  const sensors = new Set<string>();
  const sensorDays = new Set<string>();
  let [originUnknown, undetermined, reviewed] = [0, 0, 0];
  for (const flight of flights) {
    for (const grade of flight.incursions) incursions[grade]++;
    const confirmed = flight.incursions.filter((grade) => grade === 'confirmed').length;
    if (confirmed > 0) {
      confirmedOf.set(flight.id, confirmed);
      if (flight.aircraft !== null) aircraft.add(flight.aircraft);
    }
    if (flight.class === 'us-origin-unknown') originUnknown++;
    if (flight.class === 'undetermined') undetermined++;
    if (flight.review !== 'new') reviewed++;
    for (const { sensorId, firstMs, lastMs } of flight.heard) {
      sensors.add(sensorId);
      for (let day = Math.floor(firstMs / DAY_MS); day <= Math.floor(lastMs / DAY_MS); day++) {
        sensorDays.add(`${day} ${sensorId}`);
      }
    }
  }
  const twinsOf = new Map(flights.map(({ id, twins }) => [id, twins]));
  return {
    flights: flights.length,
    incursions,
    confirmedAtLeast: atLeast(confirmedOf, (id) => [...(twinsOf.get(id) ?? [])]),
    aircraftAtLeast: aircraft.size,
    originUnknown,
    undetermined,
    reviewed,
    sensors: sensors.size,
    sensorDays: sensorDays.size,
  };
}
