import { distanceText } from '../format/distances.ts';
import { countText, roundTo } from '../format/numbers.ts';
import { durationText, utcClockText } from '../format/times.ts';
import type { Crossing, GradedElement, Incursion } from '../model/conclusion.ts';
import type { CoverageJudge } from '../model/coverage.ts';
import type { FlightDraft } from '../model/flight-draft.ts';
import type { Settings } from '../model/settings.ts';
import { sigmaText } from './element.ts';
import { weaker } from './grade.ts';
import { detectionId, idOfText } from './ids.ts';
import type { Presence } from './presences.ts';
import { type Reference, sectorCode } from './reference.ts';
import { secondsByState, totalSeconds } from './seconds.ts';
import type { Sightings } from './sightings.ts';

/** Everything an incursion is described from, besides its own presence and origin. */
export interface FlightContext {
  readonly draft: FlightDraft;
  readonly sightings: Sightings;
  readonly gaps: Uint8Array;
  /** Coverage state of each position. */
  readonly states: Uint8Array;
  readonly crossings: readonly Crossing[];
  readonly reference: Reference;
  readonly judge: CoverageJudge;
  readonly settings: Settings;
}

/** The incursion that a presence with a graded origin is; null when either element has no grade. */
export function incursionOf(
  context: FlightContext,
  presence: Presence,
  presenceElement: GradedElement,
  origin: GradedElement,
): Incursion | null {
  if (presenceElement.grade === null || origin.grade === null) return null;
  const { draft, sightings, gaps, states, reference } = context;
  const { first, last } = presence;
  const isInUs = (i: number): boolean => i >= first && i <= last && sightings.towardUsM[i]! > 0;
  const coverage = secondsByState(sightings, gaps, states, isInUs);
  const depth = deepest(sightings, first, last);
  const at = depth?.index ?? farthest(sightings, first, last);
  const lng = sightings.lng[at]!;
  const lat = sightings.lat[at]!;
  const entry = entryOf(context.crossings, sightings, presence);
  const km = entry?.borderKm ?? roundTo(sightings.borderKm[first]!, 3);
  const nearest = reference.places.nearest(lng, lat);
  const ids = { first: detectionId(draft, first), last: detectionId(draft, last), deepest: detectionId(draft, at) };
  return {
    id: idOfText(`incursion ${draft.id} ${ids.first}`),
    flightId: draft.id,
    grade: weaker(presenceElement.grade, origin.grade),
    presence: {
      ...presenceElement,
      reasons: [...presenceElement.reasons, ...depthReasons(depth), ...gapReasons(context, presence)],
    },
    origin,
    firstMs: sightings.timeMs[first]!,
    lastMs: sightings.timeMs[last]!,
    observedS: totalSeconds(coverage.observed),
    inferredS: totalSeconds(coverage.inferred),
    depthM: depth === null ? null : roundTo(depth.metres, 1),
    depthSigmaM: depth === null ? null : roundTo(sightings.totalM[at]!, 1),
    sector:
      entry?.sector ??
      sectorCode(reference, sightings.lng[first]!, sightings.lat[first]!, sightings.distanceM[first]!, km),
    borderKm: km,
    position: [lng, lat],
    nearestPlace:
      nearest === null
        ? null
        : {
            name: nearest.name,
            distanceM: roundTo(nearest.distanceM, 0),
            bearingDeg: roundTo(nearest.bearingDeg, 1) % 360,
          },
    areaIds: areasOf(context, first, last),
    coverage,
    detectionIds: ids,
    detections: last - first + 1,
  };
}

interface Depth {
  readonly index: number;
  readonly metres: number;
  /** σ of all errors of that position, metres. */
  readonly sigmaM: number;
}

/** Farthest distance, by every line, held by two successive positions at different times; null when there are not two on the US side. */
function deepest({ timeMs, towardUsM, totalM }: Sightings, first: number, last: number): Depth | null {
  let best: Depth | null = null;
  for (let i = first; i < last; i++) {
    let next = i + 1;
    while (next <= last && timeMs[next] === timeMs[i]) next++;
    if (next > last) break;
    const index = towardUsM[i]! <= towardUsM[next]! ? i : next;
    const metres = towardUsM[index]!;
    if (metres > 0 && (best === null || metres > best.metres)) best = { index, metres, sigmaM: totalM[index]! };
  }
  return best;
}

function farthest({ towardUsM }: Sightings, first: number, last: number): number {
  let index = first;
  for (let i = first; i <= last; i++) if (towardUsM[i]! > towardUsM[index]!) index = i;
  return index;
}

/** The northbound crossing that leads into the presence. */
function entryOf(crossings: readonly Crossing[], { timeMs }: Sightings, { from, to }: Presence): Crossing | undefined {
  return crossings.find(
    ({ direction, timeMs: atMs }) =>
      direction === 'northbound' && atMs <= timeMs[to]! && (from === 0 || atMs >= timeMs[from - 1]!),
  );
}

/** Areas that any position of the presence on the US side was in, in order of id. */
function areasOf({ sightings, judge }: FlightContext, first: number, last: number): string[] {
  const { lng, lat, timeMs, sigmaM, towardUsM } = sightings;
  const ids = new Set<string>();
  for (let i = first; i <= last; i++) {
    if (!(towardUsM[i]! > 0)) continue;
    for (const id of judge.areasAt(lng[i]!, lat[i]!, timeMs[i]!, sigmaM[i]!)) ids.add(id);
  }
  return [...ids].sort();
}

const depthReasons = (depth: Depth | null): readonly string[] =>
  depth === null
    ? ['No two successive positions hold a distance into the US.']
    : [
        `Farthest into the US held by two successive positions: ${distanceText(depth.metres)}, σ ${sigmaText(depth.sigmaM)}.`,
      ];

/**
 * A presence seen again after a gap, with nothing between that shows Mexico, is the same presence: counting it anew would
 * invent an incursion, dropping it would lose one. What the gap leaves open is said.
 */
function gapReasons({ sightings, gaps, settings }: FlightContext, { first, last }: Presence): readonly string[] {
  const { timeMs, towardUsM } = sightings;
  let count = 0;
  let totalS = 0;
  let longest = -1;
  let mayHaveLeft = false;
  for (let i = first; i < last; i++) {
    if (gaps[i] !== 1) continue;
    const lengthS = (timeMs[i + 1]! - timeMs[i]!) / 1000;
    count++;
    totalS += lengthS;
    if (longest < 0 || lengthS > (timeMs[longest + 1]! - timeMs[longest]!) / 1000) longest = i;
    const wayOutAndBackM = Math.max(0, towardUsM[i]!) + Math.max(0, towardUsM[i + 1]!);
    mayHaveLeft ||= wayOutAndBackM <= settings.stitchSpeedMps * lengthS;
  }
  if (count === 0) return [];
  const unseen = `It was not seen during ${countText(count, 'gap')} over the gap limit, ${durationText(totalS)} together, the longest from ${utcClockText(timeMs[longest]!)}; that time is counted as inferred.`;
  const open = mayHaveLeft
    ? 'It may have left and come back meanwhile; as nothing shows that, it is counted as one incursion.'
    : `At ${settings.stitchSpeedMps} m/s or less it could not have left and come back meanwhile.`;
  return [unseen, open];
}
