import { countText } from '../format/numbers.ts';
import { utcText } from '../format/times.ts';
import type { RecordableElementId, RecordedElement } from '../model/recorded-element.ts';
import { finding, type RuleFinding } from './rule.ts';

/** What persons have put on the record, and the moment it is asked about. */
export interface RecordedInput {
  /** UTC milliseconds. */
  readonly timeMs: number;
  readonly recorded: readonly RecordedElement[];
}

/**
 * What is on record about one element, as it stood at the moment judged.
 *
 * The latest determination made at or before the moment decides; two of the same instant that disagree decide nothing. One made
 * after the moment decides nothing either, nor one recorded for an earlier state of the flight; but each takes away a *met* that
 * it contradicts. So neither ever makes an incursion eligible, and neither ever lifts a *not met*.
 *
 * @param absent the sentence when nothing is recorded
 */
export function evaluateRecorded(input: RecordedInput, element: RecordableElementId, absent: string): RuleFinding {
  const all = input.recorded.filter((record) => record.element === element).sort(byTime);
  if (all.length === 0) return finding('unknown', absent);
  const evidence = all.map((record) => `recorded:${record.id}`);
  const deciding = decidingRecords(input, element);
  const late = all.filter((record) => record.madeAtMs > input.timeMs && !isOfEarlierState(record));
  const earlier = all.filter(isOfEarlierState);
  const first = deciding[0];
  if (first === undefined) {
    if (earlier.length > 0) {
      const sentence = `Recorded for an earlier state of this flight, which has changed since, so it does not decide it. ${quoteAll([...earlier, ...late])}`;
      return finding('unknown', sentence, { qualifier: 'recorded for an earlier state of this flight', evidence });
    }
    const sentence = `Recorded only after the moment it concerns, so it does not decide it. ${quoteAll(late)}`;
    return finding('unknown', sentence, { qualifier: 'recorded after the moment', evidence });
  }
  if (deciding.some((record) => record.verdict !== first.verdict)) {
    const sentence = `Two determinations of the same instant disagree. ${quoteAll(deciding)}`;
    return finding('unknown', sentence, { qualifier: 'contradicted', evidence });
  }
  const against = [...late, ...earlier].filter((record) => record.verdict === 'not-met');
  if (first.verdict === 'met' && against.length > 0) {
    const which = against.some(isOfEarlierState) ? 'Another determination' : 'A later determination';
    const sentence = `${which} contradicts ${against.some(isOfEarlierState) ? 'this one' : 'an earlier one'}. ${quoteAll([...deciding, ...against])}`;
    return finding('unknown', sentence, { qualifier: 'contradicted', evidence });
  }
  const reserves = [
    ...(input.timeMs - first.madeAtMs >= LONG_BEFORE_MS
      ? [`made ${countText(Math.floor((input.timeMs - first.madeAtMs) / DAY_MS), 'day')} before the moment`]
      : []),
    ...(deciding.every((record) => record.enteredAtMs > input.timeMs) ? ['entered after the moment'] : []),
    ...(deciding.some((record) => record.attachment === 'flight-changed')
      ? ['other detections of the flight changed since']
      : []),
  ];
  return finding(first.verdict, quoteAll(deciding), {
    qualifier: reserves.length === 0 ? null : reserves.join('; '),
    evidence,
  });
}

const DAY_MS = 86_400_000;

/** A determination this old may be a standing one, or of something else: it decides, and its age is said. */
const LONG_BEFORE_MS = DAY_MS;

/** The determinations that decide an element: the latest made at or before the moment, several when of the same instant. */
export function decidingRecords(input: RecordedInput, element: RecordableElementId): RecordedElement[] {
  const timely = input.recorded.filter(
    (record) => record.element === element && record.madeAtMs <= input.timeMs && !isOfEarlierState(record),
  );
  const latestMs = timely.reduce((latest, record) => Math.max(latest, record.madeAtMs), Number.NEGATIVE_INFINITY);
  return timely.filter((record) => record.madeAtMs === latestMs).sort(byTime);
}

const isOfEarlierState = (record: RecordedElement): boolean => record.attachment === 'earlier-state';

const verdictText = { met: 'met', 'not-met': 'not met', unknown: 'unknown' } as const;

const quoteAll = (records: readonly RecordedElement[]): string => records.map(quote).join(' ');

function quote(record: RecordedElement): string {
  const { by, verdict, component, reference, madeAtMs, enteredAtMs, facts } = record;
  const whom = component === undefined ? '' : ` for ${component}`;
  const where = reference === undefined ? '' : ` (${reference})`;
  return `${by} recorded “${verdictText[verdict]}”${whom}, made ${utcText(madeAtMs)}, entered ${utcText(enteredAtMs)}${where}: ${withPeriod(facts)}`;
}

const withPeriod = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const byTime = (a: RecordedElement, b: RecordedElement): number =>
  a.madeAtMs - b.madeAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
