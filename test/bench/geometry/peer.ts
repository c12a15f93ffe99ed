import type { Answers } from './product.ts';

/** Processor time of this process so far, seconds. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What a peer did, in seconds of processor time, brought to all positions where it was measured on some. */
export interface PeerResult {
  readonly name: string;
  readonly parts: readonly { readonly name: string; readonly seconds: number; readonly measuredOn: string }[];
  readonly differences: Differences;
}

/** Answers that differ from the product's, of those compared. */
export interface Differences {
  readonly side: Compared;
  readonly areas: Compared;
  readonly sector: Compared;
  /** By more than half a metre and 0.2 %. */
  readonly distance: Compared;
  readonly crossings: Compared;
}

export interface Compared {
  compared: number;
  differing: number;
}

export const noDifferences = (): Differences => ({
  side: { compared: 0, differing: 0 },
  areas: { compared: 0, differing: 0 },
  sector: { compared: 0, differing: 0 },
  distance: { compared: 0, differing: 0 },
  crossings: { compared: 0, differing: 0 },
});

export function compare(count: Compared, isSame: boolean): void {
  count.compared++;
  if (!isSame) count.differing++;
}

export const isSameDistance = (metres: number, answers: Answers, i: number): boolean => {
  const ours = Math.abs(answers.distanceM[i]!);
  return Math.abs(metres - ours) <= Math.max(0.5, 0.002 * ours);
};
