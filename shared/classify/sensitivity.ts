import { countText, numberText } from '../format/numbers.ts';
import { inPlaceOf } from '../geo/lines/loaded-line.ts';
import type { Flight, FlightClass, Grade } from '../model/conclusion.ts';
import type { Settings } from '../model/settings.ts';
import { classWords } from '../model/words.ts';
import { isWeaker } from './grade.ts';
import type { Reference } from './reference.ts';

/** What a flight would be, concluded otherwise. */
export interface Sensitivity {
  /** `gap limit halved (30 s)`, `by the line “IBWC 2020” alone` */
  readonly label: string;
  /** Whether number of flights, class, grade or number of incursions change. */
  readonly changes: boolean;
  readonly flights: number;
  readonly classes: readonly FlightClass[];
  readonly grade: Grade | null;
  readonly incursions: number;
  /** One sentence for the page. */
  readonly sentence: string;
}

/** What a flight would be under another gap limit. */
export interface GapSensitivity extends Sensitivity {
  /** What the gap limits are multiplied by. */
  readonly factor: number;
}

const factors = [
  { factor: 0.5, word: 'halved' },
  { factor: 2, word: 'doubled' },
] as const;

/**
 * Whether the conclusion about a flight hangs on the gap limit: the flight concluded again with half and with double of it.
 *
 * @param conclude all flights of the object under other settings; those that overlap the flight in time are compared
 */
export function gapSensitivity(
  flight: Flight,
  settings: Settings,
  conclude: (settings: Settings) => readonly Flight[],
): readonly GapSensitivity[] {
  const limits = [...new Set(flight.tracks.map(({ gapLimitS }) => gapLimitS))].sort((a, b) => a - b);
  return factors.map(({ factor, word }) => ({
    factor,
    ...compared(
      flight,
      `gap limit ${word} (${limits.map((limit) => `${numberText(limit * factor)} s`).join(', ')})`,
      conclude(withGapLimits(settings, factor)),
    ),
  }));
}

/**
 * Whether the conclusion about a flight hangs on which of the loaded lines is believed: the flight concluded again by each line
 * alone, the built-in one first. Nothing when no line is loaded.
 *
 * @param conclude all flights of the object under another reference; those that overlap the flight in time are compared
 */
export function lineSensitivity(
  flight: Flight,
  builtInName: string,
  reference: Reference,
  conclude: (reference: Reference) => readonly Flight[],
): readonly Sensitivity[] {
  if (reference.lines.length === 0) return [];
  const alone = { ...reference, lines: [] };
  return [
    compared(flight, `by the built-in line (${builtInName}) alone`, conclude(alone)),
    ...reference.lines.map((line) =>
      compared(
        flight,
        `by the line “${line.name}” alone`,
        conclude({ ...alone, border: inPlaceOf(reference.border, line) }),
      ),
    ),
  ];
}

/** What the flight would be if no analyst had edited its tracks. @param concluded all flights of its objects, without edits */
export const editSensitivity = (flight: Flight, concluded: readonly Flight[]): Sensitivity =>
  compared(flight, 'without the analyst’s edits', concluded);

function compared(flight: Flight, label: string, concluded: readonly Flight[]): Sensitivity {
  const flights = concluded.filter(({ firstMs, lastMs }) => firstMs <= flight.lastMs && lastMs >= flight.firstMs);
  const classes = [...new Set(flights.map((other) => other.class))].sort();
  const grade = flights.reduce<Grade | null>((best, other) => (isWeaker(best, other.grade) ? other.grade : best), null);
  const incursions = flights.reduce((sum, other) => sum + other.incursions.length, 0);
  const changes =
    flights.length !== 1 ||
    classes[0] !== flight.class ||
    grade !== flight.grade ||
    incursions !== flight.incursions.length;
  const result = `${countText(flights.length, 'flight')}, ${classes.map((name) => classWords[name].label).join(' and ')}${grade === null ? '' : `, ${grade} (computed)`}, ${countText(incursions, 'incursion')}`;
  return {
    label,
    changes,
    flights: flights.length,
    classes,
    grade,
    incursions,
    sentence: changes ? `The result would be: ${result}.` : `The result is the same: ${result}.`,
  };
}

/** The settings with every gap limit multiplied; the version says so. */
export function withGapLimits(settings: Settings, factor: number): Settings {
  return {
    ...settings,
    version: `${settings.version}, gap limits × ${factor}`,
    gapLimitS: settings.gapLimitS * factor,
    gapLimitBySystemS: Object.fromEntries(
      Object.entries(settings.gapLimitBySystemS).map(([system, limit]) => [system, limit * factor]),
    ),
    sensors: settings.sensors.map((sensor) => ({
      ...sensor,
      gapLimitS: sensor.gapLimitS === null ? null : sensor.gapLimitS * factor,
    })),
  };
}
