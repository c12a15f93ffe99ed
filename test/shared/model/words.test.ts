import { describe, expect, test } from 'vitest';
import { coverageStates, flightClasses, grades, sides, verdicts } from '../../../shared/model/conclusion.ts';
import {
  classWords,
  coverageWord,
  coverageWords,
  gradeWords,
  noCoverageWord,
  otherPurposesSince,
  outsideOtherPurposeWord,
  resultWords,
  sideWords,
  verdictWords,
  type Word,
} from '../../../shared/model/words.ts';
import { authorityTable } from '../eligibility/support.ts';

const vocabularies: [string, Word[], number][] = [
  ['coverage', [...Object.values(coverageWords), outsideOtherPurposeWord, noCoverageWord], coverageStates.length + 2],
  ['verdict', Object.values(verdictWords), verdicts.length],
  ['result', Object.values(resultWords), 3],
  ['grade', Object.values(gradeWords), grades.length],
  ['side', Object.values(sideWords), sides.length],
  ['class', Object.values(classWords), flightClasses.length],
];

describe.each(vocabularies)('the words of %s', (_, words, count) => {
  test('there is one for each, told apart by label, by pattern and by shape', () => {
    for (const key of ['label', 'pattern', 'shape'] as const) {
      expect(new Set(words.map((word) => word[key])).size, key).toBe(count);
    }
  });

  test('each means one sentence', () => {
    for (const word of words) expect(word.meaning).toMatch(/^[A-Z][^.]*([0-9.]+[^.]*)*\.$/);
  });

  test('none says more than a record can', () => {
    for (const { label, meaning } of words) {
      expect(`${label} ${meaning}`).not.toMatch(/nobody could act|illegal|smuggl|cartel|intentional/i);
      if (label.includes('confirmed')) expect(label).toContain('computed');
    }
  });
});

test('outside reads and is drawn differently from the day on which another purpose may apply', () => {
  expect(coverageWord('outside', '2025-12-17')).toBe(coverageWords.outside);
  expect(coverageWord('outside', '2025-12-18')).toBe(outsideOtherPurposeWord);
  expect(outsideOtherPurposeWord.label).toBe('outside; another purpose may apply');
  expect(coverageWord('designated', '2025-12-18')).toBe(coverageWords.designated);
  expect(coverageWord(null, '2025-12-18')).toBe(noCoverageWord);
});

test('that day is the one on which the authority table says the statute got other purposes', () => {
  const version = authorityTable.statuteVersions.find((it) => it.purposes.length > 1);
  expect(version?.from).toBe(otherPurposesSince);
});
