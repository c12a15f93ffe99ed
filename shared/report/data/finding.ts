import { z } from 'zod';
import { assertNever } from '../../assert.ts';
import { countText } from '../../format/numbers.ts';
import { utcSpanText, utcText } from '../../format/times.ts';
import { type CoverageSeconds, flightClasses, type Grade, grades } from '../../model/conclusion.ts';
import { classWords, gradeWords } from '../../model/words.ts';
import { entryOf, farthestNorth, plusMinusS, type ReportContext } from './context.ts';
import { type Span, spansOf } from './figures.ts';
import { printedText, type Text, text, textSchema } from './text.ts';
import {
  directionWord,
  identityText,
  objectWords,
  observedText,
  sensorsText,
  whereText,
  withErrorText,
} from './wording.ts';

/** What was found, in one sentence, and how surely. */
export const findingSchema = z.strictObject({
  path: z.string(),
  class: z.enum(flightClasses),
  classLabel: z.string(),
  classMeaning: z.string(),
  grade: z.enum(grades).nullable(),
  sentence: textSchema,
  /** "Grade: confirmed (computed), not reviewed by a person." */
  standing: textSchema,
  /** What must be said with it: further incursions, other flights that may be this one. */
  notes: z.array(textSchema),
  /** Why the flight has its class, in the classifier's sentences. */
  reasons: z.array(z.string()),
});
export type FindingData = z.infer<typeof findingSchema>;

export function findingData(context: ReportContext): FindingData {
  const { flight } = context;
  const { sentence, rows } = whatHappened(context);
  const path = context.at('finding');
  context.add({ path, label: 'The finding', printed: printedText(sentence), rows });
  const word = classWords[flight.class];
  return {
    path,
    class: flight.class,
    classLabel: word.label,
    classMeaning: word.meaning,
    grade: flight.grade,
    sentence,
    standing: standingText(context),
    notes: notes(context),
    reasons: [...flight.reasons],
  };
}

/** How far the sentence may go: never further than the grade. A class without a grade says only what it is sure of. */
const shows: Readonly<Record<Grade, string>> = { confirmed: 'show', probable: 'probably show', possible: 'may show' };

interface Said {
  readonly sentence: Text;
  readonly rows: readonly Span[] | 'all';
}

function whatHappened(context: ReportContext): Said {
  const { flight, input, main } = context;
  const show = shows[flight.grade ?? 'confirmed'];
  const who = text`Records of ${sensorsText(flight)} ${show} ${objectWords(flight)} (${identityText(input.identities)})`;
  const where = whereText(input.place, flight.borderKm);
  const when = whenText(flight.firstMs, flight.lastMs);
  switch (flight.class) {
    case 'incursion':
      return main === null ? saidOfAll(text`${who}; its class is incursion.`) : incursionSentence(context, main, who);
    case 'us-origin-unknown': {
      const { observedS, inferredS } = usSeconds(flight.coverage);
      return saidOfAll(
        text`${who} on the US side of the reference line ${where} for ${observedText(observedS, inferredS)}, ${when}; no record shows where it came from (origin unknown, not counted as an incursion).`,
      );
    }
    case 'us-only':
      return saidOfAll(
        text`${who} on the US side of the reference line only, ${where}, ${when}; no record shows it in Mexico.`,
      );
    case 'outbound':
      return outboundSentence(context, who);
    case 'border-approach':
      return nearestSentence(context, text`${who} on the Mexican side of the reference line ${where}`, 'coming within');
    case 'mexico-only':
      return nearestSentence(
        context,
        text`${who} on the Mexican side of the reference line ${where}`,
        'no nearer than',
      );
    case 'undetermined':
      return saidOfAll(
        text`${who} ${where}, ${when}; the records do not settle on which side of the reference line it was (undetermined).`,
      );
    default:
      return assertNever(flight.class);
  }
}

/** "from A to B", or "at A" where nothing lies between. */
const whenText = (fromMs: number, toMs: number): string =>
  utcText(fromMs) === utcText(toMs) ? `at ${utcText(fromMs)}` : `from ${utcSpanText(fromMs, toMs)}`;

const saidOfAll = (sentence: Text): Said => ({ sentence, rows: 'all' });

