import { gapsAfter } from '../../classify/intervals.ts';
import { type LocalTime, localTimes } from '../../format/times.ts';
import type { Crossing, Flight, FlightPath, Incursion } from '../../model/conclusion.ts';
import type { Position } from '../../model/position.ts';
import type { FlightInput, IncidentReportInput, ReportDetection } from '../input.ts';
import type { Figure, Span } from './figures.ts';
import { type Instant, instantAt } from './instant.ts';

/** 95 % of a normal distribution lie within this many standard deviations; every printed ± of a distance is so made. */
const within95 = 1.96;
/** The border's stated 95 % bound in standard deviations (one-sided rule of the reference data). */
const borderBound = 1.645;

/** A stretch without detections over the gap limit of the sensor that fell silent. Indices into the path. */
export interface Gap {
  readonly before: number;
  readonly after: number;
  readonly seconds: number;
}

/** What the page has besides its flights, and one of them. */
export type OneFlightInput = Omit<IncidentReportInput, 'flights'> & FlightInput;

/** What several sections ask of one flight, worked out once. */
export interface ReportContext {
  readonly input: OneFlightInput;
  /** `F2` where the page has several flights; null where it has one. */
  readonly tag: string | null;
  /** Crossings and incursions of the flights before this one: they are numbered through the page. */
  readonly earlier: { readonly crossings: number; readonly incursions: number };
  /** Whether a flight of this id is none of the page's. */
  readonly elsewhere: (flightId: string) => boolean;
  /** Where in the report's data a member of this flight stands. */
  readonly at: (path: string) => string;
  readonly flight: Flight;
  readonly path: FlightPath;
  /** Index in the report's detections of this flight's first. */
  readonly base: number;
  /** Those with a position first, parallel to the path. */
  readonly detections: readonly ReportDetection[];
  /** Highest grade, then longest: the one that the finding tells. */
  readonly main: Incursion | null;
  readonly gaps: readonly Gap[];
  readonly instant: (timeMs: number) => Instant;
  /** Index of a detection by its id. @throws when the flight's conclusion names a detection that is not in it: our bug. */
  readonly indexOf: (detectionId: string) => number;
  /** First and last index of an incursion. */
  readonly spanOf: (incursion: Incursion) => [number, number];
  /** 95 % error of the signed distance of a path point, whole metres rounded up; null outside the theatre. */
  readonly distanceErrorM: (index: number) => number | null;
  /** Notes a figure that rests on detections of this flight; its rows are indices into `detections`. */
  readonly add: (figure: FlightFigure) => void;
}

/** A figure whose rows are counted within one flight; `all` is every detection of it. */
export type FlightFigure = Omit<Figure, 'rows'> & { readonly rows: 'all' | readonly Span[] };

/** One context for every flight of the page, in order; figures are noted in `figures`. */
export function contextsOf({ flights, ...common }: IncidentReportInput, figures: Figure[]): ReportContext[] {
  const ids = new Set(flights.map(({ flight }) => flight.id));
  let base = 0;
  let crossings = 0;
  let incursions = 0;
  return flights.map((one, index) => {
    const tag = flights.length === 1 ? null : `F${index + 1}`;
    const context = contextOf(
      { ...common, ...one },
      tag,
      `flights.${index + 1}`,
      base,
      { crossings, incursions },
      (id) => !ids.has(id),
      figures,
    );
    base += context.detections.length;
    crossings += one.flight.crossings.length;
    incursions += one.flight.incursions.length;
    return context;
  });
}

