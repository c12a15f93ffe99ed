import { z } from 'zod';
import { verdicts } from '../model/conclusion.ts';
import { type RecordedElement, recordableElementIds } from '../model/recorded-element.ts';
import { fail, ok, type Result } from '../result.ts';
import { readInstant } from '../time/instant.ts';

const MAX_TEXT = 4000;
const words = (most: number) => z.string().max(most);

/** A determination as a person enters it, checked only for its form: `checkElementEntry` says what is wrong with it. */
export const elementEntrySchema = z.strictObject({
  element: z.enum(recordableElementIds),
  verdict: z.enum(verdicts),
  by: words(200),
  /** A time of day with its zone, as written. */
  madeAt: words(60),
  facts: words(MAX_TEXT),
  purpose: words(500).optional(),
  limb: z.enum(['federal', 'sltt']).optional(),
  component: words(200).optional(),
  certified: z.boolean().optional(),
  reference: words(500).optional(),
});
export type ElementEntry = z.infer<typeof elementEntrySchema>;
export type ElementField = keyof ElementEntry;

/** What an entry is checked against. */
export interface EntryContext {
  readonly nowMs: number;
  /** Purposes besides the covered asset that the statute had on the legal day of the incursion; none before 2025-12-18. */
  readonly purposes: readonly string[];
  /** That day, US Eastern. */
  readonly day: string;
}

const refused = (field: ElementField, message: string) => fail('bad-request', message, { field });

/**
 * A determination ready to be kept. Refused, with the field at fault, when it does not say who, when or on what facts, when its
 * time names no zone or lies in the future, or when it claims what the statute did not have.
 */
export function checkElementEntry(
  entry: ElementEntry,
  { nowMs, purposes, day }: EntryContext,
): Result<Omit<RecordedElement, 'id' | 'attachment'>> {
  const by = entry.by.trim();
  const facts = entry.facts.trim();
  if (by === '') return refused('by', 'Say who made the determination.');
  const madeAt = readInstant(entry.madeAt);
  if (entry.madeAt.trim() === '') return refused('madeAt', 'Say when the determination was made.');
  if (madeAt.kind === 'no-zone') {
    return refused('madeAt', 'The time names no zone. Add Z for UTC, or an offset such as -05:00.');
  }
  if (madeAt.kind === 'no-clock') return refused('madeAt', 'Say the time of day too, with its zone.');
  if (madeAt.kind === 'bad') {
    return refused('madeAt', 'This is no time. Write it like 2026-08-02 04:30Z or 2026-08-01 23:30-05:00.');
  }
  const madeAtMs = madeAt.timeMs;
  if (madeAtMs > nowMs) return refused('madeAt', 'The determination cannot have been made in the future.');
  if (facts === '') return refused('facts', 'Say on what facts the determination rests.');
  const purpose = textOf(entry.purpose);
  const component = textOf(entry.component);
  if (entry.element === 'covered-asset-basis') {
    if (purposes.length === 0) {
      return refused('purpose', `On ${day} the statute had no purpose besides a covered facility or asset.`);
    }
    if (purpose === undefined && entry.verdict === 'met') return refused('purpose', 'Name the purpose relied on.');
    if (purpose !== undefined && !purposes.includes(purpose)) {
      return refused('purpose', `The purpose must be one of the statute’s: ${purposes.join('; ')}.`);
    }
  } else if (purpose !== undefined) {
    return refused('purpose', 'A purpose belongs to the covered-asset basis only.');
  }
  if (entry.element === 'acting-component') {
    if (component === undefined) return refused('component', 'Name the component or agency.');
    if (entry.limb === undefined)
      return refused('limb', 'Say whether it is a Federal component or a State or local agency.');
    if (entry.limb === 'sltt' && entry.verdict === 'met' && entry.certified === undefined) {
      return refused(
        'certified',
        'Only certified officers count: say whether they were, or record the verdict as unknown.',
      );
    }
  } else if (component !== undefined || entry.limb !== undefined || entry.certified !== undefined) {
    return refused('component', 'A component belongs to the acting component only.');
  }
  const reference = textOf(entry.reference);
  return ok({
    element: entry.element,
    verdict: entry.verdict,
    by,
    madeAtMs,
    enteredAtMs: nowMs,
    facts,
    ...(purpose === undefined ? {} : { purpose }),
    ...(entry.limb === undefined ? {} : { limb: entry.limb }),
    ...(component === undefined ? {} : { component }),
    ...(entry.certified === undefined ? {} : { certified: entry.certified }),
    ...(reference === undefined ? {} : { reference }),
  });
}

function textOf(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? undefined : trimmed;
}
