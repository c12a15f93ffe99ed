import type { Eligibility, Verdict } from '../model/conclusion.ts';

/**
 * Kleene's conjunction over the elements: not eligible when any is not met, eligible when all are met, else undetermined.
 * A missing input therefore gives neither eligible nor not eligible.
 *
 * @throws when there is no element: an empty conjunction would be *eligible*.
 */
export function combine(verdicts: readonly Verdict[]): Eligibility['result'] {
  if (verdicts.length === 0) throw new Error('A determination needs at least one element');
  if (verdicts.includes('not-met')) return 'not-eligible';
  return verdicts.every((verdict) => verdict === 'met') ? 'eligible' : 'undetermined';
}
