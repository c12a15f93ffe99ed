import { z } from 'zod';
import { countText } from '../../format/numbers.ts';
import { utcSpanText } from '../../format/times.ts';
import { flightClasses, grades } from '../../model/conclusion.ts';
import { classWords, gradeWords } from '../../model/words.ts';
import type { ReportContext } from './context.ts';
import type { Figure } from './figures.ts';
import { printedText, type Text, text, textSchema } from './text.ts';

/** What several flights come to, in one sentence. Grades are counted apart, never summed. */
export const overallSchema = z.strictObject({
  path: z.string(),
  sentence: textSchema,
  standing: textSchema,
  notes: z.array(textSchema),
});
export type OverallData = z.infer<typeof overallSchema>;

/** Null for one flight: its finding says it all. */
export function overallData(contexts: readonly ReportContext[], figures: Figure[]): OverallData | null {
  if (contexts.length === 1) return null;
  const flights = contexts.map(({ flight }) => flight);
  const fromMs = Math.min(...flights.map(({ firstMs }) => firstMs));
  const toMs = Math.max(...flights.map(({ lastMs }) => lastMs));
  const aircraft = new Set(flights.map(({ objectKey }) => objectKey).filter(isIdentity)).size;
  const sentence = text`${countText(flights.length, 'flight')} of at least ${countText(Math.max(1, aircraft), 'aircraft', 'aircraft')}, ${utcSpanText(fromMs, toMs)}: ${kindsOf(contexts).join('; ')}.`;
  const path = 'overall';
  const rows = contexts.flatMap(({ base, detections }): [number, number][] =>
    detections.length === 0 ? [] : [[base, base + detections.length - 1]],
  );
  figures.push({ path, label: 'What the flights come to', printed: printedText(sentence), rows });
  const reviewer = contexts[0]!.input.document.reviewedBy;
  return {
    path,
    sentence,
    standing:
      reviewer === null
        ? text`Each grade and class is computed, not reviewed by a person.`
        : text`Each grade and class is computed, reviewed by ${[{ outside: reviewer.name }]} (name as entered).`,
    notes: sameNotes(contexts),
  };
}

/** Keys made of what an aircraft says it is; a sensor's track key names no aircraft. */
const isIdentity = (objectKey: string): boolean => objectKey.startsWith('serial:') || objectKey.startsWith('reg:');

function kindsOf(contexts: readonly ReportContext[]): string[] {
  const graded = grades.map((grade) => ({
    words: `with an incursion ${gradeWords[grade].label}`,
    count: contexts.filter(({ flight }) => flight.class === 'incursion' && flight.grade === grade).length,
  }));
  const others = flightClasses
    .filter((one) => one !== 'incursion')
    .map((one) => ({
      words: classWords[one].label,
      count: contexts.filter(({ flight }) => flight.class === one).length,
    }));
  return [...graded, ...others].filter(({ count }) => count > 0).map(({ words, count }) => `${count} ${words}`);
}

/** Flights of the page that may be one. */
function sameNotes(contexts: readonly ReportContext[]): Text[] {
  const tagOf = new Map(contexts.map(({ flight, tag }) => [flight.id, tag ?? '']));
  return contexts.flatMap(({ flight, tag }) => {
    const others = flight.mayBeSameAs.flatMap((id) => tagOf.get(id) ?? []).filter((other) => other > (tag ?? ''));
    return others.length === 0
      ? []
      : [
          text`${tag ?? ''} and ${others.join(', ')} overlap in time and place, come from different sensors and share no identity: they may be one flight.`,
        ];
  });
}
