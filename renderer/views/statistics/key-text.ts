import type { CoverageState } from '../../../shared/model/conclusion.ts';
import type { ReviewState } from '../../../shared/model/lists.ts';
import type { StatDimension } from '../../../shared/model/stats-words.ts';
import { reviewWords } from '../../../shared/model/words.ts';
import { styleOfState } from '../../map/coverage-style.ts';

/** A key of the statistics in words. */
export function keyText(dimension: StatDimension, key: string): string {
  if (key === 'not known') return key;
  if (dimension === 'review') return reviewWords[key as ReviewState].label;
  if (dimension === 'coverage') return styleOfState(key as CoverageState, 0).word.label;
  if (dimension === 'weekday') return key.slice(2);
  return key.replace(/(?<=^|\s|−)0+(?=\d)/g, '');
}
