import type { CoverageState } from '../model/conclusion.ts';
import type { ReviewState } from '../model/lists.ts';
import type { StatDimension } from '../model/stats-words.ts';
import { coverageWords, reviewWords } from '../model/words.ts';

/** A key of the statistics in words. */
export function keyText(dimension: StatDimension, key: string): string {
  if (key === 'not known') return key;
  if (dimension === 'review') return reviewWords[key as ReviewState].label;
  if (dimension === 'coverage') return coverageWords[key as CoverageState].label;
  if (dimension === 'weekday') return key.slice(2);
  if (dimension === 'aircraft') return key.replace(/^\w+:/, '');
  return key.replace(/(?<=^|\s|−)0+(?=\d)/g, '');
}
