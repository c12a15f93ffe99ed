import { normalCdf } from '../geo/probability.ts';
import { type BestOfLooks, bestOf, score, sureZ } from './best-of-looks.ts';
import type { Sightings } from './sightings.ts';
import { undecidedSigmas, type Window } from './windows.ts';

/** 1: in the United States; −1: in Mexico. */
export type Toward = 1 | -1;

/** What speaks most for a side in some part of a flight: one position, or the mean of a window of them. */
export interface Deciding {
  readonly score: number;
  /** First and last index into the sightings; the same for a single position. */
  readonly from: number;
  readonly to: number;
  /** Null for a single position. */
  readonly window: Window | null;
  /** Whether an assumed σ takes part. */
  readonly assumed: boolean;
}

/**
 * A look at this many σ counts as a chance in full when it lies on the line, and less the farther it lies on the other side,
 * in proportion to how rarely its error would carry it there.
 */
const referenceZ = 2;
const atReference = normalCdf(-referenceZ);
/** From here the share is below 1e-5. */
const hopelessSigmas = 3;

const chanceOf = (sigmasToward: number): number =>
  sigmasToward >= 0 ? 1 : sigmasToward < -hopelessSigmas ? 0 : normalCdf(sigmasToward - referenceZ) / atReference;

/**
 * How many looks each one near the line stands for. It covers that windows overlap and come in several lengths, and that
 * errors may be less correlated than assumed. Found by simulation (test/shared/classify/calibration.test.ts): for flights
 * held exactly on the line, the worst case, 5 % then reach 0.95 and 30 % reach 0.7.
 */
const looksPerChance = 4;

/** What a flight's positions say about one side: is there any instant at which the aircraft was surely there? */
export class SideEvidence {
  readonly toward: Toward;
  /** Looks near the line that were allowed for, for single positions and for windows. */
  readonly positionLooks: number;
  readonly windowLooks: number;
  private readonly sightings: Sightings;
  /** Signed distances that count for this side. */
  private readonly distanceM: Float64Array;
  private readonly windows: readonly Window[];
  private readonly ofPositions: BestOfLooks;
  private readonly ofWindows: BestOfLooks;

  constructor(sightings: Sightings, windows: readonly Window[], toward: Toward) {
    this.sightings = sightings;
    this.windows = windows;
    this.toward = toward;
    this.distanceM = distancesFor(sightings, toward);
    this.positionLooks = 1 + looksPerChance * Math.max(0, positionChances(sightings, toward) - 1);
    this.windowLooks = 1 + looksPerChance * windowChances(windows, toward);
    this.ofPositions = bestOf(this.positionLooks);
    this.ofWindows = bestOf(this.windowLooks);
  }

  scoreOfPosition(i: number): number {
    const { sigmaM, commonM2 } = this.sightings;
    return score(this.ofPositions, this.toward * this.distanceM[i]!, sigmaM[i]!, commonM2[i]!);
  }

  scoreOfWindow(window: Window): number {
    return score(this.ofWindows, this.toward * meanFor(window, this.toward), window.sigmaM, window.commonM2);
  }

  /** Whether one position makes the side sure, P ≥ 0.95 after allowing for the best of all looks. */
  isSure(i: number): boolean {
    return this.scoreOfPosition(i) >= sureZ;
  }

  /**
   * What speaks most for this side between two indices, both inclusive, among what lies on it by the best estimate; null when
   * nothing there does: a presence without a single position on its side is no presence, however near it came.
   * @param skip positions with 1 are not evidence, nor are windows that hold one
   * @param statedOnly leaves out whatever rests on an assumed σ
   */
  strongest(from: number, to: number, skip: Uint8Array, statedOnly: boolean): Deciding | null {
    const { assumed } = this.sightings;
    const { distanceM } = this;
    let best: Deciding | null = null;
    let bestIndex = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let i = from; i <= to; i++) {
      if (!(this.toward * distanceM[i]! > 0) || skip[i] === 1 || (statedOnly && assumed[i] === 1)) continue;
      const own = this.scoreOfPosition(i);
      if (own <= bestScore) continue;
      bestScore = own;
      bestIndex = i;
    }
    if (bestIndex >= 0) {
      best = { score: bestScore, from: bestIndex, to: bestIndex, window: null, assumed: assumed[bestIndex] === 1 };
    }
    for (const window of this.windows) {
      if (window.from < from || window.to > to || (statedOnly && window.assumed)) continue;
      if (!(this.toward * meanFor(window, this.toward) > 0)) continue;
      const own = this.scoreOfWindow(window);
      if (best !== null && own <= best.score) continue;
      if (holdsAny(skip, window)) continue;
      best = { score: own, from: window.from, to: window.to, window, assumed: window.assumed };
    }
    return best;
  }
}

/** The distances by which a side is judged: of several lines, those by the line least in favour of it. */
export const distancesFor = ({ towardUsM, towardMexicoM }: Sightings, toward: Toward): Float64Array =>
  toward === 1 ? towardUsM : towardMexicoM;

/** The same of a window's mean, metres, positive into the United States. */
export const meanFor = ({ meanTowardUsM, meanTowardMexicoM }: Window, toward: Toward): number =>
  toward === 1 ? meanTowardUsM : meanTowardMexicoM;

const opposite = (toward: Toward): Toward => (toward === 1 ? -1 : 1);

function positionChances(sightings: Sightings, toward: Toward): number {
  const { count, timeMs, totalM, sensor } = sightings;
  const least = distancesFor(sightings, toward);
  const most = distancesFor(sightings, opposite(toward));
  let chances = 0;
  let lastMs = Number.NaN;
  let lastSensor = -1;
  for (let i = 0; i < count; i++) {
    // Of several lines, the one by which it is the most of a chance.
    const sigmas = (toward * most[i]!) / totalM[i]!;
    // Farther in than this it is decided, farther out hopeless: neither is a chance of error.
    if (!(sigmas > -hopelessSigmas && toward * least[i]! < undecidedSigmas * totalM[i]!)) continue;
    if (timeMs[i] === lastMs && sensor[i] === lastSensor) continue;
    lastMs = timeMs[i]!;
    lastSensor = sensor[i]!;
    chances += chanceOf(sigmas);
  }
  return chances;
}

/** Windows overlap: a step of a quarter of their length is worth about a third of a look of its own. */
const looksPerWindow = 0.35;

function windowChances(windows: readonly Window[], toward: Toward): number {
  let chances = 0;
  for (const window of windows) {
    const sigmaM = Math.sqrt(window.sigmaM * window.sigmaM + window.commonM2);
    if (!(toward * meanFor(window, toward) < undecidedSigmas * sigmaM)) continue;
    chances += looksPerWindow * chanceOf((toward * meanFor(window, opposite(toward))) / sigmaM);
  }
  return chances;
}

function holdsAny(marks: Uint8Array, { from, to }: Window): boolean {
  for (let i = from; i <= to; i++) if (marks[i] === 1) return true;
  return false;
}
