import { z } from 'zod';
import { heightText, metresText } from '../../format/distances.ts';
import { numberText } from '../../format/numbers.ts';
import { dateTimeGroup, durationText, localText, utcText } from '../../format/times.ts';
import { altitudeDatums } from '../../model/conclusion.ts';
import { gradeWords } from '../../model/words.ts';
import { entryOf, errorM, farthestNorth, plusMinusS, type ReportContext } from './context.ts';
import type { Figure, Span } from './figures.ts';
import { datumWords, observedText, withErrorText } from './wording.ts';

/** The numbers a reader looks for first. Each is a traced figure: its text is that of its trace. */
export const keyFigureSchema = z.strictObject({
  path: z.string(),
  label: z.string(),
  /** As printed. */
  text: z.string(),
  /** A second line, where the first needs one: local time, what an altitude is measured from. */
  note: z.string().nullable(),
});
export type KeyFigure = z.infer<typeof keyFigureSchema>;

export function keyFigures(context: ReportContext): KeyFigure[] {
  return [
    ...incursionFigures(context),
    ...approachFigures(context),
    ...recordFigures(context),
    ...altitudeFigures(context),
  ];
}

function figure(
  context: ReportContext,
  id: string,
  label: string,
  text: string,
  rows: Figure['rows'],
  note: string | null = null,
): KeyFigure {
  const path = `keyFigures.${id}`;
  context.add({ path, label, printed: text, rows });
  return { path, label, text, note };
}

function incursionFigures(context: ReportContext): KeyFigure[] {
  const { flight, main } = context;
  if (main === null) return [];
  const span: Span = context.spanOf(main);
  const figures: KeyFigure[] = [];
  const entry = entryOf(flight, main);
  if (entry !== null) {
    const text = `${utcText(entry.timeMs)} ± ${plusMinusS(entry)} s`;
    const rows = entry.detectionIds.map(context.indexOf).map((index): Span => [index, index]);
    figures.push(
      figure(context, 'entry', 'Crossed northbound', text, rows, localText(context.instant(entry.timeMs).local)),
    );
  }
  figures.push(
    figure(
      context,
      'us-time',
      'On the US side',
      observedText(main.observedS, main.inferredS),
      [span],
      `from ${utcText(main.firstMs)} to ${utcText(main.lastMs)}`,
    ),
  );
  if (main.depthM !== null) {
    const text =
      main.depthSigmaM === null
        ? metresText(main.depthM)
        : withErrorText(Math.round(main.depthM), errorM(main.depthSigmaM));
    const deepest = context.indexOf(main.detectionIds.deepest);
    const rows: Span = [Math.max(span[0], deepest - 1), Math.min(span[1], deepest + 1)];
    figures.push(figure(context, 'depth', 'Farthest into the US', text, [rows], 'held by two successive detections'));
  }
  figures.push(
    figure(context, 'grade', 'Grade', gradeWords[main.grade].label, [span], 'the weaker of its two elements'),
  );
  return figures;
}

/** How near it came, for a flight that is not shown in the United States. */
function approachFigures(context: ReportContext): KeyFigure[] {
  const { flight, path } = context;
  if (!['border-approach', 'mexico-only', 'undetermined'].includes(flight.class)) return [];
  const index = farthestNorth(path);
  const error = index === null ? null : context.distanceErrorM(index);
  if (index === null || error === null) return [];
  const metres = Math.round(path.distanceM[index]!);
  const label = metres > 0 ? 'Farthest toward the US' : 'Nearest to the line';
  const side = metres > 0 ? 'beyond the line by best estimate' : 'on the Mexican side by best estimate';
  const text = withErrorText(Math.abs(metres), error);
  return [figure(context, 'nearest', label, text, [[index, index]], `${side}, at ${utcText(path.timeMs[index]!)}`)];
}

function recordFigures(context: ReportContext): KeyFigure[] {
  const { flight, path } = context;
  const lengthS = (flight.lastMs - flight.firstMs) / 1000;
  const figures: KeyFigure[] = [];
  const end = (id: string, word: string, timeMs: number, pathIndex: number): void => {
    const index = indexAt(context, timeMs);
    const label = index === null ? `${word} detection with a position` : `${word} detection`;
    const shownMs = index === null ? path.timeMs[pathIndex]! : timeMs;
    const row = index ?? pathIndex;
    figures.push(figure(context, id, label, utcText(shownMs), [[row, row]], localText(context.instant(shownMs).local)));
  };
  if (path.count > 0) {
    end('first', 'First', flight.firstMs, 0);
    end('last', 'Last', flight.lastMs, path.count - 1);
  }
  figures.push(
    figure(
      context,
      'length',
      'Length of the record',
      durationText(lengthS),
      'all',
      `DTG ${dateTimeGroup(flight.firstMs)} to ${dateTimeGroup(flight.lastMs)}`,
    ),
  );
  figures.push(
    figure(
      context,
      'detections',
      'Detections',
      numberText(flight.detections),
      'all',
      `${numberText(path.count)} with a position`,
    ),
  );
  return figures;
}

/** The listed detection of exactly this time; null when the one that made it is not listed. */
function indexAt({ input, path }: ReportContext, timeMs: number): number | null {
  const placed = path.timeMs.indexOf(timeMs);
  if (placed >= 0) return placed;
  const unplaced = input.unplaced.findIndex(({ observedAtMs }) => observedAtMs === timeMs);
  return unplaced >= 0 ? path.count + unplaced : null;
}

function altitudeFigures(context: ReportContext): KeyFigure[] {
  const { path } = context;
  const byDatum = new Map<number, number[]>();
  for (let i = 0; i < path.count; i++) {
    if (Number.isNaN(path.altitudeM[i]!)) continue;
    const datum = path.altitudeDatum[i]!;
    const indices = byDatum.get(datum);
    if (indices === undefined) byDatum.set(datum, [i]);
    else indices.push(i);
  }
  return [...byDatum].map(([datum, indices]) => {
    const lowest = indices.reduce((a, b) => (path.altitudeM[b]! < path.altitudeM[a]! ? b : a));
    const highest = indices.reduce((a, b) => (path.altitudeM[b]! > path.altitudeM[a]! ? b : a));
    const name = altitudeDatums[datum] ?? 'datum not stated';
    const text = `${heightText(Math.round(path.altitudeM[lowest]!))} to ${heightText(Math.round(path.altitudeM[highest]!))}`;
    const rows = [lowest, highest].map((index): Span => [index, index]);
    return figure(context, `altitude-${datum}`, 'Altitude', text, rows, datumWords(name));
  });
}
