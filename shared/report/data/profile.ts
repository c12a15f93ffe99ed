import { z } from 'zod';
import { roundTo } from '../../format/numbers.ts';
import { altitudeDatums, type FlightPath } from '../../model/conclusion.ts';
import type { ReportContext } from './context.ts';
import { instantSchema } from './instant.ts';
import { datumWords } from './wording.ts';

/** More points than this say no more on paper; what is left out lies between those that are drawn. */
const mostPoints = 400;

/** Altitude and signed distance over time, as drawn. */
export const profileSchema = z.strictObject({
  from: instantSchema,
  to: instantSchema,
  /** Runs without a gap; [seconds from `from`, signed distance in metres, 95 % error in metres]. */
  distance: z.array(z.array(z.tuple([z.number(), z.number(), z.number()]))),
  /** One per datum: runs of [seconds from `from`, metres]. */
  altitudes: z.array(z.strictObject({ datum: z.string(), runs: z.array(z.array(z.tuple([z.number(), z.number()]))) })),
  /** Seconds from `from` of each crossing, with its number. */
  crossings: z.array(z.strictObject({ number: z.number(), s: z.number() })),
});
export type ProfileData = z.infer<typeof profileSchema>;

/** Null when there is nothing to draw over time: fewer than two positions. */
export function profileData(context: ReportContext): ProfileData | null {
  const { path, flight, gaps } = context;
  if (path.count < 2) return null;
  const startMs = path.timeMs[0]!;
  const seconds = (timeMs: number) => roundTo((timeMs - startMs) / 1000, 1);
  const runs = runsOf(path.count, new Set(gaps.map(({ before }) => before)));
  const distance = runs.flatMap((run) =>
    split(run, (i) => !Number.isNaN(path.distanceM[i]!)).map((part) =>
      telling(part, (i) => path.distanceM[i]!).map((i): [number, number, number] => [
        seconds(path.timeMs[i]!),
        roundTo(path.distanceM[i]!, 0),
        context.distanceErrorM(i) ?? 0,
      ]),
    ),
  );
  return {
    from: context.instant(startMs),
    to: context.instant(path.timeMs[path.count - 1]!),
    distance,
    altitudes: altitudes(path, runs, seconds),
    crossings: flight.crossings
      .toSorted((a, b) => a.timeMs - b.timeMs)
      .map(({ timeMs }, index) => ({ number: context.earlier.crossings + index + 1, s: seconds(timeMs) })),
  };
}

function altitudes(
  path: FlightPath,
  runs: readonly number[][],
  seconds: (timeMs: number) => number,
): ProfileData['altitudes'] {
  const datums = new Set<number>();
  for (let i = 0; i < path.count; i++) if (!Number.isNaN(path.altitudeM[i]!)) datums.add(path.altitudeDatum[i]!);
  return [...datums]
    .sort((a, b) => a - b)
    .map((datum) => ({
      datum: datumWords(altitudeDatums[datum] ?? 'datum not stated'),
      runs: runs.flatMap((run) =>
        split(run, (i) => path.altitudeDatum[i] === datum && !Number.isNaN(path.altitudeM[i]!)).map((part) =>
          telling(part, (i) => path.altitudeM[i]!).map((i): [number, number] => [
            seconds(path.timeMs[i]!),
            roundTo(path.altitudeM[i]!, 0),
          ]),
        ),
      ),
    }));
}

/** Indices 0..count-1 cut after each of `endings`. */
function runsOf(count: number, endings: ReadonlySet<number>): number[][] {
  const runs: number[][] = [[]];
  for (let i = 0; i < count; i++) {
    runs.at(-1)!.push(i);
    if (endings.has(i) && i + 1 < count) runs.push([]);
  }
  return runs;
}

/** The stretches of a run where something is known. */
function split(run: readonly number[], known: (index: number) => boolean): number[][] {
  const parts: number[][] = [];
  let open = false;
  for (const index of run) {
    if (!known(index)) open = false;
    else if (open) parts.at(-1)!.push(index);
    else {
      parts.push([index]);
      open = true;
    }
  }
  return parts;
}

/** The ends and, of equal shares between them, the lowest and highest: no peak is lost. */
function telling(indices: readonly number[], value: (index: number) => number): number[] {
  if (indices.length <= mostPoints) return [...indices];
  const kept = new Set<number>([indices[0]!, indices.at(-1)!]);
  const share = indices.length / (mostPoints / 2);
  for (let from = 0; from < indices.length; from += share) {
    const part = indices.slice(Math.floor(from), Math.max(Math.floor(from) + 1, Math.floor(from + share)));
    kept.add(part.reduce((a, b) => (value(b) < value(a) ? b : a)));
    kept.add(part.reduce((a, b) => (value(b) > value(a) ? b : a)));
  }
  return [...kept].sort((a, b) => a - b);
}
