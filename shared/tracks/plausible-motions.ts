import type { Settings } from '../model/settings.ts';
import type { DetectionColumns } from './detections.ts';
import { couldReach, distanceBetweenM } from './reach.ts';
import { use } from './rows.ts';

/** Rows of one named object that one aircraft could have flown through, in time order. */
export interface Motion {
  readonly rows: readonly number[];
  /** Whether another motion of the same name was under way at an unreachable place. */
  readonly contradicted: boolean;
}

/** Up to this many positions that nothing before or after can reach are a wild reading, not a second aircraft. */
const mostWildPositions = 2;

/** Contradictory motions followed at a time: past this the data is noise, and the oldest is closed. */
const mostOpenMotions = 16;

interface OpenMotion {
  readonly rows: number[];
  lastRow: number;
  readonly contradicts: Set<OpenMotion>;
}

/**
 * Divides the rows of one identity into motions that are possible at `implausibleSpeedMps`. Almost always there is one. An
 * identity alone joins nothing that could not have been flown: one or two positions far off are left out of the path
 * (`uses` then says *implausible*) but stay with the aircraft they name; three or more are a motion, hence a flight, of
 * their own under the same key, because a cloned identity and a displaced sensor look like that.
 *
 * Motions more than `stitchGapS` apart do not contradict each other: they are other flights anyway. Rows without a usable
 * position go with the row before them.
 */
export function plausibleMotions(
  columns: DetectionColumns,
  rows: readonly number[],
  uses: Uint8Array,
  settings: Settings,
): readonly Motion[] {
  const motions: OpenMotion[] = [];
  let open: OpenMotion[] = [];
  let waiting: number[] = [];
  let current: OpenMotion | null = null;
  for (const row of rows) {
    if (uses[row] !== use.used) {
      if (current === null) waiting.push(row);
      else current.rows.push(row);
      continue;
    }
    current = nearestReachable(columns, open, row, settings);
    if (current === null) {
      const sinceMs = columns.observedAtMs[row]! - settings.stitchGapS * 1000;
      const contradicted = open.filter(({ lastRow }) => columns.observedAtMs[lastRow]! >= sinceMs);
      current = { rows: waiting, lastRow: row, contradicts: new Set(contradicted) };
      waiting = [];
      for (const other of contradicted) other.contradicts.add(current);
      motions.push(current);
      open = [...open, current].slice(-mostOpenMotions);
    }
    current.rows.push(row);
    current.lastRow = row;
  }
  if (waiting.length > 0) motions.push({ rows: waiting, lastRow: -1, contradicts: new Set() });
  return withoutWildReadings(motions, uses);
}

function nearestReachable(
  columns: DetectionColumns,
  open: readonly OpenMotion[],
  row: number,
  settings: Settings,
): OpenMotion | null {
  let nearest: OpenMotion | null = null;
  let nearestM = Number.POSITIVE_INFINITY;
  for (const motion of open) {
    if (!couldReach(columns, settings, motion.lastRow, row, settings.implausibleSpeedMps)) continue;
    if (open.length === 1) return motion;
    const apartM = distanceBetweenM(columns, motion.lastRow, row);
    if (apartM >= nearestM) continue;
    nearest = motion;
    nearestM = apartM;
  }
  return nearest;
}

/** Gives the wild readings to the motion they contradict, marked as implausible. */
function withoutWildReadings(motions: readonly OpenMotion[], uses: Uint8Array): readonly Motion[] {
  const usedOf = (motion: OpenMotion): number =>
    motion.rows.reduce((count, row) => count + (uses[row] === use.used ? 1 : 0), 0);
  const isWild = (motion: OpenMotion): boolean => motion.contradicts.size > 0 && usedOf(motion) <= mostWildPositions;
  const wild = new Set(motions.filter(isWild));
  if (wild.size === 0) return motions.map(({ rows, contradicts }) => ({ rows, contradicted: contradicts.size > 0 }));

  const kept = new Map(motions.filter((motion) => !wild.has(motion)).map((motion) => [motion, [...motion.rows]]));
  for (const motion of wild) {
    const host = [...motion.contradicts].find((other) => kept.has(other) && !wild.has(other));
    if (host === undefined) kept.set(motion, [...motion.rows]);
    else kept.get(host)!.push(...markedImplausible(motion, uses));
  }
  return [...kept].map(([motion, rows]) => ({
    rows: rows.sort((a, b) => a - b),
    contradicted: [...motion.contradicts].some((other) => kept.has(other)),
  }));
}

function markedImplausible(motion: OpenMotion, uses: Uint8Array): readonly number[] {
  for (const row of motion.rows) if (uses[row] === use.used) uses[row] = use.implausible;
  return motion.rows;
}
