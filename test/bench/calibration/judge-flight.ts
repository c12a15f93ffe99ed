import { classifyFlight } from '../../../shared/classify/classify-flight.ts';
import type { Reference } from '../../../shared/classify/reference.ts';
import { distanceM } from '../../../shared/geo/geodesic.ts';
import type { Crossing, Grade, Incursion } from '../../../shared/model/conclusion.ts';
import type { CoverageJudge } from '../../../shared/model/coverage.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { buildFlights } from '../../../shared/tracks/build-flights.ts';
import type { DrawnFlight, TrueCrossing, TrueStay } from './draw-flight.ts';

export interface JudgedIncursion {
  readonly grade: Grade;
  /** The weaker of presence and origin. */
  readonly probability: number;
  /** Whether the aircraft, come from Mexico, was in the US during it, `slackS` given at both ends. */
  readonly isTrue: boolean;
  /** The same without slack. */
  readonly isStrictlyTrue: boolean;
}

export interface JudgedStay {
  readonly stay: TrueStay;
  /** Best grade of an incursion that overlaps it; null when it was missed. */
  readonly grade: Grade | null;
  /** Whether any sensor reported while the aircraft was there, and before while it was in Mexico. */
  readonly wasSeen: boolean;
}

export interface JudgedCrossing {
  /** Null when it was not found. */
  readonly found: {
    readonly timeErrorS: number;
    readonly placeErrorM: number;
    readonly placeErrorInErrors: number;
  } | null;
  /** Not found, but one of its direction is stated whose window misses the true instant by at most `slackS`. */
  readonly isOffWindow: boolean;
  /**
   * How plainly it was to be seen: farthest true distance of a position since the crossing before and until the one after, the
   * lesser of both, in errors that the product reckons with. 0 when one of the two has no position.
   */
  readonly clearance: number;
}

export interface JudgedFlight {
  readonly drawn: DrawnFlight;
  readonly incursions: readonly JudgedIncursion[];
  readonly stays: readonly JudgedStay[];
  readonly crossings: readonly JudgedCrossing[];
  /** Crossings stated with no true one of their direction in the window, nor within `slackS` of it. */
  readonly inventedCrossings: number;
}

/** Seconds given to the ends of an incursion: they are positions of the record, and a stay may end between two of them. */
export const slackS = 20;

/** Coverage is no part of this: one state in the US, one outside, one for the undetermined. */
const noAreas: CoverageJudge = {
  digest: 'bench',
  state: (_lng, _lat, _timeMs, pUs) => (pUs <= 0.05 ? 0 : pUs < 0.95 ? 1 : 6),
  areasAt: () => [],
};

/** Classifies a drawn flight by the product's own code and holds the answer against the truth. */
export function judgeFlight(drawn: DrawnFlight, reference: Reference, settings: Settings): JudgedFlight {
  const flights = buildFlights(drawn.group, settings).map(
    (draft) => classifyFlight(draft, reference, noAreas, settings).flight,
  );
  const incursions = flights.flatMap((flight) => flight.incursions);
  const crossings = matchCrossings(
    drawn,
    flights.flatMap((flight) => flight.crossings),
    settings,
  );
  return {
    drawn,
    incursions: incursions.map((incursion) => ({
      grade: incursion.grade,
      probability: Math.min(incursion.presence.probability, incursion.origin.probability),
      isTrue: drawn.stays.some((stay) => overlaps(incursion, stay, slackS)),
      isStrictlyTrue: drawn.stays.some((stay) => overlaps(incursion, stay, 0)),
    })),
    stays: drawn.stays.map((stay) => ({
      stay,
      grade: bestGrade(incursions.filter((incursion) => overlaps(incursion, stay, slackS))),
      wasSeen: wasSeen(drawn, stay),
    })),
    ...crossings,
  };
}

const overlaps = (incursion: Pick<Incursion, 'firstMs' | 'lastMs'>, stay: TrueStay, slack: number): boolean =>
  stay.toMs >= incursion.firstMs - 1000 * slack && stay.fromMs <= incursion.lastMs + 1000 * slack;

function bestGrade(incursions: readonly Incursion[]): Grade | null {
  const order: readonly Grade[] = ['confirmed', 'probable', 'possible'];
  return order.find((grade) => incursions.some((incursion) => incursion.grade === grade)) ?? null;
}

const wasSeen = ({ sights }: DrawnFlight, { fromMs, toMs }: TrueStay): boolean =>
  sights.some(({ trueMs }) => trueMs < fromMs) && sights.some(({ trueMs }) => trueMs >= fromMs && trueMs <= toMs);

function matchCrossings(
  drawn: DrawnFlight,
  stated: readonly Crossing[],
  settings: Settings,
): Pick<JudgedFlight, 'crossings' | 'inventedCrossings'> {
  const { crossings } = drawn;
  const left = new Set(stated);
  const matches = new Map<TrueCrossing, { readonly crossing: Crossing; readonly isInWindow: boolean }>();
  for (const isInWindow of [true, false]) {
    const slackMs = isInWindow ? 0 : 1000 * slackS;
    for (const crossing of crossings) {
      if (matches.has(crossing)) continue;
      const fitting = [...left].filter(
        ({ direction, fromMs, toMs }) =>
          direction === crossing.direction && fromMs - slackMs <= crossing.timeMs && toMs + slackMs >= crossing.timeMs,
      );
      const apart = (other: Crossing): number => Math.abs(other.timeMs - crossing.timeMs);
      const [match] = fitting.sort((one, other) => apart(one) - apart(other));
      if (match === undefined) continue;
      left.delete(match);
      matches.set(crossing, { crossing: match, isInWindow });
    }
  }
  const judged = crossings.map((crossing, i): JudgedCrossing => {
    const match = matches.get(crossing);
    const before = clearanceBetween(drawn, crossings[i - 1]?.timeMs ?? -Infinity, crossing.timeMs, settings);
    const after = clearanceBetween(drawn, crossing.timeMs, crossings[i + 1]?.timeMs ?? Infinity, settings);
    return {
      found: match === undefined || !match.isInWindow ? null : errorsOf(match.crossing, crossing),
      isOffWindow: match !== undefined && !match.isInWindow,
      clearance: Math.min(before, after),
    };
  });
  return { crossings: judged, inventedCrossings: left.size };
}

function errorsOf(stated: Crossing, truth: TrueCrossing): NonNullable<JudgedCrossing['found']> {
  const placeErrorM = distanceM(stated.position, truth.position);
  return {
    timeErrorS: Math.abs(stated.timeMs - truth.timeMs) / 1000,
    placeErrorM,
    placeErrorInErrors: placeErrorM / truth.errorM,
  };
}

function clearanceBetween({ sights, stratum }: DrawnFlight, fromMs: number, toMs: number, settings: Settings): number {
  const sigmaM = Math.max(stratum.sigmaM, stratum.accuracy === 'stated' ? 0 : settings.defaultSigmaM);
  const bias = Math.max(stratum.biasShare, settings.biasShare) * sigmaM;
  let clearance = 0;
  for (const { trueMs, trueM, lineSigmaM } of sights) {
    if (trueMs <= fromMs || trueMs >= toMs) continue;
    clearance = Math.max(clearance, Math.abs(trueM) / Math.hypot(sigmaM, bias, lineSigmaM));
  }
  return clearance;
}
