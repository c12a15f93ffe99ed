import { roundTo } from '../format/numbers.ts';
import type { Crossing } from '../model/conclusion.ts';
import type { FlightDraft } from '../model/flight-draft.ts';
import type { Position } from '../model/position.ts';
import { clockErrorS, type Settings } from '../model/settings.ts';
import { detectionId, idOfText } from './ids.ts';
import { type Reference, sectorCode } from './reference.ts';
import type { Sightings } from './sightings.ts';
import type { SureSides } from './sure-sides.ts';

/** Every change from one sure side to the other, in time order. Grazing the line within its error changes no side. */
export function findCrossings(
  draft: FlightDraft,
  sightings: Sightings,
  { side }: SureSides,
  gaps: Uint8Array,
  reference: Reference,
  settings: Settings,
): readonly Crossing[] {
  const crossings: Crossing[] = [];
  let before = -1;
  for (let i = 0; i < sightings.count; i++) {
    if (side[i] === 0) continue;
    if (before >= 0 && side[before] !== side[i]) {
      crossings.push(crossingBetween(draft, sightings, gaps, reference, settings, before, i, side[i] === 1 ? 1 : -1));
    }
    before = i;
  }
  return crossings;
}

function crossingBetween(
  draft: FlightDraft,
  sightings: Sightings,
  gaps: Uint8Array,
  reference: Reference,
  settings: Settings,
  before: number,
  after: number,
  toward: 1 | -1,
): Crossing {
  const { timeMs } = sightings;
  const direction = toward === 1 ? 'northbound' : 'southbound';
  const step = likeliestStep(sightings, before, after, toward);
  const { fraction, position, km } = placeOnLine(sightings, reference, step, direction);
  const detectionIds: Crossing['detectionIds'] = [detectionId(draft, before), detectionId(draft, after)];
  const clockMs = (at: number): number => clockErrorS(settings, [sightings.sensorIds[sightings.sensor[at]!]!]) * 1000;
  return {
    id: idOfText(`crossing ${draft.id} ${direction} ${detectionIds.join(' ')}`),
    direction,
    timeMs: Math.round(timeMs[step]! + fraction * (timeMs[step + 1]! - timeMs[step]!)),
    fromMs: timeMs[before]! - clockMs(before),
    toMs: timeMs[after]! + clockMs(after),
    position: [roundTo(position[0], 7), roundTo(position[1], 7)],
    borderKm: roundTo(km, 3),
    sector: sectorCode(reference, position[0], position[1], 0, km),
    how: gaps[step] === 1 ? 'inferred' : 'observed',
    detectionIds,
  };
}

/**
 * The step between two successive positions at which one change of side fits the signed distances best: least sum of squared
 * distances, in σ, of positions that would then be on the wrong side. Of steps that fit alike, one across the line.
 */
function likeliestStep({ distanceM, totalM }: Sightings, before: number, after: number, toward: 1 | -1): number {
  const wrongness = (i: number, side: number): number => {
    const sigmas = (side * distanceM[i]!) / totalM[i]!;
    return sigmas < 0 ? sigmas * sigmas : 0;
  };
  let misfit = 0;
  for (let i = before + 1; i <= after; i++) misfit += wrongness(i, toward);
  let best = before;
  let least = Number.POSITIVE_INFINITY;
  for (let step = before; step < after; step++) {
    if (step > before) misfit += wrongness(step, -toward) - wrongness(step, toward);
    const isAcross = toward * distanceM[step]! <= 0 && toward * distanceM[step + 1]! > 0;
    const cost = isAcross ? misfit : misfit + 1e-6;
    if (cost < least) {
      least = cost;
      best = step;
    }
  }
  return best;
}

interface OnLine {
  /** Along the step, 0..1. */
  readonly fraction: number;
  readonly position: Position;
  readonly km: number;
}

/**
 * Where the step crosses the line in the direction asked for, nearest to where its distances reach zero. A step that starts
 * or ends on the very line, or whose change of side only the smoothed track shows, has no such crossing: then the point of
 * the line nearest to that instant.
 */
function placeOnLine(
  { lng, lat, distanceM, borderKm }: Sightings,
  { border }: Reference,
  step: number,
  direction: Crossing['direction'],
): OnLine {
  const from: Position = [lng[step]!, lat[step]!];
  const to: Position = [lng[step + 1]!, lat[step + 1]!];
  const run = distanceM[step + 1]! - distanceM[step]!;
  const zeroAt = run === 0 ? 0.5 : Math.max(0, Math.min(1, -distanceM[step]! / run));
  let best: OnLine | null = null;
  for (const crossing of border.crossingOf(from, to)) {
    if (crossing.direction !== direction) continue;
    const isNearer = best === null || Math.abs(crossing.fraction - zeroAt) < Math.abs(best.fraction - zeroAt);
    if (isNearer) best = { fraction: crossing.fraction, position: crossing.position, km: crossing.km };
  }
  if (best !== null) return best;
  const between: Position = [from[0] + zeroAt * (to[0] - from[0]), from[1] + zeroAt * (to[1] - from[1])];
  const fix = border.fix(between[0], between[1]);
  return { fraction: zeroAt, position: fix?.position ?? between, km: fix?.km ?? borderKm[step]! };
}
