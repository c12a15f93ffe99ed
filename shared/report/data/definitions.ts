import { z } from 'zod';
import { distanceText } from '../../format/distances.ts';
import { numberText } from '../../format/numbers.ts';
import { durationText } from '../../format/times.ts';
import type { ReportContext } from './context.ts';

/** What the words and counts on the page mean; with the numbers that this computation used. */
export const definitionSchema = z.strictObject({ term: z.string(), meaning: z.string() });
export type Definition = z.infer<typeof definitionSchema>;

export function definitions(contexts: readonly ReportContext[]): Definition[] {
  const { settings } = contexts[0]!.input;
  const limits = contexts.flatMap(({ flight }) => flight.tracks.map(({ gapLimitS }) => gapLimitS));
  const approaches = contexts.some(({ flight }) => flight.class === 'border-approach');
  return [
    { term: 'Detection', meaning: 'One report by one sensor about one object at one instant.' },
    {
      term: 'Flight',
      meaning: `One sortie of one aircraft: tracks of one identity at most ${durationText(settings.stitchGapS)} apart, joined at no more than ${numberText(settings.stitchSpeedMps)} m/s. A track ends at a silence over its gap limit (${gapLimits(limits)}).`,
    },
    {
      term: 'Side',
      meaning:
        'US where P(US), its computed probability from the distance and both errors, is at least 0.95; Mexico where at most 0.05; else undetermined.',
    },
    {
      term: 'Crossing',
      meaning:
        'A change of side. Its ± reaches from the last detection surely on one side to the first surely on the other, clock error included. Observed: within the gap limit; else inferred.',
    },
    {
      term: 'Incursion',
      meaning:
        'One presence of one flight on the US side, come from Mexico, until surely back in Mexico or last seen. Seen again in the US after a gap that shows nothing of Mexico, it is the same one. Its time runs from crossing to crossing: observed within the gap limit, inferred across gaps.',
    },
    {
      term: 'Grade',
      meaning:
        'Computed probability of the whole episode, the weaker of presence and origin: confirmed (computed) from 0.95, probable from 0.7, possible from 0.3. No decision of a person; never added up.',
    },
    ...(approaches ? approachDefinition(settings.approachM) : []),
    {
      term: 'Distances',
      meaning:
        'To the reference line, positive into the US; geodesic, WGS 84. ± is 95 % (1.96 standard deviations), detection and line together, rounded up. Farthest into the US: held by two successive detections. Border km: along the line from the Pacific.',
    },
  ];
}

/** Only where the page uses the word. */
const approachDefinition = (approachM: number): Definition[] => [
  {
    term: 'Border approach',
    meaning: `A flight that stays in Mexico and comes within ${distanceText(approachM)} of the line.`,
  },
];

/** "60 s", or "60 s to 300 s" where tracks differ. */
function gapLimits(seconds: readonly number[]): string {
  if (seconds.length === 0) return 'none stated';
  const least = Math.min(...seconds);
  const most = Math.max(...seconds);
  return least === most ? `${numberText(least)} s` : `${numberText(least)} s to ${numberText(most)} s`;
}
