import type { Grade } from '../model/conclusion.ts';

/** The grade a probability reaches by itself; null below *possible*. */
export function gradeOf(probability: number): Grade | null {
  if (probability >= 0.95) return 'confirmed';
  if (probability >= 0.7) return 'probable';
  return probability >= 0.3 ? 'possible' : null;
}

const ranks: Readonly<Record<Grade, number>> = { possible: 1, probable: 2, confirmed: 3 };
const rank = (grade: Grade | null): number => (grade === null ? 0 : ranks[grade]);

export const isWeaker = (one: Grade | null, other: Grade | null): boolean => rank(one) < rank(other);

export const weaker = <G extends Grade | null>(one: G, other: G): G => (isWeaker(one, other) ? one : other);
