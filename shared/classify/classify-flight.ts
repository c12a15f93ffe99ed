import { roundTo } from '../format/numbers.ts';
import type { Flight, FlightPath, GradedElement, Incursion } from '../model/conclusion.ts';
import type { CoverageJudge } from '../model/coverage.ts';
import { type PositionOrigin, positionOrigins } from '../model/detection.ts';
import type { FlightDraft } from '../model/flight-draft.ts';
import { IN_INCURSION, IN_UNEXPLAINED, type JudgedMoment, type JudgedPath } from '../model/judged-path.ts';
import type { Settings } from '../model/settings.ts';
import { probabilityOf } from './best-of-looks.ts';
import { stateOfPresences, statesAlong, stateWithoutPresence } from './coverage-along.ts';
import { findCrossings } from './crossings.ts';
import { gradeElement } from './element.ts';
import { classOf } from './flight-class.ts';
import { isWeaker } from './grade.ts';
import { type FlightContext, incursionOf } from './incursion.ts';
import { gapsAfter } from './intervals.ts';
import { originOf, type PlacedOrigin, placeOrigins } from './origin.ts';
import { findPresences, type Presence } from './presences.ts';
import {
  accuracySentence,
  doubtSentences,
  evidenceSentence,
  lineSentences,
  positionOriginSentence,
} from './reasons.ts';
import { type Reference, sectorCode } from './reference.ts';
import { secondsByState } from './seconds.ts';
import { SideEvidence } from './side-evidence.ts';
import { type Sightings, sight, sigmaOriginCodes } from './sightings.ts';
import { type SureSides, sureSides } from './sure-sides.ts';
import { windowsNearLine } from './windows.ts';

export interface Classified {
  readonly flight: Flight;
  readonly path: FlightPath;
  /** What its coverage hangs on besides the judge. */
  readonly judged: JudgedPath;
}

/**
 * Says where a flight was: side of every position, crossings, incursions with their grades, class, coverage, and why. Pure:
 * the same draft, reference, judge and settings give the same answer to the last bit. The method is described in README.md.
 */
export function classifyFlight(
  draft: FlightDraft,
  reference: Reference,
  judge: CoverageJudge,
  settings: Settings,
): Classified {
  const sightings = sight(draft, reference, settings);
  const gaps = gapsAfter(sightings.timeMs, draft.points.track, draft.tracks);
  const windows = windowsNearLine(sightings, settings);
  const us = new SideEvidence(sightings, windows, 1);
  const mexico = new SideEvidence(sightings, windows, -1);
  const sure = sureSides(sightings, windows, us, mexico, settings);
  const presences = findPresences(sightings, sure, us);
  const crossings = findCrossings(draft, sightings, sure, gaps, reference, settings);
  const { states, ...questions } = statesAlong(sightings, reference, judge);
  const stated = placeOrigins(draft, reference, settings);
  const context: FlightContext = { draft, sightings, gaps, states, crossings, reference, judge, settings };
  const judged = judgePresences(context, sure, us, mexico, presences, stated);

  const decidedBy = presences[0]?.decidedBy.from ?? null;

  const inMexico = mexico.strongest(0, sightings.count - 1, sure.contradicted, false);
  const mexicoProbability = inMexico === null ? 0 : probabilityOf(inMexico.score);
  const [minDistanceM, maxDistanceM] = rangeOf(sightings.distanceM);
  const answer = classOf({
    draft,
    sightings,
    incursions: judged.incursions,
    unexplained: judged.unexplained,
    crossings,
    mexico: mexicoProbability,
    maxDistanceM,
    stated,
    settings,
  });
  const sigma = sigmaOf(sightings);
  const positionOrigin = positionOriginOf(draft);
  const place = placeOf(context);
  const flight: Flight = {
    id: draft.id,
    settingsVersion: settings.version,
    edits: [...draft.edits],
    rulesDigest: judge.digest,
    objectKey: draft.objectKey,
    evidence: draft.evidence,
    objectName: draft.objectName,
    makeModel: draft.makeModel,
    positionOrigin,
    class: answer.class,
    grade: gradeOfFlight(judged.incursions),
    reasons: [
      ...answer.reasons,
      evidenceSentence(draft.evidence),
      ...(sightings.count === 0
        ? []
        : [positionOriginSentence(positionOrigin), accuracySentence(sightings, sigma.median, settings)]),
      ...lineSentences(sightings, reference.lines),
      ...doubtSentences(draft, sure.contradicted, settings),
    ],
    firstMs: draft.firstMs,
    lastMs: draft.lastMs,
    detections: draft.detections,
    positions: sightings.count + draft.leftOut.implausible,
    bbox: bboxOf(sightings),
    ...place,
    minDistanceM,
    maxDistanceM,
    sigmaM: sigma,
    tracks: [...draft.tracks],
    crossings: [...crossings],
    incursions: [...judged.incursions],
    coverage: secondsByState(sightings, gaps, states),
    coverageState:
      decidedBy === null
        ? stateWithoutPresence(states, mexicoProbability >= 0.95)
        : stateOfPresences(sightings, gaps, states, judged.presence, decidedBy),
    areaIds: [...new Set(judged.incursions.flatMap(({ areaIds }) => areaIds))].sort(),
    mayBeSameAs: [],
    synthetic: draft.synthetic,
  };
  const { presence, moments } = judged;
  const momentSectors = moments.flatMap(({ sector }) => sector ?? []);
  const sectors = [...new Set([...questions.sectors, ...momentSectors])];
  return {
    flight,
    path: pathOf(draft, sightings, states),
    judged: { ...questions, sectors, presence, decidedBy, moments },
  };
}

