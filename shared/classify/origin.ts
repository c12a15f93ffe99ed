import { metresText } from '../format/distances.ts';
import { probabilityText } from '../format/numbers.ts';
import { commonPUs, standingTo } from '../geo/lines/loaded-line.ts';
import type { GradedElement } from '../model/conclusion.ts';
import type { FlightDraft, StatedPlace } from '../model/flight-draft.ts';
import type { Settings } from '../model/settings.ts';
import { gradeElement, type Range } from './element.ts';
import { gradeOf, isWeaker, weaker } from './grade.ts';
import type { Reference } from './reference.ts';
import type { SideEvidence } from './side-evidence.ts';
import type { Sightings } from './sightings.ts';
import type { SureSides } from './sure-sides.ts';

/** A stated launch, home or operator position and the side it is on. */
export interface PlacedOrigin {
  readonly kind: StatedPlace['kind'];
  /** Signed distance to the built-in line, metres, positive into the US, and P(US) by all lines. */
  readonly distanceM: number;
  readonly pUs: number;
}

/** Sides of the positions that the aircraft states as its launch, home or operator's; those outside the theatre left out. */
export function placeOrigins(draft: FlightDraft, reference: Reference, settings: Settings): readonly PlacedOrigin[] {
  return draft.statedPlaces.flatMap(({ kind, position }) => {
    const fix = reference.border.fix(position[0], position[1]);
    if (fix === null) return [];
    const stated = [fix, ...reference.lines.map(({ line }) => line.fix(position[0], position[1]))].flatMap((each) => {
      const { pUs } = standingTo('', each, settings.defaultSigmaM);
      return pUs === null ? [] : [pUs];
    });
    return [{ kind, distanceM: fix.distanceM, pUs: commonPUs(Math.min(...stated), Math.max(...stated)) }];
  });
}

/** Why nothing is known of the origin. */
export const noOrigin: GradedElement = {
  probability: 0,
  grade: null,
  reasons: ['Nothing in the record shows where it came from.'],
};

/**
 * The origin in Mexico of a presence in the US: positions in Mexico before it, back to the presence before; else, for the
 * first presence of the flight only, a launch, home or operator position there. That is self-reported, says nothing about a
 * second entry, and alone gives at most *probable*.
 */
export function originOf(
  sightings: Sightings,
  sure: SureSides,
  mexico: SideEvidence,
  before: Range,
  stated: readonly PlacedOrigin[],
  settings: Settings,
): GradedElement {
  const crossed = originByPositions(sightings, sure, mexico, before, settings);
  const told = originByStatement(stated, settings);
  if (crossed === null) return told ?? noOrigin;
  return told !== null && isWeaker(crossed.grade, told.grade) ? told : crossed;
}

function originByPositions(
  sightings: Sightings,
  { contradicted }: SureSides,
  mexico: SideEvidence,
  before: Range,
  settings: Settings,
): GradedElement | null {
  const decidedBy = mexico.strongest(before.from, before.to, contradicted, false);
  if (decidedBy === null) return null;
  const byStated = decidedBy.assumed ? mexico.strongest(before.from, before.to, contradicted, true) : decidedBy;
  const element = gradeElement(sightings, mexico, before, decidedBy, byStated, settings);
  if (element.grade === null) return null;
  return { ...element, reasons: ['It came north across the line: it was seen in Mexico before.', ...element.reasons] };
}

function originByStatement(stated: readonly PlacedOrigin[], settings: Settings): GradedElement | null {
  let best: GradedElement | null = null;
  for (const { kind, distanceM, pUs } of stated) {
    const probability = Math.round((1 - pUs) * 10_000) / 10_000;
    const own = gradeOf(probability);
    if (own === null || (best !== null && probability <= best.probability)) continue;
    const place = kind === 'operator' ? 'operator position' : 'launch or home position';
    best = {
      probability,
      grade: weaker(own, 'probable'),
      reasons: [
        `The ${place} that the aircraft reports lies ${metresText(-distanceM)} on the Mexican side (P ${probabilityText(probability)} at an assumed σ of ${metresText(settings.defaultSigmaM)}). It is self-reported, and alone gives at most probable.`,
      ],
    };
  }
  return best;
}
