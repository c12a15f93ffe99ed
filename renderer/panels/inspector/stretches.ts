import { styleCode } from '../../map/coverage-style.ts';
import type { FlightProfile } from '../../state/paths.ts';

/** Stretches of one style, or gaps, in time order. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  /** Style code; null for a gap. */
  readonly style: number | null;
}

/** A stretch lasts from its first point to the first point of the next: the state is that of where it begins. */
export function stretchesOf({ count, timeMs, coverage, gapAfter }: FlightProfile): Stretch[] {
  const found: Stretch[] = [];
  for (let i = 0; i < count - 1; i++) {
    const style = gapAfter[i] === 1 ? null : styleCode(coverage[i]!, timeMs[i]!);
    const last = found.at(-1);
    if (last !== undefined && last.style === style && style !== null) {
      found[found.length - 1] = { ...last, toMs: timeMs[i + 1]! };
    } else found.push({ fromMs: timeMs[i]!, toMs: timeMs[i + 1]!, style });
  }
  return found;
}
