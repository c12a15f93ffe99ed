import type { Side } from '../../model/conclusion.ts';
import type { Position } from '../../model/position.ts';
import { type Border, type BorderFix, type BorderFixColumns, buildBorder } from '../border.ts';
import { distanceM } from '../geodesic.ts';
import { pUs, sideOf, sigmaOfBoundM } from '../probability.ts';
import { isWhole, type Reach, splice } from './splice.ts';

/** What is asked of a reference line; the built-in one and tests' straight ones are such. */
export type ReferenceLine = Pick<Border, 'fix' | 'fixAll' | 'crossingOf'>;

/** A reference line that an analyst has loaded beside the built-in one. */
export interface LoadedLine {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** 95 % bound on its error, metres, the same everywhere. */
  readonly errorM: number;
  /** SHA-256 of what it says and how surely: part of what conclusions were drawn from. */
  readonly digest: string;
  readonly line: ReferenceLine;
}

/** Degrees as integers: 0.1 mm, and the built-in line's own vertices come back to the last bit. */
const scale = 1e9;

/**
 * A line from checked vertices, west to east, with one error bound everywhere; its border km are its own. A line of a part of
 * the border is put in its place in the built-in line (see `splice`), which keeps its own error.
 * @param reach see `checkLine`
 */
export function buildLine(
  name: string,
  own: readonly Position[],
  errorM: number,
  reach: Reach = { fromKm: null, toKm: null },
  builtIn?: Border,
): Border {
  const { vertices, builtInKm } =
    isWhole(reach) || builtIn === undefined ? { vertices: own, builtInKm: null } : splice(own, reach, builtIn);
  const stationsDm = [0];
  for (let i = 1; i < vertices.length; i++) {
    stationsDm.push(stationsDm[i - 1]! + Math.round(10 * distanceM(vertices[i - 1]!, vertices[i]!)));
  }
  const lengthKm = Math.max(1, stationsDm.at(-1)!) / 10_000;
  return buildBorder(
    {
      name,
      source: '',
      vintage: '',
      licence: '',
      attribution: '',
      notASurvey: '',
      lengthKm,
      landFromKm: 0,
      landToKm: lengthKm,
      vertices: vertices.length,
      scale,
      lng: deltas(vertices.map(([lng]) => Math.round(lng * scale))),
      lat: deltas(vertices.map(([, lat]) => Math.round(lat * scale))),
      stationDm: deltas(stationsDm),
    },
    {
      line: name,
      segments: [{ id: 'loaded', name, fromKm: 0, toKm: lengthKm, defaultErrorM: errorM }],
      errorBoundM: boundsOf(stationsDm, builtInKm, errorM, builtIn, Math.ceil(lengthKm)),
    },
  );
}

/** By km of the line: its own bound, and the built-in line's where that stands in for it; the larger where both meet. */
function boundsOf(
  stationsDm: readonly number[],
  builtInKm: readonly (number | null)[] | null,
  errorM: number,
  builtIn: Border | undefined,
  count: number,
): number[] {
  const bounds = new Array<number>(count).fill(builtInKm === null ? errorM : 0);
  for (let i = 0; builtInKm !== null && builtIn !== undefined && i + 1 < stationsDm.length; i++) {
    const from = builtInKm[i] ?? null;
    const to = builtInKm[i + 1] ?? null;
    const isOwn = from === null && to === null;
    const bound = isOwn
      ? errorM
      : Math.max(from === null || to === null ? errorM : 0, worstBound(builtIn, from ?? to!, to ?? from!));
    const last = Math.min(count - 1, Math.floor(stationsDm[i + 1]! / 10_000));
    for (let km = Math.floor(stationsDm[i]! / 10_000); km <= last; km++) bounds[km] = Math.max(bounds[km]!, bound);
  }
  return bounds;
}

function worstBound(builtIn: Border, fromKm: number, toKm: number): number {
  let worst = 0;
  for (let km = Math.floor(fromKm); km <= Math.floor(toKm); km++) worst = Math.max(worst, builtIn.errorBoundAt(km));
  return worst;
}

const deltas = (values: readonly number[]): number[] =>
  values.map((value, i) => (i === 0 ? value : value - values[i - 1]!));

