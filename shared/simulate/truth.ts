import type { Border, LineCrossing } from '../geo/border.ts';
import type { Position } from '../model/position.ts';
import { pathEnd, pathStart, type TruePath } from './true-path.ts';

export interface TrueCrossing {
  readonly timeMs: number;
  readonly direction: LineCrossing['direction'];
  readonly position: Position;
  readonly km: number;
}

/** What truly happened to the reference line, exact for a path that is straight between its seconds. */
export interface SideTruth {
  readonly startsIn: 'US' | 'MX';
  readonly endsIn: 'US' | 'MX';
  /** Whether the path changed side at least once. */
  readonly crossed: boolean;
  readonly crossings: readonly TrueCrossing[];
  /** On the US side, UTC milliseconds. */
  readonly usIntervals: readonly { readonly fromMs: number; readonly toMs: number }[];
}

/** Nothing simulated moves faster; a position this many seconds from the line cannot reach it sooner. */
const FASTEST_MPS = 90;

/** Follows the path and finds every crossing of the line. Seconds too far from the line to reach it are passed over. */
export function sideTruth(border: Border, path: TruePath): SideTruth {
  const count = path.timeMs.length;
  const at = (i: number): Position => [path.lng[i]!, path.lat[i]!];
  const distanceAt = (i: number) => {
    const fix = border.fix(path.lng[i]!, path.lat[i]!);
    if (fix === null) throw new Error('A simulated flight left the theatre');
    return fix;
  };
  const first = distanceAt(0);
  const startsIn = first.distanceM >= 0 ? 'US' : 'MX';
  const crossings: TrueCrossing[] = [];
  let i = 0;
  while (i < count - 1) {
    const safe = Math.floor(Math.abs(distanceAt(i).distanceM) / FASTEST_MPS);
    if (safe >= 1) {
      i += safe;
      continue;
    }
    for (const { fraction, direction, position, km } of border.crossingOf(at(i), at(i + 1))) {
      crossings.push({ timeMs: path.timeMs[i]! + fraction * 1000, direction, position, km });
    }
    i++;
  }
  const usIntervals: { fromMs: number; toMs: number }[] = [];
  let since = startsIn === 'US' ? pathStart(path) : Number.NaN;
  for (const { timeMs, direction } of crossings) {
    if (direction === 'northbound') since = timeMs;
    else {
      usIntervals.push({ fromMs: since, toMs: timeMs });
      since = Number.NaN;
    }
  }
  if (!Number.isNaN(since)) usIntervals.push({ fromMs: since, toMs: pathEnd(path) });
  const endsIn = Number.isNaN(since) ? 'MX' : 'US';
  return { startsIn, endsIn, crossed: crossings.length > 0, crossings, usIntervals };
}
