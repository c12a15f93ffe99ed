import { assertNever } from '../assert.ts';
import { metresText } from '../format/distances.ts';
import { countText, numberText } from '../format/numbers.ts';
import type { LoadedLine } from '../geo/lines/loaded-line.ts';
import type { Flight } from '../model/conclusion.ts';
import type { Evidence } from '../model/detection.ts';
import type { FlightDraft } from '../model/flight-draft.ts';
import type { Settings } from '../model/settings.ts';
import { sigmaText } from './element.ts';
import type { Sightings } from './sightings.ts';

export function evidenceSentence(evidence: Evidence): string {
  switch (evidence) {
    case 'uas-identified':
      return 'It identifies itself as a UAS by protocol, serial, registration or Remote ID.';
    case 'uas-by-class':
      return "It is a UAS by a sensor's classification; nothing identifies it.";
    case 'unidentified':
      return 'Nothing in the record says what it is.';
    case 'manned':
      return 'The record says manned aircraft.';
    case 'not-uas':
      return 'The record says that it is not a UAS.';
    case 'cooperative':
      return 'It announces itself as cooperative traffic; it serves deconfliction and is never counted.';
    default:
      return assertNever(evidence);
  }
}

export function positionOriginSentence(origin: Flight['positionOrigin']): string {
  switch (origin) {
    case 'self-reported':
      return 'Positions are self-reported by the aircraft.';
    case 'measured':
      return 'Positions are measured by sensors.';
    case 'mixed':
      return 'Positions are partly self-reported by the aircraft, partly measured by sensors.';
    case 'unknown':
      return 'The record does not say whether the positions are self-reported or measured.';
    default:
      return assertNever(origin);
  }
}

/** How accurate the positions are, and on whose word. */
export function accuracySentence(
  { count, assumed, byProfile }: Sightings,
  medianM: number,
  settings: Settings,
): string {
  const without = assumed.reduce((sum, one) => sum + one, 0);
  const assumption = `σ ${metresText(settings.defaultSigmaM)} was assumed`;
  if (without === count) return `No accuracy is stated by the source; ${assumption}.`;
  const onProfile = byProfile.reduce((sum, one) => sum + one, 0);
  const word =
    onProfile === 0
      ? 'The source states the accuracy of its positions'
      : onProfile + without === count
        ? "The accuracy of the positions is that of the sensor's profile"
        : "The accuracy of the positions is stated by the source, and by the sensor's profile where the source says nothing";
  const stated = `${word}; median σ ${sigmaText(medianM)}`;
  if (without === 0) return `${stated}.`;
  return `${stated}, but ${countText(without, 'position')} of ${numberText(count)} came without, for which ${assumption}.`;
}

/** Which lines the sides were judged by, when there are others than the built-in one. */
export function lineSentences({ betweenLines }: Sightings, lines: readonly LoadedLine[]): readonly string[] {
  if (lines.length === 0) return [];
  const names = lines.map(({ name, errorM, source }) => `“${name}” (${source}; 95 % error ${metresText(errorM)})`);
  const found =
    betweenLines === 0
      ? 'None of its positions lies between them.'
      : `${countText(betweenLines, 'position')} lie${betweenLines === 1 ? 's' : ''} between them.`;
  return [
    `Sides were judged by the built-in reference line and by ${names.join(' and ')}: where the lines disagree the side is undetermined. ${found} Distances and border kilometres are to the built-in line.`,
  ];
}

/** What was left out or is in conflict, and what building the flight had to decide. */
export function doubtSentences(draft: FlightDraft, contradicted: Uint8Array, settings: Settings): readonly string[] {
  const { implausible, sensorSubstitute } = draft.leftOut;
  const conflicts = contradicted.reduce((sum, one) => sum + one, 0);
  return [
    ...draft.notes,
    ...(implausible > 0
      ? [
          `${countText(implausible, 'position')} could not have been reached at ${settings.implausibleSpeedMps} m/s; kept in the track, left out of the path and of every conclusion.`,
        ]
      : []),
    ...(sensorSubstitute > 0
      ? [
          `${countText(sensorSubstitute, 'position')} are the sensor's own and say nothing about where the aircraft was.`,
        ]
      : []),
    ...(conflicts > 0
      ? [
          `In ${countText(conflicts, 'position')} two sensors surely disagree about the side; these count as undetermined.`,
        ]
      : []),
  ];
}