function contextOf(
  input: OneFlightInput,
  tag: string | null,
  prefix: string,
  base: number,
  earlier: ReportContext['earlier'],
  elsewhere: ReportContext['elsewhere'],
  figures: Figure[],
): ReportContext {
  const { flight, path, border } = input;
  if (path.count !== input.detections.length) {
    throw new Error(`The path has ${path.count} points, but ${input.detections.length} detections were given`);
  }
  const detections = [...input.detections, ...input.unplaced];
  const byId = new Map(detections.map(({ id }, index) => [id, index]));
  const local: (timeMs: number) => LocalTime = localTimes(input.document.localZone);
  const indexOf = (detectionId: string): number => {
    const index = byId.get(detectionId);
    if (index === undefined) throw new Error(`The flight rests on detection ${detectionId}, which was not given`);
    return index;
  };
  return {
    input,
    tag,
    earlier,
    elsewhere,
    at: (path) => `${prefix}.${path}`,
    flight,
    path,
    base,
    detections,
    main: mainIncursion(flight),
    gaps: gapsOf(flight, path),
    instant: (timeMs) => instantAt(timeMs, local),
    indexOf,
    spanOf: ({ detectionIds }) => [indexOf(detectionIds.first), indexOf(detectionIds.last)],
    distanceErrorM: (index) => {
      const fix = border.fix(path.lng[index]!, path.lat[index]!);
      return fix === null ? null : errorM(Math.hypot(path.sigmaM[index]!, fix.errorBoundM / borderBound));
    },
    add: ({ rows, ...figure }) => {
      const spans = rows === 'all' ? (detections.length === 0 ? [] : [[0, detections.length - 1] as const]) : rows;
      figures.push({ ...figure, rows: spans.map(([first, last]): Span => [base + first, base + last]) });
    },
  };
}

/** A standard deviation as the printed ±: 95 %, whole metres, never rounded down. */
export const errorM = (sigmaM: number): number => Math.ceil(within95 * sigmaM - 1e-9);

/** Half of a window around an estimate as the printed ±: whole seconds, the longer side, never rounded down. */
export const plusMinusS = (crossing: Crossing): number =>
  Math.ceil(Math.max(crossing.timeMs - crossing.fromMs, crossing.toMs - crossing.timeMs) / 1000);

const gradeOrder = { confirmed: 0, probable: 1, possible: 2 } as const;

function mainIncursion(flight: Flight): Incursion | null {
  const ranked = flight.incursions.toSorted(
    (a, b) =>
      gradeOrder[a.grade] - gradeOrder[b.grade] ||
      b.observedS + b.inferredS - (a.observedS + a.inferredS) ||
      a.firstMs - b.firstMs,
  );
  return ranked[0] ?? null;
}

/**
 * Where the page says the flight was: the deepest point of its main incursion, else the position farthest north of the line
 * (or nearest to it from Mexico), else its first; null without positions. The caller's `locate` of it is `input.place`.
 */
export function mainPosition(flight: Flight, path: FlightPath): Position | null {
  const main = mainIncursion(flight);
  if (main !== null) return [main.position[0], main.position[1]];
  if (path.count === 0) return null;
  const index = farthestNorth(path) ?? 0;
  return [path.lng[index]!, path.lat[index]!];
}

/** Index of the largest signed distance; null when no point is in the theatre. */
export function farthestNorth(path: FlightPath): number | null {
  let best: number | null = null;
  for (let i = 0; i < path.count; i++) {
    const distance = path.distanceM[i]!;
    if (!Number.isNaN(distance) && (best === null || distance > path.distanceM[best]!)) best = i;
  }
  return best;
}

function gapsOf(flight: Flight, path: FlightPath): Gap[] {
  const after = gapsAfter(path.timeMs, path.track, flight.tracks);
  return Array.from(after).flatMap((gap, before) =>
    gap === 0 ? [] : [{ before, after: before + 1, seconds: (path.timeMs[before + 1]! - path.timeMs[before]!) / 1000 }],
  );
}

/** The northbound crossing that an incursion began with; null when its origin rests on something else. */
export function entryOf(flight: Flight, incursion: Incursion): Crossing | null {
  const earlier = flight.incursions.filter(({ lastMs }) => lastMs < incursion.firstMs);
  const since = Math.max(Number.NEGATIVE_INFINITY, ...earlier.map(({ lastMs }) => lastMs));
  const candidates = flight.crossings.filter(
    ({ direction, fromMs, toMs }) => direction === 'northbound' && fromMs <= incursion.firstMs && toMs > since,
  );
  return candidates.reduce<Crossing | null>(
    (best, one) => (best === null || one.timeMs > best.timeMs ? one : best),
    null,
  );
}

/** The flight that the page as a whole takes its place and line error from: highest grade, else one with a place, else the first. */
export function principal(contexts: readonly ReportContext[]): ReportContext {
  const rank = ({ main, input }: ReportContext): number =>
    main !== null ? gradeOrder[main.grade] : input.place !== null ? 3 : 4;
  return contexts.reduce((best, one) => (rank(one) < rank(best) ? one : best));
}
