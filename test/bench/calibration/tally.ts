import type { Grade } from '../../../shared/model/conclusion.ts';
import type { JudgedFlight } from './judge-flight.ts';
import { factorNames, type Kind, levelText, type Stratum } from './strata.ts';

/** How many there were, and of how many it was so. */
export interface Count {
  all: number;
  right: number;
}

export const share = ({ all, right }: Count): number => right / all;

const add = (count: Count, isRight: boolean): void => {
  count.all++;
  if (isRight) count.right++;
};

const byGrade = (): Record<Grade, Count> => ({
  confirmed: { all: 0, right: 0 },
  probable: { all: 0, right: 0 },
  possible: { all: 0, right: 0 },
});

/** A stratum, or a pair of them: what was said there by grade, and how much of it was so. */
export interface Cell {
  flights: number;
  readonly byGrade: Record<Grade, Count>;
  /** Confirmed only, without slack at the ends. */
  readonly strict: Count;
}

const newCell = (): Cell => ({ flights: 0, byGrade: byGrade(), strict: { all: 0, right: 0 } });

/** Stated probability, lower end inclusive. The last bin is what the product's own ceiling (0.999) gives. */
export const probabilityBins = [0.3, 0.5, 0.7, 0.85, 0.95, 0.99, 0.999] as const;

/** Depth of a true stay in units of all errors of a position there, and in metres; lower ends. */
export const depthBinsInErrors = [0, 1, 2, 3, 5, 10] as const;
export const depthBinsM = [0, 20, 50, 150, 500] as const;

/** `JudgedCrossing.clearance`; lower ends. */
export const clearanceBins = [0, 1, 2, 3, 4, 5] as const;

export interface CrossingCell {
  all: number;
  found: number;
  offWindow: number;
}

export interface DepthCell {
  stays: number;
  readonly found: Record<Grade, number>;
}

const nearTheLine: ReadonlySet<Kind> = new Set(['shallow', 'graze', 'follow in MX', 'loiter', 'follow in US']);

/** Everything counted over all flights of a run. */
export class Tally {
  readonly all = newCell();
  /**
   * By kind. A kind is truth, not a stratum of what is reported: of those that never came over, every incursion is invented,
   * and what counts is how many of the flights got one.
   */
  readonly kinds = new Map<string, Cell>();
  /** By level of each other factor, and over all kinds that come near the line and stay there. */
  readonly levels = new Map<string, Cell>();
  /** By levels of two factors: a fault may hide where two of them meet. */
  readonly pairs = new Map<string, Cell>();
  readonly reliability: Record<Stratum['accuracy'], Count[]> = {
    stated: probabilityBins.map(() => ({ all: 0, right: 0 })),
    'not stated': probabilityBins.map(() => ({ all: 0, right: 0 })),
  };
  readonly byErrors: DepthCell[] = depthBinsInErrors.map(newDepthCell);
  readonly byMetres: DepthCell[] = depthBinsM.map(newDepthCell);
  /** True stays that no sensor saw, or of which the origin was not seen. */
  unseenStays = 0;
  /** By how plainly they were to be seen: `clearanceBins`. */
  readonly crossings: CrossingCell[] = clearanceBins.map(() => ({ all: 0, found: 0, offWindow: 0 }));
  readonly inventedCrossings: Record<Stratum['accuracy'], number> = { stated: 0, 'not stated': 0 };
  readonly timeErrorS: number[] = [];
  readonly placeErrorM: number[] = [];
  readonly placeErrorInErrors: number[] = [];

  add(judged: JudgedFlight): void {
    const { stratum } = judged.drawn;
    const names = factorNames.filter((factor) => factor !== 'kind').map((factor) => levelText(factor, stratum));
    const cells = [this.all, cellOf(this.kinds, stratum.kind), ...names.map((name) => cellOf(this.levels, name))];
    if (nearTheLine.has(stratum.kind)) cells.push(cellOf(this.levels, 'flown near the line'));
    names.forEach((one, i) => {
      for (const other of names.slice(i + 1)) cells.push(cellOf(this.pairs, `${one} · ${other}`));
    });
    for (const cell of cells) {
      cell.flights++;
      for (const { grade, isTrue, isStrictlyTrue } of judged.incursions) {
        add(cell.byGrade[grade], isTrue);
        if (grade === 'confirmed') add(cell.strict, isStrictlyTrue);
      }
    }
    for (const { probability, isTrue } of judged.incursions) {
      add(this.reliability[stratum.accuracy][binOf(probabilityBins, probability)]!, isTrue);
    }
    this.addStays(judged);
    this.addCrossings(judged);
  }

  private addStays({ stays, drawn }: JudgedFlight): void {
    for (const { stay, grade, wasSeen } of stays) {
      if (!wasSeen) {
        this.unseenStays++;
        continue;
      }
      const cells = [
        this.byErrors[binOf(depthBinsInErrors, stay.depthM / drawn.errorM)]!,
        this.byMetres[binOf(depthBinsM, stay.depthM)]!,
      ];
      for (const cell of cells) {
        cell.stays++;
        if (grade !== null) cell.found[grade]++;
      }
    }
  }

  private addCrossings({ crossings, inventedCrossings, drawn }: JudgedFlight): void {
    this.inventedCrossings[drawn.stratum.accuracy] += inventedCrossings;
    for (const { found, isOffWindow, clearance } of crossings) {
      const cell = this.crossings[binOf(clearanceBins, clearance)]!;
      cell.all++;
      if (isOffWindow) cell.offWindow++;
      if (found === null) continue;
      cell.found++;
      this.timeErrorS.push(found.timeErrorS);
      this.placeErrorM.push(found.placeErrorM);
      this.placeErrorInErrors.push(found.placeErrorInErrors);
    }
  }
}

function newDepthCell(): DepthCell {
  return { stays: 0, found: { confirmed: 0, probable: 0, possible: 0 } };
}

function cellOf(cells: Map<string, Cell>, name: string): Cell {
  let cell = cells.get(name);
  if (cell === undefined) {
    cell = newCell();
    cells.set(name, cell);
  }
  return cell;
}

const binOf = (lowerEnds: readonly number[], value: number): number =>
  Math.max(
    0,
    lowerEnds.findLastIndex((lower) => lower <= value),
  );

/** All that an array of lengths or times says in a table; NaN when it is empty. */
export function quantiles(values: readonly number[]): {
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  max: number;
} {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/**
 * 95 % interval of a share by Wilson (1927): holds for small counts and for shares near 1.
 */
export function wilson({ all, right }: Count): readonly [low: number, high: number] {
  if (all === 0) return [0, 1];
  const z = 1.96;
  const p = right / all;
  const middle = p + (z * z) / (2 * all);
  const reach = z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all));
  const norm = 1 + (z * z) / all;
  return [(middle - reach) / norm, (middle + reach) / norm];
}
