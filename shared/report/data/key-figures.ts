import { z } from 'zod';
import { distanceText, heightText } from '../../format/distances.ts';
import { numberText } from '../../format/numbers.ts';
import { durationText, localSpanText, utcClockText, utcDateText, utcSpanText, utcText } from '../../format/times.ts';
import { altitudeDatums, type Flight } from '../../model/conclusion.ts';
import { errorM, type FlightFigure, farthestNorth, type ReportContext } from './context.ts';
import { type Span, spansOf } from './figures.ts';
import { datumWords, observedText, withErrorText } from './wording.ts';

/** The numbers a reader looks for first. Each is a traced figure. */
export const keyFigureSchema = z.strictObject({
  path: z.string(),
  label: z.string(),
  /** As printed. */
  text: z.string(),
  /** Lines below it: when, in UTC and local time; what an altitude is measured from. */
  notes: z.array(z.string()),
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
  rows: FlightFigure['rows'],
  notes: string[] = [],
): KeyFigure {
  const path = context.at(`keyFigures.${id}`);
  context.add({ path, label, printed: [text, ...notes].join(' · '), rows });
  return { path, label, text, notes };
}

function incursionFigures(context: ReportContext): KeyFigure[] {
  const { main } = context;
  if (main === null) return [];
  const span: Span = context.spanOf(main);
  const time = observedText(main.observedS, main.inferredS);
  const when = `detected there ${spanWithin(context.flight, main.firstMs, main.lastMs)}`;
  const figures = [figure(context, 'us-time', 'On the US side', time, [span], [when])];
  if (main.depthM !== null) {
    const metres = Math.round(main.depthM);
    const text = main.depthSigmaM === null ? distanceText(metres) : withErrorText(metres, errorM(main.depthSigmaM));
    const deepest = context.indexOf(main.detectionIds.deepest);
    const rows: Span = [Math.max(span[0], deepest - 1), Math.min(span[1], deepest + 1)];
    figures.push(figure(context, 'depth', 'Farthest into the US', text, [rows]));
  }
  return figures;
}

/** Clocks alone where the whole flight lies in one UTC day, which stands beside its detections. */
const spanWithin = (flight: Flight, fromMs: number, toMs: number): string =>
  utcDateText(flight.firstMs) === utcDateText(flight.lastMs)
    ? `${utcClockText(fromMs)} to ${utcClockText(toMs)}`
    : utcSpanText(fromMs, toMs);

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
  return [figure(context, 'nearest', label, text, [[index, index]], [`${side}, at ${utcText(path.timeMs[index]!)}`])];
}

function recordFigures(context: ReportContext): KeyFigure[] {
  const { flight } = context;
  const without = flight.detections - flight.positions;
  const lengthS = (flight.lastMs - flight.firstMs) / 1000;
  const count = numberText(flight.detections);
  const text = lengthS > 0 ? `${count} over ${durationText(lengthS)}` : count;
  const first = context.instant(flight.firstMs);
  const last = context.instant(flight.lastMs);
  const notes = [
    utcSpanText(flight.firstMs, flight.lastMs),
    localSpanText(first.local, last.local),
    ...(without === 0 ? [] : [`${numberText(flight.positions)} with a position`]),
  ];
  return [figure(context, 'detections', 'Detections, first to last', text, 'all', notes)];
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
    const [low, high] = [lowest, highest].map((index) => heightText(Math.round(path.altitudeM[index]!)));
    const text = low === high ? `${low}` : `${low} to ${high}`;
    const rows = spansOf([...new Set([lowest, highest])].sort((a, b) => a - b));
    return figure(context, `altitude-${datum}`, 'Altitude', text, rows, [datumWords(name)]);
  });
}
