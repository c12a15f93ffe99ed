import { z } from 'zod';
import { distanceText } from '../../format/distances.ts';
import { numberText } from '../../format/numbers.ts';
import { durationText } from '../../format/times.ts';
import type { ReportContext } from './context.ts';

/** What the words and counts on the page mean; with the numbers that this computation used. */
export const definitionSchema = z.strictObject({ term: z.string(), meaning: z.string() });
export type Definition = z.infer<typeof definitionSchema>;

export const definitions = ({ flight, input: { settings } }: ReportContext): Definition[] => [
  {
    term: 'Detection',
    meaning:
      'One report by one sensor about one object at one instant. Detections are counted once, also when two files hold them.',
  },
  {
    term: 'Flight',
    meaning: `One sortie of one aircraft: tracks of the same identity no more than ${durationText(settings.stitchGapS)} apart that it could join at ${numberText(settings.stitchSpeedMps)} m/s. A track ends where its sensor was silent for longer than its gap limit (${gapLimits(flight.tracks.map(({ gapLimitS }) => gapLimitS))}).`,
  },
  {
    term: 'Side',
    meaning:
      'US or Mexico where the computed probability is at least 0.95, from the signed distance to the reference line and both errors; else undetermined.',
  },
  {
    term: 'Crossing',
    meaning:
      'A change of side. Its ± spans from the last detection surely on one side to the first surely on the other, clock error included. Observed: detections closer than the gap limit stand on both sides; else inferred.',
  },
  {
    term: 'Incursion',
    meaning:
      'One presence of one flight on the US side, come from Mexico. It ends when surely back in Mexico or at a gap over the limit. Time on the US side is observed between detections closer than the gap limit, and inferred across gaps.',
  },
  {
    term: 'Grade',
    meaning:
      'Computed probability of the whole episode, the weaker of presence and origin: confirmed (computed) from 0.95, probable from 0.7, possible from 0.3. Not a decision of a person. Grades are never added up.',
  },
  {
    term: 'Farthest into the US',
    meaning: 'The largest distance from the reference line held by two successive detections.',
  },
  {
    term: 'Border approach',
    meaning: `A flight that stays in Mexico and comes within ${distanceText(settings.approachM)} of the reference line.`,
  },
  { term: 'Border km', meaning: 'Distance along the reference line from its Pacific end.' },
  {
    term: '±',
    meaning:
      'Of a distance: 95 % (1.96 standard deviations), detection and reference line together, rounded up. Distances are geodesic, WGS 84. Times are to the nearest second.',
  },
];

/** "60 s", or "60 s to 300 s" where tracks differ. */
function gapLimits(seconds: readonly number[]): string {
  if (seconds.length === 0) return 'none stated';
  const least = Math.min(...seconds);
  const most = Math.max(...seconds);
  return least === most ? `${numberText(least)} s` : `${numberText(least)} s to ${numberText(most)} s`;
}
