import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Border } from '../../../shared/geo/border.ts';
import { bearingDeg, destination } from '../../../shared/geo/geodesic.ts';
import { pUs, sideOf, sigmaOfBoundM } from '../../../shared/geo/probability.ts';
import type { Position } from '../../../shared/model/position.ts';
import { borderAlong } from '../../shared/geo/support.ts';
import { alignedTable } from '../table.ts';

const LINES = [
  ['Census TIGER/Line 2023', 'border-census-tiger-2023.geojson'],
  ['FCC/IBWC', 'border-fcc-ibwc.geojson'],
] as const;
const OFFSETS_M = [20, 50, 100, 200, 300, 500, 1000, 2000, 5000];
/** Clear of the ends, which are not where those of the built-in line are. */
const CLEAR_KM = 8;

export interface OracleRow {
  readonly line: string;
  readonly segment: string;
  readonly positions: number;
  readonly meanM: number;
  readonly p95M: number;
  readonly maxM: number;
  /** Errors of the distance beyond the stated bound, on positions whose side is stated. */
  readonly beyondBound: number;
  readonly undetermined: number;
  readonly confidentlyWrong: number;
}

/**
 * Side and distance of positions 20 m to 5 km to both sides of lines that we did not make, every `stepKm`, by the stretch of
 * ours that is nearest. The positions have no error of their own: the hardest case. Null when the lines are not there.
 */
export function runOracles(border: Border, folder: string, stepKm: number): OracleRow[] | null {
  if (!existsSync(folder)) return null;
  return LINES.flatMap(([name, file]) => {
    const reference = borderAlong(readLine(join(folder, file)));
    const bySegment = new Map<string, { errors: number[]; beyond: number; undetermined: number; wrong: number }>();
    const end = reference.vertexKm.at(-1)!;
    for (let km = CLEAR_KM; km < end - CLEAR_KM; km += stepKm) {
      const from = reference.positionOfKm(km);
      const along = bearingDeg(from, reference.positionOfKm(km + 0.02));
      for (const metres of OFFSETS_M) {
        for (const turn of [-90, 90]) {
          const [lng, lat] = destination(from, along + turn, metres);
          const truth = reference.fix(lng, lat);
          const fix = border.fix(lng, lat);
          if (truth === null || fix === null) continue;
          const row = bySegment.get(fix.segment.id) ?? { errors: [], beyond: 0, undetermined: 0, wrong: 0 };
          bySegment.set(fix.segment.id, row);
          const errorM = Math.abs(fix.distanceM - truth.distanceM);
          const side = sideOf(pUs(fix.distanceM, 0, sigmaOfBoundM(fix.errorBoundM)));
          row.errors.push(errorM);
          if (side === 'undetermined') row.undetermined++;
          else {
            if (errorM > fix.errorBoundM) row.beyond++;
            if ((side === 'US') !== truth.distanceM > 0) row.wrong++;
          }
        }
      }
    }
    return border.segments.flatMap(({ id }) => {
      const row = bySegment.get(id);
      if (row === undefined) return [];
      const sorted = row.errors.sort((a, b) => a - b);
      return {
        line: name,
        segment: id,
        positions: sorted.length,
        meanM: sorted.reduce((sum, error) => sum + error, 0) / sorted.length,
        p95M: sorted[Math.floor(0.95 * sorted.length)]!,
        maxM: sorted.at(-1)!,
        beyondBound: row.beyond,
        undetermined: row.undetermined,
        confidentlyWrong: row.wrong,
      };
    });
  });
}

export const oracleTable = (rows: readonly OracleRow[]): string =>
  alignedTable([
    [
      'reference line',
      'stretch',
      'positions',
      'mean m',
      'p95 m',
      'max m',
      'beyond bound',
      'undetermined',
      'confidently wrong',
    ],
    ...rows.map((row) => [
      row.line,
      row.segment,
      String(row.positions),
      row.meanM.toFixed(1),
      row.p95M.toFixed(1),
      row.maxM.toFixed(1),
      String(row.beyondBound),
      String(row.undetermined),
      String(row.confidentlyWrong),
    ]),
  ]);

function readLine(path: string): Position[] {
  const file = JSON.parse(readFileSync(path, 'utf8')) as {
    features: { geometry: { coordinates: Position[] } }[];
  };
  const points: Position[] = [];
  for (const { geometry } of file.features) {
    for (const [lng, lat] of geometry.coordinates) {
      const last = points.at(-1);
      if (last === undefined || last[0] !== lng || last[1] !== lat) points.push([lng, lat]);
    }
  }
  return points[0]![0] < points.at(-1)![0] ? points : points.reverse();
}