/** Where a position stands to one line by itself. */
export interface LineStanding {
  readonly name: string;
  /** Signed, metres, positive into the United States; null where the line says nothing (past its ends). */
  readonly distanceM: number | null;
  readonly errorM: number | null;
  readonly pUs: number | null;
  readonly side: Side;
}

/** Where a position stands to one line. @param sigmaM per-axis standard deviation of the position, metres */
export function standingTo(name: string, fix: BorderFix | null, sigmaM: number): LineStanding {
  if (fix === null) return { name, distanceM: null, errorM: null, pUs: null, side: 'undetermined' };
  const p = pUs(fix.distanceM, sigmaM, sigmaOfBoundM(fix.errorBoundM));
  return { name, distanceM: fix.distanceM, errorM: fix.errorBoundM, pUs: p, side: sideOf(p) };
}

/**
 * P(US) by several lines: each says it by itself, and the one nearest to ½ counts; ½ when they lie on either side of it. So
 * a side is determined only when every line that says anything says that side.
 * @param least least and largest P(US) among the lines
 */
export function commonPUs(least: number, most: number): number {
  if (least > 0.5) return least;
  return most < 0.5 ? most : 0.5;
}

/** The parts of `BorderFixColumns` over all lines, built-in included. Metres; NaN outside the theatre. */
export interface LineSpread {
  /** Least and largest signed distance. */
  readonly leastM: Float64Array;
  readonly mostM: Float64Array;
  /** Largest error bound. */
  readonly errorBoundM: Float64Array;
}

const columnsFor = (length: number): BorderFixColumns => ({
  distanceM: new Float64Array(length),
  km: new Float64Array(length),
  errorBoundM: new Float64Array(length),
});

/**
 * How far apart the lines put every position. Outside the theatre of the built-in line nothing is said; a loaded line that
 * says nothing about a position (past its ends) leaves it to the others.
 * @param builtIn what the built-in line says of the same positions
 * @param visit is told of every standing to a loaded line
 */
export function spreadOf(
  lines: readonly LoadedLine[],
  lng: Float64Array,
  lat: Float64Array,
  builtIn: BorderFixColumns,
  visit: (i: number, distanceM: number, errorBoundM: number) => void,
): LineSpread {
  const spread: LineSpread = {
    leastM: builtIn.distanceM.slice(),
    mostM: builtIn.distanceM.slice(),
    errorBoundM: builtIn.errorBoundM.slice(),
  };
  const { length } = lng;
  const fixes = columnsFor(length);
  for (const { line } of lines) {
    line.fixAll(lng, lat, fixes);
    for (let i = 0; i < length; i++) {
      const distance = fixes.distanceM[i]!;
      if (Number.isNaN(distance) || Number.isNaN(builtIn.distanceM[i]!)) continue;
      const bound = fixes.errorBoundM[i]!;
      spread.leastM[i] = Math.min(spread.leastM[i]!, distance);
      spread.mostM[i] = Math.max(spread.mostM[i]!, distance);
      spread.errorBoundM[i] = Math.max(spread.errorBoundM[i]!, bound);
      visit(i, distance, bound);
    }
  }
  return spread;
}

/**
 * The loaded line in the place of the built-in one: its distances, error and crossings, but the built-in line's border km; where
 * it says nothing, the built-in line does.
 */
export function inPlaceOf(builtIn: ReferenceLine, { line }: LoadedLine): ReferenceLine {
  return {
    fix(lng, lat) {
      const own = builtIn.fix(lng, lat);
      const fix = own === null ? null : line.fix(lng, lat);
      if (own === null || fix === null) return own;
      return { ...own, distanceM: fix.distanceM, position: fix.position, errorBoundM: fix.errorBoundM };
    },
    fixAll(lng, lat, out) {
      builtIn.fixAll(lng, lat, out);
      const fixes = columnsFor(lng.length);
      line.fixAll(lng, lat, fixes);
      for (let i = 0; i < lng.length; i++) {
        if (Number.isNaN(fixes.distanceM[i]!) || Number.isNaN(out.distanceM[i]!)) continue;
        out.distanceM[i] = fixes.distanceM[i]!;
        out.errorBoundM[i] = fixes.errorBoundM[i]!;
      }
    },
    crossingOf: (a, b) =>
      line.crossingOf(a, b).map((crossing) => ({
        ...crossing,
        km: builtIn.fix(crossing.position[0], crossing.position[1])?.km ?? crossing.km,
      })),
  };
}