function incursionSentence(context: ReportContext, main: NonNullable<ReportContext['main']>, who: Text): Said {
  const { flight, input } = context;
  const span = context.spanOf(main);
  const time = observedText(main.observedS, main.inferredS);
  const entry = entryOf(flight, main);
  if (entry === null) {
    const where = whereText(input.place, main.borderKm);
    return {
      sentence: text`${who} on the US side of the reference line ${where} from ${utcText(main.firstMs)} for ${time}; no crossing northbound is in the records, and its origin in Mexico rests on what “Incursion elements” gives.`,
      rows: [span],
    };
  }
  const place = input.crossingPlaces[flight.crossings.indexOf(entry)] ?? null;
  const at = `${utcText(entry.timeMs)} ± ${plusMinusS(entry)} s`;
  const indices = [
    ...entry.detectionIds.map(context.indexOf),
    ...Array.from({ length: span[1] - span[0] + 1 }, (_, i) => span[0] + i),
  ];
  return {
    sentence: text`${who} crossing the reference line ${directionWord(entry)} at ${at} ${whereText(place, entry.borderKm)} and on the US side for ${time}.`,
    rows: spansOf([...new Set(indices)].sort((a, b) => a - b)),
  };
}

function outboundSentence({ flight, input, indexOf }: ReportContext, who: Text): Said {
  const exit = flight.crossings.findLast(({ direction }) => direction === 'southbound');
  if (exit === undefined) {
    return saidOfAll(text`${who} on the US side of the reference line and, after a gap, on the Mexican side.`);
  }
  const place = input.crossingPlaces[flight.crossings.indexOf(exit)] ?? null;
  const rows = exit.detectionIds.map(indexOf).sort((a, b) => a - b);
  return {
    sentence: text`${who} crossing the reference line ${directionWord(exit)} at ${utcText(exit.timeMs)} ± ${plusMinusS(exit)} s ${whereText(place, exit.borderKm)}, after being on the US side; no record shows it coming from Mexico.`,
    rows: spansOf(rows),
  };
}

function nearestSentence(context: ReportContext, who: Text, words: string): Said {
  const { flight, path } = context;
  const index = farthestNorth(path);
  const errorM = index === null ? null : context.distanceErrorM(index);
  if (index === null || errorM === null) {
    return saidOfAll(text`${who}, ${whenText(flight.firstMs, flight.lastMs)}.`);
  }
  const metres = Math.round(path.distanceM[index]!);
  const nearest = withErrorText(Math.abs(metres), errorM);
  const how =
    metres > 0
      ? `by best estimate up to ${nearest} beyond it, at ${utcText(path.timeMs[index]!)}, which is not enough to show presence on the US side`
      : `${words} ${nearest} of it, at ${utcText(path.timeMs[index]!)}; no presence on the US side is shown`;
  return { sentence: text`${who}, ${how}.`, rows: [[index, index]] };
}

/** Seconds in states that a moment only has when it is surely in the United States. */
function usSeconds({ observed, inferred }: CoverageSeconds): { observedS: number; inferredS: number } {
  const states = ['no-authority', 'designated', 'pending', 'unknown', 'outside'] as const;
  const sum = (seconds: CoverageSeconds['observed']) =>
    states.reduce((total, state) => total + (seconds[state] ?? 0), 0);
  return { observedS: sum(observed), inferredS: sum(inferred) };
}

function standingText({ flight, input }: ReportContext): Text {
  const what =
    flight.grade === null
      ? `Class: ${classWords[flight.class].label} (computed)`
      : `Grade: ${gradeWords[flight.grade].label}`;
  const reviewer = input.document.reviewedBy;
  return reviewer === null
    ? text`${what}, not reviewed by a person.`
    : text`${what}, reviewed by ${[{ outside: reviewer.name }]} (name as entered).`;
}

function notes({ flight, elsewhere }: ReportContext): Text[] {
  const all: Text[] = [];
  if (flight.incursions.length > 1) {
    const counts = grades
      .map((grade) => ({ grade, count: flight.incursions.filter((one) => one.grade === grade).length }))
      .filter(({ count }) => count > 0)
      .map(({ grade, count }) => `${count} ${gradeWords[grade].label}`);
    all.push(
      text`The flight has ${countText(flight.incursions.length, 'incursion')}: ${counts.join(', ')}. The sentence above tells the longest of the highest grade; each is listed below.`,
    );
  }
  // Those of this page are told together, before the flights.
  const others = flight.mayBeSameAs.filter(elsewhere);
  if (others.length > 0) {
    const more = countText(others.length, 'other flight');
    all.push(
      text`${more} of other sensors, overlapping in time and place and without a common identity, may be this one. Counted together they are between 1 and ${others.length + 1} flights.`,
    );
  }
  return all;
}
