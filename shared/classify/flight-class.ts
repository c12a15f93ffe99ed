import { metresText } from '../format/distances.ts';
import { countText, probabilityText } from '../format/numbers.ts';
import type { Crossing, FlightClass, GradedElement, Incursion } from '../model/conclusion.ts';
import type { FlightDraft } from '../model/flight-draft.ts';
import type { Settings } from '../model/settings.ts';
import { gradeOf, isWeaker } from './grade.ts';
import type { PlacedOrigin } from './origin.ts';
import type { Sightings } from './sightings.ts';

/** What a flight's class is decided from. */
export interface ClassInput {
  readonly draft: FlightDraft;
  readonly sightings: Sightings;
  readonly incursions: readonly Incursion[];
  /** Presences in the US without an origin in Mexico. */
  readonly unexplained: readonly { readonly presence: GradedElement; readonly origin: GradedElement }[];
  readonly crossings: readonly Crossing[];
  /** P that it was in Mexico at some time. */
  readonly mexico: number;
  readonly maxDistanceM: number | null;
  readonly stated: readonly PlacedOrigin[];
  readonly settings: Settings;
}

export interface ClassAnswer {
  readonly class: FlightClass;
  /** Why, in sentences. */
  readonly reasons: readonly string[];
}

/** The class of a flight, first that holds; see the README for the rule of each. */
export function classOf(input: ClassInput): ClassAnswer {
  const { draft, sightings, incursions, unexplained, maxDistanceM } = input;
  if (draft.kind === 'track-only') {
    return {
      class: 'undetermined',
      reasons: ['The evidence does not make it a UAS, so it counts neither as a flight nor as an incursion.'],
    };
  }
  if (sightings.count === 0) {
    return { class: 'undetermined', reasons: ['None of its detections has a position that says where it was.'] };
  }
  if (maxDistanceM === null) {
    return {
      class: 'undetermined',
      reasons: [
        'All its positions are outside the theatre: too far from the reference line, or past one of its ends. Nothing is said about their side.',
      ],
    };
  }
  if (incursions.length > 0) return { class: 'incursion', reasons: incursionSentences(input) };
  if (unexplained.length > 0) return withoutOrigin(input);
  return withoutPresence(input, maxDistanceM);
}

function incursionSentences({ incursions, unexplained }: ClassInput): readonly string[] {
  const best = incursions.reduce((one, other) => (isWeaker(one.grade, other.grade) ? other : one));
  const surest = incursions.length === 1 ? '' : 'the surest of them ';
  const found = `${countText(incursions.length, 'incursion')}, ${surest}${best.grade} (computed): present on the US side, come from Mexico.`;
  if (unexplained.length === 0) return [found];
  const more = `${countText(unexplained.length, 'further presence')} on the US side without an origin in the record, not counted among the incursions.`;
  return [found, more];
}

function withoutOrigin({ unexplained, crossings, stated }: ClassInput): ClassAnswer {
  const best = unexplained.reduce((one, other) =>
    other.presence.probability > one.presence.probability ? other : one,
  );
  const presentText = `On the US side with a computed probability of ${probabilityText(best.presence.probability)}.`;
  const reasons = [presentText, ...best.presence.reasons, ...best.origin.reasons];
  if (crossings.some(({ direction }) => direction === 'southbound')) {
    return { class: 'outbound', reasons: ['It went from the US side into Mexico.', ...reasons] };
  }
  if (isWeaker(gradeOf(best.presence.probability), 'probable')) {
    return {
      class: 'undetermined',
      reasons: [
        'Its positions lie too close to the reference line, for their error, to say on which side it was.',
        ...reasons,
      ],
    };
  }
  const home = stated.find(({ pUs }) => pUs >= 0.95);
  if (home !== undefined && stated.every(({ pUs }) => pUs >= 0.5)) {
    const place = home.kind === 'operator' ? 'operator position' : 'launch or home position';
    const told = `The ${place} that the aircraft reports lies ${metresText(home.distanceM)} on the US side; it is self-reported.`;
    return { class: 'us-only', reasons: [presentText, ...best.presence.reasons, told] };
  }
  return { class: 'us-origin-unknown', reasons };
}

function withoutPresence({ mexico, sightings, settings }: ClassInput, maxDistanceM: number): ClassAnswer {
  if (isWeaker(gradeOf(mexico), 'probable')) {
    return {
      class: 'undetermined',
      reasons: ['Its positions lie too close to the reference line, for their error, to say on which side it was.'],
    };
  }
  const nearest =
    maxDistanceM < 0
      ? `Its position nearest to the US lies ${metresText(-maxDistanceM)} inside Mexico.`
      : `Its position nearest to the US lies ${metresText(maxDistanceM)} beyond the reference line, which is ${sightings.betweenLines > 0 ? 'between the lines or ' : ''}within its error.`;
  const isNear = maxDistanceM >= -settings.approachM;
  return {
    class: isNear ? 'border-approach' : 'mexico-only',
    reasons: [
      isNear
        ? `It stayed in Mexico as far as its positions can say, and came within ${metresText(settings.approachM)} of the line.`
        : `It stayed in Mexico, farther than ${metresText(settings.approachM)} from the line.`,
      nearest,
    ],
  };
}