interface Judged {
  readonly incursions: readonly Incursion[];
  readonly moments: readonly JudgedMoment[];
  readonly unexplained: readonly { readonly presence: GradedElement; readonly origin: GradedElement }[];
  /** See `JudgedPath`. */
  readonly presence: Uint16Array;
}

/** Sorts the presences of a flight into incursions and those without an origin. Only UAS make incursions. */
function judgePresences(
  context: FlightContext,
  sure: SureSides,
  us: SideEvidence,
  mexico: SideEvidence,
  presences: readonly Presence[],
  stated: readonly PlacedOrigin[],
): Judged {
  const { draft, sightings, settings } = context;
  const incursions: Incursion[] = [];
  const moments: JudgedMoment[] = [];
  const unexplained: { presence: GradedElement; origin: GradedElement }[] = [];
  const membership = new Uint16Array(sightings.count);
  const mark = ({ first, last }: Presence, what: number): void => {
    for (let i = first; i <= last; i++) if (sightings.towardUsM[i]! > 0) membership[i] = what;
  };
  let previousLast = -1;
  // What is no UAS has presences too, for its coverage; but they are neither graded nor counted.
  if (draft.kind !== 'flight') for (const presence of presences) mark(presence, IN_UNEXPLAINED);
  for (const presence of draft.kind === 'flight' ? presences : []) {
    const { from, to, first, firstSure, decidedBy, decidedByStated } = presence;
    const element = gradeElement(sightings, us, { from, to }, decidedBy, decidedByStated, settings);
    const before = { from: previousLast + 1, to: first - 1 };
    const origin = originOf(sightings, sure, mexico, before, previousLast < 0 ? stated : [], settings);
    const incursion = incursionOf(context, presence, element, origin);
    if (incursion === null) {
      unexplained.push({ presence: element, origin });
      mark(presence, IN_UNEXPLAINED);
    } else {
      mark(presence, IN_INCURSION + incursions.length);
      incursions.push(incursion);
      moments.push(momentAt(context, firstSure ?? first));
    }
    previousLast = presence.last;
  }
  return { incursions, moments, unexplained, presence: membership };
}

function momentAt({ sightings, reference }: FlightContext, i: number): JudgedMoment {
  const lng = sightings.lng[i]!;
  const lat = sightings.lat[i]!;
  const sector = sectorCode(reference, lng, lat, sightings.distanceM[i]!, sightings.borderKm[i]!);
  return { position: i, timeMs: sightings.timeMs[i]!, lng, lat, sigmaM: sightings.sigmaM[i]!, sector };
}

