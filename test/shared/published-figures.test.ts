import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishedFiguresSchema } from '../../shared/contract/authority.ts';

const figures = publishedFiguresSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/published-figures.json'), 'utf8')),
);

test('every published count has its own unit, period, place and a source that is listed', () => {
  expect(figures.figures.length).toBeGreaterThan(10);
  expect(new Set(figures.figures.map(({ id }) => id)).size).toBe(figures.figures.length);
  for (const { id, unit, period, place, source } of figures.figures) {
    expect(
      [unit, period, place].every((text) => text.trim() !== ''),
      id,
    ).toBe(true);
    expect(source.length, id).toBeGreaterThan(0);
    for (const one of source) expect(figures.sources[one]?.title, `${id} ${one}`).toBeTruthy();
  }
});

test('counts of different units stand beside each other as they were published, none made to fit another', () => {
  const of = (id: string) => figures.figures.find((figure) => figure.id === id);
  expect([of('f01')?.figure, of('f01')?.unit]).toEqual([8000, 'illegal cross-border UAS flights detected (more than)']);
  expect([of('f08')?.figure, of('f09')?.figure]).toEqual([10_000, 25_000]);
  expect(of('f08')?.unit).not.toBe(of('f09')?.unit);
});
