import { z } from 'zod';
import { principal, type ReportContext } from './context.ts';

/** The reference line in use, and whom the page owes credit. */
export const referenceSchema = z.strictObject({
  name: z.string(),
  source: z.string(),
  vintage: z.string(),
  licence: z.string(),
  attribution: z.string(),
  notASurvey: z.string(),
  /** 95 % bound near the main place, metres; null when the place is outside the theatre. */
  errorM: z.number().nullable(),
  segment: z.string().nullable(),
  attributions: z.array(z.string()),
});
export type ReferenceData = z.infer<typeof referenceSchema>;

export function referenceData(contexts: readonly ReportContext[]): ReferenceData {
  const { input } = contexts[0]!;
  const { border } = input;
  const { place } = principal(contexts).input;
  const errorM = place?.borderErrorM ?? null;
  return {
    name: border.name,
    source: border.source,
    vintage: border.vintage,
    licence: border.licence,
    attribution: border.attribution,
    notASurvey: border.notASurvey,
    errorM: errorM === null ? null : Math.ceil(errorM),
    segment: place?.segment ?? null,
    // They stand in a row, so each without its own full stop.
    attributions: input.attributions.map((one) => one.replace(/\.$/, '')),
  };
}