const gradeOfFlight = (incursions: readonly Incursion[]): Flight['grade'] =>
  incursions.reduce<Flight['grade']>((best, { grade }) => (isWeaker(best, grade) ? grade : best), null);

/** Least and largest of the numbers, NaN left out; null when there is none. Rounded to centimetres. */
function rangeOf(numbers: Float64Array): readonly [least: number | null, largest: number | null] {
  let least = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > largest) largest = number;
  }
  return least > largest ? [null, null] : [roundTo(least, 2), roundTo(largest, 2)];
}

function bboxOf({ count, lng, lat }: Sightings): Flight['bbox'] {
  if (count === 0) return null;
  let [west, south, east, north] = [lng[0]!, lat[0]!, lng[0]!, lat[0]!];
  for (let i = 1; i < count; i++) {
    west = Math.min(west, lng[i]!);
    south = Math.min(south, lat[i]!);
    east = Math.max(east, lng[i]!);
    north = Math.max(north, lat[i]!);
  }
  return [west, south, east, north];
}

/** Sector and border km of the first crossing, else of the position nearest to the line. */
function placeOf({ sightings, crossings, reference }: FlightContext): Pick<Flight, 'sector' | 'borderKm'> {
  const [crossing] = crossings;
  if (crossing !== undefined) return { sector: crossing.sector, borderKm: crossing.borderKm };
  const { count, lng, lat, distanceM, borderKm } = sightings;
  let nearest = -1;
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(distanceM[i]!)) continue;
    if (nearest < 0 || Math.abs(distanceM[i]!) < Math.abs(distanceM[nearest]!)) nearest = i;
  }
  if (nearest < 0) return { sector: null, borderKm: null };
  return {
    sector: sectorCode(reference, lng[nearest]!, lat[nearest]!, distanceM[nearest]!, borderKm[nearest]!),
    borderKm: roundTo(borderKm[nearest]!, 3),
  };
}

/** Median σ of the positions, and where most of them have it from (the default, when they are even). */
function sigmaOf({ count, sigmaM, assumed, byProfile }: Sightings): Flight['sigmaM'] {
  if (count === 0) return { origin: 'default', median: 0 };
  const isOne = sigmaM.every((sigma) => sigma === sigmaM[0]);
  const median = isOne ? sigmaM[0]! : sigmaM.toSorted()[count >> 1]!;
  const without = assumed.reduce((sum, one) => sum + one, 0);
  const onProfile = byProfile.reduce((sum, one) => sum + one, 0);
  const origin = 2 * without >= count ? 'default' : 2 * onProfile >= count ? 'profile' : 'record';
  return { origin, median: roundTo(median, 2) };
}

const originCode = (origin: PositionOrigin): number => positionOrigins.indexOf(origin);
const selfReported = originCode('self-reported');
const measuredOnes = [originCode('measured'), originCode('derived')];

/** A position derived from sensors' measurements (bearings, ranges) is measured, not told by the aircraft. */
function positionOriginOf({ points }: FlightDraft): Flight['positionOrigin'] {
  let told = 0;
  let measured = 0;
  for (const code of points.positionOrigin) {
    if (code === selfReported) told++;
    else if (measuredOnes.includes(code)) measured++;
  }
  if (told + measured === 0) return 'unknown';
  if (told === points.count) return 'self-reported';
  return measured === points.count ? 'measured' : 'mixed';
}

function pathOf({ points }: FlightDraft, sightings: Sightings, states: Uint8Array): FlightPath {
  return {
    count: points.count,
    timeMs: points.timeMs,
    lng: points.lng,
    lat: points.lat,
    altitudeM: points.altitudeM,
    altitudeDatum: points.altitudeDatum,
    sigmaM: sightings.sigmaM,
    sigmaOrigin: sigmaOriginCodes(sightings),
    distanceM: sightings.distanceM,
    pUs: sightings.pUs,
    coverage: states,
    track: points.track,
    detectionNo: points.detectionNo,
  };
}
