import { clockErrorS, type Settings } from '../model/settings.ts';
import { sureZ } from './best-of-looks.ts';
import type { SideEvidence } from './side-evidence.ts';
import type { Sightings } from './sightings.ts';
import { type Window, windowStride } from './windows.ts';

/** On which side each position surely was. */
export interface SureSides {
  /** 1 US, −1 Mexico, 0 undetermined or outside the theatre. */
  readonly side: Int8Array;
  /** 1 where another sensor surely says the other side: the position is undetermined and no evidence for either. */
  readonly contradicted: Uint8Array;
}

const inUs = 1;
const inMexico = 2;
/** A position in the middle of windows of both kinds stays undetermined. */
const sideOfMark = [0, 1, -1, 0] as const;

/**
 * Sure by itself, or by the mean of a window around it in which no position is sure by itself (an aircraft that hovers near
 * the line). Sure is P ≥ 0.95 that not a single one of all the flight's looks was carried over by its errors, so an aircraft
 * that follows the line does not change sides by the best of many raw positions.
 */
export function sureSides(
  sightings: Sightings,
  windows: readonly Window[],
  us: SideEvidence,
  mexico: SideEvidence,
  settings: Settings,
): SureSides {
  const { count, towardUsM, towardMexicoM } = sightings;
  const side = new Int8Array(count);
  for (let i = 0; i < count; i++) {
    if (towardUsM[i]! > 0) side[i] = us.isSure(i) ? 1 : 0;
    else if (towardMexicoM[i]! < 0) side[i] = mexico.isSure(i) ? -1 : 0;
  }
  const contradicted = contradictions(sightings, side, settings);
  for (let i = 0; i < count; i++) if (contradicted[i] === 1) side[i] = 0;

  const marks = new Uint8Array(count);
  for (const window of windows) {
    const mark = us.scoreOfWindow(window) >= sureZ ? inUs : mexico.scoreOfWindow(window) >= sureZ ? inMexico : 0;
    if (mark !== 0 && isUndecided(sightings, side, contradicted, window)) markMiddle(sightings, marks, window, mark);
  }
  for (let i = 0; i < count; i++) if (side[i] === 0) side[i] = sideOfMark[marks[i]!]!;
  return { side, contradicted };
}

function isUndecided({ sensor }: Sightings, side: Int8Array, contradicted: Uint8Array, { from, to }: Window): boolean {
  for (let i = from; i <= to; i++) {
    if (sensor[i] === sensor[from] && (side[i] !== 0 || contradicted[i] === 1)) return false;
  }
  return true;
}

/** Marks the middle of a window, as much of it as the next window does not have in its own. */
function markMiddle({ timeMs, sensor }: Sightings, marks: Uint8Array, { from, to }: Window, mark: number): void {
  const middleMs = (timeMs[from]! + timeMs[to]!) / 2;
  const reachMs = (windowStride / 2) * (timeMs[to]! - timeMs[from]!);
  for (let i = from; i <= to; i++) {
    if (sensor[i] === sensor[from] && Math.abs(timeMs[i]! - middleMs) <= reachMs) marks[i]! |= mark;
  }
}

/**
 * Positions of which two sensors surely disagree, because no aircraft flew what they say together:
 *
 * - those that lie, in time, between two of another sensor that surely say the other side, when those are so close together
 *   that the aircraft cannot well have been over and back in between;
 * - those that follow, or are followed by, a sure position of another sensor on the other side so soon that it cannot have
 *   flown from one to the other.
 *
 * Around a crossing seen by two sensors whose clocks differ, and where one of them is displaced, sides would else change with
 * every report.
 */
function contradictions(sightings: Sightings, side: Int8Array, settings: Settings): Uint8Array {
  const { count, timeMs, sensor, sensorIds } = sightings;
  const contradicted = new Uint8Array(count);
  if (sensorIds.length < 2) return contradicted;
  const closeMs = 2000 * settings.errorCorrelationS;
  for (let witness = 0; witness < sensorIds.length; witness++) {
    let last = -1;
    for (let i = 0; i < count; i++) {
      if (sensor[i] !== witness || side[i] === 0) continue;
      if (last >= 0 && side[last] === side[i]) {
        for (let k = last + 1; k < i; k++) {
          if (sensor[k] === witness || side[k] !== -side[i]!) continue;
          const isClose = timeMs[i]! - timeMs[last]! <= closeMs;
          if (isClose || !couldFly(sightings, settings, last, k, i)) contradicted[k] = 1;
        }
      }
      last = i;
    }
  }
  let before = -1;
  for (let i = 0; i < count; i++) {
    if (side[i] === 0) continue;
    const isTurn = before >= 0 && side[before] === -side[i]! && sensor[before] !== sensor[i];
    if (isTurn && !couldFly(sightings, settings, before, i, i)) {
      contradicted[before] = 1;
      contradicted[i] = 1;
    }
    before = i;
  }
  return contradicted;
}

/** As many standard deviations are given to a displacement before it counts against a sensor. */
const givenSigmas = 2;

/**
 * Whether an aircraft may have flown from one position to the line and over to a second, and back to a third, in the time that
 * was between them: its distance to the line cannot change faster than it flies.
 */
function couldFly(sightings: Sightings, settings: Settings, from: number, over: number, to: number): boolean {
  const { timeMs, sensor, sensorIds } = sightings;
  const wayM = leastWayM(sightings, from, over) + leastWayM(sightings, over, to);
  const clocksS = [from, over].reduce(
    (sum, at) => sum + clockErrorS(settings, [sensorIds[sensor[at]!]!]),
    (timeMs[to]! - timeMs[from]!) / 1000,
  );
  return wayM <= settings.stitchSpeedMps * clocksS;
}

/** What the distances to the line must have changed by at least, metres. */
function leastWayM({ distanceM, totalM }: Sightings, from: number, to: number): number {
  const sigmaM = Math.sqrt(totalM[from]! * totalM[from]! + totalM[to]! * totalM[to]!);
  return Math.max(0, Math.abs(distanceM[from]! - distanceM[to]!) - givenSigmas * sigmaM);
}
